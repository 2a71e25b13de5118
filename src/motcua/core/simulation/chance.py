"""Numbers of chance that depend on what they are for and on nothing else: not on the order in which they are drawn, not
on how the work is divided over cores. The same seed, case, step and turn always give the same number.
"""

from __future__ import annotations

from hashlib import blake2b
from math import erfc, exp, log, sqrt
from typing import cast

import numpy as np
from numpy.typing import NDArray

from motcua.core.compiled import compiled, inlined
from motcua.core.simulation.lengths import Shape

_FIXED, _EXPONENTIAL, _UNIFORM, _LOGNORMAL, _WEIBULL = (
    int(each) for each in (Shape.FIXED, Shape.EXPONENTIAL, Shape.UNIFORM, Shape.LOGNORMAL, Shape.WEIBULL)
)
_UNIT = 2.0**-53

CHOICE, WORK, DELAY, INTERRUPTED, BACK = cast("tuple[int, ...]", np.arange(1, 6))
"""What a number is drawn for: of numpy, because a function is compiled anew for each plain number that it is told."""
AGAIN = 1 << 32
"""Added to a turn for each time that the work of that turn was interrupted."""


def key_of(name: str) -> int:
    """64 bits that stand for a name."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


@inlined
def _mixed(x: np.uint64) -> np.uint64:
    """The finaliser of SplitMix64: every bit of the answer depends on every bit of the question."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@compiled
def drawn(seed: int, case: int, node: int, turn: int, purpose: int) -> float:
    """A number above 0 and below 1; `seed` and `node` are unsigned."""
    x = _mixed(np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15) * np.uint64(case + 1))
    x = _mixed(x ^ np.uint64(node))
    x = _mixed(x + np.uint64(turn * 8 + purpose))
    return (float(x >> np.uint64(11)) + 0.5) * _UNIT


@compiled
def length_at(u: float, shape: int, a: float, b: float, values: NDArray[np.float64], first: int, last: int) -> float:
    """The length below which the share `u` of all lengths of a distribution lies, in seconds."""
    if shape == _FIXED:
        return a
    if shape == _EXPONENTIAL:
        return -a * log(1.0 - u)
    if shape == _UNIFORM:
        return a + (b - a) * u
    if shape == _LOGNORMAL:
        return exp(a + b * normal_at(u))
    if shape == _WEIBULL:
        return float(a * (-log(1.0 - u)) ** (1.0 / b))
    found: float = values[first + int(u * (last - first))]
    return found


@inlined
def share_below(x: float, shape: int, a: float, b: float, values: NDArray[np.float64], first: int, last: int) -> float:
    """The share of all lengths of a distribution that are at most x, in seconds."""
    if shape == _FIXED:
        return _all_or_none(a <= x)
    if x <= 0.0:
        return 0.0
    if shape == _EXPONENTIAL:
        return 1.0 - exp(-x / a) if a > 0.0 else 1.0
    if shape == _UNIFORM:
        return min(max((x - a) / (b - a), 0.0), 1.0) if b > a else _all_or_none(x >= a)
    if shape == _LOGNORMAL:
        return 0.5 * erfc((a - log(x)) / (b * sqrt(2.0))) if b > 0.0 else _all_or_none(log(x) >= a)
    if shape == _WEIBULL:
        return 1.0 - exp(-((x / a) ** b)) if a > 0.0 else 1.0
    below = first
    while below < last and values[below] <= x:
        below += 1
    return float((below - first) / (last - first))


@inlined
def _all_or_none(all_of_them: bool) -> float:
    return 1.0 if all_of_them else 0.0


@inlined
def normal_at(u: float) -> float:
    """The quantile of the standard normal distribution, to nine digits (P. Acklam's rational approximation)."""
    if u < 0.02425:
        return _tail(sqrt(-2.0 * log(u)))
    if u > 1.0 - 0.02425:
        return -_tail(sqrt(-2.0 * log(1.0 - u)))
    q = u - 0.5
    r = q * q
    top = ((((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239e00  # fmt: skip # noqa: E501 the published coefficients
    below = ((((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0  # fmt: skip # noqa: E501 as above
    return top * q / below


@inlined
def _tail(q: float) -> float:
    top = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e00) * q - 2.549732539343734e00) * q + 4.374664141464968e00) * q + 2.938163982698783e00  # fmt: skip # noqa: E501 as above
    below = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e00) * q + 3.754408661907416e00) * q + 1.0  # fmt: skip # noqa: E501 as above
    return top / below
