"""The clock of one dossier as a value: what was accepted when, every pause, every new appointment, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.core.deadlines.errors import MissingGroundsError
from motcua.core.deadlines.rules import ClockRules
from motcua.core.deadlines.stored import Readers, moment, moment_or_none, moment_text, read, text
from motcua.core.deadlines.time_limit import TimeLimit


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a clock changes: the reason told to the applicant, and the article that allows it. Both are needed."""

    reason: str
    article: str

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.article.strip():
            raise MissingGroundsError

    def as_dict(self) -> dict[str, object]:
        return {"reason": self.reason, "article": self.article}


class PauseCause(StrEnum):
    """What the dossier waits for. Only waiting for the applicant stops the clock; waiting for an agency never does."""

    SUPPLEMENT = "supplement"
    FINANCIAL_OBLIGATION = "financial_obligation"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time in which the clock stood still; still open while `until` is None."""

    since: datetime
    until: datetime | None
    cause: PauseCause
    grounds: Grounds

    def as_dict(self) -> dict[str, object]:
        return {
            "since": moment_text(self.since),
            "until": moment_text(self.until),
            "cause": self.cause.value,
            "grounds": self.grounds.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Reschedule:
    """A new appointment (hẹn lại): decided `at`, promising the result for `due_at`."""

    at: datetime
    due_at: datetime
    grounds: Grounds

    def as_dict(self) -> dict[str, object]:
        return {"at": moment_text(self.at), "due_at": moment_text(self.due_at), "grounds": self.grounds.as_dict()}


@dataclass(frozen=True, slots=True)
class DossierClock:
    """The clock of one dossier. It holds all that is needed to compute its due date again, exactly.

    accepted_at: the acceptance, as it happened.
    counts_from: the event the limit now counts from: the acceptance, or the supplement that restarted it.
    original_due_at: the first promise. It never changes, and statistics of lateness may ask for it at any time.
    statutory_due_at: the end of the limit with its pauses, as if no new appointment had been made.
    rescheduled_due_at: the new appointment with the pauses since, if there is one.
    finished_at, stopped_at: when the result was ready, or when the dossier ended without one.

    While the clock is paused its due dates are those of the moment it was paused.
    """

    limit: TimeLimit
    rules: ClockRules
    accepted_at: datetime
    counts_from: datetime
    original_due_at: datetime
    statutory_due_at: datetime
    rescheduled_due_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    reschedules: tuple[Reschedule, ...] = ()
    finished_at: datetime | None = None
    stopped_at: datetime | None = None

    @property
    def due_at(self) -> datetime:
        """What the applicant may count on: the new appointment once there is one, but never before the limit ends."""
        if self.rescheduled_due_at is None:
            return self.statutory_due_at
        return max(self.statutory_due_at, self.rescheduled_due_at)

    @property
    def open_pause(self) -> Pause | None:
        """The pause that is going on, if any."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None

    @property
    def ended_at(self) -> datetime | None:
        """When the dossier ended, with a result or without."""
        return self.finished_at or self.stopped_at

    @property
    def supplement_count(self) -> int:
        """How many supplements have been requested."""
        return sum(pause.cause is PauseCause.SUPPLEMENT for pause in self.pauses)

    @property
    def changed_at(self) -> datetime:
        """The latest moment the clock knows of; nothing may be recorded before it."""
        known = [self.counts_from, *(reschedule.at for reschedule in self.reschedules[-1:])]
        known += [pause.until or pause.since for pause in self.pauses[-1:]]
        return max(known)

    @classmethod
    def parse(cls, source: Mapping[str, object]) -> DossierClock:
        """Read what `as_dict` wrote. Raises ClockDataError, naming the key, when that is not possible."""
        return cls(**read(source, _CLOCK, required=True))

    def as_dict(self) -> dict[str, object]:
        """The clock as plain values for JSON: ISO texts, whole numbers, no floats. Equal clocks give equal texts."""
        return {
            "limit": self.limit.as_dict(),
            "rules": self.rules.as_dict(),
            "accepted_at": moment_text(self.accepted_at),
            "counts_from": moment_text(self.counts_from),
            "original_due_at": moment_text(self.original_due_at),
            "statutory_due_at": moment_text(self.statutory_due_at),
            "rescheduled_due_at": moment_text(self.rescheduled_due_at),
            "pauses": [pause.as_dict() for pause in self.pauses],
            "reschedules": [reschedule.as_dict() for reschedule in self.reschedules],
            "finished_at": moment_text(self.finished_at),
            "stopped_at": moment_text(self.stopped_at),
        }


def _grounds(source: Any) -> Grounds:
    return Grounds(**read(source, _GROUNDS, required=True))


def _pauses(source: Any) -> tuple[Pause, ...]:
    return tuple(Pause(**read(entry, _PAUSE, required=True)) for entry in source)


def _reschedules(source: Any) -> tuple[Reschedule, ...]:
    return tuple(Reschedule(**read(entry, _RESCHEDULE, required=True)) for entry in source)


_GROUNDS: Readers = {"reason": text, "article": text}
_PAUSE: Readers = {"since": moment, "until": moment_or_none, "cause": PauseCause, "grounds": _grounds}
_RESCHEDULE: Readers = {"at": moment, "due_at": moment, "grounds": _grounds}
_CLOCK: Readers = {
    "limit": TimeLimit.parse,
    "rules": ClockRules.parse,
    "accepted_at": moment,
    "counts_from": moment,
    "original_due_at": moment,
    "statutory_due_at": moment,
    "rescheduled_due_at": moment_or_none,
    "pauses": _pauses,
    "reschedules": _reschedules,
    "finished_at": moment_or_none,
    "stopped_at": moment_or_none,
}
