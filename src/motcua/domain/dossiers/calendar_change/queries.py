"""What changes of the calendar have moved, for those who lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from motcua.domain.dossiers.models import CalendarChange, MovedDossier
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope

MOST = 30


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One change of the calendar and how far it is carried through. agency_id: None for the whole country."""

    id: int
    agency_id: int | None
    decision: str
    reason: str
    recorded_at: datetime
    looked: int
    moved: int
    refused: int
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A dossier whose appointment moved."""

    dossier_id: UUID
    code: str
    applicant_name: str
    competent_id: int
    old_due_at: datetime
    new_due_at: datetime


def calendar_changes(scope: Scope, most: int = MOST) -> tuple[ChangeCard, ...]:
    """The latest changes that concern offices in the officer's sight, newest first."""
    above: set[int] = set()
    for office in scope.agencies:
        above.update(each.id for each in identity.agencies().upwards(office))
    rows = CalendarChange.objects.filter(Q(agency=None) | Q(agency_id__in=above)).order_by("-id")
    return tuple(_card(row) for row in rows[:most])


def all_changes(*, most: int = MOST) -> tuple[ChangeCard, ...]:
    """The latest changes of the whole city, newest first: for its operator."""
    return tuple(_card(row) for row in CalendarChange.objects.order_by("-id")[:most])


def moved_dossiers(change_id: int, scope: Scope, *, first: int = 0, size: int = 100) -> tuple[Moved, ...]:
    """The dossiers that a change moved, of the agencies in the officer's sight, the soonest due first."""
    rows = MovedDossier.objects.filter(change_id=change_id, dossier__competent_id__in=sorted(scope.agencies))
    columns = ("dossier_id", "dossier__code", "dossier__applicant_name", "dossier__competent_id")
    found = rows.order_by("new_due_at", "dossier_id").values_list(*columns, "old_due_at", "new_due_at")
    return tuple(
        Moved(each, code or "", name, competent, old, new)
        for each, code, name, competent, old, new in found[first : first + size]
    )


def _card(row: CalendarChange) -> ChangeCard:
    return ChangeCard(
        id=row.pk,
        agency_id=row.agency_id,
        decision=row.decision,
        reason=row.reason,
        recorded_at=row.recorded_at,
        looked=row.looked,
        moved=row.moved,
        refused=row.refused,
        finished_at=row.finished_at,
    )
