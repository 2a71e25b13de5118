"""Apologies that are owed and not sent: as drafts before those who sign them, and for those who lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.models import ApologyDraft
from motcua.domain.dossiers.policies import led_offices
from motcua.domain.dossiers.queries.cards import DossierCard, card_of
from motcua.domain.dossiers.types import Phase
from motcua.domain.identity.policies import Scope

MOST = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """An apology as it is proposed. due_at: the appointment that cannot be kept."""

    dossier_id: UUID
    n: int
    made_at: datetime
    due_at: datetime
    new_due_at: datetime
    reasons: tuple[str, ...]
    office_id: int

    @property
    def words(self) -> str:
        """The reasons as a form takes them: a line each."""
        return "\n".join(self.reasons)


@dataclass(frozen=True, slots=True)
class OwedApology:
    """A draft that nobody has sent or dismissed, with its dossier. is_late: the appointment has passed."""

    draft: Draft
    dossier: DossierCard
    is_late: bool


def draft_of(dossier_id: UUID) -> Draft | None:
    """The draft that waits for its signer; None when none does, or it has been overtaken."""
    row = _waiting().filter(dossier_id=dossier_id).order_by("-n").first()
    return _draft(row) if row else None


def owed_apologies(scope: Scope, now: datetime, most: int = MOST) -> tuple[OwedApology, ...]:
    """The drafts of the offices that the officer leads, the soonest due first: he sends or dismisses them, and sees
    what the heads below him have not sent.
    """
    offices = led_offices(scope, catalogue.leading_roles())
    if not offices:
        return ()
    rows = _waiting().filter(office_id__in=sorted(offices)).select_related("dossier").order_by("due_at", "dossier_id")
    return tuple(OwedApology(_draft(row), card_of(row.dossier, now), row.due_at < now) for row in rows[:most])


def _waiting() -> QuerySet[ApologyDraft]:
    """A draft means something while its dossier has the appointment that it is about, and the office can act."""
    return ApologyDraft.objects.filter(
        dismissed_at=None,
        dossier__due_at=F("due_at"),
        dossier__waiting_for=None,
        dossier__phase__in=(Phase.ACCEPTED, Phase.PROCESSING),
    )


def _draft(row: ApologyDraft) -> Draft:
    return Draft(row.dossier_id, row.n, row.made_at, row.due_at, row.new_due_at, tuple(row.reasons), row.office_id)
