"""What is missing or impossible in the times of a log: no figure is made of such a time, and all are counted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from motcua.core.mining.enabling import starts
from motcua.core.mining.log import NO_TIME, NOBODY, EventLog


class Faults(NamedTuple):
    """How many events have each.

    no_start: when work on it began was not recorded; it counts as taking no time, and in no length of a step.
    ended_before_start: the start lies after the end; it counts as not recorded.
    enabled_after_start: it could begin only after it had begun; it counts as having waited for nothing.
    no_enabling: when it could begin was not recorded; where waits are told, it is estimated.
    same_moment: it ended at the same moment as the one before it in its case; which came first is as they were read.
    no_resource: who did it was not recorded; it waits for nobody, and is in nobody's workload.
    """

    no_start: int = 0
    ended_before_start: int = 0
    enabled_after_start: int = 0
    no_enabling: int = 0
    same_moment: int = 0
    no_resource: int = 0


def faults(log: EventLog) -> Faults:
    """Count them in one log."""
    no_start, no_enabling = log.started == NO_TIME, log.enabled == NO_TIME
    same = (log.case[1:] == log.case[:-1]) & (log.ended[1:] == log.ended[:-1])
    return Faults(
        int(no_start.sum()),
        int((~no_start & (log.started > log.ended)).sum()),
        int((~no_enabling & (log.enabled > starts(log))).sum()),
        int(no_enabling.sum()),
        int(same.sum()),
        int((log.resource == NOBODY).sum()),
    )


def added(one: Faults, other: Faults) -> Faults:
    """The faults of both."""
    return Faults(*(np.add(one, other).tolist()))
