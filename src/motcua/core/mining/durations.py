"""How long cases and steps take, by the calendar and in working time, and whether they ended when they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from motcua.core.mining.enabling import starts
from motcua.core.mining.log import NO_TIME, EventLog, Times, as_moment, as_time
from motcua.core.workcal import WorkCalendar


@dataclass(frozen=True, slots=True)
class Spread:
    """Some lengths of time in microseconds; a quantile between two of them lies on the line between."""

    count: int
    total: int
    mean: float
    median: float
    p90: float
    shortest: int
    longest: int


def spread(times: Times) -> Spread | None:
    """The spread of some lengths of time; of none there is none."""
    if not len(times):
        return None
    median, p90 = (float(each) for each in np.quantile(times, (0.5, 0.9)))
    total = int(times.sum())
    return Spread(len(times), total, total / len(times), median, p90, int(times.min()), int(times.max()))


def case_borders(log: EventLog) -> tuple[Times, Times]:
    """When each case that has events began and ended: from its first start to its last end."""
    lived = log.first[1:] > log.first[:-1]
    begins = log.first[:-1][lived]
    if not len(begins):
        return log.ended[:0], log.ended[:0]
    return np.minimum.reduceat(starts(log), begins), log.ended[log.first[1:][lived] - 1]


def case_durations(log: EventLog) -> Times:
    """How long each case with events lasted."""
    began, ended = case_borders(log)
    return ended - began


def working_durations(log: EventLog, calendar: WorkCalendar) -> Times:
    """The same in the working time of one calendar. Raises CalendarEndsError for a case outside it."""
    found = []
    for begin, end in zip(*(each.tolist() for each in case_borders(log)), strict=True):
        first, last = as_moment(begin), as_moment(end)
        if first and last:
            found.append(calendar.between(first, last).total_seconds() * 1_000_000)
    return np.array(found, dtype=np.int64)


def step_durations(log: EventLog) -> dict[str, Spread]:
    """How long each activity was worked on, where its start was recorded."""
    found = {}
    for n, activity in enumerate(log.activities):
        events = (log.activity == n) & (log.started != NO_TIME)
        measured = spread((log.ended - log.started)[events])
        if measured:
            found[activity] = measured
    return found


class Outcome(StrEnum):
    """A case against its deadline."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    NO_DEADLINE = "no_deadline"


def outcomes(ends: Iterable[object], deadlines: Iterable[object], *, by_the_hour: bool = False) -> Counter[Outcome]:
    """How many cases ended early, on time and late, by the dates as they stand in the log, or else by the instant.

    A case without an end is open; one without a deadline can be neither early nor late.
    """
    return Counter(_outcome(end, deadline, by_the_hour) for end, deadline in zip(ends, deadlines, strict=True))


def _outcome(end: object, deadline: object, by_the_hour: bool) -> Outcome:
    if not isinstance(end, datetime):
        return Outcome.OPEN
    if not isinstance(deadline, datetime):
        return Outcome.NO_DEADLINE
    if by_the_hour:
        reached, due = as_time(end), as_time(deadline)
    else:
        reached, due = end.date().toordinal(), deadline.date().toordinal()
    if reached == due:
        return Outcome.ON_TIME
    return Outcome.EARLY if reached < due else Outcome.LATE
