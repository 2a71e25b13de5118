"""Until when a wait was nobody's doing: as long as somebody who could have begun was at work and had nothing to do, the
case was not ready, whatever the reason. Queues and closed offices explain only what comes after.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from motcua.core.mining.log import Ids, Times
from motcua.core.simulation.fitting.absences import Away
from motcua.core.simulation.fitting.line import Line
from motcua.core.simulation.fitting.moments import Moments


class Idle(NamedTuple):
    """The stretches of time in which at least one of a group was at work and did nothing, in order."""

    begins: Times
    ends: Times


def idle_times(
    found: Moments, group: Ids, lines: Sequence[Line], people: Sequence[int], absences: Sequence[Away]
) -> list[Idle]:
    """The idle times of each group. Who is away has nothing to do, and is not idle."""
    times = []
    for n, (line, away) in enumerate(zip(lines, absences, strict=True)):
        began = np.concatenate([found.began[group == n], away.begins])
        ended = np.concatenate([found.ended[group == n], away.ends])
        times.append(_idle(began, ended, line, people[n]))
    return times


def _idle(began: Times, ended: Times, line: Line, people: int) -> Idle:
    times = np.concatenate([began, ended, line.opens, line.closes])
    busy = np.repeat([1, -1, 0, 0], [len(began), len(ended), len(line.opens), len(line.closes)])
    at_work = np.repeat([0, 0, 1, -1], [len(began), len(ended), len(line.opens), len(line.closes)])
    order = np.argsort(times, kind="stable")
    times = times[order]
    free = (np.cumsum(busy[order])[:-1] < people) & (np.cumsum(at_work[order])[:-1] > 0) & (np.diff(times) > 0)
    return Idle(times[:-1][free], times[1:][free])


def earliest_ready(enabled: Times, began: Times, idle: Iterable[Idle]) -> Times:
    """The earliest that each event can have been ready: after the last moment before its begin at which somebody who
    could do it was idle, and not before it was enabled.
    """
    found = enabled
    for each in idle:
        if len(each.begins):
            last = np.searchsorted(each.begins, began, side="left") - 1
            until = np.where(last >= 0, np.minimum(each.ends[last], began), enabled)
            found = np.maximum(found, until)
    return found
