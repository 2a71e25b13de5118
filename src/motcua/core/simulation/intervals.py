"""How sure a figure is: intervals by Student's distribution over runs that know nothing of one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, fsum, inf, isfinite, pi, sin, sqrt, tan

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over runs, and how far from it the truth may lie. half: endless where fewer than two runs tell."""

    mean: float
    half: float
    runs: int

    @property
    def low(self) -> float:
        return self.mean - self.half

    @property
    def high(self) -> float:
        return self.mean + self.half

    @property
    def is_not_nothing(self) -> bool:
        """Whether nothing, 0, lies outside the interval: what it measures is there, not an accident of chance."""
        return self.low > 0 or self.high < 0


def estimate(values: Sequence[float], confidence: float = CONFIDENCE) -> Estimate:
    """The mean of what runs told with its interval. A run that could not tell it, told NaN, is left out."""
    told = [value for value in values if isfinite(value)]
    if not told:
        return Estimate(0.0, inf, 0)
    runs, mean = len(told), fsum(told) / len(told)
    if runs == 1:
        return Estimate(mean, inf, 1)
    variance = fsum((value - mean) ** 2 for value in told) / (runs - 1)
    return Estimate(mean, student(confidence, runs - 1) * sqrt(variance / runs), runs)


def surely_at_least(values: Sequence[float], confidence: float = CONFIDENCE) -> float:
    """What the mean of the truth is not below, this surely: the border of a one-sided interval."""
    both_sides = estimate(values, 2 * confidence - 1)
    return both_sides.low


@lru_cache(maxsize=1024)
def student(confidence: float, freedom: int) -> float:
    """How many standard errors both sides of the mean hold it this surely, with so many degrees of freedom.

    Exact to twelve digits: halving on the angle of the finite sums that Student's distribution has for whole degrees
    of freedom. Raises ValueError for a confidence not between 0 and 1 or no degree of freedom.
    """
    if not 0 < confidence < 1 or freedom < 1:
        raise ValueError(f"no quantile of Student's distribution for {confidence} with {freedom} degrees of freedom")
    low, high = 0.0, pi / 2
    for _ in range(64):
        middle = (low + high) / 2
        if _within(middle, freedom) < confidence:
            low = middle
        else:
            high = middle
    return tan(low) * sqrt(freedom)


def _within(angle: float, freedom: int) -> float:
    """How likely |T| is below tan(angle)·√freedom (Abramowitz and Stegun, 26.7.3 and 26.7.4)."""
    square = cos(angle) ** 2
    odd = freedom % 2 == 1
    term, total = (cos(angle), 0.0) if odd else (1.0, 0.0)
    for k in range(3 if odd else 2, freedom + 1, 2):
        total += term
        term *= square * (k - 1) / k
    if odd:
        return (2 / pi) * (angle + sin(angle) * total)
    return sin(angle) * total
