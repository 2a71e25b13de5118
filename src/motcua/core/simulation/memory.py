"""What the compiled loop reads and writes: all of it made before the loop begins.

A task is what waits in one place of one case. It is enabled, ready (its delay is over), worked on, done; or it is taken
away because something else in its case overtook it. What was planned for it then is known by an older `age` and left.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.tables import Floats, Ints, Tables

GONE, DELAYED, QUEUED, AT_WORK, WAITING = 0, 1, 2, 3, 4
CLASSES = 2
HOST, PLACE, NODE, STATUS, AGE, NEXT, BEFORE = range(7)
ENABLED, READY, STARTED = range(3)
CLOCK, HEAP, FREE, SEQ, STEPS, LOGGED, OPEN = range(7)


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


class City(NamedTuple):
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


def room_for(t: Tables, logged: int) -> tuple[City, Played]:
    """The memory of a run: nothing has happened yet."""
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
    city = City(
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
    city.number[FREE] = -1
    return city, made
