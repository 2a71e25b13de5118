"""Dates as logs of all origins write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

EARLIEST: Final = 1901
LATEST: Final = 2199
"""Years; what lies outside stands for no moment at all, such as the 0001, 1900 and 9999 of databases."""
_ZONE: Final = r"(?:\s*(?P<zone>Z|UTC|GMT|ICT|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?))?"
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})(?::|\s*giờ\s*|h)(?P<minute>\d{2})(?:\s*phút)?(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>AM|PM|SA|CH))?"
)
_DAY: Final = r"(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4}|\d{2}(?!\d))"
_YEAR: Final = r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})"
_WRITTEN: Final = tuple(
    re.compile(form + _ZONE, re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:[ T,]+{_CLOCK})?",
        rf"{_CLOCK}[ ,]*(?:ngày\s*)?{_DAY}",
        rf"{_YEAR}(?:[ T]+{_CLOCK})?",
    )
)
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?")
_NUMBER: Final = re.compile(r"-?\d{9,19}(?:\.\d+)?")
_SERIAL: Final = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_IN_WORDS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:\w{{3}},?\s+)?(?P<day>\d{{1,2}})[ -]{_MONTH}[ -](?P<year>\d{{4}}|\d{{2}}(?!\d))(?P<clock>.*)",
        rf"(?:\w{{3}},?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}})(?P<clock>\s.*)\s(?P<year>\d{{4}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?P<clock>.*)",
        r"(?P<clock>.*?),?\s*(?:ngày\s+)?(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    )
)
_DOTTED_CLOCK: Final = re.compile(r"(\d{1,2})\.(\d{2})\.(\d{2})(?=[.,\s]|$)")
_SHORT_YEAR: Final = re.compile(r"\d{1,2}[/.-](?:\d{1,2}|[a-z]{3})[/.-]\d{2}(?!\d).*", re.IGNORECASE)
_SHORT_ZONE: Final = re.compile(r"\s*(?:(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?|UTC|GMT|ICT|Z)$", re.IGNORECASE)
_LONG_FRACTION: Final = re.compile(r"([.,]\d{6})\d+")
_TURN: Final = 69
_AFTERNOON: Final = frozenset({"PM", "CH"})
_UNITS: Final = ((11, 1), (14, 1_000), (17, 1_000_000), (20, 1_000_000_000))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SERIAL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 as Excel counts, without a zone
_DAY_AND_CLOCK: Final = re.compile(r"\s*\d{4}-\d{2}-\d{2}.*|\s*\d{1,2}/\d{1,2}/\d{4}.*")


def read_moment(text: str, zone: tzinfo, *, month_first: bool = False) -> datetime | None:
    """A moment from its text, None if it is none; what names no zone is of `zone`."""
    found = find_moment(text, month_first=month_first)
    return found if found is None or found.tzinfo else found.replace(tzinfo=zone)


def find_moment(text: str, *, month_first: bool = False) -> datetime | None:
    """A moment from its text, None if it is none; without a zone if it names none.

    ISO 8601 in its usual forms, day first (15/12/2026 08:30, 08:30 15/12/2026, with SA and CH or AM and PM) or where
    told month first, `yyyyMMddHHmmss` of the national portal, seconds, milli-, micro- or nanoseconds since 1970, and
    days since 1899 as Excel has them; months also by their English names (13-Mar-2026), or “ngày 13 tháng 3 năm 2026”.
    A day alone is its midnight; a year of two digits is of 1969 to 2068. No year lies before `EARLIEST` or after
    `LATEST`.
    """
    text = text.strip()
    try:
        if text[4:5] == "-":  # most logs, and by far the quickest to read
            found: datetime | None = _iso(text)
        else:
            found = _numbered(text) or _written(text, month_first) or _in_words(text) or _iso(text)
    except (ValueError, OverflowError):
        return None
    return found if found and EARLIEST <= found.year <= LATEST else None


def looks_like_a_moment(text: str) -> bool:
    """Whether a text of unknown meaning is written as only days are."""
    return _DAY_AND_CLOCK.fullmatch(text) is not None


def has_a_short_year(text: str) -> bool:
    """Whether a moment is written with two digits of its year."""
    return _SHORT_YEAR.fullmatch(text.strip()) is not None


def month_comes_first(texts: Iterable[str]) -> bool:
    """Whether these can only be months before days: some have a second number that no month has, none has such a first
    one.
    """
    found = list(_days(texts))
    return any(second > 12 for _, second in found) and not any(first > 12 for first, _ in found)


def _days(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    for text in texts:
        for form in _WRITTEN[:2]:
            if match := form.fullmatch(text.strip()):
                yield int(match["a"]), int(match["b"])


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        if len(text) <= len("2026-11-20"):
            raise
        return datetime.fromisoformat(_SHORT_ZONE.sub(_offset, _LONG_FRACTION.sub(r"\1", text)))


def _offset(match: re.Match[str]) -> str:
    sign, hours, minutes = match.groups()
    if sign:
        return f"{sign}{int(hours):02}:{minutes or '00'}"
    return "+07:00" if match[0].strip().upper() == "ICT" else "+00:00"


def _written(text: str, month_first: bool) -> datetime | None:
    for form, day_of in ((_WRITTEN[0], _ordered), (_WRITTEN[1], _ordered), (_WRITTEN[2], _year_first)):
        if match := form.fullmatch(text):
            return _assembled(match, *day_of(match, month_first))
    return None


def _in_words(text: str) -> datetime | None:
    """The same moment with its month as a number."""
    for form in _IN_WORDS:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            month = parts.get("month") or _MONTHS.index(parts["name"].lower()) + 1
            clock = _DOTTED_CLOCK.sub(r"\1:\2:\3", parts["clock"].strip())
            return _written(f"{parts['day']}/{month}/{parts['year']} {clock}".strip(), month_first=False)
    return None


def _ordered(match: re.Match[str], month_first: bool) -> tuple[int, int]:
    first, second = int(match["a"]), int(match["b"])
    return (second, first) if month_first else (first, second)


def _year_first(match: re.Match[str], _: bool) -> tuple[int, int]:
    return int(match["day"]), int(match["month"])


def _assembled(match: re.Match[str], day: int, month: int) -> datetime:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if half := match["half"]:
        hour = hour % 12 + 12 * (half.upper() in _AFTERNOON)
    fraction = int((match["fraction"] or "")[:6].ljust(6, "0"))
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < _TURN else 1900
    found = datetime(year, month, day, hour, minute, second, fraction)  # noqa: DTZ001 the zone comes after
    if zone := match["zone"]:
        return datetime.fromisoformat(found.isoformat() + _SHORT_ZONE.sub(_offset, zone))
    return found


def _numbered(text: str) -> datetime | None:
    if match := _COMPACT.fullmatch(text):
        return datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type] # noqa: DTZ001 as above
    if _NUMBER.fullmatch(text):
        whole, _, part = text.partition(".")
        unit = next(unit for digits, unit in _UNITS if len(whole.lstrip("-")) < digits)
        return _EPOCH + timedelta(
            microseconds=int(whole) * 1_000_000 // unit + float(f"0.{part or 0}") * 1_000_000 / unit
        )
    if _SERIAL.fullmatch(text):
        seconds = float(text.replace(",", ".")) * 86_400
        return _SERIAL_EPOCH + timedelta(milliseconds=round(seconds * 1_000))  # a day's fraction is no exact second
    return None
