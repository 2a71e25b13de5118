"""Days and months: read as 15/12/2026 or 2026-12-15, kept as ISO text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import TODAY, Days, FormField
from motcua.core.forms.problems import Json, Refused, refused
from motcua.core.forms.values.reader import Reader
from motcua.core.forms.values.text import clean_line

NOT_A_DATE = refused("not_a_date")
NOT_A_MONTH = refused("not_a_month")
TOO_EARLY = refused("too_early")
TOO_LATE = refused("too_late")

EARLIEST_YEAR: Final = 1800
LATEST_YEAR: Final = 2200
"""Outside these years a date is a slip of the keyboard."""

_LONGEST_TEXT = 40
_written = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_iso = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_written_month = re.compile(r"([0-9]{1,2})[/.-]([0-9]{4})")
_iso_month = re.compile(r"([0-9]{4})-([0-9]{2})")


def date_reader(field: FormField) -> Reader:
    return _reader(field, read_date, NOT_A_DATE)


def month_reader(field: FormField) -> Reader:
    return _reader(field, read_month, NOT_A_MONTH)


def read_date(text: str) -> str | None:
    """ISO text of the day that is written here; None when the calendar has no such day."""
    if match := _iso.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _written.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        return None
    try:
        known = date(year, month, day)
    except ValueError:
        return None
    return known.isoformat() if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def read_month(text: str) -> str | None:
    """`2026-12` for `12/2026`."""
    if match := _iso_month.fullmatch(text):
        year, month = match.groups()
    elif match := _written_month.fullmatch(text):
        month, year = match.groups()
    else:
        return None
    return read_date(f"{year}-{int(month):02}-01") and f"{year}-{int(month):02}"


def _reader(field: FormField, parse: Callable[[str], str | None], wrong: Refused) -> Reader:
    days = field.days or Days()
    first, last = _limit(days.first), _limit(days.last)

    def read(raw: object, context: FilingContext) -> Json | Refused:
        if not isinstance(raw, str) or len(raw) > _LONGEST_TEXT:
            return wrong
        text = clean_line(raw)
        if isinstance(text, Refused) or not text:
            return text or None
        value = parse(text)
        if value is None:
            return wrong
        # ISO texts sort as the days they name; a month sorts before its own first day, hence the cut.
        if first and value < first(context)[: len(value)]:
            return TOO_EARLY
        return TOO_LATE if last and value > last(context)[: len(value)] else value

    return read


def _limit(bound: str | None) -> Callable[[FilingContext], str] | None:
    if bound is None:
        return None
    return (lambda context: context.today_iso) if bound == TODAY else (lambda _context: bound)
