"""What a stream keeps of its events: those of open cases, and the work that may still stand in the way of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, Times
from motcua.core.mining.waiting import CAUSES


class Held(NamedTuple):
    """Events as they came. known: whether the wait is known for good; batched, causes: then what it is
    (motcua.core.mining.waiting), causes as one row for each event.
    """

    case: Ids
    activity: Ids
    resource: Ids
    enabled: Times
    started: Times
    ended: Times
    known: Ids
    batched: Ids
    causes: Times

    @classmethod
    def none(cls) -> Held:
        """No events."""
        return cls._make([*[np.zeros(0, np.int64)] * 8, np.zeros((0, len(CAUSES)), np.int64)])

    @classmethod
    def of(cls, part: EventLog, case: Ids, activity: Ids, resource: Ids) -> Held:
        """The events of a part of a log, with the numbers that cases, activities and resources have in the stream."""
        unknown = np.zeros(len(part), np.int64)
        causes = np.zeros((len(part), len(CAUSES)), np.int64)
        return cls(case, activity, resource, part.enabled, part.started, part.ended, unknown, unknown, causes)

    def only(self, events: Ids) -> Held:
        """Some of them, in the order that is given."""
        return Held(*(column[events] for column in self))

    def began(self) -> Times:
        """When each began (motcua.core.mining.enabling.starts)."""
        return np.where((self.started == NO_TIME) | (self.started > self.ended), self.ended, self.started)

    def log(
        self,
        numbers: Ids,
        cases: tuple[str, ...],
        activities: tuple[str, ...],
        resources: tuple[str, ...],
        attributes: Mapping[str, tuple[object, ...]],
    ) -> EventLog:
        """These events, which come by case and end, as a log of the cases with these numbers."""
        place = np.searchsorted(numbers, self.case)
        return EventLog(
            cases=cases,
            activities=activities,
            resources=resources,
            roles=(),
            case=place,
            activity=self.activity,
            resource=self.resource,
            role=np.full(len(place), NOBODY, np.int64),
            enabled=self.enabled,
            claimed=np.full(len(place), NO_TIME, np.int64),
            started=self.started,
            ended=self.ended,
            first=np.searchsorted(place, np.arange(len(numbers) + 1)),
            attributes=attributes,
        )


class Context(NamedTuple):
    """Work whose wait is known and that may still stand in the way of work to come."""

    resource: Ids
    activity: Ids
    began: Times
    ended: Times
    enabled: Times

    @classmethod
    def none(cls) -> Context:
        """No work."""
        return cls(*(np.zeros(0, np.int64) for _ in range(5)))

    def only(self, work: Ids) -> Context:
        """Some of it."""
        return Context(*(column[work] for column in self))

    def and_of(self, other: Context) -> Context:
        """What is here, then the other."""
        return Context(*(np.concatenate(both) for both in zip(self, other, strict=True)))
