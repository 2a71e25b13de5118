"""The transitions of pieces of work, as XES records them one by one, into events.

A piece of work is known by its case, its activity and, where the log has it, its instance. Without one, the first that
was begun is the first to be completed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from motcua.core.mining.log import Event
from motcua.core.mining.reading.read import Omissions

_SCHEDULED: Final = "schedule"
_ASSIGNED: Final = "assign"
_REASSIGNED: Final = "reassign"
_STARTED: Final = "start"
_COMPLETED: Final = frozenset({"complete", ""})
KNOWN: Final = frozenset({_SCHEDULED, _ASSIGNED, _STARTED, "complete"})
"""What at least one row says of a table that tells of transitions."""


class Transition(NamedTuple):
    """One step in the life of a piece of work: the line on which it stands, what it is, of which instance, and the rest
    as an event that ended when it happened.
    """

    line: int
    kind: str
    instance: str
    event: Event


@dataclass(slots=True)
class _Work:
    """What happened so far to one piece of work; `last`: what happened last."""

    last: Transition
    scheduled: datetime | None = None
    assigned: datetime | None = None
    started: datetime | None = None
    resource: str = ""
    role: str = ""


class Lifecycle:
    """The work that is under way, of one case or of many."""

    def __init__(self, omitted: Omissions) -> None:
        self._omitted = omitted
        self._open: dict[tuple[str, str, str], list[_Work]] = {}

    def take(self, step: Transition) -> Event | None:
        """One transition more, in the order of the log; the event that it completes. What is none that waiting is made
        of is left out and told.
        """
        key = step.event.case, step.event.activity, step.instance
        if step.kind in _COMPLETED:
            works = self._open.get(key, [])
            work = _taken(works)
            if not works:
                self._open.pop(key, None)
            return self._completed(step, work)
        works = self._open.setdefault(key, [])
        if step.kind == _SCHEDULED:
            _of([work for work in works if not work.started], works, step, "scheduled").scheduled = step.event.ended
        elif step.kind == _REASSIGNED and works:
            works[0].assigned = step.event.ended
        elif step.kind in (_ASSIGNED, _REASSIGNED):
            _of(works, works, step, "assigned").assigned = step.event.ended
        elif step.kind == _STARTED:
            work = _of(works, works, step, "started")
            work.started, work.resource, work.role = step.event.ended, step.event.resource, step.event.role
        else:
            self._omitted.note(
                step.line,
                f"Bỏ qua chuyển trạng thái “{step.kind}”: chỉ đọc schedule, assign, start và complete.",
                f"The transition {step.kind!r} was left out: only schedule, assign, start and complete are read.",
            )
        return None

    def begun(self) -> Iterator[Event]:
        """What was begun and never ended, as of its beginning. What was not even begun is told."""
        for (_, activity, _), works in self._open.items():
            for work in works:
                if work.started:
                    yield _joined(replace(work.last.event, ended=work.started), work)
                else:
                    self._omitted.note(
                        work.last.line,
                        f"Việc “{activity}” được giao nhưng không có lúc bắt đầu hay kết thúc.",
                        f"{activity!r} was given out, but never begun nor ended.",
                    )

    def _completed(self, step: Transition, work: _Work | None) -> Event | None:
        event = _joined(step.event, work) if work else step.event
        if event.started and event.started > event.ended:
            self._omitted.note_backward(step.line)
            return None
        return event


def _joined(event: Event, work: _Work) -> Event:
    """The event with what is known of the work beside it."""
    return replace(
        event,
        started=event.started or work.started,
        claimed=event.claimed or work.assigned,
        enabled=event.enabled or work.scheduled,
        resource=event.resource or work.resource,
        role=event.role or work.role,
    )


def _taken(works: list[_Work]) -> _Work | None:
    """The open one that is completed next: the first that was begun, else the first."""
    place = next((n for n, work in enumerate(works) if work.started), 0)
    return works.pop(place) if works else None


def _of(eligible: list[_Work], works: list[_Work], step: Transition, what: str) -> _Work:
    """The first of the eligible ones to which this has not happened yet, or a new one."""
    for work in eligible:
        if getattr(work, what) is None:
            work.last = step
            return work
    works.append(_Work(step))
    return works[-1]
