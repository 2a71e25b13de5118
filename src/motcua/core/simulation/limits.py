"""A limit of law as a clock that the simulation can keep while it plays.

Hours are counted as they are. Days are counted by their closings: each working day is a tick just after its office
closes, so a limit of days is over when one closing more has passed than it allows, and a pause takes as many days from
it as it takes closings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from motcua.core.deadlines import ClockRules, LimitUnit, TimeLimit
from motcua.core.simulation.calendars import CALENDARS_KEPT
from motcua.core.simulation.model import BadModelError, Hours, Limit, Shift
from motcua.core.workcal import ZONE, WorkCalendar, office_time

_TICK: Final = 2.0**-10
"""Seconds: no time worth telling, and exact when many are added up."""
_HOUR: Final = 3600.0


def limit_of(limit: TimeLimit, rules: ClockRules, calendar: WorkCalendar, begin: datetime) -> Limit:
    """The limit as `deadlines.statutory_due_at` counts it, from second 0 at `begin`, for pauses that begin while the
    office is open. Where a supplement restarts it, its interruption says so.

    Raises BadModelError for a limit of calendar days or months: on which day these end depends on the day they end on,
    so only the log of a simulation can be judged by them.
    """
    received = _hours(calendar, begin, rules.cut_off) if rules.cut_off else None
    match limit.unit:
        case LimitUnit.WORKING_HOURS:
            return Limit(limit.amount * _HOUR, _hours(calendar, begin), received)
        case LimitUnit.WORKING_DAYS | LimitUnit.SAME_DAY:
            days = max(limit.amount - rules.counting.event_day_counts, 0)
            return Limit(days * _TICK, _closings(calendar, begin), received)
        case _:
            raise BadModelError(
                "Thời hạn theo ngày lịch hoặc tháng không đếm được ngay khi mô phỏng; hãy tính trễ hạn từ nhật ký.",
                "A limit of calendar days or months cannot be counted while it is played; judge the log by it.",
            )


@lru_cache(maxsize=CALENDARS_KEPT)
def _hours(calendar: WorkCalendar, begin: datetime, cut_off: time | None = None) -> Hours:
    """When the office is open; or when what comes is received on the same day: until the cut-off, and just at it."""
    return Hours(tuple(_shifts(calendar, begin, cut_off)))


def _shifts(calendar: WorkCalendar, begin: datetime, cut_off: time | None) -> Iterator[Shift]:
    for day in _days(calendar):
        for shift in calendar.shifts(day):
            opens, closes = _second(begin, day, shift.opens), _second(begin, day, shift.closes)
            if cut_off is not None:
                closes = min(closes, _second(begin, day, cut_off) + _TICK)
            if opens < closes:
                yield opens, closes


@lru_cache(maxsize=CALENDARS_KEPT)
def _closings(calendar: WorkCalendar, begin: datetime) -> Hours:
    working = (day for day in _days(calendar) if calendar.is_working_day(day))
    closings = ((calendar.closing(day) - office_time(begin)).total_seconds() for day in working)
    return Hours(tuple((closes, closes + _TICK) for closes in closings))


def _days(calendar: WorkCalendar) -> Iterator[date]:
    return (calendar.first + timedelta(days=n) for n in range((calendar.last - calendar.first).days + 1))


def _second(begin: datetime, day: date, at: time) -> float:
    return (datetime.combine(day, at, ZONE) - office_time(begin)).total_seconds()
