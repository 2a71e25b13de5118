"""Everything one screen shows of one dossier, for whoever may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.core.procedure import Procedure
from motcua.core.process import State
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.models import (
    Content,
    Dossier,
    DossierEvent,
    DossierKey,
    DossierLetter,
    DossierOpinion,
    DossierPaper,
    DossierParty,
    OpenTask,
    Remark,
)
from motcua.domain.dossiers.past import paper_of, party_of
from motcua.domain.dossiers.policies import may_see
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.queries.cards import DossierCard, card_of, task_of
from motcua.domain.dossiers.references import normal_key
from motcua.domain.dossiers.types import (
    Letter,
    LetterState,
    Opinion,
    Paper,
    Party,
    Task,
    Verdict,
)
from motcua.domain.identity.policies import Scope


@dataclass(frozen=True, slots=True)
class NumberedPaper:
    n: int
    added_at: datetime
    paper: Paper


@dataclass(frozen=True, slots=True)
class FormVersion:
    """The application form as it was handed in the n-th time."""

    n: int
    at: datetime
    form: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A whole dossier. `form` holds the latest values, `forms` how many versions there were. `letters` are those that
    are issued, `signed` those that were signed with a key and are not, whether or not the signature still holds.
    """

    card: DossierCard
    procedure: Procedure
    case_key: str
    parties: tuple[Party, ...]
    form: Mapping[str, Any]
    forms: int
    papers: tuple[NumberedPaper, ...]
    letters: tuple[Letter, ...]
    opinions: tuple[Opinion, ...]
    tasks: tuple[Task, ...]
    events: tuple[RecordedEvent, ...]
    process: State
    supplements: int
    seq: int
    signed: tuple[Letter, ...] = ()


def dossier_for_officer(dossier_id: UUID, scope: Scope) -> UUID:
    """The id again, if the officer may see the dossier: an office of his sight had to do with it.
    NoSuchDossierError.
    """
    row = Dossier.objects.filter(pk=dossier_id).values_list("receiving_id", "competent_id").first()
    if row is None:
        raise NoSuchDossierError
    worked = DossierEvent.objects.filter(dossier_id=dossier_id, office__isnull=False).values_list(
        "office_id", flat=True
    )
    offices: set[int] = {*row, *worked.distinct()}
    if not may_see(scope, offices):
        raise NoSuchDossierError
    return dossier_id


def dossier_for_person(dossier_id: UUID, person_id: UUID) -> UUID:
    """The id again, if the person is a party to the dossier by his own account. NoSuchDossierError."""
    if not DossierParty.objects.filter(dossier_id=dossier_id, person_id=person_id).exists():
        raise NoSuchDossierError
    return dossier_id


def dossier_by_key(typed: str) -> UUID:
    """The dossier that a typed code or reference names. NoSuchDossierError. Says nothing about who may see it."""
    found = DossierKey.objects.filter(key=normal_key(typed)).values_list("dossier_id", flat=True).first()
    if found is None:
        raise NoSuchDossierError
    return found


def competent_agency_of(dossier_id: UUID) -> int:
    """The agency that decides a dossier. NoSuchDossierError. Says nothing about who may know."""
    found = Dossier.objects.filter(pk=dossier_id).values_list("competent_id", flat=True).first()
    if found is None:
        raise NoSuchDossierError
    return found


def dossier_page(dossier_id: UUID, now: datetime) -> DossierPage:
    """All of a dossier. The caller has asked one of the functions above who may see it."""
    row = Dossier.objects.filter(pk=dossier_id).first()
    if row is None:
        raise NoSuchDossierError
    of = {"dossier_id": dossier_id}
    letters = tuple(_letter(each) for each in DossierLetter.objects.filter(**of).order_by("n"))
    latest = Content.objects.filter(**of).order_by("-n").values_list("form", flat=True).first()
    return DossierPage(
        card=card_of(row, now),
        procedure=procedure_of(row),
        case_key=row.case_key,
        parties=tuple(party_of(each) for each in DossierParty.objects.filter(**of).order_by("n")),
        form=latest or {},
        forms=row.contents,
        papers=tuple(
            NumberedPaper(each.n, each.added_at, paper_of(each))
            for each in DossierPaper.objects.filter(**of).order_by("n")
        ),
        letters=tuple(each for each in letters if each.state is LetterState.ISSUED),
        signed=tuple(each for each in letters if each.state is not LetterState.ISSUED),
        opinions=tuple(_opinion(each) for each in DossierOpinion.objects.filter(**of).order_by("n")),
        tasks=tuple(task_of(each) for each in OpenTask.objects.filter(**of).order_by("kind", "n")),
        events=events_of(dossier_id),
        process=State.from_json(row.process),
        supplements=row.supplements,
        seq=row.seq,
    )


def events_of(dossier_id: UUID) -> tuple[RecordedEvent, ...]:
    """The log of a dossier, oldest first, with the words that were said."""
    words = dict(Remark.objects.filter(dossier_id=dossier_id).values_list("seq", "words"))
    rows = DossierEvent.objects.filter(dossier_id=dossier_id).order_by("seq")
    return tuple(
        RecordedEvent(
            row.seq,
            row.at,
            EventKind(row.kind),
            row.actor,
            row.office_id,
            row.step,
            row.role,
            row.data,
            words.get(row.seq, ""),
        )
        for row in rows
    )


def form_versions(dossier_id: UUID) -> tuple[FormVersion, ...]:
    """Every version of the application form, oldest first."""
    rows = Content.objects.filter(dossier_id=dossier_id).order_by("n")
    return tuple(FormVersion(row.n, row.at, row.form) for row in rows)


def document_is_in(dossier_id: UUID, document_id: UUID) -> bool:
    """Whether a dossier holds this document, as a paper or as a letter."""
    return (
        DossierPaper.objects.filter(dossier_id=dossier_id, document_id=document_id).exists()
        or DossierLetter.objects.filter(dossier_id=dossier_id, document_id=document_id).exists()
    )


def _letter(row: DossierLetter) -> Letter:
    return Letter(row.n, row.key, row.number, row.issued_at, row.details, row.document_id, LetterState(row.state))


def _opinion(row: DossierOpinion) -> Opinion:
    return Opinion(
        n=row.n,
        step=row.step,
        agency_id=row.agency_id,
        question=row.question,
        asked_at=row.asked_at,
        due_at=row.due_at,
        verdict=Verdict(row.verdict) if row.verdict else None,
        answered_at=row.answered_at,
        words=row.words,
    )
