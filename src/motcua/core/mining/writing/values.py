"""Values of attributes as texts."""

from __future__ import annotations

from datetime import datetime

from motcua.core.mining.traces import Kind


def as_text(value: object, kind: Kind) -> str:
    """As a file of texts has it."""
    if kind is Kind.MOMENT and isinstance(value, datetime):
        return value.isoformat()
    if kind is Kind.FLAG:
        return "true" if value else "false"
    return str(value)
