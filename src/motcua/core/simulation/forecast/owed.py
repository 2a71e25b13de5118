"""What is left of the limit of an open case, as the law's own clock holds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from math import inf
from typing import NamedTuple

from motcua.core.deadlines import DossierClock, statutory_due_at
from motcua.core.simulation.calendars import midnight, second_of
from motcua.core.simulation.limits import limit_of
from motcua.core.simulation.model import Hours, Limit
from motcua.core.workcal import WorkCalendar


class Owed(NamedTuple):
    """How a limit stands at second 0, as `Present` states it."""

    limit: Limit
    used: float
    since: float
    kept_until: float


def owed(clock: DossierClock, calendar: WorkCalendar, now: datetime) -> Owed:
    """The limit of a clock as the simulation keeps it from `now` on, and what has run of it: exact, whatever stops it
    later.
    """
    limit = limit_of(clock.limit, clock.rules, calendar, now)
    counting = replace(clock.rules.counting, roll_to_working_day=False)
    rules = replace(clock.rules, counting=counting)
    runs_out = statutory_due_at(calendar, clock.limit, rules, clock.counts_from, clock.pauses)
    stands = clock.open_pause
    runs = _runs_from(clock, calendar)
    since = max(second_of(now, runs), 0.0)
    used = _used(limit, second_of(now, runs_out), second_of(now, max(stands.since if stands else now, runs)))
    if clock.limit.by_the_hour:
        return Owed(limit, used, since, -inf)
    due = clock.statutory_due_at.date()
    if stands and stands.since.date() <= due:
        return Owed(limit, used, since, inf)
    return Owed(limit, used, since, second_of(now, midnight(due + timedelta(days=1))))


def _runs_from(clock: DossierClock, calendar: WorkCalendar) -> datetime:
    """Since when it runs without a stop: what it counts from, or ended its last pause, counts as received then."""
    ended = (pause.until for pause in clock.pauses if pause.until and pause.until > pause.since)
    received = (calendar.next_working_moment(calendar.received_at(end, clock.rules.cut_off)) for end in ended)
    return max((calendar.received_at(clock.counts_from, clock.rules.cut_off), *received))


def _used(limit: Limit, runs_out: float, at: float) -> float:
    """What of a limit that runs out at a moment had run at another; more than there is where that comes later."""
    if runs_out >= at:
        return limit.seconds - _within(limit.hours, at, runs_out)
    return limit.seconds + _within(limit.hours, runs_out, at)


def _within(hours: Hours | None, since: float, until: float) -> float:
    if hours is None:
        return until - since
    return sum(max(min(closes, until) - max(opens, since), 0.0) for opens, closes in hours.shifts)
