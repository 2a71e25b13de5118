"""A part of a log: the cases of one period, one office, one channel."""

from __future__ import annotations

import numpy as np

from motcua.core.mining.log import EventLog, Ids


def only(log: EventLog, cases: Ids) -> EventLog:
    """The log of the cases with these numbers, in this order; names keep their numbers."""
    lengths = np.diff(log.first)[cases]
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    events = np.arange(first[-1]) + np.repeat(log.first[cases] - first[:-1], lengths)
    wanted = cases.tolist()
    return EventLog(
        cases=tuple(log.cases[n] for n in wanted),
        activities=log.activities,
        resources=log.resources,
        roles=log.roles,
        case=np.repeat(np.arange(len(cases)), lengths),
        activity=log.activity[events],
        resource=log.resource[events],
        role=log.role[events],
        enabled=log.enabled[events],
        claimed=log.claimed[events],
        started=log.started[events],
        ended=log.ended[events],
        first=first,
        attributes={name: tuple(values[n] for n in wanted) for name, values in log.attributes.items()},
    )


def cases_by_attribute(log: EventLog, name: str) -> dict[str, Ids]:
    """The numbers of the cases with each value of an attribute, such as the office; cases without it are in none."""
    places: dict[str, list[int]] = {}
    for n, value in enumerate(log.attributes.get(name, ())):
        if value is not None:
            places.setdefault(str(value), []).append(n)
    return {kind: np.array(places[kind], dtype=np.int64) for kind in sorted(places)}


def before_and_after(log: EventLog, moment: int) -> tuple[EventLog, EventLog]:
    """The cases whose first step ended before a time, and the others that have events."""
    lived = np.flatnonzero(log.first[1:] > log.first[:-1])
    early = log.ended[log.first[lived]] < moment
    return only(log, lived[early]), only(log, lived[~early])
