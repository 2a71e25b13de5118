"""The inbox: what is open in the offices and roles of an officer, by what the law will hold against him first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from motcua.core.forms import Text
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.models import OpenTask
from motcua.domain.dossiers.queries.cards import DossierCard, card_of, due_soon, task_of
from motcua.domain.dossiers.types import Task, TaskKind
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope


class Whose(StrEnum):
    """Which part of the inbox."""

    MINE = "mine"
    FREE = "free"
    OFFICE = "office"


class Urgency(StrEnum):
    """The groups an inbox is read in."""

    LATE = "late"
    SOON = "soon"
    IN_TIME = "in_time"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class InboxFilter:
    whose: Whose = Whose.MINE
    urgency: Urgency | None = None
    procedure_code: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One task with the dossier it belongs to."""

    task: Task
    step_name: Text
    holder: str
    dossier: DossierCard


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of tasks, and how many there are of each kind."""

    rows: tuple[InboxRow, ...]
    total: int
    by_whose: dict[Whose, int]
    by_urgency: dict[Urgency, int]


def inbox(scope: Scope, wanted: InboxFilter, now: datetime, *, first: int = 0, size: int = 50) -> Inbox:
    """The tasks of an officer, most urgent first. What waits for the applicant comes last: nobody is late with it."""
    held = _held_by(scope)
    parts = {whose: held.filter(_whose(scope, whose)) for whose in Whose}
    chosen = parts[wanted.whose]
    if wanted.procedure_code:
        chosen = chosen.filter(dossier__procedure_code=wanted.procedure_code)
    if wanted.step:
        chosen = chosen.filter(step=wanted.step)
    by_urgency = {urgency: chosen.filter(_urgency(scope, urgency, now)) for urgency in Urgency}
    shown = by_urgency[wanted.urgency] if wanted.urgency else chosen
    ordered = shown.order_by("waits", F("dossier_due_at").asc(nulls_last=True), "due_at", "enabled_at")
    rows = ordered.select_related("dossier")[first : first + size]
    return Inbox(
        rows=tuple(_row(row, now) for row in rows),
        total=shown.count(),
        by_whose={whose: part.count() for whose, part in parts.items()},
        by_urgency={urgency: part.count() for urgency, part in by_urgency.items()},
    )


def _held_by(scope: Scope) -> QuerySet[OpenTask]:
    """Everything that the officer's postings open to him: his roles in his offices, and the opinions asked of them."""
    mine = [Q(office_id=office, role=role, kind=TaskKind.STEP) for office, role in scope.roles]
    mine.append(Q(office_id__in=scope.agencies, kind=TaskKind.OPINION))
    return OpenTask.objects.filter(reduce(or_, mine))


def _whose(scope: Scope, whose: Whose) -> Q:
    match whose:
        case Whose.MINE:
            return Q(holder_id=scope.officer_id)
        case Whose.FREE:
            return Q(holder_id=None)
        case Whose.OFFICE:
            return Q()


def _urgency(scope: Scope, urgency: Urgency, now: datetime) -> Q:
    """By the dossier's due date, else by the step's own: reception is owed before there is a due date."""
    late, soon = _due_before(now), _due_before(_soon(scope, now))
    match urgency:
        case Urgency.LATE:
            return late
        case Urgency.SOON:
            return soon & ~late
        case Urgency.IN_TIME:
            return Q(waits=False) & ~soon
        case Urgency.WAITING:
            return Q(waits=True)


def _due_before(moment: datetime) -> Q:
    return Q(waits=False) & (Q(dossier_due_at__lt=moment) | Q(dossier_due_at=None, due_at__lt=moment))


def _soon(scope: Scope, now: datetime) -> datetime:
    office = next(iter(sorted(scope.agencies)), None)
    return identity.calendar_of(office).add(now, due_soon()) if office is not None else now


def _row(row: OpenTask, now: datetime) -> InboxRow:
    procedure = catalogue.version(row.dossier.version_id)
    holder = identity.officer(row.holder_id).full_name if row.holder_id else ""
    return InboxRow(task_of(row), procedure.steps[row.step].name, holder, card_of(row.dossier, now))
