"""The cases that are open at second 0 come to stand where they do. Compiled.

How long something takes that has begun before is drawn from the lengths that are longer than what has passed of it.
"""

from __future__ import annotations

import numpy as np

from motcua.core.compiled import called, compiled
from motcua.core.simulation.agenda import plan
from motcua.core.simulation.chance import BACK, DELAY, WORK, length_at, share_below
from motcua.core.simulation.clocks import stop_clock
from motcua.core.simulation.desks import chance_of, hand_out, join_queue, length, take_on
from motcua.core.simulation.hours import after_work, worked_between
from motcua.core.simulation.memory import (
    ASKED_FOR,
    AT_IT_SINCE,
    CLOCK_STATE,
    DELAYED,
    ENABLED,
    FREE_PEOPLE,
    HOST,
    IDLE,
    LASTED,
    LASTS,
    LEAST,
    NOT_OVER,
    PERSON,
    PLACE,
    POOL,
    READY,
    REASON,
    RUNS,
    SINCE,
    STANDING,
    STARTED,
    STATUS,
    STOOD,
    TRIES,
    TURN,
    USED,
    City,
    Made,
)
from motcua.core.simulation.memory import NODE as OF_NODE
from motcua.core.simulation.rows import (
    ASKED,
    BACK_AFTER,
    BACK_HOURS,
    CLOCK_STANDS,
    COUNT,
    FIRST,
    HOURS,
    NODE,
    NONE,
    OPEN_CLOCK,
    OPEN_COUNTS,
    OPEN_STANDING,
    OPEN_WAITS,
    POOL_HOURS,
    QUEUE,
    SERVED_BY,
    SERVED_BY_END,
    SHAPE,
    STANDS,
    TOLD,
    VALUE,
    VALUE_END,
    WAIT_ASKED,
    WAIT_BACK,
    WAIT_FROM,
    WAIT_SINCE,
    WAIT_STARTED,
    WIDE,
    A,
    B,
    Chart,
    Ints,
    Tables,
)
from motcua.core.simulation.rows import DELAY as DELAY_OF
from motcua.core.simulation.rows import WORK as WORK_OF
from motcua.core.simulation.slots import new_slot, new_task

NOW = 0.0
_CERTAIN = 1e-12


@compiled
def stand_open(t: Tables, chart: Chart, city: City, seed: int) -> None:
    """All open cases stand where they do, and what was being worked on is worked on. What is ready is left `DELAYED`,
    and joins the queues with `line_up` in the order in which it became ready.
    """
    for case in range(len(t.used)):
        slot = new_slot(t, city, case)
        standing = t.open[case, OPEN_STANDING]
        city.slot[slot, STANDING], city.slot[slot, CLOCK_STATE] = standing, t.open[case, OPEN_CLOCK]
        city.clock[slot, USED], city.clock[slot, SINCE] = t.used[case], t.since[case]
        city.clock[slot, STOOD], city.clock[slot, NOT_OVER], city.clock[slot, LEAST] = np.inf, t.kept[case], -np.inf
        for each in range(t.open[case, OPEN_COUNTS], t.open[case + 1, OPEN_COUNTS]):
            city.turns[slot, t.counted[each, 0]] = t.counted[each, 1]
        for place in range(chart.standing[standing, WIDE]):
            _stand(t, chart, city, seed, slot, place, t.open[case, OPEN_WAITS] + place)


@compiled
def line_up(t: Tables, city: City, made: Made, seed: int, ready: Ints) -> None:
    """These tasks wait for somebody, in this order; whoever is idle takes what comes first for him."""
    for task in ready:
        join_queue(t, city, made, task)
    for pool in range(len(t.pool)):
        hand_out(t, city, seed, pool, NOW)


@called
def _stand(t: Tables, chart: Chart, city: City, seed: int, slot: int, place: int, wait: int) -> None:
    task = new_task(city)
    first = chart.standing[city.slot[slot, STANDING], FIRST]
    node = chart.place[first + place, NODE]
    city.held[slot, place] = task
    city.task[task, HOST], city.task[task, PLACE], city.task[task, OF_NODE] = slot, place, node
    city.task[task, TRIES], city.task[task, POOL], city.task[task, PERSON] = 0, NONE, NONE
    city.task[task, TURN] = city.turns[slot, t.node[node, COUNT]]
    for other in range(place):  # of instances side by side each has a turn, and so chances, of its own
        city.task[task, TURN] -= chart.place[first + other, NODE] == node
    city.when[task, ENABLED] = t.waited[wait, WAIT_SINCE]
    city.task[task, STATUS] = IDLE
    if t.node[node, STANDS]:
        stop_clock(t, city, slot, NOW)
    if t.wait[wait, WAIT_ASKED] != NONE:
        _stay_asked(t, city, seed, slot, task, wait)
    elif chart.place[first + place, TOLD]:
        _go_on(t, city, seed, task, wait)


@called
def _stay_asked(t: Tables, city: City, seed: int, slot: int, task: int, wait: int) -> None:
    """It is interrupted, and comes back when it is known to, or when chance says."""
    reason, back = t.wait[wait, WAIT_ASKED], t.waited[wait, WAIT_BACK]
    counter = t.asks[reason, ASKED]
    city.turns[slot, counter] = max(city.turns[slot, counter], 1)
    city.task[task, STATUS], city.task[task, REASON] = ASKED_FOR, reason
    if t.asks[reason, CLOCK_STANDS]:
        stop_clock(t, city, slot, NOW)
    if back == np.inf:
        hours = t.asks[reason, BACK_HOURS]
        passed = worked_between(t, hours, city.when[task, ENABLED], NOW)
        lasts = longer(t, t.asks[reason, BACK_AFTER], chance_of(t, city, seed, task, BACK), passed)
        back = after_work(t, hours, NOW, lasts - passed)
    plan(city, back, task)


@called
def _go_on(t: Tables, city: City, seed: int, task: int, wait: int) -> None:
    """It is delayed, waits for somebody, or is worked on."""
    node = city.task[task, OF_NODE]
    began = t.waited[wait, WAIT_FROM]
    if not t.wait[wait, WAIT_STARTED]:
        if t.node[node, DELAY_OF] != NONE:
            began += length(t, t.node[node, DELAY_OF], chance_of(t, city, seed, task, DELAY))
        city.task[task, STATUS], city.when[task, READY] = DELAYED, began
        if began > NOW:
            plan(city, began, task)
            return
    city.when[task, READY], city.when[task, STARTED] = began, began
    if t.node[node, QUEUE] == NONE:
        city.task[task, STATUS] = RUNS
        _work_on(t, city, seed, task, t.node[node, HOURS], began)
    elif t.wait[wait, WAIT_STARTED]:
        pool = _pool_with_somebody(t, city, t.node[node, QUEUE])
        city.task[task, STATUS] = DELAYED  # nobody is left who could be at it: it waits again
        if pool >= 0:
            take_on(t, city, task, pool)
            _work_on(t, city, seed, task, t.pool[pool, POOL_HOURS], began)


@called
def _work_on(t: Tables, city: City, seed: int, task: int, hours: int, began: float) -> None:
    passed = worked_between(t, hours, began, NOW)
    lasts = longer(t, t.node[city.task[task, OF_NODE], WORK_OF], chance_of(t, city, seed, task, WORK), passed)
    city.when[task, LASTS], city.when[task, LASTED], city.when[task, AT_IT_SINCE] = lasts, passed, NOW
    plan(city, after_work(t, hours, NOW, lasts - passed), task)


@called
def _pool_with_somebody(t: Tables, city: City, queue: int) -> int:
    for each in range(t.queue[queue, SERVED_BY], t.queue[queue, SERVED_BY_END]):
        if city.pool[t.served[each], FREE_PEOPLE] > 0:
            return int(t.served[each])
    return -1


@called
def longer(t: Tables, which: int, u: float, passed: float) -> float:
    """The length of a distribution that belongs to a number of chance, among those longer than what has passed; as long
    as what has passed if none is.
    """
    shape, a, b = int(t.length[which, SHAPE]), t.length[which, A], t.length[which, B]
    first, last = int(t.length[which, VALUE]), int(t.length[which, VALUE_END])
    below = share_below(passed, shape, a, b, t.values, first, last) if passed > 0 else 0.0
    if below > 1 - _CERTAIN:
        return passed
    return max(passed, length_at(below + u * (1 - below), shape, a, b, t.values, first, last))
