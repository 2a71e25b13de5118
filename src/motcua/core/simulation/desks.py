"""Who works on what: queues, and people who are idle. Compiled."""

from __future__ import annotations

from motcua.core.compiled import called, inlined
from motcua.core.simulation.agenda import plan
from motcua.core.simulation.chance import AGAIN, WORK, drawn, length_at
from motcua.core.simulation.hours import after_work, opening_from, worked_between
from motcua.core.simulation.memory import (
    AT_IT_SINCE,
    AT_WORK,
    BEFORE,
    CASE,
    FREE_PEOPLE,
    GATED,
    HEAD,
    HOST,
    LASTED,
    LASTS,
    NEXT,
    NODE,
    OPENING,
    PERSON,
    POOL,
    QUEUE_MOST,
    QUEUED,
    READY,
    RING,
    STARTED,
    STATUS,
    TAIL,
    TRIES,
    TURN,
    City,
    Made,
)
from motcua.core.simulation.rows import (
    CASE_KEY,
    FIRST_PERSON,
    NONE,
    OPENS_AT,
    PEOPLE,
    POOL_HOURS,
    PRIORITY,
    QUEUE,
    SERVED_BY,
    SERVED_BY_END,
    SERVES,
    SERVES_END,
    SHAPE,
    VALUE,
    VALUE_END,
    A,
    B,
    Tables,
)
from motcua.core.simulation.rows import WORK as WORK_OF


@inlined
def join_queue(t: Tables, city: City, made: Made, task: int) -> None:
    """It waits for somebody, behind what has waited longer."""
    node = city.task[task, NODE]
    queue = t.node[node, QUEUE]
    last = city.queue[queue, TAIL]
    city.task[task, STATUS], city.task[task, BEFORE], city.task[task, NEXT] = QUEUED, last, -1
    if last >= 0:
        city.task[last, NEXT] = task
    else:
        city.queue[queue, HEAD] = task
    city.queue[queue, TAIL] = task
    city.waiting[node] += 1
    made.node_number[node, QUEUE_MOST] = max(made.node_number[node, QUEUE_MOST], city.waiting[node])


@inlined
def queue_up(t: Tables, city: City, made: Made, seed: int, task: int, now: float) -> None:
    """It waits for somebody; whoever is idle takes it, the preferred first."""
    join_queue(t, city, made, task)
    queue = t.node[city.task[task, NODE], QUEUE]
    for each in range(t.queue[queue, SERVED_BY], t.queue[queue, SERVED_BY_END]):
        pool = t.served[each]
        if city.pool[pool, FREE_PEOPLE] > 0:
            hand_out(t, city, seed, pool, now)
            if city.task[task, STATUS] != QUEUED:
                return


@inlined
def hand_out(t: Tables, city: City, seed: int, pool: int, now: float) -> None:
    """Whoever is idle takes what waits, the most urgent first, while the office is open."""
    while city.pool[pool, FREE_PEOPLE] > 0:
        task = _first_for(t, city, pool, now)
        if task < 0:
            return
        opens = opening_from(t, t.pool[pool, POOL_HOURS], now)
        if opens > now:
            if not city.pool[pool, OPENING]:
                city.pool[pool, OPENING] = 1
                plan(city, opens, -pool - 1)
            return
        leave_queue(t, city, task)
        take_on(t, city, task, pool)
        city.when[task, STARTED], city.when[task, AT_IT_SINCE] = now, now
        lasts = work_of(t, city, seed, task)
        city.when[task, LASTS], city.when[task, LASTED] = lasts, 0.0
        plan(city, after_work(t, t.pool[pool, POOL_HOURS], now, lasts), task)


@inlined
def _first_for(t: Tables, city: City, pool: int, now: float) -> int:
    """What people of a pool take next: of the highest priority, what was ready first; -1 if there is nothing."""
    best, priority = -1, 0
    for each in range(t.pool[pool, SERVES], t.pool[pool, SERVES_END]):
        queue = t.served[each]
        task = city.queue[queue, HEAD]
        if task < 0:
            continue
        if best >= 0 and t.queue[queue, PRIORITY] < priority:
            break
        if _is_gated(t, city, queue, now):
            continue
        if best < 0 or city.when[task, READY] < city.when[best, READY]:
            best, priority = task, t.queue[queue, PRIORITY]
    return best


@inlined
def _is_gated(t: Tables, city: City, queue: int, now: float) -> bool:
    """Whether what waits there cannot be begun now; it is looked at again when it can."""
    if t.queue[queue, OPENS_AT] == NONE:
        return False
    opens = opening_from(t, t.queue[queue, OPENS_AT], now)
    if opens <= now:
        return False
    if not city.queue[queue, GATED]:
        city.queue[queue, GATED] = 1
        plan(city, opens, -len(t.pool) - queue - 1)
    return True


@called
def open_up(t: Tables, city: City, seed: int, what: int, now: float) -> int:
    """A pool begins to work, or what waits in a queue can be begun; `what` counts down from -1. The pool whose people
    can be given work now, -1 if they have been.
    """
    pools = len(t.pool)
    if what >= -pools:
        city.pool[-what - 1, OPENING] = 0
        return -what - 1
    queue = -what - 1 - pools
    city.queue[queue, GATED] = 0
    for each in range(t.queue[queue, SERVED_BY], t.queue[queue, SERVED_BY_END]):
        hand_out(t, city, seed, t.served[each], now)
    return -1


@inlined
def take_on(t: Tables, city: City, task: int, pool: int) -> None:
    """The one of a pool who has been idle longest takes a task."""
    people, first = t.pool[pool, PEOPLE], t.pool[pool, FIRST_PERSON]
    ring = city.pool[pool, RING]
    city.task[task, STATUS], city.task[task, POOL] = AT_WORK, pool
    person = city.ring[first + ring]
    city.task[task, PERSON], city.at[person] = person, task
    city.pool[pool, RING] = ring + 1 if ring + 1 < people else 0
    city.pool[pool, FREE_PEOPLE] -= 1


@inlined
def let_go(t: Tables, city: City, made: Made, task: int, worked: float) -> None:
    """Whoever worked on it is idle again, after so many seconds of work."""
    pool, person = city.task[task, POOL], city.task[task, PERSON]
    city.at[person] = -1
    if not city.away[person]:
        be_idle(t, city, pool, person)
    made.busy[pool] += worked - city.when[task, LASTED]


@inlined
def be_idle(t: Tables, city: City, pool: int, person: int) -> None:
    """Somebody has nothing to do: he is the last who gets something."""
    people, first = t.pool[pool, PEOPLE], t.pool[pool, FIRST_PERSON]
    place = city.pool[pool, RING] + city.pool[pool, FREE_PEOPLE]
    city.ring[first + (place if place < people else place - people)] = person
    city.pool[pool, FREE_PEOPLE] += 1


@inlined
def worked_on(t: Tables, city: City, task: int, now: float) -> float:
    """For how many seconds somebody has worked on it."""
    hours = t.pool[city.task[task, POOL], POOL_HOURS]
    return float(city.when[task, LASTED] + worked_between(t, hours, city.when[task, AT_IT_SINCE], now))


@inlined
def leave_queue(t: Tables, city: City, task: int) -> None:
    """Somebody takes it, or it is taken away."""
    node = city.task[task, NODE]
    queue = t.node[node, QUEUE]
    before, after = city.task[task, BEFORE], city.task[task, NEXT]
    if before >= 0:
        city.task[before, NEXT] = after
    else:
        city.queue[queue, HEAD] = after
    if after >= 0:
        city.task[after, BEFORE] = before
    else:
        city.queue[queue, TAIL] = before
    city.waiting[node] -= 1


@inlined
def chance_of(t: Tables, city: City, seed: int, task: int, purpose: int) -> float:
    """The number that is drawn for a task, in this turn and after so many interruptions."""
    case = city.slot[city.task[task, HOST], CASE]
    turn = city.task[task, TURN] + city.task[task, TRIES] * AGAIN
    return drawn(seed, t.case[case, CASE_KEY], t.node_key[city.task[task, NODE]], turn, purpose)


@inlined
def length(t: Tables, which: int, u: float) -> float:
    """The length of a distribution that belongs to a number of chance."""
    first, last = int(t.length[which, VALUE]), int(t.length[which, VALUE_END])
    return length_at(u, int(t.length[which, SHAPE]), t.length[which, A], t.length[which, B], t.values, first, last)


@inlined
def work_of(t: Tables, city: City, seed: int, task: int) -> float:
    """How long the work takes this time."""
    return length(t, t.node[city.task[task, NODE], WORK_OF], chance_of(t, city, seed, task, WORK))
