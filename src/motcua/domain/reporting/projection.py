"""What an event adds to the counts: the one reading of the log that both the running count and a rebuild use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from motcua.core.workcal import office_time
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.log import LoggedEvent
from motcua.domain.reporting.types import Measure


class Key(NamedTuple):
    day: date
    agency_id: int
    procedure_code: str
    channel: str
    measure: Measure


_PLAIN = {
    EventKind.SUBMITTED: Measure.SUBMITTED,
    EventKind.ACCEPTED: Measure.RECEIVED,
    EventKind.REFUSED: Measure.NOT_ACCEPTED,
    EventKind.RESULT_RETURNED: Measure.RETURNED,
    EventKind.WITHDRAWN: Measure.WITHDRAWN,
    EventKind.STOPPED: Measure.STOPPED,
    EventKind.SUPPLEMENT_REQUESTED: Measure.SUPPLEMENT,
}
_OF_PARTS = {
    Measure.RECEIVED: Measure.PART_RECEIVED,
    Measure.EARLY: Measure.PART_EARLY,
    Measure.ON_TIME: Measure.PART_ON_TIME,
    Measure.LATE: Measure.PART_LATE,
}
COUNTED_KINDS = frozenset({*_PLAIN, EventKind.CLOCK_FINISHED})


def counts_of(events: Iterable[LoggedEvent]) -> Counter[Key]:
    """How much each event adds, by the office's own day."""
    found: Counter[Key] = Counter()
    for event in events:
        for measure in _of_part(event) if event.is_of_a_part else _measures(event):
            day = office_time(event.at).date()
            found[Key(day, event.competent_id, event.procedure_code, event.channel, measure)] += 1
    return found


def _measures(event: LoggedEvent) -> Iterable[Measure]:
    if event.kind is EventKind.CLOCK_FINISHED:
        return (Measure(event.data["outcome"]),)
    measure = _PLAIN.get(event.kind)
    if measure is Measure.SUBMITTED and event.data["assisted"]:
        return (Measure.SUBMITTED, Measure.ASSISTED)
    return (measure,) if measure else ()


def _of_part(event: LoggedEvent) -> Iterable[Measure]:
    """Of a part, only the work of its agency: its filing, its end without a result and what it asks for are the
    whole's.
    """
    return tuple(_OF_PARTS[measure] for measure in _measures(event) if measure in _OF_PARTS)
