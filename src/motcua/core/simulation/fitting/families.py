"""Which distribution lengths of time follow: the plainest family that the data do not refute, else the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import erf, exp, inf, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.lengths import NO_TIME, Length, exponential, fixed, lognormal, sampled, uniform, weibull

Floats = NDArray[np.float64]

FEWEST: Final = 10
"""With fewer values than this no family is looked for: what was measured is drawn from."""
MOST_KEPT: Final = 200
"""So many values are kept of a sample that no family fits, each the mean of an equal part of it in order of size, so
that the mean of all stays what it was."""
_POINTS: Final = 500
_REFUTED: Final = 1.36
"""Kolmogorov and Smirnov: a distance above this over the root of the count comes by chance once in twenty times."""
_NOTICED, _NOTICED_MEAN = 0.03, 0.05
"""What differs less than this matters to nobody, however surely the count shows it: shares below a length, and mean
distance as a part of the mean."""
_SHORTEST: Final = 1e-6
"""A log counts in microseconds: what is shorter is no time."""
_SAME: Final = 0.01
"""Values that all lie within this part of their mean are the same."""


class Fitted(NamedTuple):
    """A distribution, the name of its family ("sampled" where none fits) and from how many values it comes."""

    length: Length
    family: str
    number: int


class _Candidate(NamedTuple):
    family: str
    length: Length
    below: Callable[[Floats], Floats]
    at: Callable[[Floats], Floats]


def fit_length(values: Floats) -> Fitted:
    """The distribution of some lengths in seconds, which are not negative; of none it is no time at all."""
    ordered = np.sort(values)
    mean = float(ordered.mean()) if len(ordered) else 0.0
    if mean < _SHORTEST:
        return Fitted(NO_TIME, "fixed", len(ordered))
    if ordered[-1] - ordered[0] <= _SAME * mean:
        return Fitted(fixed(mean), "fixed", len(ordered))
    if len(ordered) >= FEWEST:
        for candidate in _candidates(ordered):
            if not _is_refuted(ordered, candidate):
                return Fitted(candidate.length, candidate.family, len(ordered))
    return Fitted(sampled(thinned(ordered, MOST_KEPT)), "sampled", len(ordered))


def thinned(ordered: Floats, most: int) -> list[float]:
    """At most so many values that stand for all: the means of equal parts of them in order of size."""
    if len(ordered) <= most:
        return [round(float(each), 3) for each in ordered]
    borders = np.linspace(0, len(ordered), most + 1).astype(np.int64)
    sums = np.add.reduceat(ordered, borders[:-1])
    return [round(float(each), 3) for each in sums / np.diff(borders)]


def _candidates(ordered: Floats) -> Iterator[_Candidate]:
    """The most likely member of each family, the plainest family first."""
    mean = float(ordered.mean())
    yield _Candidate("exponential", exponential(mean), lambda x: 1 - np.exp(-x / mean), lambda u: -mean * np.log1p(-u))
    least, most = float(ordered[0]), float(ordered[-1])
    yield _Candidate(
        "uniform", uniform(least, most), lambda x: (x - least) / (most - least), lambda u: least + (most - least) * u
    )
    if least > 0:
        yield _lognormal(ordered)
        yield _weibull(ordered)


def _lognormal(ordered: Floats) -> _Candidate:
    logs = np.log(ordered)
    middle, width = float(logs.mean()), float(logs.std())
    mean = exp(middle + width**2 / 2)
    normal = NormalDist(middle, width)
    return _Candidate(
        "lognormal",
        lognormal(mean, mean * sqrt(exp(width**2) - 1)),
        lambda x: np.array([0.5 + erf((each - middle) / width / sqrt(2)) / 2 for each in np.log(x)]),
        lambda u: np.exp([normal.inv_cdf(each) for each in u]),
    )


def _weibull(ordered: Floats) -> _Candidate:
    """The form solves its likelihood equation, which rises with it; the scale follows from the form."""
    most = float(ordered[-1])
    parts, logs = ordered / most, np.log(ordered / most)
    low, high = 0.05, 50.0
    for _ in range(60):
        form = (low + high) / 2
        powers = parts**form
        if (powers * logs).sum() / powers.sum() - 1 / form - logs.mean() > 0:
            high = form
        else:
            low = form
    scale = most * float((parts**form).mean()) ** (1 / form)
    return _Candidate(
        "weibull",
        weibull(scale, form),
        lambda x: 1 - np.exp(-((x / scale) ** form)),
        lambda u: scale * (-np.log1p(-u)) ** (1 / form),
    )


def _is_refuted(ordered: Floats, candidate: _Candidate) -> bool:
    """Whether the data are further from a distribution than chance brings them, and than anybody would notice."""
    count, mean = len(ordered), float(ordered.mean())
    places = np.unique(np.linspace(0, count - 1, min(count, _POINTS)).astype(np.int64))
    shares = (places + 0.5) / count
    below = float(np.abs(candidate.below(ordered[places]) - shares).max())
    if below > max(_REFUTED / sqrt(count), _NOTICED):
        return True
    apart = float(np.abs(candidate.at(shares) - ordered[places]).mean())
    chance = float(ordered.std()) / sqrt(count)
    return not apart < inf or apart > _NOTICED_MEAN * mean + chance
