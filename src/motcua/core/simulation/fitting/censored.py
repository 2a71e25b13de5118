"""Lengths of which only the least and the most are known: nobody saw at night when a case became ready.

The distribution that makes the intervals most likely is found by letting each interval share its weight among the
lengths within it as the others do, again and again (B. W. Turnbull, 1976). It begins with half the weight on the least
lengths, so what the intervals leave wholly open is rather short.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from motcua.core.simulation.fitting.families import Floats

_ROUNDS: Final = 300
_MOST_POINTS: Final = 1_000


def lengths_within(least: Floats, most: Floats) -> Floats:
    """As many lengths as there are intervals, in order of size, distributed as the intervals make most likely."""
    if not len(least) or np.array_equal(least, most):
        return np.sort(least)
    every = np.unique(np.concatenate([least, most]))
    points = every[np.unique(np.linspace(0, len(every) - 1, _MOST_POINTS).astype(np.int64))]
    first = np.minimum(np.searchsorted(points, least, side="left"), len(points) - 1)
    last = np.maximum(np.searchsorted(points, most, side="right"), first + 1)
    weight = np.bincount(first, minlength=len(points)) / len(first) + 1 / len(points)
    for _ in range(_ROUNDS):
        until = np.concatenate([[0.0], np.cumsum(weight)])
        each = 1 / np.maximum(until[last] - until[first], np.finfo(float).tiny)
        change = np.bincount(first, each, len(points) + 1) - np.bincount(last, each, len(points) + 1)
        weight *= np.cumsum(change)[:-1] / len(first)
    places = np.searchsorted(np.cumsum(weight) / weight.sum(), (np.arange(len(least)) + 0.5) / len(least))
    found: Floats = points[np.minimum(places, len(points) - 1)]
    return found
