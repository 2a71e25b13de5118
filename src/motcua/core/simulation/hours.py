"""Office hours in compiled code: the wall clock and the line of working time that lies behind it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from motcua.core.compiled import compiled

Floats = NDArray[np.float64]


@compiled
def shift_at(moment: float, opens: Floats, first: int, last: int) -> int:
    """The last shift of `first` to `last` that has opened by a moment; `first - 1` before the first of them."""
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if opens[middle] <= moment:
            low = middle + 1
        else:
            high = middle
    return low - 1


@compiled
def opening_from(moment: float, opens: Floats, closes: Floats, first: int, last: int) -> float:
    """The moment itself while the office is open, else when it opens next; endless after the last shift."""
    shift = shift_at(moment, opens, first, last)
    if shift >= first and moment < closes[shift]:
        return moment
    return opens[shift + 1] if shift + 1 < last else np.inf


@compiled
def after_work(
    moment: float, work: float, opens: Floats, closes: Floats, worked: Floats, first: int, last: int
) -> float:
    """When so many seconds of work are done that begin at a moment: what fills a shift ends as it closes. Endless when
    the office closes for ever before.
    """
    begin = opening_from(moment, opens, closes, first, last)
    if begin == np.inf:
        return np.inf
    shift = shift_at(begin, opens, first, last)
    done = worked[shift] + (begin - opens[shift]) + work
    low, high = shift, last
    while low < high:  # the last shift before which less was worked than will be
        middle = (low + high) // 2
        if worked[middle] < done:
            low = middle + 1
        else:
            high = middle
    shift = max(low - 1, shift)
    end = opens[shift] + (done - worked[shift])
    return end if end <= closes[shift] + 1e-6 else np.inf
