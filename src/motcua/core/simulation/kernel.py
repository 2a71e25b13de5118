"""The loop of the simulation, compiled: the next thing that happens, and what follows from it by the tables.

A task is what waits in one place of one case. It is enabled, ready (its delay is over), worked on, done; or it is taken
away because something else in its case overtook it. What was planned for it then is known by an older `age` and left.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.compiled import compiled
from motcua.core.simulation.chance import CHOICE, DELAY, WORK, drawn, length_at
from motcua.core.simulation.hours import after_work, opening_from
from motcua.core.simulation.tables import ALWAYS, IDLE, Floats, Ints, Tables
from motcua.core.simulation.tables import WORK as WORKED

GONE, DELAYED, QUEUED, AT_WORK, WAITING = 0, 1, 2, 3, 4
CLASSES = 2
_HOST, _PLACE, _NODE, _STATUS, _AGE, _NEXT, _BEFORE = range(7)
_ENABLED, _READY, _STARTED = range(3)
_CLOCK, _HEAP, _FREE, _SEQ, _STEPS, _LOGGED, _OPEN = range(7)


class Played(NamedTuple):
    """What came of it. case_end: endless where a case did not end by the horizon. node_*: by node, how many were done,
    and the seconds that they were delayed, waited for somebody, and were worked on, in all. busy: seconds by pool.
    logged columns: the first steps that were done, as many as were asked for. steps: how many were done in all.
    """

    case_end: Floats
    node_count: Ints
    node_delayed: Floats
    node_waited: Floats
    node_worked: Floats
    busy: Floats
    log_case: Ints
    log_node: Ints
    log_enabled: Floats
    log_ready: Floats
    log_started: Floats
    log_ended: Floats
    steps: int


class _City(NamedTuple):
    """What changes while it is played."""

    standing: Ints
    held: NDArray[np.int32]
    visits: NDArray[np.int32]
    task: Ints
    when: Floats
    heap_time: Floats
    heap_rank: Ints
    queue: Ints
    idle: Ints
    opening: NDArray[np.uint8]
    number: Ints
    fresh: Ints
    kept: Ints


def play(t: Tables, seed: int, horizon: float, logged: int, most_steps: int) -> Played:
    """Play all cases until the horizon (seconds), or until so many steps were done: an endless process ends there."""
    cases, nodes, pools = len(t.arrival), len(t.node_kind), len(t.people)
    room = cases * t.widest + 1
    made = Played(
        np.full(cases, np.inf),
        np.zeros(nodes, np.int64),
        np.zeros(nodes),
        np.zeros(nodes),
        np.zeros(nodes),
        np.zeros(pools),
        np.empty(logged, np.int64),
        np.empty(logged, np.int64),
        np.empty(logged),
        np.empty(logged),
        np.empty(logged),
        np.empty(logged),
        0,
    )
    city = _City(
        np.full(cases, -1, np.int64),
        np.full((cases, t.widest), -1, np.int32),
        np.zeros((cases, t.most_nodes), np.int32),
        np.zeros((room, 7), np.int64),
        np.empty((room, 3)),
        np.empty(2 * room + pools + 16),
        np.empty((2 * room + pools + 16, 3), np.int64),
        np.full((pools, CLASSES, 2), -1, np.int64),
        t.people.copy(),
        np.zeros(pools, np.uint8),
        np.zeros(7, np.int64),
        np.empty(t.widest, np.int64),
        np.empty(t.widest, np.int64),
    )
    city.number[_FREE] = -1
    _run(t, city, made, seed, horizon, most_steps)
    kept = int(city.number[_LOGGED])
    logs = {name: getattr(made, name)[:kept] for name in Played._fields if name.startswith("log_")}
    return made._replace(**logs, steps=int(city.number[_STEPS]))


@compiled
def _run(t: Tables, city: _City, made: Played, seed: int, horizon: float, most_steps: int) -> None:
    cases, coming = len(t.arrival), 0
    while True:
        arrives = t.arrival[coming] if coming < cases else np.inf
        happens = city.heap_time[0] if city.number[_HEAP] else np.inf
        now = min(arrives, happens)
        if now > horizon or now == np.inf or city.number[_STEPS] >= most_steps:
            break
        if arrives <= happens:
            _arrive(t, city, made, seed, coming, now)
            coming += 1
        else:
            what, age = city.heap_rank[0, 1], city.heap_rank[0, 2]
            _take_first(city)
            if what < 0:
                city.opening[-what - 1] = 0
                _hand_out(t, city, seed, -what - 1, now)
            elif city.task[what, _AGE] == age:
                _happen(t, city, made, seed, what, now)


@compiled
def _arrive(t: Tables, city: _City, made: Played, seed: int, case: int, now: float) -> None:
    process = t.case_process[case]
    first, last = t.begin_first[process], t.begin_first[process + 1]
    u = drawn(seed, t.case_key[case], t.process_key[process], 0, CHOICE)
    _move(t, city, made, seed, case, _chosen(t, first, last, u), -1, now)


@compiled
def _happen(t: Tables, city: _City, made: Played, seed: int, task: int, now: float) -> None:
    """The time of a task has come: it is ready, or done."""
    status, node = city.task[task, _STATUS], city.task[task, _NODE]
    if status == DELAYED:
        _be_ready(t, city, seed, task, now)
        return
    case, place = city.task[task, _HOST], city.task[task, _PLACE]
    _note(city, made, task, now)
    pool = t.node_pool[node]
    if status == AT_WORK:
        made.busy[pool] += now - city.when[task, _STARTED]
        city.idle[pool] += 1
    standing = city.standing[case]
    at = t.place_first[standing] + place
    turn = city.visits[case, t.node_place[node]]
    u = drawn(seed, t.case_key[case], t.node_key[node], turn, CHOICE)
    move = _chosen(t, t.move_first[at], t.move_first[at + 1], u)
    _end(city, task)
    _move(t, city, made, seed, case, move, place, now)
    if status == AT_WORK:
        _hand_out(t, city, seed, pool, now)


@compiled
def _chosen(t: Tables, first: int, last: int, u: float) -> int:
    for move in range(first, last - 1):
        if u < t.move_until[move]:
            return move
    return last - 1


@compiled
def _move(t: Tables, city: _City, made: Played, seed: int, case: int, move: int, done: int, now: float) -> None:
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
            city.task[task, _PLACE] = place
    for place in range(wide):
        if t.origin[origin + place] < 0:
            _begin(t, city, seed, case, place, now)
    if not wide:
        made.case_end[case] = now


@compiled
def _begin(t: Tables, city: _City, seed: int, case: int, place: int, now: float) -> None:
    task = _new_task(city)
    node = t.place_node[t.place_first[city.standing[case]] + place]
    city.held[case, place] = task
    city.task[task, _HOST] = case
    city.task[task, _PLACE] = place
    city.task[task, _NODE] = node
    city.when[task, _ENABLED] = now
    turn = city.visits[case, t.node_place[node]] + 1
    city.visits[case, t.node_place[node]] = turn
    if t.node_kind[node] == IDLE:
        city.task[task, _STATUS] = WAITING
        return
    delay = _length(t, t.node_delay[node], seed, case, node, turn, DELAY)
    if delay > 0:
        city.task[task, _STATUS] = DELAYED
        _plan(city, now + delay, task)
    else:
        _be_ready(t, city, seed, task, now)


@compiled
def _be_ready(t: Tables, city: _City, seed: int, task: int, now: float) -> None:
    node = city.task[task, _NODE]
    city.when[task, _READY] = now
    if t.node_kind[node] == WORKED:
        pool, urgent = t.node_pool[node], t.node_urgent[node]
        city.task[task, _STATUS] = QUEUED
        last = city.queue[pool, urgent, 1]
        city.task[task, _BEFORE], city.task[task, _NEXT] = last, -1
        if last >= 0:
            city.task[last, _NEXT] = task
        else:
            city.queue[pool, urgent, 0] = task
        city.queue[pool, urgent, 1] = task
        _hand_out(t, city, seed, pool, now)
        return
    city.task[task, _STATUS] = WAITING
    city.when[task, _STARTED] = now
    case = city.task[task, _HOST]
    turn = city.visits[case, t.node_place[node]]
    length = _length(t, t.node_work[node], seed, case, node, turn, WORK)
    _plan(city, _after(t, t.node_hours[node], now, length), task)


@compiled
def _hand_out(t: Tables, city: _City, seed: int, pool: int, now: float) -> None:
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
                    _plan(city, opens, -pool - 1)
                return
        _leave_queue(t, city, task)
        city.idle[pool] -= 1
        node, case = city.task[task, _NODE], city.task[task, _HOST]
        city.task[task, _STATUS] = AT_WORK
        city.when[task, _STARTED] = now
        turn = city.visits[case, t.node_place[node]]
        length = _length(t, t.node_work[node], seed, case, node, turn, WORK)
        _plan(city, _after(t, hours, now, length), task)


@compiled
def _take_away(t: Tables, city: _City, made: Played, seed: int, task: int, now: float) -> None:
    status, pool = city.task[task, _STATUS], t.node_pool[city.task[task, _NODE]]
    if status == QUEUED:
        _leave_queue(t, city, task)
    _end(city, task)
    if status == AT_WORK:
        made.busy[pool] += now - city.when[task, _STARTED]
        city.idle[pool] += 1
        _hand_out(t, city, seed, pool, now)


@compiled
def _leave_queue(t: Tables, city: _City, task: int) -> None:
    node = city.task[task, _NODE]
    pool, urgent = t.node_pool[node], t.node_urgent[node]
    before, after = city.task[task, _BEFORE], city.task[task, _NEXT]
    if before >= 0:
        city.task[before, _NEXT] = after
    else:
        city.queue[pool, urgent, 0] = after
    if after >= 0:
        city.task[after, _BEFORE] = before
    else:
        city.queue[pool, urgent, 1] = before


@compiled
def _new_task(city: _City) -> int:
    free = city.number[_FREE]
    if free >= 0:
        city.number[_FREE] = city.task[free, _NEXT]
        return int(free)
    city.number[_OPEN] += 1
    return int(city.number[_OPEN] - 1)


@compiled
def _end(city: _City, task: int) -> None:
    city.task[task, _STATUS] = GONE
    city.task[task, _AGE] += 1
    city.task[task, _NEXT] = city.number[_FREE]
    city.number[_FREE] = task


@compiled
def _note(city: _City, made: Played, task: int, now: float) -> None:
    node = city.task[task, _NODE]
    enabled, ready, started = city.when[task, _ENABLED], city.when[task, _READY], city.when[task, _STARTED]
    city.number[_STEPS] += 1
    made.node_count[node] += 1
    made.node_delayed[node] += ready - enabled
    made.node_waited[node] += started - ready
    made.node_worked[node] += now - started
    n = city.number[_LOGGED]
    if n < len(made.log_case):
        made.log_case[n], made.log_node[n] = city.task[task, _HOST], node
        made.log_enabled[n], made.log_ready[n], made.log_started[n], made.log_ended[n] = enabled, ready, started, now
        city.number[_LOGGED] = n + 1


@compiled
def _length(t: Tables, length: int, seed: int, case: int, node: int, turn: int, purpose: int) -> float:
    u = drawn(seed, t.case_key[case], t.node_key[node], turn, purpose)
    first, last = t.value_first[length], t.value_first[length + 1]
    return length_at(u, t.shape[length], t.length_a[length], t.length_b[length], t.values, first, last)


@compiled
def _after(t: Tables, hours: int, now: float, length: float) -> float:
    if hours == ALWAYS:
        return now + length
    return after_work(now, length, t.opens, t.closes, t.worked, t.shift_first[hours], t.shift_first[hours + 1])


@compiled
def _plan(city: _City, moment: float, what: int) -> None:
    """What is to happen at a moment; of the same moment the first planned goes first. What never happens is left."""
    if moment == np.inf:
        return
    n, sequence = city.number[_HEAP], city.number[_SEQ]
    city.number[_HEAP], city.number[_SEQ] = n + 1, sequence + 1
    age = city.task[what, _AGE] if what >= 0 else 0
    while n > 0:
        up = (n - 1) // 2
        if city.heap_time[up] <= moment:
            break
        _lift(city, up, n)
        n = up
    city.heap_time[n] = moment
    city.heap_rank[n, 0], city.heap_rank[n, 1], city.heap_rank[n, 2] = sequence, what, age


@compiled
def _take_first(city: _City) -> None:
    last = city.number[_HEAP] - 1
    city.number[_HEAP] = last
    moment, sequence, what, age = (
        city.heap_time[last],
        city.heap_rank[last, 0],
        city.heap_rank[last, 1],
        city.heap_rank[last, 2],
    )
    n = 0
    while True:
        down = 2 * n + 1
        if down >= last:
            break
        if down + 1 < last and _is_earlier(city, down + 1, down):
            down += 1
        found = city.heap_time[down]
        if moment < found or (moment == found and sequence < city.heap_rank[down, 0]):
            break
        _lift(city, down, n)
        n = down
    city.heap_time[n] = moment
    city.heap_rank[n, 0], city.heap_rank[n, 1], city.heap_rank[n, 2] = sequence, what, age


@compiled
def _is_earlier(city: _City, one: int, other: int) -> bool:
    mine, theirs = city.heap_time[one], city.heap_time[other]
    return bool(mine < theirs or (mine == theirs and city.heap_rank[one, 0] < city.heap_rank[other, 0]))


@compiled
def _lift(city: _City, source: int, to: int) -> None:
    city.heap_time[to] = city.heap_time[source]
    for column in range(3):
        city.heap_rank[to, column] = city.heap_rank[source, column]
