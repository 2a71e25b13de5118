"""Cases and steps against what they may take, in the working time of an office: early, on time, late, open.

A limit in working days ends with its last day, the day of the beginning not counted (Bộ luật Dân sự 2015, Điều 147,
148): what ends on an earlier day is early, on that day on time, on a later one late. A limit in working hours ends at
its hour: what ends after it is late, what ends before it on the same day on time, on an earlier day early.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.durations import Outcome, case_borders, outcomes
from motcua.core.mining.enabling import starts
from motcua.core.mining.log import NO_TIME, EventLog, Ids, Times
from motcua.core.mining.office_hours import WorkingTime, office_dates
from motcua.core.text import ToldError

_ORDER: Final = (Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE)
_EARLY, _ON_TIME, _LATE = range(len(_ORDER))
Bools = NDArray[np.bool_]
MOST_AMOUNT: Final = 1_000_000
"""Hours or days; no calendar reaches so far, and no number of the machine overflows."""
_HOUR: Final = 3_600_000_000
_EPOCH: Final = date(1970, 1, 1).toordinal()


class NoLimitError(ToldError, ValueError):
    """An amount of time that cannot be a limit."""


class Unit(StrEnum):
    """In what a limit is counted."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Limit:
    """So much, more than nothing and no more than `MOST_AMOUNT`; working days are whole."""

    amount: float
    unit: Unit

    def __post_init__(self) -> None:
        """Raise NoLimitError for an amount that cannot be counted."""
        counted = 0 < self.amount <= MOST_AMOUNT
        if not counted or (self.unit is Unit.WORKING_DAYS and self.amount != int(self.amount)):
            raise NoLimitError(
                f"Thời hạn {self.amount:g} không dùng được. Hãy ghi số giờ làm việc, hoặc số nguyên ngày làm việc, lớn "
                f"hơn 0 và không quá {MOST_AMOUNT}.",
                f"{self.amount:g} is no limit. Give working hours, or a whole number of working days, more than 0 and "
                f"at most {MOST_AMOUNT}.",
            )


@dataclass(frozen=True, slots=True)
class Limits:
    """case: from its first start to its last end. steps: by activity, from when it could begin, else from its start, to
    its end. final: the activities with one of which a case is over; a case that ends with another is open. None at all:
    every case is over.
    """

    case: Limit | None = None
    steps: Mapping[str, Limit] = field(default_factory=dict)
    final: frozenset[str] = frozenset()


NO_LIMITS: Final = Limits()


def dated_outcomes(log: EventLog, ended: str, deadline: str) -> Counter[Outcome]:
    """How many cases were early, on time and late by these two of their attributes; nothing without their names."""
    if not (ended and deadline):
        return Counter()
    unknown = (None,) * len(log.cases)
    return outcomes(log.attributes.get(ended, unknown), log.attributes.get(deadline, unknown))


def cases_over(log: EventLog, ended: str, final: Set[str]) -> Ids:
    """The numbers of the cases that are over: those whose attribute `ended` says when; in a log without it those that
    end with one of the activities `final`, or all that have events if none is given.
    """
    if ended in log.attributes:
        return np.flatnonzero(np.array([isinstance(end, datetime) for end in log.attributes[ended]], dtype=bool))
    lived = np.flatnonzero(log.first[1:] > log.first[:-1])
    return lived[_ends_with(log, final)]


def _ends_with(log: EventLog, final: Set[str]) -> Bools:
    """By case with events: whether it ends with one of these activities, or none is given."""
    lived = log.first[1:] > log.first[:-1]
    ends = np.array([not final or name in final for name in log.activities], dtype=bool)
    found: Bools = ends[log.activity[log.first[1:][lived] - 1]]
    return found


def case_outcomes(log: EventLog, limits: Limits, office: WorkingTime) -> Counter[Outcome]:
    """How many cases with events were early, on time and late by their limit. Raises CalendarEndsError."""
    if limits.case is None:
        return Counter()
    began, ended = case_borders(log)
    over = _ends_with(log, limits.final)
    found = _named(judged(began[over], ended[over], limits.case, office))
    found[Outcome.OPEN] += int((~over).sum())
    return +found


def step_outcomes(log: EventLog, limits: Limits, office: WorkingTime) -> Counter[tuple[int, Outcome]]:
    """By number of the activity: how many steps were early, on time and late; one of which neither enabling nor start
    is known is in none. Raises CalendarEndsError.
    """
    found: Counter[tuple[int, Outcome]] = Counter()
    for activity, _, places in _judged_steps(log, limits, office):
        found.update({(activity, outcome): count for outcome, count in _named(places).items()})
    return found


def late_steps(log: EventLog, limits: Limits, office: WorkingTime) -> Iterator[tuple[int, Ids]]:
    """By number of the activity: the events that ended after their limit, as `step_outcomes` counts them."""
    for activity, events, places in _judged_steps(log, limits, office):
        yield activity, events[places == _LATE]


def _judged_steps(log: EventLog, limits: Limits, office: WorkingTime) -> Iterator[tuple[int, Ids, Ids]]:
    """Each activity with a limit, its events of which it is known since when they lay there, and how each ended."""
    since = np.where(log.enabled == NO_TIME, log.started, np.minimum(log.enabled, starts(log)))
    known = (since != NO_TIME) & (since <= log.ended)
    for n, activity in enumerate(log.activities):
        if activity in limits.steps:
            events = np.flatnonzero((log.activity == n) & known)
            yield n, events, judged(since[events], log.ended[events], limits.steps[activity], office)


def _named(places: Ids) -> Counter[Outcome]:
    return +Counter(dict(zip(_ORDER, np.bincount(places, minlength=len(_ORDER)).tolist(), strict=True)))


def judged(began: Times, ended: Times, limit: Limit, office: WorkingTime) -> Ids:
    """Early, on time or late, as places in `_ORDER`. Raises CalendarEndsError."""
    days = office_dates(ended)
    if limit.unit is Unit.WORKING_DAYS:
        due_days = _due_days(office_dates(began), int(limit.amount), office)
        late = days > due_days
    else:
        due = office.after(began, round(limit.amount * _HOUR))
        due_days, late = office_dates(due), ended > due
    return np.where(late, _LATE, np.where(days < due_days, _EARLY, _ON_TIME))


def _due_days(days: Times, amount: int, office: WorkingTime) -> Times:
    """Each different day is asked once."""
    different, places = np.unique(days, return_inverse=True)
    due = [
        office.calendar.add_working_days(date.fromordinal(day + _EPOCH), amount).toordinal() - _EPOCH
        for day in different.tolist()
    ]
    return np.array(due, dtype=np.int64)[places]
