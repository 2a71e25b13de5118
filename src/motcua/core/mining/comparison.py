"""What differs between two sets of cases of the same procedure: two periods (drift), or one office and the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.durations import case_durations
from motcua.core.mining.graph import edge_table
from motcua.core.mining.keys import fresh
from motcua.core.mining.lengths import Spread, spread
from motcua.core.mining.log import EventLog, Ids, Times

NOTABLE: Final = 0.01
"""A difference that chance would bring about in fewer than one of a hundred comparisons is told as one."""
FEWEST: Final = 5
Floats = NDArray[np.float64]


class Profile(NamedTuple):
    """What is compared. durations: of cases with events. having: how many cases have each activity. steps: how often
    each step (“a → b”) is taken.
    """

    durations: Times
    having: Mapping[str, int]
    steps: Mapping[str, int]

    @property
    def cases(self) -> int:
        """How many there are."""
        return len(self.durations)


@dataclass(frozen=True, slots=True)
class Share:
    """How frequent something is among the cases of either side, and how likely chance alone makes such a difference."""

    name: str
    before: float
    after: float
    chance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """durations of cases on both sides with the chance that the difference is none (rank test); activities and steps
    (“a → b”) whose share differs notably, the largest difference first. With fewer than five cases on a side nothing is
    said to differ.
    """

    cases: tuple[int, int]
    durations: tuple[Spread | None, Spread | None]
    durations_chance: float
    activities: tuple[Share, ...]
    steps: tuple[Share, ...]


def compare(one: EventLog, other: EventLog) -> Comparison:
    """Compare two logs. Shares of activities are of cases that have them, shares of steps of all steps."""
    sides = profile(one), profile(other)
    together = Ranks.of(np.concatenate([each.durations for each in sides]))
    return compare_profiles(*sides, together.chance(np.arange(sides[0].cases)))


def profile(log: EventLog) -> Profile:
    """What of a log is compared."""
    having = np.bincount(log.activity[fresh(log.activity, log.case, len(log.activities)) > 0])
    edges = edge_table(log)
    return Profile(
        case_durations(log),
        {log.activities[n]: int(having[n]) for n in np.flatnonzero(having).tolist()},
        {
            f"{log.activities[source]} → {log.activities[to]}": values[0]
            for (source, to), values in zip(edges.keys.tolist(), edges.values.tolist(), strict=True)
        },
    )


def compare_profiles(one: Profile, other: Profile, chance: float, *, tests: int = 1) -> Comparison:
    """The same for profiles, whose durations differ so by chance alone (`Ranks`). tests: how many such comparisons are
    made at once; each must be the less likely by chance.
    """
    counts = one.cases, other.cases
    totals = sum(one.steps.values()), sum(other.steps.values())
    enough = min(counts) >= FEWEST
    return Comparison(
        counts,
        (spread(one.durations), spread(other.durations)),
        min(chance * tests, 1.0) if enough else 1.0,
        _notable(one.having, other.having, counts, tests) if enough else (),
        _notable(one.steps, other.steps, totals, tests) if enough else (),
    )


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rank of each length of time among all, from 1; equals share the mean of theirs. ties: what these take from
    the variance of their sums.
    """

    ranks: Floats
    ties: float

    @classmethod
    def of(cls, times: Times) -> Ranks:
        """Rank them."""
        _, places, counts = np.unique(times, return_inverse=True, return_counts=True)
        return cls((np.cumsum(counts) - (counts - 1) / 2)[places], float((counts.astype(float) ** 3 - counts).sum()))

    def chance(self, members: Ids) -> float:
        """How likely chance alone sets some of them so far apart from the rest: the two-sided rank-sum test of
        Wilcoxon, Mann and Whitney, with ties, by its normal approximation.
        """
        n, m = len(members), len(self.ranks) - len(members)
        if not n or not m:
            return 1.0
        variance = n * m / 12 * ((n + m + 1) - self.ties / ((n + m) * (n + m - 1)))
        if variance <= 0:
            return 1.0
        return erfc(abs(float(self.ranks[members].sum()) - n * (n + m + 1) / 2) / sqrt(variance) / sqrt(2))


def _notable(one: Mapping[str, int], other: Mapping[str, int], of: tuple[int, int], tests: int) -> tuple[Share, ...]:
    """All names are tested, so each must be the less likely to come about by chance (Bonferroni)."""
    names = sorted(one.keys() | other.keys())
    if not names or not all(of):
        return ()
    found = (_share(name, one.get(name, 0), other.get(name, 0), of) for name in names)
    notable = [each for each in found if each.chance * len(names) * tests < NOTABLE]
    return tuple(sorted(notable, key=lambda each: (-abs(each.before - each.after), each.name)))


def _share(name: str, before: int, after: int, of: tuple[int, int]) -> Share:
    """The two-sided test of two proportions."""
    shares = before / of[0], after / of[1]
    pooled = (before + after) / sum(of)
    width = sqrt(pooled * (1 - pooled) * (1 / of[0] + 1 / of[1]))
    chance = erfc(abs(shares[0] - shares[1]) / width / sqrt(2)) if width else 1.0
    return Share(name, *shares, chance)
