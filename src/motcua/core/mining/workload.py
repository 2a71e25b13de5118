"""Who did how much, and how much of it in batches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from motcua.core.mining.batches import NO_BATCH, Batches, by_resource, find_batches
from motcua.core.mining.enabling import enabled_times, starts
from motcua.core.mining.log import EventLog, Times
from motcua.core.mining.spans import joined, length
from motcua.core.mining.waiting import LEAST_BATCH


@dataclass(frozen=True, slots=True)
class Load:
    """What one resource did.

    activities: how many different ones. cases: of how many cases. busy: microseconds in which it was at work on
    anything, as far as starts were recorded; what overlaps counts once. batches, batched: how many batches, and how
    many of its events were in one.
    """

    resource: str
    events: int
    activities: int
    cases: int
    busy: int
    batches: int
    batched: int


def workload(log: EventLog) -> tuple[Load, ...]:
    """All resources, the busiest by events first."""
    began = starts(log)
    batches = find_batches(log, began, enabled_times(log)[0], LEAST_BATCH)
    found = (_load(log, began, batches, resource, events) for resource, events in by_resource(log, began))
    return tuple(sorted(found, key=lambda each: (-each.events, each.resource)))


def _load(log: EventLog, began: Times, batches: Batches, resource: int, events: list[int]) -> Load:
    numbers = batches.of[events]
    batched = numbers[numbers != NO_BATCH]
    return Load(
        log.resources[resource],
        len(events),
        len(np.unique(log.activity[events])),
        len(np.unique(log.case[events])),
        length(joined(zip(began[events].tolist(), log.ended[events].tolist(), strict=True))),
        len(np.unique(batched)),
        len(batched),
    )
