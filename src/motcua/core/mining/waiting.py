"""Why work waited: the time from when an event could begin until it did, split by cause.

Every moment of a wait has one cause, the first that holds of these:

- batching: the batch it was done in was not full yet;
- contention: the resource was at work on what had been there before (or as long);
- prioritisation: the resource was at work on what had come later;
- unavailability: the resource was not at work by its calendar;
- extraneous: none of these; waiting for the applicant, for another system, for nothing at all.

Exact where enabling and start were recorded; estimated (motcua.core.mining.enabling) where they were not. After
K. Lashkevich et al., "Why am I Waiting? Data-Driven Analysis of Waiting Times in Business Processes" (CAiSE 2023).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.batches import ALONE, LEAST_BATCH, find_runs
from motcua.core.mining.desks import Room, busy_between, find_older, join_work
from motcua.core.mining.enabling import enabled_times, starts
from motcua.core.mining.log import EventLog, Ids, Times
from motcua.core.mining.office_hours import UNKNOWN_HOURS, Hours
from motcua.core.mining.timeline import Timeline, Work, timeline, work_of

CAUSES: Final = ("batching", "contention", "prioritisation", "unavailability", "extraneous")
_EXTRANEOUS: Final = CAUSES.index("extraneous")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long each event waited, in microseconds, in the order of the log.

    causes: one row for each of `CAUSES`; together they are `total`. batched: whether it was done in a batch
    (motcua.core.mining.batches). estimated: for how many events the enabling was not recorded.
    """

    causes: Times
    batched: Ids
    estimated: int

    @property
    def total(self) -> Times:
        """All causes together."""
        found: Times = self.causes.sum(axis=0)
        return found

    def by(self, cause: str) -> Times:
        """One cause."""
        found: Times = self.causes[CAUSES.index(cause)]
        return found


def waiting(log: EventLog, hours: Hours = UNKNOWN_HOURS, *, least_batch: int = LEAST_BATCH) -> Waiting:
    """Split the waiting of every event by cause. Events without a resource wait for no one: theirs is extraneous.

    Raises EntangledError where enabling times are missing and cannot be estimated, CalendarEndsError for a time outside
    the calendar of its resource.
    """
    began = starts(log)
    enabled, estimated = enabled_times(log)
    work = work_of(log, began, enabled)
    causes, batched = judge(work, timeline(work, log.resources, hours), least_batch)
    return Waiting(causes, batched, estimated)


def judge(work: Work, line: Timeline, least_batch: int = LEAST_BATCH) -> tuple[Times, Ids]:
    """The causes of each wait, as rows, and whether it was done in a batch; zero for what was judged already."""
    causes = np.zeros((len(CAUSES), len(work.began)), np.int64)
    causes[_EXTRANEOUS] = np.where(work.judged, 0, work.began - work.enabled)
    found = np.zeros((len(CAUSES), len(line.order)), np.int64)
    in_line = np.full(len(line.order), ALONE, np.int64)
    longest = int(np.diff(line.bounds).max(initial=0))
    _judge(*line[1:], least_batch, Room.of(longest), found, in_line)
    causes[:, line.order] = found
    batched = np.full(len(work.began), ALONE, np.int64)
    batched[line.order] = in_line
    return causes, batched


@compiled
def _judge(
    bounds: Ids,
    activity: Ids,
    began: Times,
    ended: Times,
    enabled: Times,
    judged: Ids,
    by_ended: Ids,
    by_enabled: Ids,
    worked: tuple[Times, Times, Times],
    least: int,
    room: Room,
    causes: Times,
    batched: Ids,
) -> None:
    for desk in range(len(bounds) - 1):
        a, b = bounds[desk], bounds[desk + 1]
        find_runs(activity[a:b], began[a:b], ended[a:b], enabled[a:b], judged[a:b], room.first, room.last, room.fullest)
        find_older(began[a:b], ended[a:b], enabled[a:b], judged[a:b], by_ended[a:b], by_enabled[a:b], least, room)
        joins = join_work(began[a:b], ended[a:b], worked[1][a:b], worked[2][a:b], room)
        for n in range(a, b):
            if judged[n]:
                continue
            run, filled = room.first[n - a], n
            if room.last[run] - run + 1 >= least:
                filled = a + room.fullest[run]
                batched[n] = 1 + (n - a == run)
            busy, at_work = busy_between(enabled[filled], worked[0][filled], began[n], worked[1][n], joins, room)
            free = began[n] - enabled[filled] - busy
            idle = worked[1][n] - worked[0][filled] - at_work
            causes[0, n] = enabled[filled] - enabled[n]
            causes[1, n] = room.older[n - a]
            causes[2, n] = busy - room.older[n - a]
            causes[3, n] = free - idle
            causes[4, n] = idle
