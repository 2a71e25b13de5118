"""Shares of a sample, with the interval in which the share of all those who could have answered lies.

Wilson's score interval (1927), not the textbook's p ± z·√(p(1-p)/n): it stays inside 0…1 and keeps its promise for the
small samples and the shares near 1 that satisfaction has. For a difference of two shares Newcombe's interval (1998,
method 10), which is made of two of Wilson's.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """From `low` to `high`, both included."""

    low: float
    high: float


def wilson(having: int, n: int, confidence: float) -> Interval:
    """Where the true share lies when `having` of `n` had it, with that confidence (0.95 for 95 %).

    Raises ValueError for an empty sample, more than all, less than none, or a confidence outside 0…1.
    """
    if not 0 <= having <= n or n == 0:
        raise ValueError(f"{having} of {n} is no share")
    z = _deviations(confidence)
    share, spread = having / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    reach = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    # At none and at all the bound is exact; floating point would miss it by its last digit.
    return Interval(0.0 if having == 0 else max(0.0, centre - reach), 1.0 if having == n else min(1.0, centre + reach))


def difference(first: tuple[int, int], second: tuple[int, int], confidence: float) -> Interval:
    """Where the true difference of two shares lies, the first less the second; each is told as (having, n).

    Raises ValueError as `wilson` does.
    """
    one, other = first[0] / first[1], second[0] / second[1]
    of_one, of_other = wilson(*first, confidence), wilson(*second, confidence)
    between = one - other
    return Interval(
        between - sqrt((one - of_one.low) ** 2 + (of_other.high - other) ** 2),
        between + sqrt((of_one.high - one) ** 2 + (other - of_other.low) ** 2),
    )


def _deviations(confidence: float) -> float:
    """How many standard deviations to each side hold that much of the normal distribution."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not at {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)
