"""From whom to whom work goes, and how long it lay there, by cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.core.mining.log import NOBODY, EventLog
from motcua.core.mining.waiting import Wait


@dataclass(frozen=True, slots=True)
class Handover:
    """One activity by one resource, directly followed in its case by another: how often, in which cases, and the sums
    of the waits of the later ones in microseconds. The same resource on both sides is no handover in the strict sense;
    it is listed because work waits there too. A resource that was not recorded is empty.
    """

    source: str
    giver: str
    to: str
    receiver: str
    count: int
    cases: tuple[str, ...]
    total: int
    batching: int
    contention: int
    prioritisation: int
    unavailability: int
    extraneous: int


def handovers(log: EventLog, waits: Iterable[Wait]) -> tuple[Handover, ...]:
    """All of them, ordered by names."""
    found: dict[tuple[str, str, str, str], list[Wait]] = {}
    for wait in waits:
        event = wait.event
        if event and log.case[event] == log.case[event - 1]:
            key = (*_who(log, event - 1), *_who(log, event))
            found.setdefault(key, []).append(wait)
    return tuple(_summed(log, key, found[key]) for key in sorted(found))


def _who(log: EventLog, event: int) -> tuple[str, str]:
    resource = int(log.resource[event])
    return log.activities[log.activity[event]], "" if resource == NOBODY else log.resources[resource]


def _summed(log: EventLog, key: tuple[str, str, str, str], waits: list[Wait]) -> Handover:
    cases = dict.fromkeys(log.cases[log.case[wait.event]] for wait in waits)
    return Handover(
        *key,
        len(waits),
        tuple(cases),
        sum(wait.total for wait in waits),
        sum(wait.batching for wait in waits),
        sum(wait.contention for wait in waits),
        sum(wait.prioritisation for wait in waits),
        sum(wait.unavailability for wait in waits),
        sum(wait.extraneous for wait in waits),
    )
