"""A dossier's events as mining reads a case: one event for each step that was done, with when it could be done, was
taken, was begun and was over.

Steps go by their keys, so a log can be replayed through the process that wrote it. What the drawing does not show goes
by the key of the step and a word: `appraise:supplement` is the work that ended in asking the applicant for more, after
which the step itself is open again from the day he answered; `reception:refused` that which ended in not accepting the
dossier. A wait for somebody outside lasts from its begin to its end and is nobody's work. What was taken away from an
officer, overtaken or moved elsewhere was not done. Opinions of other agencies are no steps: the wait for them is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from motcua.core.mining.log import Event
from motcua.core.mining.traces import Kind, Trace
from motcua.core.workcal import office_time
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.types import ActorKind, TaskKind

SUPPLEMENT: Final = "supplement"
REFUSED: Final = "refused"
ATTRIBUTES: Final[Mapping[str, Kind]] = {
    "procedure": Kind.TEXT,
    "case": Kind.TEXT,
    "channel": Kind.TEXT,
    "assisted": Kind.FLAG,
    "part": Kind.FLAG,
    "office": Kind.TEXT,
    "receiving": Kind.TEXT,
    "submitted": Kind.MOMENT,
    "accepted": Kind.MOMENT,
    "due": Kind.MOMENT,
    "by_the_hour": Kind.FLAG,
    "appointment": Kind.MOMENT,
    "decided": Kind.MOMENT,
    "ended": Kind.MOMENT,
    "phase": Kind.TEXT,
    "outcome": Kind.TEXT,
    "supplements": Kind.WHOLE,
    "paused": Kind.WHOLE,
}
"""What is known of each case. office: the code of the agency that decides. part: whether it is a part of a linked
dossier, which is filed once, as a whole. due: by which lateness is counted, the limit of the law with its pauses;
by_the_hour: whether that is an hour or a day. appointment: what the applicant was told last. decided: when the result
was ready. outcome: early, on_time or late, as the clock said when it was finished. paused: the seconds for which the
clock stood, as far as it runs again.
"""
Named = Callable[[int], str]
"""What an officer is called, by his number."""


def trace_of(case: str, known: Mapping[str, object], events: Iterable[RecordedEvent], called: Named = str) -> Trace:
    """The trace of one dossier from its events in their order. known: what its row says of `ATTRIBUTES`; the rest is
    in the events.
    """
    told = _Telling(case, called)
    for event in events:
        told.take(event)
    attributes = {**known, "outcome": told.outcome, "supplements": told.supplements, "paused": told.paused_seconds}
    return Trace(case, {name: value for name, value in attributes.items() if value is not None}, told.events)


@dataclass(frozen=True, slots=True)
class _Work:
    """A step that is open. enabled: None while the applicant is asked for more."""

    step: str
    role: str
    enabled: datetime | None
    claimed: datetime | None = None
    started: datetime | None = None


class _Telling:
    """Hears the events of a dossier, and tells of each step that is done."""

    def __init__(self, case: str, called: Named) -> None:
        self.events: list[Event] = []
        self.outcome: str | None = None
        self.supplements = 0
        self._case = case
        self._called = called
        self._open: dict[int, _Work] = {}
        self._waits: dict[int, datetime] = {}
        self._before_moving: tuple[dict[int, _Work], dict[int, datetime]] = ({}, {})
        self._refused_at = ""
        self._paused = timedelta()
        self._paused_since: datetime | None = None

    @property
    def paused_seconds(self) -> int:
        return self._paused // timedelta(seconds=1)

    def take(self, event: RecordedEvent) -> None:
        """The next event of the dossier."""
        if event.data.get("kind") != TaskKind.OPINION.value and event.kind in _HEARD:
            _HEARD[event.kind](self, event, office_time(event.at))

    def enabled(self, event: RecordedEvent, at: datetime) -> None:
        self._open[_number(event)] = _Work(event.step, event.role, at)

    def taken_anew(self, event: RecordedEvent, _: datetime) -> None:
        """Given back, or to another: nobody has taken it now."""
        self._change(event, claimed=None, started=None)

    def claimed(self, event: RecordedEvent, at: datetime) -> None:
        self._change(event, claimed=at)

    def started(self, event: RecordedEvent, at: datetime) -> None:
        self._change(event, started=at)

    def acknowledged(self, event: RecordedEvent, at: datetime) -> None:
        """The agency of a part has it in hand."""
        self._change(event, claimed=at, started=at)

    def done(self, event: RecordedEvent, at: datetime) -> None:
        work = self._open.pop(_number(event), None) or _Work(event.step, event.role, None)
        self._tell(work, event, at)

    def taken_away(self, event: RecordedEvent, at: datetime) -> None:
        """Not done, unless the reception ended with it because it refused the dossier."""
        work = self._open.pop(_number(event), None)
        if work and work.step == self._refused_at:
            self._tell(replace(work, step=f"{work.step}:{REFUSED}"), event, at)

    def refused(self, event: RecordedEvent, _: datetime) -> None:
        self._refused_at = event.step

    def wait_began(self, event: RecordedEvent, at: datetime) -> None:
        self._waits[_number(event)] = at

    def wait_ended(self, event: RecordedEvent, at: datetime) -> None:
        began = self._waits.pop(_number(event), None)
        if event.data.get("by") == "answer":
            self.events.append(Event(self._case, str(event.data["step"]), at, began, enabled=began))

    def supplement_requested(self, event: RecordedEvent, at: datetime) -> None:
        self.supplements += 1
        found = next((n for n, work in self._open.items() if work.step == event.step), None)
        work = self._open[found] if found is not None else _Work(event.step, event.role, None)
        self._tell(replace(work, step=f"{work.step}:{SUPPLEMENT}"), event, at)
        if found is not None:
            self._open[found] = replace(work, enabled=None, started=None)

    def supplement_received(self, _: RecordedEvent, at: datetime) -> None:
        """The step that asked is open again; who had it has it still."""
        for n, work in self._open.items():
            if work.enabled is None:
                self._open[n] = replace(work, enabled=at, claimed=at if work.claimed else None)

    def paused(self, _: RecordedEvent, at: datetime) -> None:
        self._paused_since = at

    def runs_on(self, event: RecordedEvent, at: datetime) -> None:
        if self._paused_since:
            self._paused += at - self._paused_since
        self._paused_since = None
        self.outcome = event.data.get("outcome", self.outcome)

    def moved(self, event: RecordedEvent, _: datetime) -> None:
        """Onto another version: the same work and waits under other numbers and keys."""
        self._before_moving = dict(self._open), dict(self._waits)
        work, waits = self._before_moving
        moves = {int(before): (int(number), str(new)) for before, number, _, new in event.data.get("moves", ())}
        numbers = {n: moves.get(n, (n, ""))[0] for n in (*work, *waits)}
        self._open = {numbers[n]: replace(each, step=moves[n][1]) if n in moves else each for n, each in work.items()}
        self._waits = {numbers[n]: began for n, began in waits.items()}

    def moved_back(self, _event: RecordedEvent, _: datetime) -> None:
        self._open, self._waits = self._before_moving

    def _change(self, event: RecordedEvent, **changes: Any) -> None:
        if work := self._open.get(_number(event)):
            self._open[_number(event)] = replace(work, **changes)

    def _tell(self, work: _Work, event: RecordedEvent, at: datetime) -> None:
        kind, _, number = event.actor.partition(":")
        who = self._called(int(number)) if kind == ActorKind.OFFICER.value else ""
        self.events.append(Event(self._case, work.step, at, work.started, work.claimed, work.enabled, who, work.role))


def _number(event: RecordedEvent) -> int:
    return int(event.data["n"])


_HEARD: Final[Mapping[str, Callable[[_Telling, RecordedEvent, datetime], None]]] = {
    EventKind.REFUSED: _Telling.refused,
    EventKind.CLOCK_PAUSED: _Telling.paused,
    EventKind.CLOCK_RESUMED: _Telling.runs_on,
    EventKind.CLOCK_RESTARTED: _Telling.runs_on,
    EventKind.CLOCK_FINISHED: _Telling.runs_on,
    EventKind.CLOCK_STOPPED: _Telling.runs_on,
    EventKind.STEP_ENABLED: _Telling.enabled,
    EventKind.STEP_ASSIGNED: _Telling.taken_anew,
    EventKind.STEP_CLAIMED: _Telling.claimed,
    EventKind.STEP_RELEASED: _Telling.taken_anew,
    EventKind.STEP_STARTED: _Telling.started,
    EventKind.STEP_COMPLETED: _Telling.done,
    EventKind.STEP_RETURNED: _Telling.done,
    EventKind.STEP_CANCELLED: _Telling.taken_away,
    EventKind.STEP_FAILED: _Telling.taken_away,
    EventKind.WAIT_BEGAN: _Telling.wait_began,
    EventKind.WAIT_ENDED: _Telling.wait_ended,
    EventKind.SUPPLEMENT_REQUESTED: _Telling.supplement_requested,
    EventKind.SUPPLEMENT_RECEIVED: _Telling.supplement_received,
    EventKind.PART_ACKNOWLEDGED: _Telling.acknowledged,
    EventKind.PROCESS_CHANGED: _Telling.moved,
    EventKind.PROCESS_RESTORED: _Telling.moved_back,
}
KINDS: Final = frozenset(_HEARD)
"""The kinds of events that a trace is made of; others may be left out."""
