"""An event log in memory: one column for each thing known of its events, ordered by case and within a case by time.

Names are kept once and events carry their numbers, so a log of a million events is a few arrays and not a million
objects. Times are microseconds since 1970 in UTC; `NO_TIME` stands where none was recorded.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Times = NDArray[np.int64]

NOBODY: Final = -1
"""The number of a resource or role that was not recorded."""
NO_TIME: Final = -(2**63)
MICROSECOND: Final = timedelta(microseconds=1)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def as_time(moment: datetime | None) -> int:
    """A moment, which must be aware, as logs keep it."""
    return NO_TIME if moment is None else (moment - _EPOCH) // MICROSECOND


def as_moment(time: int) -> datetime | None:
    """A time of a log as a moment in UTC; None where nothing was recorded."""
    return None if time == NO_TIME else _EPOCH + timedelta(microseconds=int(time))


@dataclass(frozen=True, slots=True)
class Event:
    """One step of one case. What is not known is left out: most logs know only when a step ended."""

    case: str
    activity: str
    ended: datetime
    started: datetime | None = None
    claimed: datetime | None = None
    enabled: datetime | None = None
    resource: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class EventLog:
    """Events ordered by case, then by the time at which they ended, then as they were read.

    cases, activities, resources, roles: the names behind the numbers. first: where each case begins among the events,
    with the number of events at its end. attributes: what is known of whole cases, one value each, None if it is not.
    """

    cases: tuple[str, ...]
    activities: tuple[str, ...]
    resources: tuple[str, ...]
    roles: tuple[str, ...]
    case: Ids
    activity: Ids
    resource: Ids
    role: Ids
    enabled: Times
    claimed: Times
    started: Times
    ended: Times
    first: Ids
    attributes: Mapping[str, Sequence[object]]

    def __len__(self) -> int:
        return len(self.case)

    def spans(self) -> Iterator[tuple[int, slice]]:
        """The number of each case, and where its events lie."""
        for n in range(len(self.cases)):
            yield n, slice(int(self.first[n]), int(self.first[n + 1]))


class _Names:
    """Gives each name a number, in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def names(self) -> tuple[str, ...]:
        return tuple(self.numbers)


@dataclass(slots=True)
class LogBuilder:
    """Takes events in any order and makes a log of them."""

    _cases: _Names = field(default_factory=_Names)
    _activities: _Names = field(default_factory=_Names)
    _resources: _Names = field(default_factory=_Names)
    _roles: _Names = field(default_factory=_Names)
    _ids: tuple[array[int], ...] = field(default_factory=lambda: tuple(array("q") for _ in range(4)))
    _times: tuple[array[int], ...] = field(default_factory=lambda: tuple(array("q") for _ in range(4)))
    _known: dict[str, list[object]] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """One event more."""
        numbers = (
            self._cases.number(event.case),
            self._activities.number(event.activity),
            self._resources.number(event.resource) if event.resource else NOBODY,
            self._roles.number(event.role) if event.role else NOBODY,
        )
        moments = (event.enabled, event.claimed, event.started, event.ended)
        for column, number in zip(self._ids, numbers, strict=True):
            column.append(number)
        for column, moment in zip(self._times, moments, strict=True):
            column.append(as_time(moment))

    def meet(self, case: str) -> None:
        """A case of which perhaps nothing is known."""
        self._cases.number(case)

    def know(self, case: str, name: str, value: object) -> None:
        """Something about a whole case; a case of which nothing else is known is a case without events."""
        number, values = self._cases.number(case), self._known.setdefault(name, [])
        if number >= len(values):
            values.extend([None] * (number + 1 - len(values)))
        values[number] = value

    def build(self) -> EventLog:
        """The log of all that was added."""
        names = (self._cases, self._activities, self._resources, self._roles)
        ids, times = ([np.array(column, dtype=np.int64) for column in columns] for columns in (self._ids, self._times))
        return ordered([each.names() for each in names], ids, times, self._known)


def ordered(
    names: Sequence[tuple[str, ...]], ids: Sequence[Ids], times: Sequence[Times], known: Mapping[str, Sequence[object]]
) -> EventLog:
    """A log of columns in any order.

    names: cases, activities, resources, roles. ids: of each event, which of them. times: enabled, claimed, started,
    ended. known: by attribute, what is known of the first cases.
    """
    order = np.lexsort((times[3], ids[0]))  # stable: what ended at the same time stays as it was read
    case, activity, resource, role = (column[order] for column in ids)
    enabled, claimed, started, ended = (column[order] for column in times)
    cases, activities, resources, roles = names
    return EventLog(
        cases=cases,
        activities=activities,
        resources=resources,
        roles=roles,
        case=case,
        activity=activity,
        resource=resource,
        role=role,
        enabled=enabled,
        claimed=claimed,
        started=started,
        ended=ended,
        first=np.searchsorted(case, np.arange(len(cases) + 1)),
        attributes={
            name: (*values, *(None for _ in range(len(cases) - len(values)))) for name, values in sorted(known.items())
        },
    )
