"""Dissatisfaction as the head of an office reads it: who waits since when, what was said, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.core.deadlines import Remaining
from motcua.delivery.desk.access import AtWork
from motcua.delivery.ui.rating import procedure_called, said_in_words
from motcua.domain.dossiers.queries.cards import DossierCard, due_soon, left_until
from motcua.domain.dossiers.queries.lists import cards_of
from motcua.domain.feedback.errors import NoQuestionsError
from motcua.domain.feedback.queries.follow_ups import anonymous_follow_ups, follow_ups
from motcua.domain.feedback.questionnaire import questionnaire
from motcua.domain.feedback.types import AnonymousFollowUp, FollowUp, Question


@dataclass(frozen=True, slots=True)
class Owed:
    """Until when an answer is owed, as colour and words. `kind` is one of the colours of time."""

    kind: str
    left: Remaining | None


@dataclass(frozen=True, slots=True)
class ShownFollowUp:
    """One dissatisfied person. card: None where the dossier lies outside the officer's sight."""

    each: FollowUp
    card: DossierCard | None
    procedure: str
    said: tuple[tuple[str, str], ...]
    owed: Owed | None


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """The anonymous dissatisfaction of a month."""

    each: AnonymousFollowUp
    procedure: str
    owed: Owed | None

    @property
    def mark(self) -> str:
        """Names the group in a form."""
        group = self.each.group
        return f"{group.office_id}:{group.procedure_code}:{group.month.isoformat()}"


def shown_follow_ups(by: AtWork, *, closed: bool) -> tuple[ShownFollowUp, ...]:
    """Those of the offices that he leads, most urgent first, or the closed ones."""
    found = follow_ups(by.scope, closed=closed)
    cards = cards_of((each.subject_ref for each in found), by.scope, by.now)
    asked, on = _questions(), by.now.date()
    return tuple(
        ShownFollowUp(
            each=each,
            card=cards.get(each.subject_ref),
            procedure=procedure_called(each.procedure_code, on),
            said=said_in_words(each.answers, asked),
            owed=None if each.closed_at else _owed(each.due_at, each.office_id, by.now),
        )
        for each in found
    )


def shown_months(by: AtWork, *, closed: bool) -> tuple[ShownMonth, ...]:
    """The months that wait for an answer, or those that have one."""
    if not _questions():
        return ()
    on = by.now.date()
    return tuple(
        ShownMonth(
            each=each,
            procedure=procedure_called(each.group.procedure_code, on),
            owed=_owed(each.due_at, each.group.office_id, by.now) if each.is_open else None,
        )
        for each in anonymous_follow_ups(by.scope, by.now)
        if each.is_open is not closed
    )


def _owed(due_at: datetime, office_id: int, now: datetime) -> Owed:
    left = left_until(due_at, office_id, now)
    if left is None or left.overdue:
        return Owed("late", left)
    return Owed("soon" if left.working_time <= due_soon() else "", left)


def _questions() -> tuple[Question, ...]:
    try:
        return questionnaire().questions
    except NoQuestionsError:
        return ()
