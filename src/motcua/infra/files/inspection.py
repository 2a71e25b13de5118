"""Finds out what a file really is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from motcua.infra.files import confined
from motcua.infra.files.confined import DecoderError, Ending
from motcua.infra.files.findings import Active, Fault, Findings
from motcua.infra.files.kinds import HEAD, kind_of

_FAULTS: Final = {
    Ending.DAMAGED: Fault.DAMAGED,
    Ending.TOO_DEMANDING: Fault.TOO_DEMANDING,
    Ending.TWO_KINDS: Fault.TWO_KINDS,
}


def inspect(path: Path) -> Findings:
    """What the file at `path` is, found by decoding it in a confined process. A hostile file has a `fault`."""
    with path.open("rb") as file:
        size = path.stat().st_size
        kind = kind_of(file.read(HEAD))
        if not size:
            return Findings(size=0, kind=kind, fault=Fault.EMPTY)
        if not kind.readable:
            return Findings(size=size, kind=kind, fault=Fault.UNREADABLE_KIND)
        try:
            found = json.loads(confined.run(kind.decoder, file, "look"))
        except DecoderError as error:
            return Findings(size=size, kind=kind, fault=_FAULTS[error.ending])
    return Findings(
        size=size,
        kind=kind,
        pages=found.get("pages"),
        width=found.get("width"),
        height=found.get("height"),
        encrypted=found.get("encrypted", False),
        active=tuple(map(Active, found.get("active", ()))),
    )
