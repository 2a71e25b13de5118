"""The calendars of offices as hours that the simulation plays in: seconds from its beginning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from motcua.core.simulation.model import Hours, Shift
from motcua.core.workcal import (
    ZONE,
    Shifts,
    SpecialDay,
    WeekPattern,
    WorkCalendar,
    holiday,
    office_time,
    own_hours,
    parse_shifts,
)

_DAY: Final = timedelta(days=1)
CALENDARS_KEPT: Final = 64
"""Of so many the hours are remembered: an experiment asks for the same ones in every run."""
TICK: Final = 2.0**-10
"""Seconds: no time worth telling."""


def second_of(begin: datetime, moment: datetime) -> float:
    """Seconds from the beginning of the simulation to a moment."""
    return (office_time(moment) - office_time(begin)).total_seconds()


def moment_at(begin: datetime, second: float) -> datetime:
    """The moment so many seconds after the beginning, on the office's wall clock."""
    return office_time(begin) + timedelta(seconds=second)


def midnight(day: date) -> datetime:
    """The moment at which a day of the simulation begins."""
    return datetime.combine(day, time(), ZONE)


def moved_to(moments: Sequence[datetime], first: date) -> list[datetime]:
    """The same moments, in their order, with the first of them on another day."""
    return [moment + (first - moments[0].date()) for moment in moments]


def last_second(calendar: WorkCalendar, begin: datetime) -> float:
    """How far a calendar knows its days, from the beginning."""
    return second_of(begin, midnight(calendar.last)) + _DAY.total_seconds()


def hours_of(calendar: WorkCalendar, begin: datetime, weekdays: Collection[int] = ()) -> Hours:
    """When an office is open from the beginning on, for as long as its calendar is known; only on some weekdays (0 is
    Monday) if any are named.
    """
    return _hours(calendar, begin, tuple(weekdays))


@lru_cache(maxsize=CALENDARS_KEPT)
def _hours(calendar: WorkCalendar, begin: datetime, weekdays: tuple[int, ...]) -> Hours:
    return Hours(tuple(_shifts(calendar, begin, weekdays)))


@lru_cache(maxsize=CALENDARS_KEPT)
def closings_of(calendar: WorkCalendar, begin: datetime) -> Hours:
    """A tick at the end of each working day: what takes `TICK` in these hours ends when the office closes next."""
    closings = (
        second_of(begin, calendar.closing(day)) for day in _days(calendar, begin) if calendar.is_working_day(day)
    )
    return Hours(tuple((closes - TICK, closes) for closes in closings if closes > TICK))


def with_week(calendar: WorkCalendar, week: Sequence[str]) -> WorkCalendar:
    """Another week with the same days off: seven texts such as `08:00-11:30`, Monday first. Days that an office works
    although its week has none (made up for others) are worked as its ordinary days are.

    Raises BadHoursError for hours that cannot be.
    """
    return _with_week(calendar, tuple(week))


@lru_cache(maxsize=CALENDARS_KEPT)
def _with_week(calendar: WorkCalendar, week: tuple[str, ...]) -> WorkCalendar:
    pattern = WeekPattern(calendar.first, tuple(map(parse_shifts, week)))
    return WorkCalendar(calendar.first, calendar.last, [pattern], _special_days(calendar, pattern))


def _special_days(calendar: WorkCalendar, pattern: WeekPattern) -> Iterator[SpecialDay]:
    ordinary = _ordinary_week(calendar)
    usual = next((shifts for shifts in pattern.days if shifts), ())
    for day in _between(calendar.first, calendar.last):
        shifts, due = calendar.shifts(day), ordinary[day.weekday()]
        if due and not shifts:
            yield holiday(day)
        elif shifts and not due and usual and not pattern.days[day.weekday()]:
            yield own_hours(day, usual)


def _ordinary_week(calendar: WorkCalendar) -> tuple[Shifts, ...]:
    """The hours that each weekday mostly has."""
    found = tuple(Counter[Shifts]() for _ in range(7))
    for day in _between(calendar.first, calendar.last):
        found[day.weekday()][calendar.shifts(day)] += 1
    return tuple(each.most_common(1)[0][0] if each else () for each in found)


def _shifts(calendar: WorkCalendar, begin: datetime, weekdays: Collection[int]) -> Iterator[Shift]:
    for day in _days(calendar, begin):
        if weekdays and day.weekday() not in weekdays:
            continue
        for shift in calendar.shifts(day):
            opens, closes = (second_of(begin, datetime.combine(day, at, ZONE)) for at in (shift.opens, shift.closes))
            if closes > 0:
                yield max(opens, 0.0), closes


def _days(calendar: WorkCalendar, begin: datetime) -> Iterator[date]:
    return _between(office_time(begin).date(), calendar.last)


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
