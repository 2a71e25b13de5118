"""The loop of the simulation, compiled: the next thing that happens, and what follows from it by the tables."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.simulation.agenda import plan, take_first
from motcua.core.simulation.chance import CHOICE, DELAY, WORK, drawn
from motcua.core.simulation.desks import after, end, hand_out, leave_queue, length, new_task, note
from motcua.core.simulation.memory import (
    AGE,
    AT_WORK,
    BEFORE,
    DELAYED,
    ENABLED,
    HEAP,
    HOST,
    LOGGED,
    NEXT,
    NODE,
    PLACE,
    QUEUED,
    READY,
    STARTED,
    STATUS,
    STEPS,
    WAITING,
    City,
    Played,
    room_for,
)
from motcua.core.simulation.tables import IDLE, Tables
from motcua.core.simulation.tables import WORK as WORKED


def play(t: Tables, seed: int, horizon: float, logged: int, most_steps: int) -> Played:
    """Play all cases until the horizon (seconds), or until so many steps were done: an endless process ends there."""
    city, made = room_for(t, logged)
    _run(t, city, made, seed, horizon, most_steps)
    kept = int(city.number[LOGGED])
    logs = {name: getattr(made, name)[:kept] for name in Played._fields if name.startswith("log_")}
    return made._replace(**logs, steps=int(city.number[STEPS]))


@compiled
def _run(t: Tables, city: City, made: Played, seed: int, horizon: float, most_steps: int) -> None:
    cases, coming = len(t.arrival), 0
    while True:
        arrives = t.arrival[coming] if coming < cases else np.inf
        happens = city.heap_time[0] if city.number[HEAP] else np.inf
        now = min(arrives, happens)
        if now > horizon or now == np.inf or city.number[STEPS] >= most_steps:
            break
        if arrives <= happens:
            _arrive(t, city, made, seed, coming, now)
            coming += 1
        else:
            what, age = city.heap_rank[0, 1], city.heap_rank[0, 2]
            take_first(city)
            if what < 0:
                city.opening[-what - 1] = 0
                hand_out(t, city, seed, -what - 1, now)
            elif city.task[what, AGE] == age:
                _happen(t, city, made, seed, what, now)


@compiled
def _arrive(t: Tables, city: City, made: Played, seed: int, case: int, now: float) -> None:
    process = t.case_process[case]
    first, last = t.begin_first[process], t.begin_first[process + 1]
    u = drawn(seed, t.case_key[case], t.process_key[process], 0, CHOICE)
    _move(t, city, made, seed, case, _chosen(t, first, last, u), -1, now)


@compiled
def _happen(t: Tables, city: City, made: Played, seed: int, task: int, now: float) -> None:
    """The time of a task has come: it is ready, or done."""
    status, node = city.task[task, STATUS], city.task[task, NODE]
    if status == DELAYED:
        _be_ready(t, city, seed, task, now)
        return
    case, place = city.task[task, HOST], city.task[task, PLACE]
    note(city, made, task, now)
    pool = t.node_pool[node]
    if status == AT_WORK:
        made.busy[pool] += now - city.when[task, STARTED]
        city.idle[pool] += 1
    standing = city.standing[case]
    at = t.place_first[standing] + place
    turn = city.visits[case, t.node_place[node]]
    u = drawn(seed, t.case_key[case], t.node_key[node], turn, CHOICE)
    move = _chosen(t, t.move_first[at], t.move_first[at + 1], u)
    end(city, task)
    _move(t, city, made, seed, case, move, place, now)
    if status == AT_WORK:
        hand_out(t, city, seed, pool, now)


@compiled
def _chosen(t: Tables, first: int, last: int, u: float) -> int:
    for move in range(first, last - 1):
        if u < t.move_until[move]:
            return move
    return last - 1


@compiled
def _move(t: Tables, city: City, made: Played, seed: int, case: int, move: int, done: int, now: float) -> None:
    """The case comes to another standing: what is in both goes on, what is overtaken is taken away, the new begins."""
    target, origin = t.move_target[move], t.origin_first[move]
    wide = t.origin_first[move + 1] - origin
    before = city.standing[case]
    had = t.place_first[before + 1] - t.place_first[before] if before >= 0 else 0
    for place in range(had):
        city.kept[place] = 0
    for place in range(wide):
        old = t.origin[origin + place]
        city.fresh[place] = city.held[case, old] if old >= 0 else -1
        if old >= 0:
            city.kept[old] = 1
    for place in range(had):
        if not city.kept[place] and place != done:
            _take_away(t, city, made, seed, city.held[case, place], now)
    city.standing[case] = target
    for place in range(wide):
        task = city.fresh[place]
        if task >= 0:
            city.held[case, place] = task
            city.task[task, PLACE] = place
    for place in range(wide):
        if t.origin[origin + place] < 0:
            _begin(t, city, seed, case, place, now)
    if not wide:
        made.case_end[case] = now


@compiled
def _begin(t: Tables, city: City, seed: int, case: int, place: int, now: float) -> None:
    task = new_task(city)
    node = t.place_node[t.place_first[city.standing[case]] + place]
    city.held[case, place] = task
    city.task[task, HOST] = case
    city.task[task, PLACE] = place
    city.task[task, NODE] = node
    city.when[task, ENABLED] = now
    turn = city.visits[case, t.node_place[node]] + 1
    city.visits[case, t.node_place[node]] = turn
    if t.node_kind[node] == IDLE:
        city.task[task, STATUS] = WAITING
        return
    delay = length(t, t.node_delay[node], seed, case, node, turn, DELAY)
    if delay > 0:
        city.task[task, STATUS] = DELAYED
        plan(city, now + delay, task)
    else:
        _be_ready(t, city, seed, task, now)


@compiled
def _be_ready(t: Tables, city: City, seed: int, task: int, now: float) -> None:
    node = city.task[task, NODE]
    city.when[task, READY] = now
    if t.node_kind[node] == WORKED:
        pool, urgent = t.node_pool[node], t.node_urgent[node]
        city.task[task, STATUS] = QUEUED
        last = city.queue[pool, urgent, 1]
        city.task[task, BEFORE], city.task[task, NEXT] = last, -1
        if last >= 0:
            city.task[last, NEXT] = task
        else:
            city.queue[pool, urgent, 0] = task
        city.queue[pool, urgent, 1] = task
        hand_out(t, city, seed, pool, now)
        return
    city.task[task, STATUS] = WAITING
    city.when[task, STARTED] = now
    case = city.task[task, HOST]
    turn = city.visits[case, t.node_place[node]]
    lasts = length(t, t.node_work[node], seed, case, node, turn, WORK)
    plan(city, after(t, t.node_hours[node], now, lasts), task)


@compiled
def _take_away(t: Tables, city: City, made: Played, seed: int, task: int, now: float) -> None:
    status, pool = city.task[task, STATUS], t.node_pool[city.task[task, NODE]]
    if status == QUEUED:
        leave_queue(t, city, task)
    end(city, task)
    if status == AT_WORK:
        made.busy[pool] += now - city.when[task, STARTED]
        city.idle[pool] += 1
        hand_out(t, city, seed, pool, now)
