"""Working time of many moments at once: what `WorkCalendar.between` says, for whole columns of seconds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.model import Hours

Floats = NDArray[np.float64]


class WorkingLine:
    """The shifts of an office laid behind one another; without hours it never closes."""

    def __init__(self, hours: Hours | None) -> None:
        self._always = hours is None
        shifts = np.array(hours.shifts if hours else (), dtype=np.float64).reshape(-1, 2)
        self._opens = np.concatenate([[-np.inf], shifts[:, 0]])
        lengths = shifts[:, 1] - shifts[:, 0]
        self._lengths = np.concatenate([[0.0], lengths])
        self._before = np.concatenate([[0.0, 0.0], np.cumsum(lengths)[:-1]]) if len(lengths) else np.zeros(1)

    def until(self, seconds: Floats) -> Floats:
        """The working seconds from the beginning to each moment. Moments that never come stay endless."""
        if self._always:
            return seconds
        shift = np.searchsorted(self._opens, seconds, side="right") - 1
        with np.errstate(invalid="ignore"):
            into = np.clip(seconds - self._opens[shift], 0.0, self._lengths[shift])
        into[shift == 0] = 0.0
        found: Floats = np.where(np.isinf(seconds), np.inf, self._before[shift] + into)
        return found

    def between(self, start: Floats, end: Floats) -> Floats:
        """The working seconds from each start to its end; endless where it has no end."""
        found: Floats = self.until(end) - self.until(start)
        return found
