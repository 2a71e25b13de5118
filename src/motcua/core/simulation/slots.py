"""Room that is used again: slots of open cases, and numbers of tasks. Compiled."""

from __future__ import annotations

from motcua.core.compiled import inlined
from motcua.core.simulation.clocks import end_clock
from motcua.core.simulation.memory import (
    AGE,
    ALLOWED,
    CASE,
    CLOCK_STATE,
    FREE_SLOT,
    FREE_TASK,
    GONE,
    NEXT,
    NEXT_SLOT,
    SLOTS_USED,
    STANDING,
    STATUS,
    STOPS,
    TASKS,
    TASKS_USED,
    USED,
    City,
    Made,
)
from motcua.core.simulation.rows import CASE_PROCESS, COUNTS, NOT_BEGUN, Tables

NO_CASE = -1


@inlined
def new_slot(t: Tables, city: City, case: int) -> int:
    """A free slot for a case."""
    slot = city.number[FREE_SLOT]
    if slot >= 0:
        city.number[FREE_SLOT] = city.slot[slot, NEXT_SLOT]
    else:
        slot = city.number[SLOTS_USED]
        city.number[SLOTS_USED] = slot + 1
    city.slot[slot, CASE], city.slot[slot, STANDING], city.slot[slot, STOPS] = case, -1, 0
    process = t.case[case, CASE_PROCESS]
    city.slot[slot, CLOCK_STATE], city.clock[slot, USED], city.clock[slot, ALLOWED] = NOT_BEGUN, 0.0, t.limit[process]
    for each in range(t.process[process, COUNTS]):
        city.turns[slot, each] = 0
    return int(slot)


@inlined
def close_slot(t: Tables, city: City, made: Made, slot: int, now: float) -> None:
    """The case is over; the slot is free."""
    end_clock(t, city, made, slot, now)
    made.case_end[city.slot[slot, CASE]] = now
    city.slot[slot, CASE] = NO_CASE
    city.slot[slot, NEXT_SLOT] = city.number[FREE_SLOT]
    city.number[FREE_SLOT] = slot


@inlined
def new_task(city: City) -> int:
    """The number of a task that is free."""
    city.number[TASKS] += 1
    free = city.number[FREE_TASK]
    if free >= 0:
        city.number[FREE_TASK] = city.task[free, NEXT]
        return int(free)
    city.number[TASKS_USED] += 1
    return int(city.number[TASKS_USED] - 1)


@inlined
def end_task(city: City, task: int) -> None:
    """It is over; its number is free."""
    city.number[TASKS] -= 1
    city.task[task, STATUS] = GONE
    city.task[task, AGE] += 1
    city.task[task, NEXT] = city.number[FREE_TASK]
    city.number[FREE_TASK] = task
