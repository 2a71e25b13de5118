"""The clock of a dossier, counted again with other moments: the same changes, by the same rules of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.core.deadlines import (
    ClockEvent,
    ClockRules,
    DossierClock,
    Grounds,
    LimitUnit,
    PauseCause,
    TimeLimit,
    change_limit,
    finish,
    outcome,
    pause,
    reschedule,
    resume,
    start,
    stop,
)
from motcua.core.workcal import WorkCalendar
from motcua.domain.dossiers.acts.working import CLOCK_EVENTS

_KINDS = {kind.value: event for event, kind in CLOCK_EVENTS.items()}
_NO_GROUNDS = Grounds("-", "-")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what it was, by which deed, and what the law was told with it. cause: of a pause."""

    kind: ClockEvent
    deed: int
    grounds: Grounds
    cause: PauseCause = PauseCause.ANSWER


@dataclass(frozen=True, slots=True)
class ClockCourse:
    """All changes of a clock, the limit and the rules that it was started with, and the limit that it ended with."""

    limit: TimeLimit
    last_limit: TimeLimit
    rules: ClockRules
    changes: tuple[Change, ...]

    @classmethod
    def none(cls) -> ClockCourse:
        """That of a dossier which was never accepted: no clock ran."""
        limit = TimeLimit(LimitUnit.SAME_DAY, 0)
        return cls(limit, limit, ClockRules(), ())

    def run(
        self, calendar: WorkCalendar, at: Sequence[datetime], promised: Mapping[int, datetime]
    ) -> list[DossierClock]:
        """The clock after each change. at: the moment of each deed; promised: the new appointment of an apology."""
        found: list[DossierClock] = []
        for change in self.changes:
            now = at[change.deed]
            match change.kind:
                case ClockEvent.STARTED:
                    clock, _ = start(calendar, self.limit, now, self.rules)
                case ClockEvent.LIMIT_CHANGED:
                    clock, _ = change_limit(calendar, found[-1], now, self.last_limit, change.grounds)
                case ClockEvent.PAUSED:
                    clock, _ = pause(found[-1], now, change.cause, change.grounds, special_law=True)
                case ClockEvent.RESCHEDULED:
                    clock, _ = reschedule(calendar, found[-1], now, promised[change.deed], change.grounds)
                case ClockEvent.FINISHED:
                    clock, _ = finish(found[-1], now)
                case ClockEvent.STOPPED:
                    clock, _ = stop(found[-1], now, change.grounds)
                case _:
                    clock, _ = resume(calendar, found[-1], now, change.grounds)
            found.append(clock)
        return found


def clock_course(
    dossier: Mapping[str, Any], events: Sequence[Mapping[str, Any]], deeds: Sequence[int], stated: TimeLimit
) -> ClockCourse | None:
    """How the clock of a played dossier went, from its row and its events. deeds: by which deed each event came.
    stated: the limit with which it was started.

    None where limits took over more than once: the one between is told nowhere.
    """
    if dossier["clock"] is None:
        return ClockCourse.none()
    last = DossierClock.parse(dossier["clock"])
    causes = iter([pause.cause for pause in last.pauses])
    changes = [
        Change(kind, deed, _grounds(event["data"]), next(causes) if kind is ClockEvent.PAUSED else PauseCause.ANSWER)
        for event, deed in zip(events, deeds, strict=True)
        if (kind := _KINDS.get(event["kind"]))
    ]
    if sum(change.kind is ClockEvent.LIMIT_CHANGED for change in changes) > 1:
        return None
    return ClockCourse(stated, last.limit, last.rules, tuple(changes))


def _grounds(data: Mapping[str, Any]) -> Grounds:
    """What an event says of why the clock changed; acceptance and the result need no grounds."""
    return Grounds(data["reason"], data["article"]) if data["reason"] and data["article"] else _NO_GROUNDS


def in_time(clock: DossierClock, at: datetime) -> str:
    """Whether what happened at that moment kept the limit of the law."""
    return outcome(clock.limit, clock.statutory_due_at, at).value
