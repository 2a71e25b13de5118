"""The clock of the limit of a case: it runs in the hours of the office and stands while the case is interrupted.

What is received, when the limit begins and when an interruption ends, counts from the first opening of its hours. At
the very moment of closing an arrival still counts, and the end of an interruption does not, as `core.deadlines` has it.
"""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import called, inlined
from motcua.core.simulation.hours import after_work, last_work, opening_from, worked_between, worked_until
from motcua.core.simulation.memory import (
    ALLOWED,
    CASE,
    CLOCK_STATE,
    LEAST,
    NOT_OVER,
    SINCE,
    STOOD,
    STOPS,
    USED,
    City,
    Made,
)
from motcua.core.simulation.rows import (
    BEGUN,
    CASE_PROCESS,
    JUDGED,
    LIMIT_HOURS,
    LIMITED,
    NONE,
    NOT_BEGUN,
    OVER,
    RECEIVED,
    RUNNING,
    Tables,
)

_ROUNDING = 1e-6
_JUST_BEFORE = 2.0**-10


@inlined
def start_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """The limit begins, unless it did before."""
    if city.slot[slot, CLOCK_STATE] == NOT_BEGUN:
        city.slot[slot, CLOCK_STATE] = RUNNING
        _count_anew(t, city, slot, now)


@called
def stop_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """One more reason for the clock to stand."""
    if city.slot[slot, STOPS] == 0 and city.slot[slot, CLOCK_STATE] == RUNNING:
        city.clock[slot, USED] = used(t, city, slot, now)
        city.clock[slot, SINCE] = max(city.clock[slot, SINCE], now)
        city.clock[slot, STOOD] = now
    city.slot[slot, STOPS] += 1


@called
def resume_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """One reason less. A limit of days that was not over when the clock came to stand is not over on this day, though
    it would have ended on a day off; where it stood for no time at all, nothing has happened.
    """
    city.slot[slot, STOPS] -= 1
    if city.slot[slot, STOPS] > 0 or city.slot[slot, CLOCK_STATE] != RUNNING:
        return
    process = t.case[city.slot[slot, CASE], CASE_PROCESS]
    stood = city.clock[slot, STOOD]
    if now > stood:
        least = _needed(t, city, slot, stood)
        received = opening_from(t, t.process[process, RECEIVED], now)
        city.clock[slot, SINCE] = max(city.clock[slot, SINCE], received)
        if t.process[process, JUDGED] != NONE:
            city.clock[slot, LEAST] = least
            city.clock[slot, NOT_OVER] = opening_from(t, t.process[process, JUDGED], city.clock[slot, SINCE])
    city.clock[slot, STOOD] = np.inf


@inlined
def _needed(t: Tables, city: City, slot: int, stood: float) -> float:
    """How much a limit must have allowed not to be over when its clock came to stand. Where that did not run again yet
    after it stood before, both are one: what counts is the first.
    """
    kept_until, needed_before = city.clock[slot, NOT_OVER], city.clock[slot, LEAST]
    stands_on = city.clock[slot, SINCE] > stood
    if stood < kept_until:
        return float(needed_before if stands_on else min(_judged(t, city, slot, stood), needed_before))
    if stands_on and kept_until > -np.inf:
        return np.inf
    return _judged(t, city, slot, stood)


@called
def restart_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """The limit counts from zero."""
    if city.slot[slot, CLOCK_STATE] == RUNNING:
        _count_anew(t, city, slot, now)


@inlined
def change_limit(t: Tables, city: City, slot: int, node: int) -> None:
    """Another limit takes over, if the node brings one. It counts from the same moment as the one before."""
    if not np.isnan(t.brings[node]):
        city.clock[slot, ALLOWED] = t.brings[node]


@called
def _count_anew(t: Tables, city: City, slot: int, now: float) -> None:
    process = t.case[city.slot[slot, CASE], CASE_PROCESS]
    since = max(now, opening_from(t, t.process[process, RECEIVED], now - _JUST_BEFORE))
    begun = t.process[process, BEGUN]
    city.clock[slot, USED] = 0.0
    if begun != NONE:
        hours = t.process[process, LIMIT_HOURS]
        city.clock[slot, USED] = worked_until(t, hours, since) - worked_until(t, begun, since)
    city.clock[slot, SINCE], city.clock[slot, NOT_OVER] = since, -np.inf
    city.clock[slot, STOOD] = since if city.slot[slot, STOPS] > 0 else np.inf


@inlined
def end_clock(t: Tables, city: City, made: Made, slot: int, now: float) -> None:
    """The limit was kept, or not; it does not count any more."""
    case = city.slot[slot, CASE]
    process = t.case[case, CASE_PROCESS]
    if city.slot[slot, CLOCK_STATE] == RUNNING:
        made.case_used[case] = used(t, city, slot, now)
        if t.process[process, LIMITED]:
            made.case_late[case] = is_over(t, city, slot, now)
    city.slot[slot, CLOCK_STATE] = OVER


@inlined
def used(t: Tables, city: City, slot: int, now: float) -> float:
    """Seconds of a limit that have run."""
    hours = t.process[t.case[city.slot[slot, CASE], CASE_PROCESS], LIMIT_HOURS]
    until = min(now, city.clock[slot, STOOD])
    return float(city.clock[slot, USED] + worked_between(t, hours, city.clock[slot, SINCE], until))


@inlined
def is_over(t: Tables, city: City, slot: int, now: float) -> bool:
    """Whether a limit that has begun is over; while its clock stands, whether it was when it came to stand."""
    until = min(now, city.clock[slot, STOOD])
    process = t.case[city.slot[slot, CASE], CASE_PROCESS]
    left = city.clock[slot, ALLOWED] - city.clock[slot, USED]
    if t.process[process, JUDGED] == NONE and left >= -_ROUNDING:  # what ends as the office closes is over from then on
        hours, since = t.process[process, LIMIT_HOURS], city.clock[slot, SINCE]
        due = after_work(t, hours, since, left) if left > _ROUNDING else last_work(t, hours, since)
        return bool(until > due + _ROUNDING)
    allowed = city.clock[slot, ALLOWED] + _ROUNDING
    is_kept = until < city.clock[slot, NOT_OVER] and city.clock[slot, LEAST] <= allowed
    return bool(_judged(t, city, slot, until) > allowed and not is_kept)


@inlined
def _judged(t: Tables, city: City, slot: int, until: float) -> float:
    """How much a limit must allow not to be over at a moment."""
    process = t.case[city.slot[slot, CASE], CASE_PROCESS]
    judged = t.process[process, JUDGED]
    if judged == NONE:
        return used(t, city, slot, until)
    before = worked_until(t, t.process[process, LIMIT_HOURS], city.clock[slot, SINCE])
    return float(city.clock[slot, USED] + worked_until(t, judged, until) - before)
