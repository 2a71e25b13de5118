"""Office hours in compiled code: the wall clock and the line of working time that lies behind it.

hours: the number of the hours in the tables, `NONE` for those who never close.
"""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import inlined
from motcua.core.simulation.rows import NONE, SHIFT_CLOSES, SHIFT_OPENS, WORKED, Tables

_ROUNDING = 1e-6


@inlined
def opening_from(t: Tables, hours: int, moment: float) -> float:
    """The moment itself while the office is open, else when it opens next; endless after the last shift."""
    if hours == NONE:
        return moment
    shift = _shift_at(t, hours, moment)
    if shift >= t.hours[hours] and moment < t.shift[shift, SHIFT_CLOSES]:
        return moment
    return float(t.shift[shift + 1, SHIFT_OPENS]) if shift + 1 < t.hours[hours + 1] else np.inf


@inlined
def last_work(t: Tables, hours: int, moment: float) -> float:
    """The moment itself if the office was at work right before it, else when it closed last."""
    if hours == NONE:
        return moment
    shift = _shift_at(t, hours, moment)
    if shift >= t.hours[hours] and moment == t.shift[shift, SHIFT_OPENS]:
        shift -= 1
    return min(moment, float(t.shift[shift, SHIFT_CLOSES])) if shift >= t.hours[hours] else moment


@inlined
def after_work(t: Tables, hours: int, moment: float, work: float) -> float:
    """When so many seconds of work are done that begin at a moment: what fills a shift ends as it closes. Endless when
    the office closes for ever before.
    """
    if hours == NONE:
        return moment + work
    begin = opening_from(t, hours, moment)
    if begin == np.inf:
        return np.inf
    first, last = _shift_at(t, hours, begin), t.hours[hours + 1]
    done = t.shift[first, WORKED] + (begin - t.shift[first, SHIFT_OPENS]) + work
    low, high = first, last
    if first + 1 == last or done <= t.shift[first + 1, WORKED]:
        high = low
    while low < high:  # the last shift before which less was worked than will be
        middle = (low + high) // 2
        if t.shift[middle, WORKED] < done:
            low = middle + 1
        else:
            high = middle
    shift = max(low - 1, first)
    end = float(t.shift[shift, SHIFT_OPENS] + (done - t.shift[shift, WORKED]))
    return end if end <= t.shift[shift, SHIFT_CLOSES] + _ROUNDING else np.inf


@inlined
def worked_between(t: Tables, hours: int, since: float, until: float) -> float:
    """The seconds of work from one moment to another; none if the other is earlier."""
    if until <= since:
        return 0.0
    if hours == NONE:
        return until - since
    return worked_until(t, hours, until) - worked_until(t, hours, since)


@inlined
def worked_until(t: Tables, hours: int, moment: float) -> float:
    """The seconds of work in all shifts until a moment."""
    shift = _shift_at(t, hours, moment)
    if shift < t.hours[hours]:
        return 0.0
    within = min(moment, t.shift[shift, SHIFT_CLOSES]) - t.shift[shift, SHIFT_OPENS]
    return float(t.shift[shift, WORKED] + within)


@inlined
def _shift_at(t: Tables, hours: int, moment: float) -> int:
    """The last shift that has opened by a moment; the one before the first of these hours if none has."""
    low, high = t.hours[hours], t.hours[hours + 1]
    while low < high:
        middle = (low + high) // 2
        if t.shift[middle, SHIFT_OPENS] <= moment:
            low = middle + 1
        else:
            high = middle
    return int(low - 1)
