"""An act that could not be done, told at the place where it was tried, with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from motcua.delivery.desk.posted import Posted
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.errors import BusyDossierError, DossierError, TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.types import Task, TaskKind

# What people typed, in the order in which it is shown again when its form is gone.
WORDS = ("reason", "what", "why", "question", "participants", "findings", "conclusion", "receiver", "number", "receipt")
_ENDINGS = (EventKind.STEP_COMPLETED, EventKind.STEP_RETURNED, EventKind.STEP_CANCELLED, EventKind.OPINION_GIVEN)
_TAKINGS = (EventKind.STEP_CLAIMED, EventKind.STEP_ASSIGNED)


@dataclass(frozen=True, slots=True)
class ActProblem:
    """Which act, on which task, why not, and what was typed."""

    word: str
    n: str
    why: str
    typed: QueryDict
    overtaken: bool

    @classmethod
    def of(cls, word: str, posted: Posted, error: DossierError) -> ActProblem:
        """From what the domain refused."""
        overtaken = isinstance(error, TaskGoneError | WrongPhaseError | BusyDossierError)
        return cls(word, posted.words("n"), in_language(error), posted.data, overtaken)

    @property
    def kept(self) -> list[str]:
        """The words that somebody has typed, for him to take along."""
        return [text for name in WORDS for text in self.typed.getlist(name) if text.strip()]

    def who_was_quicker(self, events: Sequence[RecordedEvent], tasks: Sequence[Task]) -> RecordedEvent | None:
        """The act of somebody else that took this task away, if the log knows one."""
        if not self.overtaken or not self.n.isdecimal():
            return None
        kind = self.typed.get("kind") or TaskKind.STEP.value
        n = int(self.n)
        is_open = any((task.kind.value, task.n) == (kind, n) for task in tasks)
        wanted = _TAKINGS if is_open else _ENDINGS
        of_task = (event for event in reversed(events) if event.kind in wanted and event.data.get("n") == n)
        return next((event for event in of_task if _kind_of(event) == kind), None)


def status_of(error: DossierError) -> int:
    """409 when the dossier has moved on, 422 when the form lacks something."""
    return 409 if isinstance(error, TaskGoneError | WrongPhaseError | BusyDossierError) else 422


def _kind_of(event: RecordedEvent) -> str:
    if event.kind is EventKind.OPINION_GIVEN:
        return TaskKind.OPINION.value
    return str(event.data.get("kind", TaskKind.STEP.value))
