"""The transitions of pieces of work, as XES records them one by one, into events.

A piece of work is known by its activity and, where the log has it, its instance. Without one, the first that was begun
is the first to be completed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from motcua.core.mining.log import Event
from motcua.core.mining.reading.read import Omissions

_SCHEDULED: Final = "schedule"
_ASSIGNED: Final = "assign"
_REASSIGNED: Final = "reassign"
_STARTED: Final = "start"
_COMPLETED: Final = frozenset({"complete", ""})


class Transition(NamedTuple):
    """One step in the life of a piece of work, from the line on which it stands."""

    line: int
    activity: str
    instance: str
    kind: str
    at: datetime
    resource: str
    role: str


@dataclass(slots=True)
class _Work:
    """What happened so far to one piece of work. line: of the last that happened to it."""

    line: int
    scheduled: datetime | None = None
    assigned: datetime | None = None
    started: datetime | None = None
    resource: str = ""
    role: str = ""


class Lifecycle:
    """The work of one case."""

    def __init__(self, case: str, omitted: Omissions) -> None:
        self._case = case
        self._omitted = omitted
        self._open: dict[tuple[str, str], list[_Work]] = {}
        self._events: list[Event] = []

    def take(self, step: Transition) -> None:
        """One transition more, in the order of the log. What is none that waiting is made of is left out and told."""
        works = self._open.setdefault((step.activity, step.instance), [])
        if step.kind in _COMPLETED:
            self._complete(step, _taken(works) or _Work(step.line))
            return
        if step.kind == _SCHEDULED:
            _of([work for work in works if not work.started], works, step, "scheduled").scheduled = step.at
        elif step.kind == _REASSIGNED and works:
            works[0].assigned = step.at
        elif step.kind in (_ASSIGNED, _REASSIGNED):
            _of(works, works, step, "assigned").assigned = step.at
        elif step.kind == _STARTED:
            work = _of(works, works, step, "started")
            work.started = step.at
            work.resource, work.role = step.resource, step.role
        else:
            self._omitted.note(
                step.line,
                f"Bỏ qua chuyển trạng thái “{step.kind}”: chỉ đọc schedule, assign, start và complete.",
                f"The transition {step.kind!r} was left out: only schedule, assign, start and complete are read.",
            )

    def events(self) -> Iterator[Event]:
        """All work that was done, and what was begun and never ended as of its beginning."""
        yield from self._events
        for (activity, _), works in self._open.items():
            for work in works:
                if work.started:
                    yield self._event(activity, work, work.started)
                else:
                    self._omitted.note(
                        work.line,
                        f"Việc “{activity}” được giao nhưng không có lúc bắt đầu hay kết thúc.",
                        f"{activity!r} was given out, but never begun nor ended.",
                    )

    def _complete(self, step: Transition, work: _Work) -> None:
        if work.started and work.started > step.at:
            self._omitted.note(step.line, "Kết thúc trước khi bắt đầu.", "It ended before it began.")
            return
        work.resource, work.role = step.resource or work.resource, step.role or work.role
        self._events.append(self._event(step.activity, work, step.at))

    def _event(self, activity: str, work: _Work, ended: datetime) -> Event:
        return Event(self._case, activity, ended, work.started, work.assigned, work.scheduled, work.resource, work.role)


def _taken(works: list[_Work]) -> _Work | None:
    """The open one that is completed next: the first that was begun, else the first."""
    place = next((n for n, work in enumerate(works) if work.started), 0)
    return works.pop(place) if works else None


def _of(eligible: list[_Work], works: list[_Work], step: Transition, what: str) -> _Work:
    """The first of the eligible ones to which this has not happened yet, or a new one."""
    for work in eligible:
        if getattr(work, what) is None:
            work.line = step.line
            return work
    works.append(_Work(step.line))
    return works[-1]
