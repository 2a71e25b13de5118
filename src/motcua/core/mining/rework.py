"""What is done again within a case: at once, or after something else came between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.log import EventLog, Ids


@dataclass(frozen=True, slots=True)
class Rework:
    """An activity that some cases do more than once.

    cases: how many do. again: how often in all beyond the first time. at_once: how many of these follow directly.
    """

    activity: str
    cases: int
    again: int
    at_once: int


def rework(log: EventLog) -> tuple[Rework, ...]:
    """All activities that are done again, the most frequent first."""
    return rework_of(rework_counts(log), log.activities)


def rework_counts(log: EventLog) -> Ids:
    """Rows: cases, again, at once; one column for each activity."""
    width = len(log.activities)
    found = np.zeros((3, width), np.int64)
    _count(log.case, log.activity, np.full(width, -1, np.int64), np.zeros(width, np.int64), found)
    return found


def rework_of(counts: Ids, activities: Sequence[str]) -> tuple[Rework, ...]:
    """What such counts say."""
    found = (Rework(activities[n], *counts[:, n].tolist()) for n in np.flatnonzero(counts[1]).tolist())
    return tuple(sorted(found, key=lambda each: (-each.again, each.activity)))


@compiled
def _count(cases: Ids, activities: Ids, seen: Ids, times: Ids, found: Ids) -> None:
    """seen: the last case that had each activity. times: how often by now."""
    for n in range(len(cases)):
        case, activity = cases[n], activities[n]
        if seen[activity] != case:
            seen[activity] = case
            times[activity] = 1
            continue
        times[activity] += 1
        found[0, activity] += times[activity] == 2
        found[1, activity] += 1
        found[2, activity] += activities[n - 1] == activity
