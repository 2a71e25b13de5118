"""A model as arrays that compiled code walks through: nothing here decides anything, it only says what lies where.

Things of one sort are rows of one table, because compiled code is handed every array at every call.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Numbers = NDArray[np.int32]
Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]
NONE = -1
"""No hours: always. No queue: it ends by itself."""

QUEUE, HOURS, BEGINS, WORK, DELAY, STANDS, CLOCK, COUNT, ASKS, ASKS_END = range(10)
"""Columns of a node. CLOCK: what its end does to the clock of the limit. COUNT: where its turns are counted. ASKS:
the first of its interruptions.
"""
STARTS_CLOCK, ENDS_CLOCK = 1, 2
BACK_AFTER, BACK_HOURS, ENDS, MOST, CLOCK_STANDS, RESTARTS, ASKED = range(7)
"""Columns of an interruption. ASKED: where it is counted."""
BEGIN, BEGIN_END, LIMIT_HOURS, RECEIVED, JUDGED, BEGUN, LIMITED, FROM_ARRIVAL, COUNTS, MOST_TURNS = range(10)
"""Columns of a process. JUDGED, BEGUN: see `Limit`. COUNTS: how many things are counted for each of its cases."""
POOL_HOURS, PEOPLE, FIRST_PERSON, SERVES, SERVES_END = range(5)
"""Columns of a pool. SERVES: the first of its queues in `served`, sorted by priority."""
PRIORITY, OPENS_AT, SERVED_BY, SERVED_BY_END = range(4)
"""Columns of a queue. OPENS_AT: the hours in which what waits in it can be begun. SERVED_BY: the first of its pools in
`served`, the preferred one first.
"""
SHAPE, A, B, VALUE, VALUE_END = range(5)
"""Columns of a length."""
SHIFT_OPENS, SHIFT_CLOSES, WORKED = range(3)
"""Columns of a shift. WORKED: how much was worked in those before it."""
CASE_PROCESS, CASE_KEY = range(2)
OPEN_STANDING, OPEN_CLOCK, OPEN_WAITS, OPEN_COUNTS = range(4)
"""Columns of a case that is open at second 0. OPEN_WAITS, OPEN_COUNTS: the first row of its own in `wait` and
`counted`; those of the next case begin where they end.
"""
WAIT_STARTED, WAIT_ASKED = range(2)
"""Columns of what an open case waits for: whether work on it has begun, and the interruption that it is in."""
WAIT_SINCE, WAIT_FROM, WAIT_BACK = range(3)
"""The moments of it: enabled, started, and back from its interruption (endless: nobody knows)."""
NOT_BEGUN, RUNNING, OVER = range(3)
"""What the clock of a limit does."""

AWAY_FROM, AWAY_UNTIL = range(2)
AWAY_PERSON, AWAY_POOL = range(2)
"""Columns of an absence; people are counted over all pools."""

FIRST, WIDE = range(2)
"""Columns of a standing: its first place, and how many it has."""
NODE, TOLD, WAYS, WAYS_END = range(4)
"""Columns of a place: what waits there, whether something can be told to it, and its ways out; `UNKNOWN` ones are not
known yet.
"""
TARGET, ORIGIN = range(2)
"""Columns of a move: the standing it leads to, and where it begins to say what waited in which place before."""
UNKNOWN = -1


class Chart(NamedTuple):
    """until: the shares of the ways out of a place, added up to each move."""

    standing: Numbers
    place: Numbers
    move: Numbers
    until: Floats
    origin: Numbers


class Tables(NamedTuple):
    """share: of all work at its step, how much ends with this interruption or one before it. hours: the first shift of
    each. limit: seconds by process. brings: seconds of the limit that takes over at a node, no number if none does.
    process_key, node_key, case_key: what chance depends on. used, since, kept: of open cases, what has run of their
    limits, since when it runs, and until when these are not over. away, absent: absences, in the order of time.
    """

    node: Numbers
    node_key: Keys
    asks: Numbers
    share: Floats
    process: Numbers
    process_key: Keys
    limit: Floats
    brings: Floats
    pool: Numbers
    queue: Numbers
    served: Ints
    length: Floats
    values: Floats
    hours: Numbers
    shift: Floats
    arrival: Floats
    case: Ints
    open: Numbers
    used: Floats
    since: Floats
    kept: Floats
    wait: Numbers
    waited: Floats
    counted: Numbers
    away: Floats
    absent: Numbers
