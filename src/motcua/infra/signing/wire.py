"""What was read, as JSON between the confined process and the city: a process that a file may have taken over must not
get to say what is unpickled.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from motcua.infra.signing.findings import Standing
from motcua.infra.signing.reading import ReadSignature, Stamp

READY: Final = b"!"
BEGUN: Final = b"."
DONE: Final = b"+"
"""What the program says about itself, before anything is read (see `reader`)."""


def written(signatures: Sequence[ReadSignature]) -> bytes:
    """The JSON of it."""
    return json.dumps([_told(each) for each in signatures]).encode()


def understood(answer: bytes) -> list[ReadSignature]:
    """The same signatures again. Raises ValueError, KeyError, TypeError for anything else."""
    return [_understood(each) for each in json.loads(answer)]


def _told(read: ReadSignature) -> dict[str, Any]:
    return {
        "fault": read.fault,
        "certificate": _text(read.certificate),
        "others": [_text(each) for each in read.others],
        "signed_at": read.signed_at.isoformat() if read.signed_at else None,
        "covers_whole": read.covers_whole,
        "changed_after": read.changed_after,
        "stamps": [[_text(each.token), _text(each.digest)] for each in read.stamps],
        "ocsps": [_text(each) for each in read.ocsps],
        "crls": [_text(each) for each in read.crls],
    }


def _understood(told: dict[str, Any]) -> ReadSignature:
    return ReadSignature(
        fault=Standing(told["fault"]) if told["fault"] else None,
        certificate=base64.b64decode(told["certificate"]),
        others=tuple(map(base64.b64decode, told["others"])),
        signed_at=datetime.fromisoformat(told["signed_at"]) if told["signed_at"] else None,
        covers_whole=bool(told["covers_whole"]),
        changed_after=bool(told["changed_after"]),
        stamps=tuple(Stamp(base64.b64decode(token), base64.b64decode(digest)) for token, digest in told["stamps"]),
        ocsps=tuple(map(base64.b64decode, told["ocsps"])),
        crls=tuple(map(base64.b64decode, told["crls"])),
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
