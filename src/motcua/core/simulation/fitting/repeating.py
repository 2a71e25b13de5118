"""What the drawing does not show: steps that are done again, and cases that end where they should go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from motcua.core.mining.log import EventLog, Ids, Times
from motcua.core.simulation.fitting.censored import lengths_within
from motcua.core.simulation.fitting.families import Floats, fit_length
from motcua.core.simulation.fitting.idling import Idle, earliest_ready
from motcua.core.simulation.fitting.moments import Moments
from motcua.core.simulation.fitting.replaying import NOWHERE, Replay
from motcua.core.simulation.scenario import InterruptionPlan

AGAIN: Final = "again"
"""The interruption after which a step is worked on again."""
STOPPED: Final = "stopped"
"""The interruption with which a case ends."""
_SECOND: Final = 1_000_000


def interruptions(
    log: EventLog, found: Replay, times: Moments, idle: Sequence[Sequence[Idle]]
) -> dict[str, tuple[InterruptionPlan, ...]]:
    """The interruptions of each node that has any. idle: for each node the idle times of those who can do it."""
    before, after = _pairs(log, found)
    plans: dict[str, tuple[InterruptionPlan, ...]] = {}
    for n, name in enumerate(found.nodes):
        done = int((found.node == n).sum())
        pairs = found.node[before] == n
        stopped = int(found.early[found.node == n].sum())
        told = []
        if pairs.any():
            ended, began = times.ended[before[pairs]], times.began[after[pairs]]
            waited = fit_length(_waits(ended, began, idle[n])).length
            told.append(InterruptionPlan(AGAIN, int(pairs.sum()) / done, waited, supplement=False))
        if stopped:
            told.append(InterruptionPlan(STOPPED, stopped / done, ends=True, supplement=False))
        if told:
            plans[name] = tuple(told)
    return plans


def _waits(ended: Times, began: Times, idle: Sequence[Idle]) -> Floats:
    ended = np.minimum(ended, began)
    return lengths_within((earliest_ready(ended, began, idle) - ended) / _SECOND, (began - ended) / _SECOND)


def _pairs(log: EventLog, found: Replay) -> tuple[Ids, Ids]:
    """Each repetition that is not drawn, as two events of one node of one case: the one that was done again, and the
    next. The event that does not fit may be either of them.
    """
    events = np.nonzero(found.node != NOWHERE)[0]
    order = events[np.lexsort((events, found.node[events], log.case[events]))]
    same = (log.case[order][1:] == log.case[order][:-1]) & (found.node[order][1:] == found.node[order][:-1])
    follows = np.concatenate([[False], same])
    goes_on = np.concatenate([same, [False]])
    again = found.again[order] == 1
    firsts = np.concatenate([np.nonzero(again & follows)[0] - 1, np.nonzero(again & ~follows & goes_on)[0]])
    places = np.unique(firsts)
    return order[places], order[places + 1]
