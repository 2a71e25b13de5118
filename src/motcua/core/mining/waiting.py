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

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from motcua.core.mining.batches import NO_BATCH, Batches, by_resource, find_batches
from motcua.core.mining.enabling import enabled_times, starts
from motcua.core.mining.log import EventLog, Times
from motcua.core.mining.spans import NOTHING, Span, Spans, joined, length, within, without

Hours = Callable[[str, int, int], Spans | None]
"""When a resource is at work between two times by its calendar; None when nobody knows."""
LEAST_BATCH: Final = 2


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one event waited, in microseconds: `total` is the sum of the causes."""

    event: int
    total: int
    batching: int = 0
    contention: int = 0
    prioritisation: int = 0
    unavailability: int = 0
    extraneous: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """The waits of all events of a log, one each, in the order of the log; for how many the enabling was estimated."""

    waits: tuple[Wait, ...]
    estimated: int


def unknown_hours(_resource: str, _begin: int, _end: int) -> None:
    """Of nobody it is known when he is at work: nothing is put down to unavailability."""


def waiting(log: EventLog, hours: Hours = unknown_hours, *, least_batch: int = LEAST_BATCH) -> Waiting:
    """Split the waiting of every event by cause. Events without a resource wait for no one: theirs is extraneous."""
    began = starts(log)
    enabled, estimated = enabled_times(log)
    batches = find_batches(log, began, enabled, least_batch)
    waits = {}
    for resource, events in by_resource(log, began):
        desk = _Desk(log, began, enabled, batches, events)
        for event in events:
            waits[event] = desk.wait(event, hours, log.resources[resource])
    alone = (_extraneous(event, int(began[event] - enabled[event])) for event in range(len(log)) if event not in waits)
    waits |= {each.event: each for each in alone}
    return Waiting(tuple(waits[event] for event in range(len(log))), estimated)


def _extraneous(event: int, total: int) -> Wait:
    return Wait(event, max(total, 0), extraneous=max(total, 0))


class _Desk:
    """What one resource did, in the order in which it began."""

    def __init__(self, log: EventLog, began: Times, enabled: Times, batches: Batches, events: Sequence[int]) -> None:
        self._batches = batches
        self._events = events
        self._began = {event: int(began[event]) for event in events}
        self._enabled = {event: int(enabled[event]) for event in events}
        self._ended = {event: int(log.ended[event]) for event in events}
        self._begins = [self._began[event] for event in events]
        self._latest_end = list(accumulate((self._ended[event] for event in events), max))

    def wait(self, event: int, hours: Hours, name: str) -> Wait:
        since, until = self._enabled[event], self._began[event]
        if until <= since:
            return Wait(event, 0)
        batch = int(self._batches.of[event])
        filled = since if batch == NO_BATCH else min(self._batches.filled[batch], until)
        batching = ((since, filled),) if filled > since else NOTHING
        older, newer = self._busy(event, batch, filled)
        contention = without(older, batching)
        prioritisation = without(without(newer, batching), contention)
        at_work = hours(name, since, until)
        away = NOTHING if at_work is None else without(((since, until),), joined(at_work))
        for taken in (batching, contention, prioritisation):
            away = without(away, taken)
        batched, contended, prioritised, absent = (
            length(each) for each in (batching, contention, prioritisation, away)
        )
        left = until - since - batched - contended - prioritised - absent
        return Wait(event, until - since, batched, contended, prioritised, absent, left)

    def _busy(self, event: int, batch: int, filled: int) -> tuple[Spans, Spans]:
        """When the resource was at work on what was enabled no later than this event, and on what was later.

        Against those of its own batch an event counts from its own enabling, against all others from the batch's.
        """
        since, until = self._enabled[event], self._began[event]
        older: list[Span] = []
        newer: list[Span] = []
        for other in self._under_way(event, since, until):
            own = batch != NO_BATCH and self._batches.of[other] == batch
            reference = since if own else filled
            span = max(reference, self._began[other]), min(until, self._ended[other])
            (older if self._enabled[other] <= reference else newer).append(span)
        return within(joined(older), since, until), within(joined(newer), since, until)

    def _under_way(self, event: int, since: int, until: int) -> list[int]:
        """What else the resource began before `until` and had not ended at `since`."""
        found = []
        for place in range(bisect_left(self._begins, until) - 1, -1, -1):
            if self._latest_end[place] <= since:
                break
            other = self._events[place]
            if other != event and self._ended[other] > since:
                found.append(other)
        return found
