"""Work done in one go: events of the same activity that one resource does one right after another, or at once, when
all of them were already there before the first began. Who waits for such a batch to fill waits for the others in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from motcua.core.mining.log import NOBODY, EventLog, Ids, Times

NO_BATCH = -1


class Batches(NamedTuple):
    """Per event: the number of its batch, or `NO_BATCH`; per batch: when the last of its events was enabled."""

    of: Ids
    filled: tuple[int, ...]


def find_batches(log: EventLog, began: Times, enabled: Times, least: int) -> Batches:
    """All batches of at least `least` events."""
    of = np.full(len(log), NO_BATCH, dtype=np.int64)
    filled: list[int] = []
    for _, events in by_resource(log, began):
        for batch in _runs(log, began, enabled, events):
            if len(batch) >= least:
                of[batch] = len(filled)
                filled.append(int(enabled[batch].max()))
    return Batches(of, tuple(filled))


def by_resource(log: EventLog, began: Times) -> Iterator[tuple[int, list[int]]]:
    """The events of each resource in the order in which it began them."""
    order = np.lexsort((np.arange(len(log)), log.ended, began, log.resource))
    resources = log.resource[order]
    for resource in np.unique(resources).tolist():
        if resource != NOBODY:
            begin, end = np.searchsorted(resources, [resource, resource + 1])
            yield resource, order[begin:end].tolist()


def _runs(log: EventLog, began: Times, enabled: Times, events: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    until = 0
    for event in events:
        goes_on = run and log.activity[event] == log.activity[run[0]] and began[event] <= until
        if not (goes_on and enabled[event] <= began[run[0]]):
            if run:
                yield run
            run = []
        run.append(event)
        until = int(log.ended[event]) if len(run) == 1 else max(until, int(log.ended[event]))
    if run:
        yield run
