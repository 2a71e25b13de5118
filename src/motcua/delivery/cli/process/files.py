"""Reading a BPMN file that an operator names, or saying why that cannot be."""

from __future__ import annotations

import sys
from pathlib import Path

from motcua.core.process import Model, ProcessError, read_model


def read(file: Path) -> tuple[bytes, Model] | None:
    """The bytes and the model; None, and the reason on standard error, for what cannot be read."""
    try:
        xml = file.read_bytes()
        return xml, read_model(xml)
    except (OSError, ProcessError) as refusal:
        refuse(file, str(refusal))
        return None


def refuse(file: Path, reason: str) -> bool:
    """Say why a file is not dealt with; always False."""
    print(f"motcua process: {file}: {reason}", file=sys.stderr)
    return False
