"""A limit of law as a clock that the simulation can keep while it plays.

Hours are counted as they are. Days are counted by ticks at midnight, and by two lines of them. On the one a limit runs:
a tick as each day begins that counts, so that a pause takes as many ticks from a limit as `core.deadlines` takes days.
By the other it is told whether it is over: a tick after each working day has ended, as long as the days that have gone
by with it, so that a limit which would end on a day off ends on the next working day. On a working day that follows one
both have come as far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from motcua.core.deadlines import ClockRules, LimitUnit, TimeLimit
from motcua.core.simulation.calendars import CALENDARS_KEPT
from motcua.core.simulation.model import Hours, Limit, Shift
from motcua.core.workcal import ZONE, WorkCalendar, months_later, office_time

_TICK: Final = 2.0**-10
"""Seconds: no time worth telling, and exact when many are added up."""
_HOUR: Final = 3600.0
_DAY: Final = timedelta(days=1)

Ticks = Iterable[tuple[date, int]]
"""How many ticks there are at the midnight with which a day begins."""


def limit_of(limit: TimeLimit, rules: ClockRules, calendar: WorkCalendar, begin: datetime) -> Limit:
    """The limit as `deadlines.statutory_due_at` counts it, from second 0 at `begin`. Where a supplement restarts it,
    its interruption says so.
    """
    received = _hours(calendar, begin, rules.cut_off)
    event_day = int(rules.counting.event_day_counts)
    match limit.unit:
        case LimitUnit.WORKING_HOURS:
            return Limit(limit.amount * _HOUR, _hours(calendar, begin), received if rules.cut_off else None)
        case LimitUnit.WORKING_DAYS | LimitUnit.SAME_DAY:
            days = max(limit.amount - event_day, 0)
            runs, judged = _working_days(calendar, begin), _working_days_over(calendar, begin)
            return Limit(days * _TICK, runs, received, judged)
        case LimitUnit.CALENDAR_DAYS | LimitUnit.MONTHS:
            runs = _all_days(calendar, begin)
            judged = _days_over(calendar, begin) if rules.counting.roll_to_working_day else runs
            months = limit.amount if limit.unit is LimitUnit.MONTHS else 0
            days = (months_later(calendar.first, months) - calendar.first).days if months else limit.amount
            begun = _begun(calendar, begin, months) if months else None
            return Limit((days - event_day) * _TICK, runs, received, judged, begun)


@lru_cache(maxsize=CALENDARS_KEPT)
def _hours(calendar: WorkCalendar, begin: datetime, cut_off: time | None = None) -> Hours:
    """When the office is open; or when what comes is received on the same day: until the cut-off, and just at it."""
    return Hours(tuple(_shifts(calendar, begin, cut_off)))


def _shifts(calendar: WorkCalendar, begin: datetime, cut_off: time | None) -> Iterator[Shift]:
    for day in _days(calendar):
        shifts = [(shift.opens, shift.closes) for shift in calendar.shifts(day)]
        seconds = [(_second(begin, day, opens), _second(begin, day, closes)) for opens, closes in shifts]
        if cut_off is None or not shifts:
            yield from seconds
            continue
        until = _second(begin, day, cut_off) + _TICK
        before = [(opens, min(closes, until)) for opens, closes in seconds if opens < until]
        if shifts[-1][0] > cut_off:  # what comes in a break before the cut-off is received on this day, when it is over
            before[-1:] = [(before[-1][0] if before else until - _TICK, until)]
        yield from before


@lru_cache(maxsize=CALENDARS_KEPT)
def _working_days(calendar: WorkCalendar, begin: datetime) -> Hours:
    return _line(begin, ((day, 1) for day in _days(calendar) if calendar.is_working_day(day)))


@lru_cache(maxsize=CALENDARS_KEPT)
def _working_days_over(calendar: WorkCalendar, begin: datetime) -> Hours:
    over = ((day + _DAY, 1) for day in _days(calendar) if calendar.is_working_day(day))
    return _line(begin, ((calendar.first, 1), *over))


@lru_cache(maxsize=CALENDARS_KEPT)
def _all_days(calendar: WorkCalendar, begin: datetime) -> Hours:
    return _line(begin, ((day, 1) for day in _days(calendar)))


@lru_cache(maxsize=CALENDARS_KEPT)
def _days_over(calendar: WorkCalendar, begin: datetime) -> Hours:
    """Days that are over when a limit cannot end any more that would have ended on one of them."""
    ticks = [(calendar.first, 1)]
    before = calendar.first - _DAY
    for day in _days(calendar):
        if calendar.is_working_day(day):
            ticks.append((day + _DAY, (day - before).days))
            before = day
    return _line(begin, ticks)


@lru_cache(maxsize=CALENDARS_KEPT)
def _begun(calendar: WorkCalendar, begin: datetime, months: int) -> Hours:
    """By how much later a limit of months ends that begins on a day than the one that begins on the first of all."""
    ticks = [(calendar.first, 1)]
    before = months_later(calendar.first, months)
    for day in _days(calendar):
        ends = months_later(day, months)
        if ends > before:
            ticks.append((day, (ends - before).days))
            before = ends
    return _line(begin, ticks)


def _line(begin: datetime, ticks: Ticks) -> Hours:
    """Ticks that have passed when the day has begun."""
    midnights = ((_second(begin, day, time()), count) for day, count in ticks)
    return Hours(tuple((midnight - count * _TICK, midnight) for midnight, count in midnights))


def _days(calendar: WorkCalendar) -> Iterator[date]:
    return (calendar.first + n * _DAY for n in range((calendar.last - calendar.first).days + 1))


def _second(begin: datetime, day: date, at: time) -> float:
    return (datetime.combine(day, at, ZONE) - office_time(begin)).total_seconds()
