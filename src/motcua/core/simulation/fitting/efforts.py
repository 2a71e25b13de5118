"""How much working time each event took of who did it: what people do at the same time shares their time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import NOBODY, EventLog, Ids, Times
from motcua.core.simulation.fitting.line import Line
from motcua.core.simulation.fitting.moments import Moments

Floats = NDArray[np.float64]
_SECOND = 1_000_000


class Efforts(NamedTuple):
    """seconds: of each event in the working time of its group, or of the clock where nobody did it. at_once: how many
    things people did at a time in the mean, while they were at work: 1 if always one after the other.
    """

    seconds: Floats
    at_once: float


def efforts(log: EventLog, found: Moments, group: Ids, lines: Sequence[Line]) -> Efforts:
    """The effort of all events. group: of each event; lines: the working time of each group."""
    lasted = (found.ended - found.began) / _SECOND
    seconds = lasted.copy()
    whole = 0.0
    for n, line in enumerate(lines):
        mine = np.nonzero(group == n)[0]
        begins, ends = line.until(found.began[mine]), line.until(found.ended[mine])
        whole += float((ends - begins).sum()) / _SECOND
        seconds[mine] = _shared(log.resource[mine], begins, ends) / _SECOND
    shared = float(seconds[group != NOBODY].sum())
    return Efforts(seconds, whole / shared if shared else 1.0)


def _shared(resource: Ids, begins: Times, ends: Times) -> Floats:
    """The time of each event, divided evenly among all that the same resource did at that moment.

    The people are laid one behind the other on one line, so that it is walked along once for all of them.
    """
    if not len(resource):
        return np.zeros(0)
    low, wide = int(begins.min()), int(ends.max() - begins.min()) + 1
    _, place = np.unique(resource, return_inverse=True)
    offset = place.astype(np.int64) * wide - low
    times = np.concatenate([begins + offset, ends + offset])
    order = np.argsort(times, kind="stable")
    under_way = np.cumsum(np.where(order < len(begins), 1, -1))
    parts = np.diff(times[order]) / np.maximum(under_way[:-1], 1) * (under_way[:-1] > 0)
    passed = np.empty(len(times))
    passed[order] = np.concatenate([[0.0], np.cumsum(parts)])
    return passed[len(begins) :] - passed[: len(begins)]
