"""The calendars of offices as the hours of those who work there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from motcua.core.mining.log import as_moment, as_time
from motcua.core.mining.spans import Spans
from motcua.core.mining.waiting import Hours
from motcua.core.workcal import ZONE, WorkCalendar, office_time

_DAY = timedelta(days=1)


def hours_of(calendars: Mapping[str, WorkCalendar]) -> Hours:
    """When each resource that has a calendar is at work; of others nothing is known.

    Raises CalendarEndsError for a time outside a calendar.
    """

    def at_work(resource: str, begin: int, end: int) -> Spans | None:
        calendar = calendars.get(resource)
        return None if calendar is None else _shifts(calendar, begin, end)

    return at_work


def _shifts(calendar: WorkCalendar, begin: int, end: int) -> Spans:
    first, last = as_moment(begin), as_moment(end)
    if first is None or last is None:
        return ()
    found = []
    day = office_time(first).date()
    while day <= office_time(last).date():
        for shift in calendar.shifts(day):
            opens, closes = (as_time(datetime.combine(day, at, ZONE)) for at in (shift.opens, shift.closes))
            if max(opens, begin) < min(closes, end):
                found.append((max(opens, begin), min(closes, end)))
        day += _DAY
    return tuple(found)
