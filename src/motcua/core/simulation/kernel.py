"""The loop of the simulation, compiled: the next thing that happens, and what follows from it by the tables."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import called, compiled, inlined
from motcua.core.simulation.absences import come_and_go
from motcua.core.simulation.agenda import take_first
from motcua.core.simulation.chance import CHOICE, drawn
from motcua.core.simulation.clocks import start_clock
from motcua.core.simulation.desks import chance_of, hand_out, open_up
from motcua.core.simulation.memory import (
    AGE,
    ASKED_FOR,
    COMING,
    DELAYED,
    FREE_SLOT,
    FRESH,
    HOST,
    KEPT,
    LOGGED,
    OF_AGE,
    PLACE,
    PLANS,
    SLOTS_USED,
    STANDING,
    STATUS,
    STEPS,
    TASKS,
    TROUBLE,
    WHAT,
    City,
    Made,
)
from motcua.core.simulation.rows import (
    BEGIN,
    BEGIN_END,
    CASE_KEY,
    CASE_PROCESS,
    FROM_ARRIVAL,
    TARGET,
    UNKNOWN,
    WAYS,
    WAYS_END,
    WIDE,
    Chart,
    Tables,
)
from motcua.core.simulation.rows import FIRST as FIRST_PLACE
from motcua.core.simulation.rows import ORIGIN as ORIGIN_AT
from motcua.core.simulation.slots import close_slot, new_slot
from motcua.core.simulation.tasks import be_back, be_ready, begin, end_work, finish, take_away

OVER, ROOM, EXPLORE, ENDLESS, ENOUGH = range(5)
"""Why the loop returns: it came to the moment; it needs more room; somebody is to find out where the ways out of a
standing lead (`number[TROUBLE]`); a case comes to a node (`number[TROUBLE]`) again and again; so many steps were done.
"""
NOTHING = -2


@compiled
def run(
    t: Tables, chart: Chart, city: City, made: Made, seed: int, until: float, logs_all: bool, most_steps: int
) -> int:
    """Play on until a moment."""
    cases, widest = len(t.arrival), city.held.shape[1]
    spare = 2 * widest + len(t.pool) + len(t.queue) + 8
    tasks, slots, plans, rows = len(city.task), len(city.slot), len(city.plan_time), len(made.log)
    while True:
        coming = city.number[COMING]
        arrives = t.arrival[coming] if coming < cases else np.inf
        happens = city.plan_time[0] if city.number[PLANS] else np.inf
        now = min(arrives, happens)
        if now > until or now == np.inf:
            return OVER
        if city.number[STEPS] >= most_steps:
            return ENOUGH
        in_use = city.number[TASKS]
        if (
            in_use + widest > tasks
            or city.number[PLANS] + in_use + spare > plans
            or (city.number[FREE_SLOT] < 0 and city.number[SLOTS_USED] == slots)
            or (logs_all and city.number[LOGGED] == rows)
        ):
            return ROOM
        if arrives <= happens:
            city.number[COMING] = coming + 1
            slot, move, own, idle = _arrive(t, chart, city, seed, coming, now)
        else:
            slot, move, own, idle = _happen(t, chart, city, made, seed, now)
        if move == UNKNOWN:
            city.number[TROUBLE] = city.slot[slot, STANDING]
            return EXPLORE  # the plan stays: it comes again when that is known
        if move >= 0 and not _move(t, chart, city, made, seed, slot, move, own, now):
            return ENDLESS
        if idle >= 0:
            hand_out(t, city, seed, idle, now)


@inlined
def _arrive(t: Tables, chart: Chart, city: City, seed: int, case: int, now: float) -> tuple[int, int, int, int]:
    """A case comes; `_happen` says what is told."""
    process = t.case[case, CASE_PROCESS]
    slot = new_slot(t, city, case)
    if t.process[process, FROM_ARRIVAL]:
        start_clock(t, city, slot, now)
    u = drawn(seed, t.case[case, CASE_KEY], t.process_key[process], 0, CHOICE)
    move = _chosen(chart, t.process[process, BEGIN], t.process[process, BEGIN_END], u)
    return slot, move, NOTHING, NOTHING


@inlined
def _happen(t: Tables, chart: Chart, city: City, made: Made, seed: int, now: float) -> tuple[int, int, int, int]:
    """The first of all plans has come: in which slot, where its case moves, the place of what was done there, and the
    pool in which somebody is idle. `NOTHING` for what is not so; `UNKNOWN` if nobody knows yet where the case can move.
    """
    what = city.plan[0, WHAT]
    if what < 0:
        take_first(city)
        return NOTHING, NOTHING, NOTHING, _other(t, city, made, seed, -what - 1, now)
    if city.task[what, AGE] != city.plan[0, OF_AGE]:
        take_first(city)
        return NOTHING, NOTHING, NOTHING, NOTHING
    status, slot, own = city.task[what, STATUS], city.task[what, HOST], city.task[what, PLACE]
    place = chart.standing[city.slot[slot, STANDING], FIRST_PLACE] + own
    if chart.place[place, WAYS] < 0:
        return slot, UNKNOWN, NOTHING, NOTHING
    take_first(city)
    if status == DELAYED or (status == ASKED_FOR and be_back(t, city, what, now)):
        be_ready(t, city, made, seed, what, now)
        return NOTHING, NOTHING, NOTHING, NOTHING
    if status == ASKED_FOR:
        _end_case(t, chart, city, made, seed, slot, now)
        return NOTHING, NOTHING, NOTHING, NOTHING
    done, idle = end_work(t, city, made, seed, what, now)
    if not done:
        return NOTHING, NOTHING, NOTHING, idle
    u = chance_of(t, city, seed, what, CHOICE)
    move = _chosen(chart, chart.place[place, WAYS], chart.place[place, WAYS_END], u)
    finish(t, city, made, what, now)
    return slot, move, own, idle


@called
def _other(t: Tables, city: City, made: Made, seed: int, what: int, now: float) -> int:
    """What is planned besides tasks has come: pools and queues that open, then absences. The pool in which somebody is
    idle.
    """
    absence = what - len(t.pool) - len(t.queue)
    if absence >= 0:
        return come_and_go(t, city, made, absence, now)
    return open_up(t, city, seed, -what - 1, now)


@inlined
def _chosen(chart: Chart, first: int, last: int, u: float) -> int:
    for move in range(first, last - 1):
        if u < chart.until[move]:
            return move
    return last - 1


@inlined
def _move(
    t: Tables, chart: Chart, city: City, made: Made, seed: int, slot: int, move: int, done: int, now: float
) -> bool:
    """The case comes to another standing: what is in both goes on, what is overtaken is taken away, the new begins.
    Whether it was there no oftener than cases may be.
    """
    target, origin = chart.move[move, TARGET], chart.move[move, ORIGIN_AT]
    wide = chart.standing[target, WIDE]
    before = city.slot[slot, STANDING]
    had = chart.standing[before, WIDE] if before >= 0 else 0
    for place in range(had):
        city.scratch[KEPT, place] = 0
    for place in range(wide):
        old = chart.origin[origin + place]
        city.scratch[FRESH, place] = city.held[slot, old] if old >= 0 else -1
        if old >= 0:
            city.scratch[KEPT, old] = 1
    for place in range(had):
        if not city.scratch[KEPT, place] and place != done:
            take_away(t, city, made, seed, city.held[slot, place], now)
    city.slot[slot, STANDING] = target
    for place in range(wide):
        task = city.scratch[FRESH, place]
        if task >= 0:
            city.held[slot, place] = task
            city.task[task, PLACE] = place
    for place in range(wide):
        if chart.origin[origin + place] < 0 and not begin(t, chart, city, made, seed, slot, place, now):
            return False
    if wide == 0:
        close_slot(t, city, made, slot, now)
    return True


@called
def _end_case(t: Tables, chart: Chart, city: City, made: Made, seed: int, slot: int, now: float) -> None:
    """The case is over, whatever still goes on in it."""
    for place in range(chart.standing[city.slot[slot, STANDING], WIDE]):
        take_away(t, city, made, seed, city.held[slot, place], now)
    close_slot(t, city, made, slot, now)
