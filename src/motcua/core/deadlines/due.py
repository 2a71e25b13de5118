"""The one place where a due date is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import assert_never

from motcua.core.deadlines.dossier_clock import DossierClock, Pause
from motcua.core.deadlines.rules import ClockRules
from motcua.core.deadlines.time_limit import LimitUnit, TimeLimit
from motcua.core.workcal import ZONE, Counting, WorkCalendar, months_later

END_OF_DAY = time(23, 59, 59)

Stop = tuple[datetime, datetime]
Stops = tuple[Stop, ...]


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
    takes nothing from a limit of days. What ends a pause counts as received by the same rule as the dossier itself, and
    a limit of days that was kept until then gives at least until closing of the day of receipt.
    """
    start = calendar.received_at(counts_from, rules.cut_off)
    return _carried(
        calendar, limit, _stops(calendar, pauses, start, rules), partial(_end, calendar, limit, rules, start)
    )


def rescheduled_due_at(calendar: WorkCalendar, clock: DossierClock) -> datetime | None:
    """The latest new appointment, moved by the pauses since, and off a day that is no longer a working day."""
    if not clock.reschedules:
        return None
    promise = clock.reschedules[-1]
    stops = _stops(calendar, clock.pauses, promise.at, clock.rules)
    return _carried(calendar, clock.limit, stops, partial(_end_of_promise, calendar, clock, promise.due_at))


def _carried(calendar: WorkCalendar, limit: TimeLimit, stops: Stops, end_with: Callable[[Stops], datetime]) -> datetime:
    """The end with all its stops. A limit of days that was not yet over when a stop began is not over when it ends."""
    due_at = end_with(())
    for n, (since, until) in enumerate(stops, 1):
        was_in_time = since.date() <= due_at.date()
        due_at = max(due_at, end_with(stops[:n]))
        if was_in_time and not limit.by_the_hour:
            due_at = max(due_at, calendar.closing(until.date()))
    return due_at


def _end(calendar: WorkCalendar, limit: TimeLimit, rules: ClockRules, start: datetime, stops: Stops) -> datetime:
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


def _end_of_promise(calendar: WorkCalendar, clock: DossierClock, promised: datetime, stops: Stops) -> datetime:
    if clock.limit.by_the_hour:
        if not calendar.is_working_day(promised.date()):
            promised = calendar.next_working_moment(promised)
        return calendar.add(promised, _time_stopped(calendar, stops))
    day = promised.date()
    if clock.limit.unit in (LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS):
        counting = Counting(roll_to_working_day=clock.rules.counting.roll_to_working_day)
        return _end_of(calendar, calendar.add_calendar_days(day, _days_stopped(stops), counting))
    day = calendar.working_day_on_or_after(day)
    return _end_of(calendar, calendar.add_working_days(day, _working_days_stopped(calendar, stops)))


def _stops(calendar: WorkCalendar, pauses: Iterable[Pause], start: datetime, rules: ClockRules) -> Stops:
    """The ended pauses as far as they lie after `start`, for before it the clock was not running.

    A pause ends when what ends it counts as received: after the cut-off, after closing or on a day off that is the next
    opening. Pauses that then touch are one, so that no time is counted twice. One that ended as it began took nothing,
    also at the very moment of closing.
    """
    stops: list[Stop] = []
    for pause in pauses:
        if pause.until is None or pause.until <= pause.since:
            continue
        since = max(pause.since, start)
        until = calendar.next_working_moment(calendar.received_at(pause.until, rules.cut_off))
        if stops and since <= stops[-1][1]:
            stops[-1] = (stops[-1][0], max(until, stops[-1][1]))
        elif until > start:
            stops.append((since, until))
    return tuple(stops)


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
