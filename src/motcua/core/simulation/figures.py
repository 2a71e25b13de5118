"""Figures of columns: what a mean, a share and its interval are, in one place for every report of a simulation."""

from __future__ import annotations

from math import sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.kpi.shares import wilson
from motcua.core.simulation.intervals import CONFIDENCE, student

Floats = NDArray[np.float64]
Plain = dict[str, Any]
_BATCHES: Final = 20
_IN_A_BATCH: Final = 10


def spread_of(seconds: Floats) -> Plain | None:
    """Mean, median and the length below which nine tenths lie, in seconds; None where there is nothing."""
    if not len(seconds):
        return None
    median, p90 = np.quantile(seconds, (0.5, 0.9))
    return {"mean": _rounded(seconds.mean()), "median": _rounded(median), "p90": _rounded(p90)}


def share_of(is_so: NDArray[np.bool_]) -> Plain | None:
    """The share of cases of which something is so, with an interval that holds the truth with 95 %.

    The cases come in the order in which they arrived. Neighbours in a queue are late together, so the interval is the
    wider one of Wilson's and of that over batches of neighbours.
    """
    count = len(is_so)
    if not count:
        return None
    share = float(is_so.mean())
    low, high = wilson(int(is_so.sum()), count, CONFIDENCE)
    if count >= _BATCHES * _IN_A_BATCH:
        means = np.array([batch.mean() for batch in np.array_split(is_so, _BATCHES)])
        half = student(CONFIDENCE, _BATCHES - 1) * float(means.std(ddof=1)) / sqrt(_BATCHES)
        low, high = min(low, share - half), max(high, share + half)
    return {
        "of": count,
        "count": int(is_so.sum()),
        "share": round(share, 6),
        "low": round(max(low, 0.0), 6),
        "high": round(min(high, 1.0), 6),
    }


def _rounded(seconds: float) -> float:
    return round(float(seconds), 3)
