"""How long cases and steps take, by the calendar and in working time, and whether they ended when they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

import numpy as np

from motcua.core.mining.enabling import starts
from motcua.core.mining.lengths import Lengths, lengths
from motcua.core.mining.log import NO_TIME, EventLog, Ids, Times, as_time
from motcua.core.mining.office_hours import WorkingTime
from motcua.core.workcal import office_time


class Measure(IntEnum):
    """What of a step is measured. WORKED: from its start to its end, where the start was recorded. TAKEN: from when it
    could begin, where that was recorded. The other two are the same in working time.
    """

    WORKED = 0
    TAKEN = 1
    WORKED_IN_HOURS = 2
    TAKEN_IN_HOURS = 3


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


def working_durations(log: EventLog, office: WorkingTime) -> Times:
    """The same in the working time of one calendar. Raises CalendarEndsError for a case outside it."""
    began, ended = case_borders(log)
    return office.until(ended) - office.until(began)


def step_lengths(log: EventLog, office: WorkingTime | None = None) -> Lengths:
    """How long each activity was worked on and took, by measure and activity. Raises CalendarEndsError."""
    began = starts(log)
    worked = np.flatnonzero((log.started != NO_TIME) & (log.started <= log.ended))
    taken = np.flatnonzero(log.enabled != NO_TIME)
    measured: list[tuple[Measure, Ids, Times]] = []
    for measure, events, since in (
        (Measure.WORKED, worked, began[worked]),
        (Measure.TAKEN, taken, np.minimum(log.enabled, began)[taken]),
    ):
        measured.append((measure, events, log.ended[events] - since))
        if office:
            hours = office.until(log.ended[events]) - office.until(since)
            measured.append((Measure(measure + Measure.WORKED_IN_HOURS), events, hours))
    return lengths(
        [
            np.concatenate([np.full(len(events), measure, np.int64) for measure, events, _ in measured]),
            np.concatenate([log.activity[events] for _, events, _ in measured]),
        ],
        np.concatenate([times for _, _, times in measured]),
    )


class Outcome(StrEnum):
    """A case against its deadline."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    NO_DEADLINE = "no_deadline"


def outcomes(ends: Iterable[object], deadlines: Iterable[object], *, by_the_hour: bool = False) -> Counter[Outcome]:
    """How many cases ended early, on time and late, by the dates as they stand in the log, or else by the instant. What
    stands there in UTC, as machines write it, counts by the date in Vietnam.

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
        reached, due = _day(end), _day(deadline)
    if reached == due:
        return Outcome.ON_TIME
    return Outcome.EARLY if reached < due else Outcome.LATE


def _day(moment: datetime) -> int:
    return (office_time(moment) if moment.tzinfo == UTC else moment).toordinal()
