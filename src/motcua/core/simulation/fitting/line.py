"""Office hours as a line of working time, for many moments at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import Times, as_moment, as_time
from motcua.core.workcal import ZONE, WorkCalendar, office_time

Floats = NDArray[np.float64]
_SECOND: Final = 1_000_000
_DAY: Final = timedelta(days=1)


class Line:
    """When somebody is at work between two times of a log, both within the calendar; without one, always."""

    def __init__(self, calendar: WorkCalendar | None, begin: int, end: int) -> None:
        shifts = [(begin, end)] if calendar is None else list(_shifts(calendar, begin, end))
        self.opens: Times = np.array([opens for opens, _ in shifts], dtype=np.int64)
        self.closes: Times = np.array([closes for _, closes in shifts], dtype=np.int64)
        self._worked = np.concatenate([[0], np.cumsum(self.closes - self.opens)])

    def until(self, times: Times) -> Times:
        """The microseconds worked from the beginning of the line until each time."""
        if not len(self.opens):
            return np.zeros_like(times)
        shift = np.searchsorted(self.opens, times, side="right") - 1
        inside = np.minimum(times, self.closes[shift]) - self.opens[shift]
        return np.where(shift < 0, 0, self._worked[shift] + inside)

    def is_open(self, times: Times) -> NDArray[np.bool_]:
        """Whether somebody is at work at each time; the moment of closing counts as work."""
        if not len(self.opens):
            return np.zeros(len(times), dtype=bool)
        shift = np.searchsorted(self.opens, times, side="left") - 1
        found: NDArray[np.bool_] = (shift >= 0) & (times <= self.closes[shift])
        return found

    def between(self, begins: Times, ends: Times) -> Floats:
        """The working seconds from each begin to its end."""
        return (self.until(ends) - self.until(begins)) / _SECOND

    def back(self, times: Times, amounts: Times) -> Times:
        """From when so many working microseconds each passed until these times."""
        if not len(self.opens):
            return times
        worked = np.maximum(self.until(times) - amounts, 0)
        shift = np.minimum(np.searchsorted(self._worked, worked, side="right") - 1, len(self.opens) - 1)
        found: Times = self.opens[shift] + worked - self._worked[shift]
        return np.where(amounts == 0, times, found)

    def total(self) -> float:
        """All working seconds of the line."""
        return float(self._worked[-1]) / _SECOND


def _shifts(calendar: WorkCalendar, begin: int, end: int) -> list[tuple[int, int]]:
    first, last = as_moment(begin), as_moment(end)
    if first is None or last is None:
        return []
    day, until = office_time(first).date(), office_time(last).date()
    found = []
    while day <= until:
        for shift in calendar.shifts(day):
            opens, closes = (as_time(datetime.combine(day, at, ZONE)) for at in (shift.opens, shift.closes))
            found.append((opens, closes))
        day += _DAY
    return found
