"""Who did how much, and how much of it in batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.batches import ALONE, FIRST_OF_BATCH
from motcua.core.mining.enabling import starts
from motcua.core.mining.keys import fresh
from motcua.core.mining.log import NO_TIME, EventLog, Ids, Times
from motcua.core.mining.tables import Fold, Table, counts, rows, table
from motcua.core.mining.timeline import ordered
from motcua.core.mining.waiting import Waiting

LOAD_FOLDS: Final = (Fold.SUM, Fold.SUM, Fold.SUM, Fold.SUM, Fold.LONG)


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


def workload(log: EventLog, waited: Waiting) -> tuple[Load, ...]:
    """All resources, the busiest by events first."""
    done = np.flatnonzero(log.resource >= 0)
    skills = counts(log.resource[done], log.activity[done])
    busy = busy_times(log.resource, starts(log), log.ended, len(log.resources))
    return loads_of(load_table(log, waited.batched, busy), skills, log.resources)


def load_table(log: EventLog, batched: Ids, busy: Times) -> Table:
    """By resource: events, cases, batches, events in them, and how long it was busy, which is told for each number."""
    done = np.flatnonzero(log.resource >= 0)
    resource = log.resource[done]
    new = fresh(resource, log.case[done], len(busy)) > 0
    several = batched[done]
    shares = (resource, resource[new], resource[several == FIRST_OF_BATCH], resource[several != ALONE])
    columns = [np.bincount(each, minlength=len(busy)) for each in shares]
    who = np.flatnonzero((columns[0] > 0) | (busy > 0))
    return table([who], [each[who] for each in (*columns, busy)], LOAD_FOLDS)


def busy_times(resource: Ids, began: Times, ended: Times, resources: int, since: int = NO_TIME) -> Times:
    """By number of the resource: how long it was at work on anything from a moment on."""
    order = ordered(resource, began)
    order = order[int(np.searchsorted(resource[order], 0)) :]
    busy = np.zeros(resources, np.int64)
    _add_up(resource[order], began[order], ended[order], since, busy)
    return busy


def loads_of(table: Table, skills: Table, resources: Sequence[str]) -> tuple[Load, ...]:
    """What such tables say; skills: by resource and activity."""
    different = np.bincount(skills.keys[:, 0], minlength=len(resources))
    found = (
        Load(resources[who], events, int(different[who]), cases, busy, batches, batched)
        for (who,), (events, cases, batches, batched, busy) in rows(table, LOAD_FOLDS)
    )
    return tuple(sorted(found, key=lambda each: (-each.events, each.resource)))


@compiled
def _add_up(resources: Ids, began: Times, ended: Times, since: int, busy: Times) -> None:
    """Work comes by resource and begin."""
    until = since
    for n in range(len(resources)):
        if n == 0 or resources[n] != resources[n - 1]:
            until = since
        busy[resources[n]] += max(ended[n] - max(began[n], until), 0)
        until = max(until, ended[n])
