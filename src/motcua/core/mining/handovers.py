"""From whom to whom work goes, and how long it lay there, by cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from motcua.core.mining.keys import fresh, numbered
from motcua.core.mining.log import EventLog, Ids
from motcua.core.mining.tables import Fold, Table, grouped, rows
from motcua.core.mining.waiting import CAUSES, Waiting

HANDOVER_FOLDS: Final = (Fold.SUM, Fold.SUM, *([Fold.LONG] * len(CAUSES)))


@dataclass(frozen=True, slots=True)
class Handover:
    """One activity by one resource, directly followed in its case by another: how often, in how many cases, and the
    sums of the waits of the later ones in microseconds. The same resource on both sides is no handover in the strict
    sense; it is listed because work waits there too. A resource that was not recorded is empty.
    """

    source: str
    giver: str
    to: str
    receiver: str
    count: int
    cases: int
    batching: int
    contention: int
    prioritisation: int
    unavailability: int
    extraneous: int

    @property
    def total(self) -> int:
        """All causes together."""
        return self.batching + self.contention + self.prioritisation + self.unavailability + self.extraneous


def handovers(log: EventLog, waited: Waiting) -> tuple[Handover, ...]:
    """All of them, ordered by names."""
    return handovers_of(handover_table(log, waited), log.activities, log.resources)


def handover_table(log: EventLog, waited: Waiting) -> Table:
    """By activity, giver (from 1, 0 for nobody), activity and receiver: count, cases, and the waits by cause."""
    later, columns = _handed(log)
    kinds = numbered(*columns)
    cases = fresh(kinds[0], log.case[later], len(kinds[1]))
    values = [np.ones(len(later), np.int64), cases, *waited.causes[:, later]]
    return grouped(kinds, columns, values, HANDOVER_FOLDS)


def handovers_of(table: Table, activities: Sequence[str], resources: Sequence[str]) -> tuple[Handover, ...]:
    """What such a table says."""
    who = ("", *resources)
    found = (
        Handover(activities[source], who[giver], activities[to], who[receiver], *values)
        for (source, giver, to, receiver), values in rows(table, HANDOVER_FOLDS)
    )
    return tuple(sorted(found, key=lambda each: (each.source, each.giver, each.to, each.receiver)))


def handover_cases(log: EventLog, wanted: Handover) -> tuple[str, ...]:
    """In which cases one of the handovers of a log happened."""
    later, (source, giver, to, receiver) = _handed(log)
    who = ("", *log.resources)
    of_it = (source == log.activities.index(wanted.source)) & (to == log.activities.index(wanted.to))
    of_it &= (giver == who.index(wanted.giver)) & (receiver == who.index(wanted.receiver))
    return tuple(log.cases[n] for n in np.unique(log.case[later[of_it]]).tolist())


def _handed(log: EventLog) -> tuple[Ids, tuple[Ids, Ids, Ids, Ids]]:
    """The places of all events that come after another in their case; the columns of the keys beside them."""
    later = np.flatnonzero(log.case[1:] == log.case[:-1]) + 1
    who = log.resource + 1
    return later, (log.activity[later - 1], who[later - 1], log.activity[later], who[later])
