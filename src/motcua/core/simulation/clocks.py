"""The clock of the limit of a case: it runs in the hours of the office and stands while the case is interrupted."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import called, inlined
from motcua.core.simulation.hours import opening_from, worked_between
from motcua.core.simulation.memory import ALLOWED, CASE, CLOCK_STATE, SINCE, STOPS, USED, City, Made
from motcua.core.simulation.rows import (
    CASE_PROCESS,
    LIMIT_HOURS,
    LIMITED,
    NOT_BEGUN,
    OVER,
    RECEIVED,
    RUNNING,
    Tables,
)

_ROUNDING = 1e-6


@inlined
def start_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """The limit begins, unless it did before."""
    if city.slot[slot, CLOCK_STATE] == NOT_BEGUN:
        city.slot[slot, CLOCK_STATE] = RUNNING
        city.clock[slot, USED] = 0.0
        _run_on(t, city, slot, now)


@called
def stop_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """One more reason for the clock to stand."""
    if city.slot[slot, STOPS] == 0:
        city.clock[slot, USED] = used(t, city, slot, now)
    city.slot[slot, STOPS] += 1


@called
def resume_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """One reason less."""
    city.slot[slot, STOPS] -= 1
    _run_on(t, city, slot, now)


@called
def restart_clock(t: Tables, city: City, slot: int, now: float) -> None:
    """The limit counts from zero."""
    city.clock[slot, USED] = 0.0
    _run_on(t, city, slot, now)


@inlined
def change_limit(t: Tables, city: City, slot: int, node: int) -> None:
    """Another limit takes over, if the node brings one. It counts from the same moment as the one before."""
    if not np.isnan(t.brings[node]):
        city.clock[slot, ALLOWED] = t.brings[node]


@inlined
def _run_on(t: Tables, city: City, slot: int, now: float) -> None:
    if city.slot[slot, STOPS] == 0 and city.slot[slot, CLOCK_STATE] == RUNNING:
        process = t.case[city.slot[slot, CASE], CASE_PROCESS]
        city.clock[slot, SINCE] = opening_from(t, t.process[process, RECEIVED], now)


@inlined
def end_clock(t: Tables, city: City, made: Made, slot: int, now: float) -> None:
    """The limit was kept, or not; it does not count any more."""
    case = city.slot[slot, CASE]
    process = t.case[case, CASE_PROCESS]
    if city.slot[slot, CLOCK_STATE] == RUNNING:
        made.case_used[case] = used(t, city, slot, now)
        if t.process[process, LIMITED]:
            made.case_late[case] = is_over(city, slot, made.case_used[case])
    city.slot[slot, CLOCK_STATE] = OVER


@inlined
def used(t: Tables, city: City, slot: int, now: float) -> float:
    """Seconds of the limit that have run."""
    if city.slot[slot, CLOCK_STATE] != RUNNING or city.slot[slot, STOPS] > 0:
        return float(city.clock[slot, USED])
    hours = t.process[t.case[city.slot[slot, CASE], CASE_PROCESS], LIMIT_HOURS]
    return float(city.clock[slot, USED] + worked_between(t, hours, city.clock[slot, SINCE], now))


@inlined
def is_over(city: City, slot: int, seconds: float) -> bool:
    """Whether so many seconds are more than the limit of a case allows; never where it has none."""
    return bool(seconds > city.clock[slot, ALLOWED] + _ROUNDING)
