"""How it stands with what is still open when somebody looks. Compiled."""

from __future__ import annotations

from motcua.core.compiled import compiled
from motcua.core.simulation.clocks import is_over, used
from motcua.core.simulation.desks import worked_on
from motcua.core.simulation.memory import (
    AT_WORK,
    CASE,
    CLOCK_STATE,
    LASTED,
    POOL,
    SLOTS_USED,
    STATUS,
    TASKS_USED,
    City,
    Made,
)
from motcua.core.simulation.rows import RUNNING, Floats, Tables


@compiled
def read_clocks(t: Tables, city: City, made: Made, now: float) -> None:
    """How far the limits of open cases have run, and which are over already."""
    for slot in range(city.number[SLOTS_USED]):
        case = city.slot[slot, CASE]
        if case >= 0 and city.slot[slot, CLOCK_STATE] == RUNNING:
            made.case_used[case] = used(t, city, slot, now)
            made.case_late[case] = 1 if is_over(t, city, slot, now) else -1  # it may yet get more


@compiled
def read_work(t: Tables, city: City, busy: Floats, now: float) -> None:
    """Add what people have done of what they are at."""
    for task in range(city.number[TASKS_USED]):
        if city.task[task, STATUS] == AT_WORK:
            busy[city.task[task, POOL]] += worked_on(t, city, task, now) - city.when[task, LASTED]
