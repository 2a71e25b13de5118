"""What is done again within a case: at once, or after something else came between."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from motcua.core.mining.log import EventLog


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
    cases: Counter[int] = Counter()
    again: Counter[int] = Counter()
    at_once: Counter[int] = Counter()
    for _, span in log.spans():
        course = log.activity[span].tolist()
        if len(set(course)) == len(course):
            continue
        for activity, times in Counter(course).items():
            if times > 1:
                cases[activity] += 1
                again[activity] += times - 1
        for before, activity in pairwise(course):
            at_once[activity] += before == activity
    found = (Rework(log.activities[n], cases[n], again[n], at_once[n]) for n in cases)
    return tuple(sorted(found, key=lambda each: (-each.again, each.activity)))
