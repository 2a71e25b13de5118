"""Dates as logs of all origins write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

_DAY_FIRST = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})")
_NUMBER = re.compile(r"-?\d{9,19}(?:\.\d+)?")
_LONG_FRACTION = re.compile(r"(\.\d{6})\d+")
_UNITS = ((11, 1), (14, 1_000), (17, 1_000_000), (20, 1_000_000_000))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """A moment from its text, None if it is none; what names no zone is of `zone`.

    ISO 8601 in its usual forms, day first (15/12/2026 08:30), `yyyyMMddHHmmss` of the national portal, and seconds,
    milli-, micro- or nanoseconds since 1970. A day alone is its midnight.
    """
    text = text.strip()
    try:
        found = _numbered(text) or datetime.fromisoformat(_LONG_FRACTION.sub(r"\1", text))
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _numbered(text: str) -> datetime | None:
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year, hour, minute, second, fraction = match.groups()
        clock = (int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "").ljust(6, "0")))
        return datetime(int(year), int(month), int(day), *clock)  # noqa: DTZ001 the zone comes after
    if match := _COMPACT.fullmatch(text):
        return datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type] # noqa: DTZ001 as above
    if _NUMBER.fullmatch(text):
        whole = len(text.lstrip("-").partition(".")[0])
        unit = next(unit for digits, unit in _UNITS if whole < digits)
        return _EPOCH + timedelta(microseconds=float(text) * 1_000_000 / unit)
    return None
