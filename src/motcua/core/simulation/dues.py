"""When simulated cases are due: `core.deadlines` is asked, once for all that must have the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.deadlines import (
    AfterSupplement,
    ClockRules,
    Grounds,
    Outcome,
    Pause,
    PauseCause,
    TimeLimit,
    statutory_due_at,
)
from motcua.core.deadlines import outcome as compared
from motcua.core.simulation.calendars import moment_at, second_of
from motcua.core.workcal import ZONE, CalendarEndsError, WorkCalendar, office_time

Floats = NDArray[np.float64]
_DAY: Final = 86_400.0
_SIMULATED: Final = Grounds("simulated", "simulated")


class Stop(NamedTuple):
    """A time in which the clock of a limit stands. supplement: it goes on by the rules for supplements."""

    since: float
    until: float
    supplement: bool


class Dues:
    """The due dates of one procedure. Moments are seconds since the simulation began."""

    def __init__(self, rules: ClockRules, calendar: WorkCalendar, begin: datetime) -> None:
        self._rules = rules
        self._calendar = calendar
        self._begin = begin
        first = office_time(begin)
        self._midnight = second_of(begin, first.replace(hour=0, minute=0, second=0, microsecond=0))

    def is_late(self, accepted: float, reached: float, limit: TimeLimit, stops: Sequence[Stop]) -> bool | None:
        """Whether what was accepted then and has reached that second is late; None where nobody knows: the clock
        stands, or the calendar ends before.
        """
        if any(stop.until > reached for stop in stops):
            return None
        try:
            due = self._due(accepted, limit, stops)
        except CalendarEndsError:
            return None
        return compared(limit, due, moment_at(self._begin, reached)) is Outcome.LATE

    def are_late(self, accepted: Floats, reached: Floats, limit: TimeLimit) -> Floats:
        """The same for many cases with a limit of days whose clocks never stood: 1, 0, or no number where nobody knows.
        What is received on the same day is due on the same day.
        """
        days = self._days(accepted)
        until = {day: self._received_until(day) for day in np.unique(days).tolist()}
        on_the_day = accepted <= np.array([until[day] for day in days.tolist()])
        _, first, group = np.unique(2 * days + ~on_the_day, return_index=True, return_inverse=True)
        due_days = np.array([self._due_day(float(accepted[case]), limit) for case in first])
        if not len(due_days):
            return np.zeros(0)
        due_day = due_days[group]
        return np.where(np.isnan(due_day), np.nan, self._days(reached) > due_day)

    def _due(self, accepted: float, limit: TimeLimit, stops: Sequence[Stop]) -> datetime:
        pauses = [
            Pause(moment_at(self._begin, stop.since), moment_at(self._begin, stop.until), _cause(stop), _SIMULATED)
            for stop in stops
        ]
        again = [stop.until for stop in stops if stop.supplement]
        restarts = again and self._rules.after_supplement is AfterSupplement.RESTART
        counts_from = moment_at(self._begin, again[-1] if restarts else accepted)
        return statutory_due_at(self._calendar, limit, self._rules, counts_from, pauses)

    def _due_day(self, accepted: float, limit: TimeLimit) -> float:
        try:
            due = self._due(accepted, limit, ())
        except CalendarEndsError:
            return np.nan
        return float(self._days(np.array([second_of(self._begin, due)]))[0])

    def _received_until(self, day: int) -> float:
        """Until which second what comes on a day counts as received on it; on a day off nothing does."""
        date = (office_time(self._begin) + timedelta(days=day)).date()
        if not self._calendar.is_working_day(date):
            return -np.inf
        closes, cut_off = self._calendar.closing(date), self._rules.cut_off
        return second_of(self._begin, min(closes, datetime.combine(date, cut_off, ZONE)) if cut_off else closes)

    def _days(self, seconds: Floats) -> NDArray[np.int64]:
        """On which day moments lie; that of the beginning is day 0."""
        return np.floor((seconds - self._midnight) / _DAY).astype(np.int64)


def _cause(stop: Stop) -> PauseCause:
    return PauseCause.SUPPLEMENT if stop.supplement else PauseCause.FINANCIAL_OBLIGATION
