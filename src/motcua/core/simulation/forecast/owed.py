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
    kept_until: float


def owed(clock: DossierClock, calendar: WorkCalendar, now: datetime) -> Owed:
    """The limit of a clock as the simulation keeps it from `now` on, and what has run of it.

    Exact for whatever stops it later, once what it counts from has been received: a dossier that is accepted at night
    and stopped before the office opens may be a day off.
    """
    limit = limit_of(clock.limit, clock.rules, calendar, now)
    counting = replace(clock.rules.counting, roll_to_working_day=False)
    rules = replace(clock.rules, counting=counting)
    runs_out = statutory_due_at(calendar, clock.limit, rules, clock.counts_from, clock.pauses)
    stands = clock.open_pause
    used = _used(limit, second_of(now, runs_out), second_of(now, stands.since if stands else now))
    if clock.limit.by_the_hour:
        return Owed(limit, used, -inf)
    due = clock.statutory_due_at.date()
    if stands and stands.since.date() <= due:
        return Owed(limit, used, inf)
    return Owed(limit, used, second_of(now, midnight(due + timedelta(days=1))))


def _used(limit: Limit, runs_out: float, at: float) -> float:
    """What of a limit that runs out at a moment had run at another; more than there is where that comes later."""
    if runs_out >= at:
        return limit.seconds - _within(limit.hours, at, runs_out)
    return limit.seconds + _within(limit.hours, runs_out, at)


def _within(hours: Hours | None, since: float, until: float) -> float:
    if hours is None:
        return until - since
    return sum(max(min(closes, until) - max(opens, since), 0.0) for opens, closes in hours.shifts)
