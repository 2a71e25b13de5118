"""The loop of the simulation, compiled: the next thing that happens, and what follows from it by the tables."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import compiled, inlined
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
    WAYS,
    WAYS_END,
    WIDE,
    Chart,
    Tables,
)
from motcua.core.simulation.rows import FIRST as FIRST_PLACE
from motcua.core.simulation.rows import ORIGIN as ORIGIN_AT
from motcua.core.simulation.slots import close_slot, new_slot
from motcua.core.simulation.tasks import be_back, be_ready, begin, finish, is_done, take_away

OVER, ROOM, EXPLORE, ENDLESS, ENOUGH = range(5)
"""Why the loop returns: it came to the moment; it needs more room; somebody is to find out where the ways out of a
standing lead (`number[TROUBLE]`); a case comes to a node (`number[TROUBLE]`) again and again; so many steps were done.
"""


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
            trouble = _arrive(t, chart, city, made, seed, coming, now)
        else:
            trouble = _happen(t, chart, city, made, seed, now)
        if trouble:
            return trouble


@inlined
def _arrive(t: Tables, chart: Chart, city: City, made: Made, seed: int, case: int, now: float) -> int:
    process = t.case[case, CASE_PROCESS]
    slot = new_slot(t, city, case)
    if t.process[process, FROM_ARRIVAL]:
        start_clock(t, city, slot, now)
    u = drawn(seed, t.case[case, CASE_KEY], t.process_key[process], 0, CHOICE)
    first, last = t.process[process, BEGIN], t.process[process, BEGIN_END]
    return _move(t, chart, city, made, seed, slot, _chosen(chart, first, last, u), -1, now)


@inlined
def _happen(t: Tables, chart: Chart, city: City, made: Made, seed: int, now: float) -> int:
    """The first of all plans has come."""
    what = city.plan[0, WHAT]
    if what < 0:
        take_first(city)
        open_up(t, city, made, seed, what, now)
        return OVER
    if city.task[what, AGE] != city.plan[0, OF_AGE]:
        take_first(city)
        return OVER
    status, slot = city.task[what, STATUS], city.task[what, HOST]
    place = chart.standing[city.slot[slot, STANDING], FIRST_PLACE] + city.task[what, PLACE]
    if chart.place[place, WAYS] < 0:
        city.number[TROUBLE] = city.slot[slot, STANDING]
        return EXPLORE  # the plan stays: it comes again when that is known
    take_first(city)
    if status == DELAYED:
        be_ready(t, city, made, seed, what, now)
    elif status == ASKED_FOR:
        if be_back(t, city, made, seed, what, now):
            _end_case(t, chart, city, made, seed, slot, now)
    elif is_done(t, city, made, seed, what, now):
        u = chance_of(t, city, seed, what, CHOICE)
        move = _chosen(chart, chart.place[place, WAYS], chart.place[place, WAYS_END], u)
        own = city.task[what, PLACE]
        pool = finish(t, city, made, what, now)
        trouble = _move(t, chart, city, made, seed, slot, move, own, now)
        if pool >= 0:
            hand_out(t, city, made, seed, pool, now)
        return trouble
    return OVER


@inlined
def _chosen(chart: Chart, first: int, last: int, u: float) -> int:
    for move in range(first, last - 1):
        if u < chart.until[move]:
            return move
    return last - 1


@inlined
def _move(
    t: Tables, chart: Chart, city: City, made: Made, seed: int, slot: int, move: int, done: int, now: float
) -> int:
    """The case comes to another standing: what is in both goes on, what is overtaken is taken away, the new begins."""
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
            return ENDLESS
    if wide == 0:
        close_slot(t, city, made, slot, now)
    return OVER


@compiled
def _end_case(t: Tables, chart: Chart, city: City, made: Made, seed: int, slot: int, now: float) -> None:
    """The case is over, whatever still goes on in it."""
    for place in range(chart.standing[city.slot[slot, STANDING], WIDE]):
        take_away(t, city, made, seed, city.held[slot, place], now)
    close_slot(t, city, made, slot, now)
