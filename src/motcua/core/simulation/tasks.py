"""What waits in one place of a case, from its beginning to its end, with what interrupts it. Compiled."""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import called, inlined
from motcua.core.simulation.agenda import plan
from motcua.core.simulation.chance import BACK, DELAY, INTERRUPTED
from motcua.core.simulation.clocks import change_limit, end_clock, restart_clock, resume_clock, start_clock, stop_clock
from motcua.core.simulation.desks import chance_of, hand_out, leave_queue, length, let_go, queue_up, work_of, worked_on
from motcua.core.simulation.hours import after_work, opening_from
from motcua.core.simulation.memory import (
    ASKED_FOR,
    AT_WORK,
    CASE,
    DELAYED,
    DELAYED_FOR,
    DONE,
    ENABLED,
    HOST,
    IDLE,
    LASTS,
    LOG_BACK,
    LOG_CASE,
    LOG_ENABLED,
    LOG_ENDED,
    LOG_KIND,
    LOG_NODE,
    LOG_PERSON,
    LOG_READY,
    LOG_STARTED,
    LOG_TURN,
    LOGGED,
    PERSON,
    PLACE,
    POOL,
    QUEUED,
    READY,
    REASON,
    RUNS,
    STANDING,
    STARTED,
    STATUS,
    STEPS,
    TRIES,
    TROUBLE,
    TURN,
    WAITED_FOR,
    WORKED_FOR,
    City,
    Made,
)
from motcua.core.simulation.memory import NODE as OF_NODE
from motcua.core.simulation.rows import (
    ASKED,
    ASKS,
    ASKS_END,
    BACK_AFTER,
    BACK_HOURS,
    BEGINS,
    CASE_PROCESS,
    CLOCK,
    CLOCK_STANDS,
    COUNT,
    ENDS,
    ENDS_CLOCK,
    FIRST,
    HOURS,
    MOST,
    MOST_TURNS,
    NODE,
    NONE,
    QUEUE,
    RESTARTS,
    STANDS,
    STARTS_CLOCK,
    TOLD,
    Chart,
    Tables,
)
from motcua.core.simulation.rows import DELAY as DELAY_OF
from motcua.core.simulation.slots import end_task, new_task

NO_POOL = -1


@inlined
def begin(t: Tables, chart: Chart, city: City, made: Made, seed: int, slot: int, place: int, now: float) -> bool:
    """Something new waits in a place of a case; whether the case was there no oftener than cases may be."""
    task = _put_in_place(t, chart, city, slot, place, now)
    node = city.task[task, OF_NODE]
    turn = city.turns[slot, t.node[node, COUNT]] + 1
    city.turns[slot, t.node[node, COUNT]] = turn
    city.task[task, TURN] = turn
    change_limit(t, city, slot, node)
    if t.node[node, STANDS]:
        stop_clock(t, city, slot, now)
    if city.task[task, STATUS] == IDLE:
        return True
    if turn > t.process[t.case[city.slot[slot, CASE], CASE_PROCESS], MOST_TURNS]:
        city.number[TROUBLE] = node
        return False
    delay = 0.0
    if t.node[node, DELAY_OF] != NONE:
        delay = length(t, t.node[node, DELAY_OF], chance_of(t, city, seed, task, DELAY))
    if delay > 0:
        city.task[task, STATUS] = DELAYED
        plan(city, now + delay, task)
    else:
        be_ready(t, city, made, seed, task, now)
    return True


@inlined
def _put_in_place(t: Tables, chart: Chart, city: City, slot: int, place: int, now: float) -> int:
    task = new_task(city)
    row = chart.standing[city.slot[slot, STANDING], FIRST] + place
    city.held[slot, place] = task
    city.task[task, HOST], city.task[task, PLACE], city.task[task, OF_NODE] = slot, place, chart.place[row, NODE]
    city.task[task, TRIES], city.task[task, POOL], city.task[task, PERSON] = 0, NO_POOL, -1
    city.task[task, STATUS] = DELAYED if chart.place[row, TOLD] else IDLE
    city.when[task, ENABLED] = now
    return task


@inlined
def be_ready(t: Tables, city: City, made: Made, seed: int, task: int, now: float) -> None:
    """Somebody can begin it now; or its time begins to run by itself."""
    node = city.task[task, OF_NODE]
    city.when[task, READY] = now
    if t.node[node, QUEUE] != NONE:
        queue_up(t, city, made, seed, task, now)
        return
    started = opening_from(t, t.node[node, BEGINS], now)
    city.task[task, STATUS] = RUNS
    lasts = work_of(t, city, seed, task)
    city.when[task, STARTED], city.when[task, LASTS] = started, lasts
    plan(city, after_work(t, t.node[node, HOURS], started, lasts), task)


@inlined
def end_work(t: Tables, city: City, made: Made, seed: int, task: int, now: float) -> tuple[bool, int]:
    """The work on it is over: whether it is done, else it was interrupted; and the pool in which somebody is idle
    again, -1 if none.
    """
    reason, back = _interruption(t, city, seed, task), np.inf
    if reason >= 0:
        back = _break_off(t, city, seed, task, reason, now)
    _note(t, city, made, task, now, reason - t.node[city.task[task, OF_NODE], ASKS] + 1 if reason >= 0 else 0, back)
    pool = NO_POOL
    if city.task[task, STATUS] == AT_WORK:
        pool = city.task[task, POOL]
        let_go(t, city, made, task, city.when[task, LASTS])
    if reason >= 0:
        city.task[task, STATUS] = ASKED_FOR
    return reason < 0, pool


@called
def _break_off(t: Tables, city: City, seed: int, task: int, reason: int, now: float) -> float:
    """When an interruption that begins now will be over."""
    slot = city.task[task, HOST]
    lasts = length(t, t.asks[reason, BACK_AFTER], chance_of(t, city, seed, task, BACK))
    back = after_work(t, t.asks[reason, BACK_HOURS], now, lasts)
    city.turns[slot, t.asks[reason, ASKED]] += 1
    city.task[task, REASON] = reason
    if t.asks[reason, CLOCK_STANDS]:
        stop_clock(t, city, slot, now)
    plan(city, back, task)
    return back


@inlined
def _interruption(t: Tables, city: City, seed: int, task: int) -> int:
    """What the work ended with instead of being done; -1 if it is done."""
    node, slot = city.task[task, OF_NODE], city.task[task, HOST]
    first, last = t.node[node, ASKS], t.node[node, ASKS_END]
    if first == last:
        return -1
    u = chance_of(t, city, seed, task, INTERRUPTED)
    for reason in range(first, last):
        if u < t.share[reason]:
            most = t.asks[reason, MOST]
            return reason if most == 0 or city.turns[slot, t.asks[reason, ASKED]] < most else -1
    return -1


@called
def be_back(t: Tables, city: City, task: int, now: float) -> bool:
    """Its interruption is over: whether the case goes on, and it is ready again; else the case ends."""
    slot, reason = city.task[task, HOST], city.task[task, REASON]
    if t.asks[reason, ENDS]:
        return False
    if t.asks[reason, CLOCK_STANDS]:
        resume_clock(t, city, slot, now)
    if t.asks[reason, RESTARTS]:
        restart_clock(t, city, slot, now)
    city.task[task, TRIES] += 1
    city.when[task, ENABLED] = now
    return True


@inlined
def finish(t: Tables, city: City, made: Made, task: int, now: float) -> None:
    """It is done and waits no more."""
    node, slot = city.task[task, OF_NODE], city.task[task, HOST]
    if t.node[node, STANDS]:
        resume_clock(t, city, slot, now)
    if t.node[node, CLOCK] & STARTS_CLOCK:
        start_clock(t, city, slot, now)
    if t.node[node, CLOCK] & ENDS_CLOCK:
        end_clock(t, city, made, slot, now)
    end_task(city, task)


@called
def take_away(t: Tables, city: City, made: Made, seed: int, task: int, now: float) -> None:
    """Something else in its case overtook it."""
    slot, status = city.task[task, HOST], city.task[task, STATUS]
    if status == QUEUED:
        leave_queue(t, city, task)
    if t.node[city.task[task, OF_NODE], STANDS]:
        resume_clock(t, city, slot, now)
    if status == ASKED_FOR and t.asks[city.task[task, REASON], CLOCK_STANDS]:
        resume_clock(t, city, slot, now)
    pool = NO_POOL
    if status == AT_WORK:
        pool = city.task[task, POOL]
        let_go(t, city, made, task, worked_on(t, city, task, now))
    end_task(city, task)
    if pool != NO_POOL:
        hand_out(t, city, seed, pool, now)


@inlined
def _note(t: Tables, city: City, made: Made, task: int, now: float, kind: int, back: float) -> None:
    """What was worked on, and what came of it."""
    node = city.task[task, OF_NODE]
    enabled, ready, started = city.when[task, ENABLED], city.when[task, READY], city.when[task, STARTED]
    city.number[STEPS] += 1
    made.node_number[node, DONE] += kind == 0
    made.node_sum[node, DELAYED_FOR] += ready - enabled
    made.node_sum[node, WAITED_FOR] += started - ready
    made.node_sum[node, WORKED_FOR] += city.when[task, LASTS]
    n = city.number[LOGGED]
    if n < len(made.log):
        made.log[n, LOG_CASE], made.log[n, LOG_NODE] = city.slot[city.task[task, HOST], CASE], node
        made.log[n, LOG_PERSON] = city.task[task, PERSON] if city.task[task, STATUS] == AT_WORK else -1
        made.log[n, LOG_TURN], made.log[n, LOG_KIND] = city.task[task, TURN], kind
        made.log_when[n, LOG_ENABLED], made.log_when[n, LOG_READY] = enabled, ready
        made.log_when[n, LOG_STARTED], made.log_when[n, LOG_ENDED] = started, now
        made.log_when[n, LOG_BACK] = back
        city.number[LOGGED] = n + 1
