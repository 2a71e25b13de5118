"""What is left of the limit of an open case: from the day on which it is due, as the law counted that."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from motcua.core.deadlines import ClockRules, LimitUnit, TimeLimit
from motcua.core.simulation.limits import limit_of
from motcua.core.simulation.model import Hours, Limit
from motcua.core.workcal import WorkCalendar

_DAY: Final = 86_400.0
_OF_THE_CALENDAR: Final = {LimitUnit.CALENDAR_DAYS: _DAY, LimitUnit.MONTHS: 30 * _DAY}
"""How long such a limit is when it begins anew after a supplement. What is left of one that runs is exact."""


def limit_to_play(limit: TimeLimit, rules: ClockRules, calendar: WorkCalendar, begin: datetime) -> Limit:
    """The limit of law as the simulation keeps it, from second 0 at `begin`; of calendar days by the clock."""
    if limit.unit in _OF_THE_CALENDAR:
        return Limit(limit.amount * _OF_THE_CALENDAR[limit.unit])
    return limit_of(limit, rules, calendar, begin)


def used_when_due(limit: Limit, due: float, at: float = 0.0) -> float:
    """How many seconds of the limit had run at a moment, of a case that was due at `due` by what was known then; more
    than there are if that is over.
    """
    if due >= at:
        return limit.seconds - _within(limit.hours, at, due)
    return limit.seconds + _within(limit.hours, due, at)


def _within(hours: Hours | None, since: float, until: float) -> float:
    if hours is None:
        return until - since
    return sum(max(min(closes, until) - max(opens, since), 0.0) for opens, closes in hours.shifts)
