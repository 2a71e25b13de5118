"""How satisfied people are, told so that nobody takes chance for merit and no single voice can be made out.

A figure is shown from a minimum sample on; below it only how many have answered. Every share comes with its interval,
and two groups are called different only where chance does not explain it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from motcua.core.kpi.shares import Interval, difference, wilson


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers are read: from how many on figures are shown, from which level on somebody counts as satisfied, and
    how sure the intervals are (0.95 for 95 %).
    """

    minimum: int
    satisfied_from: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What enough answers say: the share of the satisfied with its interval, and the mean level."""

    satisfied: int
    share: float
    interval: Interval
    mean: float


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How many have answered, and what they say; None while they are too few to say it."""

    n: int
    figures: Figures | None


class Verdict(StrEnum):
    """What two groups of answers say of one another. NOT_TOLD_APART: chance explains the difference well enough."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_TOLD_APART = "not_told_apart"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first group beside the second: the verdict, and the difference of their shares where both are shown."""

    verdict: Verdict
    between: Interval | None = None


def satisfaction(counts: Mapping[int, int], reading: Reading) -> Satisfaction:
    """The satisfaction of those who gave each level so many times. Satisfied is who is not dissatisfied: (total - not
    satisfied) ÷ total, as the satisfaction of Quyết định 766/QĐ-TTg counts; the mean is the sum of the levels ÷ the
    number of answers (Thông tư 01/2018/TT-VPCP Điều 14).

    Raises ValueError for a negative count.
    """
    if any(each < 0 for each in counts.values()):
        raise ValueError(f"nobody answers fewer than no times: {dict(counts)}")
    n = sum(counts.values())
    if n == 0 or n < reading.minimum:
        return Satisfaction(n, None)
    satisfied = sum(each for level, each in counts.items() if level >= reading.satisfied_from)
    mean = sum(level * each for level, each in counts.items()) / n
    return Satisfaction(n, Figures(satisfied, satisfied / n, wilson(satisfied, n, reading.confidence), mean))


def compare(first: Satisfaction, second: Satisfaction, confidence: float, among: int = 1) -> Comparison:
    """Whether the first group is more or less satisfied than the second.

    among: how many such comparisons are read side by side. Of twenty equal offices one would stand out by chance at
    95 %, so each is held to a stricter confidence (Bonferroni). Raises ValueError for less than one.
    """
    if among < 1:
        raise ValueError("a comparison is one of at least one")
    one, other = first.figures, second.figures
    if one is None or other is None:
        return Comparison(Verdict.TOO_FEW)
    strict = 1 - (1 - confidence) / among
    between = difference((one.satisfied, first.n), (other.satisfied, second.n), strict)
    if between.low > 0:
        return Comparison(Verdict.HIGHER, between)
    if between.high < 0:
        return Comparison(Verdict.LOWER, between)
    return Comparison(Verdict.NOT_TOLD_APART, between)


def one_decimal(mean: float) -> Decimal:
    """A mean as the law writes it: with one decimal, halves upwards (Thông tư 01/2018/TT-VPCP Điều 14)."""
    return Decimal(repr(mean)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def withheld(sizes: Sequence[int], minimum: int) -> frozenset[int]:
    """Which groups of a whole, by their places, show no figures beside the whole's own: those below the minimum, and
    where these together are below it too, the smallest others until they are not. Otherwise the whole less all that is
    shown would give away what was kept back.
    """
    kept_back = {place for place, n in enumerate(sizes) if n < minimum}
    others = sorted(set(range(len(sizes))) - kept_back, key=lambda place: sizes[place])
    for place in others:
        if not 0 < sum(sizes[each] for each in kept_back) < minimum:
            break
        kept_back.add(place)
    return frozenset(kept_back)
