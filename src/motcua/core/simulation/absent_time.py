"""For how much of a stretch of time those who worked in it were away, for whole columns of people and seconds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.rows import AWAY_FROM, AWAY_PERSON, AWAY_UNTIL, Numbers, Tables
from motcua.core.simulation.working_line import WorkingLine

Floats = NDArray[np.float64]
_ALL_TIME = 2.0**32
"""Seconds: longer than any calendar, so that people can be laid behind one another."""


class AbsentTime:
    """The absences of a model, person by person. People are counted over all pools; -1 is nobody."""

    def __init__(self, tables: Tables) -> None:
        person = tables.absent[:, AWAY_PERSON]
        order = np.lexsort((tables.away[:, AWAY_FROM], person))
        self._since, self._until = tables.away[order, AWAY_FROM], tables.away[order, AWAY_UNTIL]
        self._first = person[order] * _ALL_TIME
        self._begins = self._first + self._since

    def worked(self, line: WorkingLine, person: Numbers, start: Floats, end: Floats) -> Floats:
        """The working seconds from each start to its end in which the person was there."""
        there = line.between(start, end)
        if not len(self._since):
            return there
        passed = np.concatenate([[0.0], np.cumsum(line.between(self._since, self._until))])
        mine: Floats = person * np.float64(_ALL_TIME)
        absent: Floats = self._away(line, passed, mine, end) - self._away(line, passed, mine, start)
        return np.subtract(there, absent)

    def _away(self, line: WorkingLine, passed: Floats, mine: Floats, moment: Floats) -> Floats:
        """The working seconds until each moment in which the person was away. passed: those of all absences so far."""
        before = np.searchsorted(self._first, mine, side="left")
        until = np.searchsorted(self._begins, mine + moment, side="left")
        last = self._until[np.maximum(until - 1, 0)]
        ahead = np.where((until > before) & (last > moment), line.between(moment, np.maximum(last, moment)), 0.0)
        found: Floats = passed[until] - passed[before] - ahead
        return found
