"""The one place where a due date is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import assert_never

from motcua.core.deadlines.dossier_clock import DossierClock, Pause
from motcua.core.deadlines.rules import ClockRules
from motcua.core.deadlines.time_limit import LimitUnit, TimeLimit
from motcua.core.workcal import ZONE, Counting, WorkCalendar, months_later

END_OF_DAY = time(23, 59, 59)

Stop = tuple[datetime, datetime]


def statutory_due_at(
    calendar: WorkCalendar,
    limit: TimeLimit,
    rules: ClockRules,
    counts_from: datetime,
    pauses: Iterable[Pause] = (),
) -> datetime:
    """When a limit that counts from that event ends.

    Hours end at their exact minute; days end when the office closes. A pause is carried in the unit of the limit: hours
    in working time, working days in working days, calendar days and months in calendar days, so a pause within one day
    takes nothing from a limit of days.
    """
    start = calendar.received_at(counts_from, rules.cut_off)
    stops = tuple(_stops(pauses, start))
    day = start.date()
    match limit.unit:
        case LimitUnit.WORKING_HOURS:
            return calendar.add(start, timedelta(hours=limit.amount) + _time_stopped(calendar, stops))
        case LimitUnit.WORKING_DAYS:
            days = limit.amount + _working_days_stopped(calendar, stops)
            return _end_of(calendar, calendar.add_working_days(day, days, rules.counting))
        case LimitUnit.SAME_DAY:
            return _end_of(calendar, calendar.add_working_days(day, _working_days_stopped(calendar, stops)))
        case LimitUnit.CALENDAR_DAYS:
            days = limit.amount + _days_stopped(stops)
            return _end_of(calendar, calendar.add_calendar_days(day, days, rules.counting))
        case LimitUnit.MONTHS:
            last = months_later(day, limit.amount)
            return _end_of(calendar, calendar.add_calendar_days(last, _days_stopped(stops), rules.counting))
        case _:
            assert_never(limit.unit)


def rescheduled_due_at(calendar: WorkCalendar, clock: DossierClock) -> datetime | None:
    """The latest new appointment, moved by the pauses since, and off a day that is no longer a working day."""
    if not clock.reschedules:
        return None
    promise = clock.reschedules[-1]
    stops = tuple(_stops(clock.pauses, promise.at))
    if clock.limit.by_the_hour:
        due_at = promise.due_at
        if not calendar.is_working_day(due_at.date()):
            due_at = calendar.next_working_moment(due_at)
        return calendar.add(due_at, _time_stopped(calendar, stops))
    day = promise.due_at.date()
    if clock.limit.unit in (LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS):
        counting = Counting(roll_to_working_day=clock.rules.counting.roll_to_working_day)
        return _end_of(calendar, calendar.add_calendar_days(day, _days_stopped(stops), counting))
    day = calendar.working_day_on_or_after(day)
    return _end_of(calendar, calendar.add_working_days(day, _working_days_stopped(calendar, stops)))


def _stops(pauses: Iterable[Pause], start: datetime) -> Iterator[Stop]:
    """The ended pauses as far as they lie after `start`: before it the clock was not running."""
    for pause in pauses:
        if pause.until is not None and pause.until > start:
            yield max(pause.since, start), pause.until


def _time_stopped(calendar: WorkCalendar, stops: Iterable[Stop]) -> timedelta:
    return sum((calendar.between(since, until) for since, until in stops), timedelta())


def _working_days_stopped(calendar: WorkCalendar, stops: Iterable[Stop]) -> int:
    return sum(calendar.working_days_between(since.date(), until.date()) for since, until in stops)


def _days_stopped(stops: Iterable[Stop]) -> int:
    return sum((until.date() - since.date()).days for since, until in stops)


def _end_of(calendar: WorkCalendar, day: date) -> datetime:
    """Closing time; midnight of a day off, which only a limit that does not roll can end on."""
    if calendar.is_working_day(day):
        return calendar.closing(day)
    return datetime.combine(day, END_OF_DAY, ZONE)
