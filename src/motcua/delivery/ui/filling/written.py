"""Kept values the way people in Vietnam write them, so that what is shown can be read again as it stands."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from motcua.core.forms import FormField, Language
from motcua.core.forms.wording import day_text, number_text

_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_KEPT_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def as_written(field: FormField, raw: Any) -> str:
    """`1250.5` as 1.250,5 and `2026-12-15` as 15/12/2026; whatever was typed in another way stays as it was typed."""
    if raw is None or isinstance(raw, bool):
        return ""
    if field.kind in ("integer", "money") and isinstance(raw, int):
        return number_text(Decimal(raw)).vi
    if not isinstance(raw, str):
        return str(raw) if isinstance(raw, int) else ""
    if field.kind in ("date", "month") and _ISO_DAY.fullmatch(raw):
        return day_text(raw)
    if field.kind == "decimal" and _KEPT_DECIMAL.fullmatch(raw) and not _reads_as_thousands(raw):
        return _decimal(raw)
    return raw


def as_read(field: FormField, raw: Any, language: Language) -> str:
    """A computed value in the reader's language; what is not to be read again may be written as he is used to."""
    if language == "en" and field.kind in ("integer", "money", "decimal") and raw is not None:
        return number_text(Decimal(raw).normalize() + 0).en
    return as_written(field, raw)


def _reads_as_thousands(raw: str) -> bool:
    """`1.250` was typed: one thousand two hundred and fifty. Kept values never have exactly three digits there."""
    whole, point, fraction = raw.lstrip("-").partition(".")
    return bool(point) and len(fraction) == 3 and not whole.startswith("0")


def _decimal(raw: str) -> str:
    whole, _, fraction = number_text(Decimal(raw)).vi.partition(",")
    fraction = fraction.rstrip("0")
    return f"{whole},{fraction}" if fraction else whole
