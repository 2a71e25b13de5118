"""When people come: how busy each day of the plan is, and at which hour they come on it. Pure but for its calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.city.recipe import ArrivalPlan, Tet

Floats = NDArray[np.float64]
HOUR, DAY, SATURDAY = 3600, 86_400, 5


def days_between(first: date, last: date) -> tuple[date, ...]:
    """All days from the first to the last of them."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def weights_of_days(
    plan: ArrivalPlan, months: Sequence[float], days: Sequence[date], calendar: WorkCalendar, *, counter: bool
) -> Floats:
    """How busy each day is with people who file something with these months of its own; at the counter nobody comes on
    a day on which the office is shut.
    """
    around = _around_tet(plan.tet, days, calendar)
    return np.array([_weight(plan, day, calendar, counter) * months[day.month - 1] for day in days]) * around


def _weight(plan: ArrivalPlan, day: date, calendar: WorkCalendar, counter: bool) -> float:
    is_open = calendar.is_working_day(day)
    if counter and not is_open:
        return 0.0
    usual = plan.weekdays[day.weekday()] if is_open or day.weekday() >= SATURDAY else plan.closed
    return plan.months[day.month - 1] * usual


def _around_tet(tet: Tet, days: Sequence[date], calendar: WorkCalendar) -> Floats:
    factor = np.ones(len(days))
    for first, last in (
        found for year in sorted({day.year for day in days}) if (found := _tet_of(year, tet, calendar))
    ):
        for n, day in enumerate(days):
            if 0 < (first - day).days <= tet.before_days:
                factor[n] *= tet.before
            elif 0 <= (day - last).days <= tet.after_days:
                factor[n] *= tet.after
    return factor


def _tet_of(year: int, tet: Tet, calendar: WorkCalendar) -> tuple[date, date] | None:
    """The first and the last day of the longest row of days off that begins between the two days of the plan."""
    begin, end = (date.fromisoformat(f"{year}-{day}") for day in tet.between)
    span = days_between(begin, end + timedelta(days=tet.before_days))
    rows = [tuple(row) for shut, row in groupby(span, lambda day: not calendar.is_working_day(day)) if shut]
    longest = max((row for row in rows if begin < row[0] <= end), key=len, default=())
    return (longest[0], longest[-1]) if longest else None


class Clock:
    """Draws the moments of a day at which people come."""

    def __init__(self, hours: Mapping[int, float], calendar: WorkCalendar | None) -> None:
        """calendar: of the counter at which they come; None for people at home."""
        self._hours = hours
        self._calendar = calendar
        self._slots: dict[object, tuple[Floats, Floats, Floats]] = {}

    def moments(self, chance: np.random.Generator, days: Sequence[date], drawn: NDArray[np.int64]) -> Floats:
        """For each of the drawn days, given as its place in `days`, a moment as seconds from the first of them."""
        u, v = chance.random(len(drawn)), chance.random(len(drawn))
        found = np.empty(len(drawn))
        for day in np.unique(drawn):
            here = drawn == day
            starts, lengths, until = self._slots_of(days[day])
            slot = np.minimum(np.searchsorted(until, u[here] * until[-1]), len(until) - 1)
            found[here] = day * DAY + np.floor(starts[slot] + v[here] * lengths[slot])
        return found

    def _slots_of(self, day: date) -> tuple[Floats, Floats, Floats]:
        """Parts of a day with the second at which they begin, how long they are, and the weight up to their end."""
        shifts = self._calendar.shifts(day) if self._calendar else ()
        if shifts not in self._slots:
            open_hours = [
                (s.opens.hour * HOUR + s.opens.minute * 60, s.closes.hour * HOUR + s.closes.minute * 60) for s in shifts
            ]
            parts = [
                (max(hour * HOUR, opens), min((hour + 1) * HOUR, closes), weight)
                for hour, weight in self._hours.items()
                for opens, closes in (open_hours if self._calendar else [(0, DAY)])
                if opens < (hour + 1) * HOUR and closes > hour * HOUR
            ]
            starts = np.array([float(begin) for begin, _, _ in parts])
            lengths = np.array([float(end - begin) for begin, end, _ in parts])
            self._slots[shifts] = starts, lengths, np.cumsum(lengths * [weight for *_, weight in parts])
        return self._slots[shifts]
