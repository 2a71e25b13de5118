"""A part of a log: the cases of one period, one office, one channel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from motcua.core.mining.log import EventLog, Ids


def only(log: EventLog, keep: Callable[[int], bool]) -> EventLog:
    """The log of the cases whose number `keep` wants; names keep their numbers."""
    cases = [n for n in range(len(log.cases)) if keep(n)]
    events = np.concatenate([np.arange(log.first[n], log.first[n + 1]) for n in cases] or [np.arange(0)])
    lengths = np.array([log.first[n + 1] - log.first[n] for n in cases], dtype=np.int64)
    numbers: Ids = np.repeat(np.arange(len(cases)), lengths)
    return EventLog(
        cases=tuple(log.cases[n] for n in cases),
        activities=log.activities,
        resources=log.resources,
        roles=log.roles,
        case=numbers,
        activity=log.activity[events],
        resource=log.resource[events],
        role=log.role[events],
        enabled=log.enabled[events],
        claimed=log.claimed[events],
        started=log.started[events],
        ended=log.ended[events],
        first=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        attributes={name: tuple(values[n] for n in cases) for name, values in log.attributes.items()},
    )


def by_attribute(log: EventLog, name: str) -> dict[str, EventLog]:
    """One log for each value of a case's attribute, such as the office; cases without it are in none."""
    values = log.attributes.get(name, ())
    places: dict[str, set[int]] = {}
    for n, value in enumerate(values):
        if value is not None:
            places.setdefault(str(value), set()).add(n)
    return {kind: only(log, places[kind].__contains__) for kind in sorted(places)}


def before_and_after(log: EventLog, moment: int) -> tuple[EventLog, EventLog]:
    """The cases that began before a time, and the others that have events."""
    begin = {n: int(log.ended[span][0]) for n, span in log.spans() if span.start < span.stop}
    return only(log, lambda n: n in begin and begin[n] < moment), only(
        log, lambda n: begin.get(n, moment - 1) >= moment
    )
