"""How long a simulated office that opens with empty desks takes until it works as it always does.

MSER-5 (K. P. White, 1997): of all places where the beginning can be cut off, the one that leaves the mean of the rest
surest. It weighs what a longer cut gains, fewer untypical figures, against what it loses, fewer figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

BATCH: Final = 5
_FEWEST: Final = 4
"""Batches below which nothing can be said."""
_SLICES: Final = 200

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Warming:
    """until: the second from which on figures count. settled: whether it was seen to settle at all; where not, `until`
    is the middle of what was seen, and the simulated time is too short (or a queue grows for ever).
    """

    until: float
    settled: bool


def settled_from(series: Floats, batch: int = BATCH) -> tuple[int, bool]:
    """How many figures at the beginning of a series are better left out, and whether it settled in its first half."""
    batches = len(series) // batch
    if batches < _FEWEST:
        return 0, False
    means = series[: batches * batch].reshape(batches, batch).mean(axis=1)
    left = np.arange(batches, 0, -1, dtype=np.float64)
    centred = means - means.mean()
    sums, squares = centred[::-1].cumsum()[::-1], (centred**2)[::-1].cumsum()[::-1]
    doubt = (squares - sums**2 / left) / left**2
    half = batches // 2
    best = int(np.argmin(doubt[: half + 1]))
    return best * batch, best < half


def warm_up(runs: Sequence[tuple[Floats, Floats]]) -> Warming:
    """From when on the figures of several runs of one model count.

    runs: for each the moments (sorted, such as the arrivals of cases) and what was seen at them (such as how long these
    cases took). The runs are laid over one another in slices of equal time, so that chance is averaged out before the
    cut is sought.
    """
    end = max((moments[-1] for moments, _ in runs if len(moments)), default=0.0)
    if not end:
        return Warming(0.0, settled=False)
    slices = min(_SLICES, max(len(moments) for moments, _ in runs))
    total, count = np.zeros(slices), np.zeros(slices)
    for moments, seen in runs:
        places = np.minimum((moments / end * slices).astype(np.int64), slices - 1)
        known = np.isfinite(seen)
        np.add.at(total, places[known], seen[known])
        np.add.at(count, places[known], 1)
    filled = np.flatnonzero(count)
    cut, settled = settled_from(total[filled] / count[filled])
    if cut == 0:
        return Warming(0.0, settled)
    return Warming(float(filled[cut] * end / slices), settled)
