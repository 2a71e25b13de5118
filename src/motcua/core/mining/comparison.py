"""What differs between two logs of the same procedure: two periods (drift) or two offices."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from typing import Final

import numpy as np

from motcua.core.mining.durations import Spread, case_durations, spread
from motcua.core.mining.graph import follows_graph
from motcua.core.mining.log import EventLog, Times

NOTABLE: Final = 0.01
"""A difference that chance would bring about in fewer than one of a hundred comparisons is told as one."""
_FEWEST: Final = 5


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
    lasted = case_durations(one), case_durations(other)
    counts = len(lasted[0]), len(lasted[1])
    steps = tuple(
        {f"{edge.source} → {edge.to}": edge.count for edge in follows_graph(log).edges} for log in (one, other)
    )
    having = tuple(_cases_having(log) for log in (one, other))
    enough = min(counts) >= _FEWEST
    return Comparison(
        counts,
        (spread(lasted[0]), spread(lasted[1])),
        _rank_chance(*lasted) if enough else 1.0,
        _notable(having[0], having[1], counts) if enough else (),
        _notable(steps[0], steps[1], (sum(steps[0].values()), sum(steps[1].values()))) if enough else (),
    )


def _cases_having(log: EventLog) -> dict[str, int]:
    pairs = np.unique(log.case * len(log.activities) + log.activity) % max(len(log.activities), 1)
    return {log.activities[n]: int(count) for n, count in zip(*np.unique(pairs, return_counts=True), strict=True)}


def _notable(one: dict[str, int], other: dict[str, int], of: tuple[int, int]) -> tuple[Share, ...]:
    """All names are tested, so each must be the less likely to come about by chance (Bonferroni)."""
    names = sorted(one.keys() | other.keys())
    if not names or not all(of):
        return ()
    found = (_share(name, one.get(name, 0), other.get(name, 0), of) for name in names)
    notable = [each for each in found if each.chance * len(names) < NOTABLE]
    return tuple(sorted(notable, key=lambda each: (-abs(each.before - each.after), each.name)))


def _share(name: str, before: int, after: int, of: tuple[int, int]) -> Share:
    """The two-sided test of two proportions."""
    shares = before / of[0], after / of[1]
    pooled = (before + after) / sum(of)
    width = sqrt(pooled * (1 - pooled) * (1 / of[0] + 1 / of[1]))
    chance = erfc(abs(shares[0] - shares[1]) / width / sqrt(2)) if width else 1.0
    return Share(name, *shares, chance)


def _rank_chance(one: Times, other: Times) -> float:
    """The two-sided rank-sum test of Wilcoxon, Mann and Whitney, with ties, by its normal approximation."""
    together = np.concatenate([one, other])
    _, places, counts = np.unique(together, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    n, m = len(one), len(other)
    ties = float((counts.astype(float) ** 3 - counts).sum())
    variance = n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1)))
    if variance <= 0:
        return 1.0
    return erfc(abs(float(ranks[:n].sum()) - n * (n + m + 1) / 2) / sqrt(variance) / sqrt(2))
