"""A log case by case: how one of any size passes from where it is kept to a file, or to a log in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.core.mining.log import NOBODY, Event, EventLog, LogBuilder, as_moment


@dataclass(frozen=True, slots=True)
class Trace:
    """One case: its name, what is known of it as a whole, and its events in the order of their ends."""

    case: str
    attributes: Mapping[str, object]
    events: Sequence[Event]


class Kind(StrEnum):
    """What the values of an attribute are. What is none of the others is text."""

    TEXT = "text"
    MOMENT = "moment"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"


_KINDS: Final[Mapping[type, Kind]] = {datetime: Kind.MOMENT, int: Kind.WHOLE, float: Kind.NUMBER, bool: Kind.FLAG}


def gathered(cases: Iterable[Trace]) -> EventLog:
    """The log of all these cases."""
    builder = LogBuilder()
    for trace in cases:
        for name, value in trace.attributes.items():
            builder.know(trace.case, name, value)
        for event in trace.events:
            builder.add(event)
    return builder.build()


def traces(log: EventLog) -> Iterator[Trace]:
    """The cases of a log, one after the other, with those attributes of which something is known."""
    for n, span in log.spans():
        known = {name: values[n] for name, values in log.attributes.items() if values[n] is not None}
        yield Trace(log.cases[n], known, [_event(log, place) for place in range(span.start, span.stop)])


def kinds_of(log: EventLog) -> dict[str, Kind]:
    """What the values of each attribute of a log are; values of several kinds are text."""
    found = {}
    for name, values in log.attributes.items():
        kinds = {_KINDS.get(type(value), Kind.TEXT) for value in values if value is not None}
        found[name] = kinds.pop() if len(kinds) == 1 else Kind.TEXT
    return found


def _event(log: EventLog, place: int) -> Event:
    ended = as_moment(log.ended[place])
    assert ended is not None
    resource, role = int(log.resource[place]), int(log.role[place])
    return Event(
        case=log.cases[log.case[place]],
        activity=log.activities[log.activity[place]],
        ended=ended,
        started=as_moment(log.started[place]),
        claimed=as_moment(log.claimed[place]),
        enabled=as_moment(log.enabled[place]),
        resource="" if resource == NOBODY else log.resources[resource],
        role="" if role == NOBODY else log.roles[role],
    )
