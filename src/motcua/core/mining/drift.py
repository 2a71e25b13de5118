"""Whether a procedure changed over time: two given periods, or the moment at which it changed most.

The moment is looked for in the order in which cases began: for the ranks of their durations, and for each of the
activities that some cases have and others have not, the sums of what deviates from the mean are followed from the first
case to the last, and where such a sum is farthest from nothing lies the most likely change. Without a change its
largest distance follows the law of Kolmogorov; neighbours that are alike because weeks are busy or quiet are allowed
for by the long-run variance (Newey, West, 1987). All series are tested, so each must be the less likely by chance
(Bonferroni). One change is found, the clearest; after a second one, look on either side of the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import exp
from typing import Final, NamedTuple

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.comparison import NOTABLE, Comparison, Floats, Ranks, compare
from motcua.core.mining.durations import case_durations
from motcua.core.mining.keys import fresh
from motcua.core.mining.log import EventLog, Ids, as_time
from motcua.core.mining.parts import before_and_after

FEWEST_TO_SEARCH: Final = 50
DURATION: Final = ""
"""Where it is the durations of cases that change, not how many have an activity."""
_MOST_ACTIVITIES: Final = 30
_FARTHEST: Final = 50
_TERMS: Final = 100


@dataclass(frozen=True, slots=True)
class Drift:
    """moment: from when on cases count as after; None where no change was found. given: whether somebody named it.

    chance: how likely chance alone makes as clear a change, of all `tested` series together; `series`: the one in which
    it is clearest, an activity or `DURATION`. cases: how many were looked at.
    """

    moment: int | None
    given: bool
    cases: int
    tested: int = 0
    chance: float = 1.0
    series: str = DURATION
    comparison: Comparison | None = None


class _Change(NamedTuple):
    chance: float
    place: int
    series: str


def drift(log: EventLog, parted: datetime | None = None) -> Drift:
    """Compare the cases that began before a moment with those since, or look for that moment."""
    if parted is not None:
        moment = as_time(parted)
        return Drift(moment, given=True, cases=len(log.cases), comparison=compare(*before_and_after(log, moment)))
    lived = np.flatnonzero(log.first[1:] > log.first[:-1])
    begun = log.ended[log.first[lived]]
    order = np.argsort(begun, kind="stable")
    if len(lived) < FEWEST_TO_SEARCH:
        return Drift(None, given=False, cases=len(lived))
    changes = [_change(series, name) for name, series in _series(log, lived, order)]
    found = min(changes)
    chance = min(found.chance * len(changes), 1.0)
    if chance >= NOTABLE:
        return Drift(None, False, len(lived), len(changes), chance, found.series)
    moment = int(begun[order][found.place])
    return Drift(moment, False, len(lived), len(changes), chance, found.series, compare(*before_and_after(log, moment)))


def _series(log: EventLog, lived: Ids, order: Ids) -> list[tuple[str, Floats]]:
    """One number for each case with events, in this order: the rank of its duration; whether it has an activity."""
    found: list[tuple[str, Floats]] = [(DURATION, Ranks.of(case_durations(log)[order]).ranks)]
    place = np.zeros(len(log.cases), np.int64)
    place[lived[order]] = np.arange(len(order))
    new = np.flatnonzero(fresh(log.activity, log.case, len(log.activities)))
    having: Ids = np.bincount(log.activity[new], minlength=len(log.activities))
    evenly = np.minimum(having, len(lived) - having)
    for activity in np.argsort(-evenly, kind="stable")[:_MOST_ACTIVITIES].tolist():
        if evenly[activity]:
            has = np.zeros(len(lived))
            has[place[log.case[new[log.activity[new] == activity]]]] = 1
            found.append((log.activities[activity], has))
    return found


def _change(series: Floats, name: str) -> _Change:
    """Where a series changes most, and how likely that is without any change."""
    apart = series - series.mean()
    variance = _long_run_variance(apart)
    if variance <= 0:
        return _Change(1.0, 1, name)
    sums = np.abs(np.cumsum(apart))[:-1]
    place = int(sums.argmax())
    return _Change(_kolmogorov(float(sums[place]) / float(np.sqrt(variance * len(apart)))), place + 1, name)


def _long_run_variance(apart: Floats) -> float:
    """With the weights of Bartlett, over as many neighbours as the third root of all."""
    return _weighted(apart, min(round(len(apart) ** (1 / 3)), _FARTHEST)) / len(apart)


@compiled
def _weighted(apart: Floats, reach: int) -> float:
    found = 0.0
    for n in range(len(apart)):
        near = 0.0
        for lag in range(1, min(reach, n) + 1):
            near += (1 - lag / (reach + 1)) * apart[n - lag]
        found += apart[n] * (apart[n] + 2 * near)
    return found


def _kolmogorov(distance: float) -> float:
    """How likely the largest distance is at least this one."""
    found = 2 * sum((-1) ** (k - 1) * exp(-2 * k * k * distance * distance) for k in range(1, _TERMS + 1))
    return min(max(found, 0.0), 1.0) if distance > 0.2 else 1.0
