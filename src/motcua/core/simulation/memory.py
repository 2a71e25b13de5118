"""What the compiled loop writes: what changes while it plays, and what comes of it.

A task is what waits in one place of one case. It is enabled, ready (its delay is over), worked on, done; or interrupted
and ready again; or taken away because something else in its case overtook it. What was planned for it then is known by
an older `age` and left. A case has a slot while it is open; slots, tasks and plans are used again, so memory grows with
what is open at once and not with what has been.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.rows import AWAY_FROM, COUNTS, PEOPLE, Floats, Ints, Numbers, Tables

GONE, IDLE, DELAYED, QUEUED, AT_WORK, RUNS, ASKED_FOR = range(7)
"""What a task does. IDLE: it ends by itself when what is in it does. RUNS: its time passes without anybody."""
HOST, PLACE, NODE, STATUS, AGE, NEXT, BEFORE, TURN, TRIES, PERSON, POOL, REASON = range(12)
"""Columns of a task. HOST: the slot of its case. NEXT, BEFORE: its neighbours in the queue. REASON: the interruption
that it is in.
"""
ENABLED, READY, STARTED, LASTS, LASTED, AT_IT_SINCE = range(6)
"""Moments of a task, how long the work takes, and how much of it was done before somebody is at it since then."""
CASE, STANDING, CLOCK_STATE, STOPS, NEXT_SLOT = range(5)
"""Columns of a slot. STOPS: for how many reasons the clock of the limit stands."""
SINCE, USED, ALLOWED, STOOD, NOT_OVER, LEAST = range(6)
"""Moments of a slot: since when the clock runs, what had run before, how much of it the limit allows, and since when it
stands (endless if it does not). Until NOT_OVER the limit is not over, whatever has run, if it allows at least LEAST.
"""
HEAD, TAIL, GATED = range(3)
"""Columns of a queue. GATED: whether its opening is planned."""
FREE_PEOPLE, RING, OPENING = range(3)
"""Columns of a pool. RING: where its idle people begin, in their ring. OPENING: whether its opening is planned."""
ORDER, WHAT, OF_AGE = range(3)
"""Columns of a plan."""
COMING, PLANS, FREE_TASK, TASKS, TASKS_USED, FREE_SLOT, SLOTS_USED, SEQUENCE, STEPS, LOGGED, TROUBLE = range(11)
"""What is counted. TASKS: those in use; TASKS_USED: those that ever were. TROUBLE: what the loop stopped for."""
LOG_CASE, LOG_NODE, LOG_PERSON, LOG_TURN, LOG_KIND = range(5)
LOG_ENABLED, LOG_READY, LOG_STARTED, LOG_ENDED, LOG_BACK = range(5)
DONE, QUEUE_MOST = range(2)
DELAYED_FOR, WAITED_FOR, WORKED_FOR = range(3)
FRESH, KEPT = range(2)
_LITTLE = 64
_T = TypeVar("_T", bound=np.generic)


class City(NamedTuple):
    """What changes. turns: how often each case was at each node, and each interruption happened in it. at, away: by
    person, the task he is at (-1: none) and whether he is away.
    """

    slot: Ints
    clock: Floats
    held: Ints
    turns: Numbers
    task: Ints
    when: Floats
    plan_time: Floats
    plan: Ints
    queue: Ints
    pool: Ints
    ring: Numbers
    at: Ints
    away: Ints
    waiting: Ints
    scratch: Ints
    number: Ints


class Made(NamedTuple):
    """What comes of it; `Outcome` says what the columns mean."""

    case_end: Floats
    case_used: Floats
    case_late: NDArray[np.int8]
    node_number: Ints
    node_sum: Floats
    busy: Floats
    log: Numbers
    log_when: Floats


def room_for(t: Tables, widest: int) -> City:
    """The memory of a run at its beginning: nobody works, nothing waits."""
    people, slots, tasks = int(t.pool[:, PEOPLE].sum()), len(t.used) + _LITTLE, len(t.wait) + _LITTLE
    plans = tasks + len(t.pool) + len(t.queue)
    counts = int(t.process[:, COUNTS].max(initial=1))
    city = City(
        slot=np.zeros((slots, 5), np.int64),
        clock=np.zeros((slots, 6)),
        held=np.zeros((slots, widest), np.int64),
        turns=np.zeros((slots, counts), np.int32),
        task=np.zeros((tasks, 12), np.int64),
        when=np.zeros((tasks, 6)),
        plan_time=np.empty(plans),
        plan=np.empty((plans, 3), np.int64),
        queue=np.tile(np.array([-1, -1, 0]), (len(t.queue), 1)),
        pool=np.zeros((len(t.pool), 3), np.int64),
        ring=np.arange(people, dtype=np.int32),
        at=np.full(people, -1, np.int64),
        away=np.zeros(people, np.int64),
        waiting=np.zeros(len(t.node), np.int64),
        scratch=np.zeros((2, widest), np.int64),
        number=np.zeros(11, np.int64),
    )
    city.pool[:, FREE_PEOPLE] = t.pool[:, PEOPLE]
    city.number[[FREE_TASK, FREE_SLOT]] = -1
    city.number[COMING] = len(t.used)  # those that are open do not come again
    if len(t.away):  # each absence plans the next one
        city.plan_time[0], city.plan[0] = max(t.away[0, AWAY_FROM], 0.0), (0, -len(t.pool) - len(t.queue) - 1, 0)
        city.number[[PLANS, SEQUENCE]] = 1
    return city


def more_room(t: Tables, city: City, widest: int) -> City:
    """The same with twice the room where it is short, and places for standings as wide as that."""
    tasks, plans = len(city.task), len(city.plan)
    if tasks - city.number[TASKS] < widest:
        tasks = 2 * tasks + widest
    if plans < plans_needed(t, city, widest):
        plans = 2 * plans_needed(t, city, widest)
    slots = len(city.slot) * (2 if city.number[FREE_SLOT] < 0 and city.number[SLOTS_USED] == len(city.slot) else 1)
    return city._replace(
        slot=_longer(city.slot, slots),
        clock=_longer(city.clock, slots),
        held=_wider(_longer(city.held, slots), widest),
        turns=_longer(city.turns, slots),
        task=_longer(city.task, tasks),
        when=_longer(city.when, tasks),
        plan_time=_longer(city.plan_time, plans),
        plan=_longer(city.plan, plans),
        scratch=_wider(city.scratch, widest),
    )


def plans_needed(t: Tables, city: City, widest: int) -> int:
    """Room for the plans there are and all that one event can bring: every task in use may be begun."""
    return int(city.number[PLANS] + city.number[TASKS]) + 2 * widest + len(t.pool) + len(t.queue) + 8


def made_for(t: Tables, logged: int) -> Made:
    """What came of it at the beginning: nothing."""
    cases, nodes = len(t.arrival), len(t.node)
    return Made(
        case_end=np.full(cases, np.inf),
        case_used=np.zeros(cases),
        case_late=np.full(cases, -1, np.int8),
        node_number=np.zeros((nodes, 2), np.int64),
        node_sum=np.zeros((nodes, 3)),
        busy=np.zeros(len(t.pool)),
        log=np.empty((logged, 5), np.int32),
        log_when=np.empty((logged, 5)),
    )


def more_log(made: Made) -> Made:
    """The same with twice the room for the log."""
    rows = 2 * len(made.log) + _LITTLE
    return made._replace(log=_longer(made.log, rows), log_when=_longer(made.log_when, rows))


def _longer(column: NDArray[_T], rows: int) -> NDArray[_T]:
    if rows == len(column):
        return column
    longer = np.zeros((rows, *column.shape[1:]), column.dtype)
    longer[: len(column)] = column
    return longer


def _wider(column: NDArray[_T], width: int) -> NDArray[_T]:
    if width <= column.shape[1]:
        return column
    wider = np.zeros((len(column), width), column.dtype)
    wider[:, : column.shape[1]] = column
    return wider
