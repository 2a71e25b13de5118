"""Who works on what: queues, people who are idle, tasks that begin and end. Compiled."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.simulation.agenda import plan
from motcua.core.simulation.chance import WORK, drawn, length_at
from motcua.core.simulation.hours import after_work, opening_from
from motcua.core.simulation.memory import (
    AGE,
    AT_WORK,
    BEFORE,
    ENABLED,
    FREE,
    GONE,
    HOST,
    LOGGED,
    NEXT,
    NODE,
    OPEN,
    READY,
    STARTED,
    STATUS,
    STEPS,
    City,
    Played,
)
from motcua.core.simulation.tables import ALWAYS, Tables


@compiled
def hand_out(t: Tables, city: City, seed: int, pool: int, now: float) -> None:
    """Whoever is idle takes the first that is urgent, else the first of the others, while the office is open."""
    while city.idle[pool] > 0:
        task = city.queue[pool, 1, 0]
        if task < 0:
            task = city.queue[pool, 0, 0]
        if task < 0:
            return
        hours = t.pool_hours[pool]
        if hours != ALWAYS:
            first, last = t.shift_first[hours], t.shift_first[hours + 1]
            opens = opening_from(now, t.opens, t.closes, first, last)
            if opens > now:
                if not city.opening[pool] and opens < np.inf:
                    city.opening[pool] = 1
                    plan(city, opens, -pool - 1)
                return
        leave_queue(t, city, task)
        city.idle[pool] -= 1
        node, case = city.task[task, NODE], city.task[task, HOST]
        city.task[task, STATUS] = AT_WORK
        city.when[task, STARTED] = now
        turn = city.visits[case, t.node_place[node]]
        lasts = length(t, t.node_work[node], seed, case, node, turn, WORK)
        plan(city, after(t, hours, now, lasts), task)


@compiled
def leave_queue(t: Tables, city: City, task: int) -> None:
    """Somebody takes it, or it is taken away."""
    node = city.task[task, NODE]
    pool, urgent = t.node_pool[node], t.node_urgent[node]
    before, after = city.task[task, BEFORE], city.task[task, NEXT]
    if before >= 0:
        city.task[before, NEXT] = after
    else:
        city.queue[pool, urgent, 0] = after
    if after >= 0:
        city.task[after, BEFORE] = before
    else:
        city.queue[pool, urgent, 1] = before


@compiled
def new_task(city: City) -> int:
    """The number of a task that is free."""
    free = city.number[FREE]
    if free >= 0:
        city.number[FREE] = city.task[free, NEXT]
        return int(free)
    city.number[OPEN] += 1
    return int(city.number[OPEN] - 1)


@compiled
def end(city: City, task: int) -> None:
    """It is over; its number is free."""
    city.task[task, STATUS] = GONE
    city.task[task, AGE] += 1
    city.task[task, NEXT] = city.number[FREE]
    city.number[FREE] = task


@compiled
def note(city: City, made: Played, task: int, now: float) -> None:
    """It was done."""
    node = city.task[task, NODE]
    enabled, ready, started = city.when[task, ENABLED], city.when[task, READY], city.when[task, STARTED]
    city.number[STEPS] += 1
    made.node_count[node] += 1
    made.node_delayed[node] += ready - enabled
    made.node_waited[node] += started - ready
    made.node_worked[node] += now - started
    n = city.number[LOGGED]
    if n < len(made.log_case):
        made.log_case[n], made.log_node[n] = city.task[task, HOST], node
        made.log_enabled[n], made.log_ready[n], made.log_started[n], made.log_ended[n] = enabled, ready, started, now
        city.number[LOGGED] = n + 1


@compiled
def length(t: Tables, kind: int, seed: int, case: int, node: int, turn: int, purpose: int) -> float:
    """How long something takes this time."""
    u = drawn(seed, t.case_key[case], t.node_key[node], turn, purpose)
    first, last = t.value_first[kind], t.value_first[kind + 1]
    return length_at(u, t.shape[kind], t.length_a[kind], t.length_b[kind], t.values, first, last)


@compiled
def after(t: Tables, hours: int, now: float, seconds: float) -> float:
    """When so much time has passed within the hours."""
    if hours == ALWAYS:
        return now + seconds
    return after_work(now, seconds, t.opens, t.closes, t.worked, t.shift_first[hours], t.shift_first[hours + 1])
