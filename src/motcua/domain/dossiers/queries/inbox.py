"""The inbox: what is open in the offices and roles of an officer, by what the law will hold against him first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from motcua.core.deadlines import Remaining
from motcua.core.forms import Text
from motcua.core.procedure import Procedure
from motcua.core.process import State
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.models import OpenTask
from motcua.domain.dossiers.policies import led_offices
from motcua.domain.dossiers.queries.cards import DossierCard, card_of, due_soon, left_until, task_of
from motcua.domain.dossiers.queries.instances import is_one_of_several, named_by_place
from motcua.domain.dossiers.queries.staffing import roles_for
from motcua.domain.dossiers.types import Task, TaskKind
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope

OPINION_NAME = Text("Cho ý kiến phối hợp", "Give an opinion")


class Whose(StrEnum):
    """Which part of the inbox: held by the officer, open to his roles, or all that he does or gives out."""

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
    """One task with the dossier it belongs to.

    left: until what is owed by law: the opinion's own day, else the dossier's due date, else the step's own limit.
    step_left: until the step's own limit. roles: in which an officer of the task's office may be given it.
    """

    task: Task
    step_name: Text
    holder: str
    dossier: DossierCard
    urgency: Urgency
    left: Remaining | None
    step_left: Remaining | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a filter may take, in words, and how many tasks it would leave."""

    key: str
    name: Text
    tasks: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of tasks, how many there are of each kind, and what the list may be filtered by."""

    rows: tuple[InboxRow, ...]
    total: int
    by_whose: dict[Whose, int]
    by_urgency: dict[Urgency, int]
    procedures: tuple[Choice, ...]
    steps: tuple[Choice, ...]


def inbox(scope: Scope, wanted: InboxFilter, now: datetime, *, first: int = 0, size: int = 50) -> Inbox:
    """The tasks of an officer, most urgent first. What waits for the applicant comes last: nobody is late with it."""
    by_urgency = _by_urgency(_filtered(scope, wanted, now))
    procedures, steps = _choices(_part(scope, wanted.whose), wanted.procedure_code)
    return Inbox(
        rows=inbox_rows(scope, wanted, now, first=first, size=size),
        total=by_urgency[wanted.urgency] if wanted.urgency else sum(by_urgency.values()),
        by_whose=inbox_counts(scope),
        by_urgency=by_urgency,
        procedures=procedures,
        steps=steps,
    )


def inbox_rows(
    scope: Scope, wanted: InboxFilter, now: datetime, *, first: int = 0, size: int = 50
) -> tuple[InboxRow, ...]:
    """One page of the list without its counts."""
    rows = _filtered(scope, wanted, now)
    if wanted.urgency:
        rows = rows.filter(Q(urgency=wanted.urgency))
    ordered = rows.order_by("waits", F("owed_at").asc(nulls_last=True), "due_at", "enabled_at", "dossier_id", "n")
    return tuple(_row(row, now) for row in ordered.select_related("dossier")[first : first + size])


def inbox_counts(scope: Scope) -> dict[Whose, int]:
    """How many tasks lie in each part of the inbox."""
    own = _held_by(scope)
    found: dict[str, int] = OpenTask.objects.filter(own | _given_out_by(scope)).aggregate(
        mine=Count("dossier_id", filter=own & _whose(scope, Whose.MINE)),
        free=Count("dossier_id", filter=own & _whose(scope, Whose.FREE)),
        office=Count("dossier_id"),
    )
    return {whose: found[whose.value] for whose in Whose}


def _part(scope: Scope, whose: Whose) -> QuerySet[OpenTask]:
    own = _held_by(scope)
    if whose is Whose.OFFICE:
        return OpenTask.objects.filter(own | _given_out_by(scope))
    return OpenTask.objects.filter(own & _whose(scope, whose))


def _filtered(scope: Scope, wanted: InboxFilter, now: datetime) -> QuerySet[OpenTask]:
    rows = _part(scope, wanted.whose)
    if wanted.procedure_code:
        rows = rows.filter(dossier__procedure_code=wanted.procedure_code)
    if wanted.step:
        rows = rows.filter(step=wanted.step)
    own_day = Case(When(kind=TaskKind.OPINION, then="due_at"), default=Coalesce("dossier_due_at", "due_at"))
    return rows.annotate(owed_at=own_day).annotate(urgency=_urgency(scope, now))


def _held_by(scope: Scope) -> Q:
    """What the officer's postings let him do: his roles in his offices, and the opinions asked of them."""
    mine = [Q(office_id=office, role=role, kind=TaskKind.STEP) for office, role in scope.roles]
    mine.append(Q(office_id__in=scope.agencies, kind=TaskKind.OPINION))
    return reduce(or_, mine)


def _given_out_by(scope: Scope) -> Q:
    """What he may give to others: all tasks of the offices that he leads."""
    return Q(office_id__in=led_offices(scope, catalogue.leading_roles()))


def _whose(scope: Scope, whose: Whose) -> Q:
    return Q(holder_id=scope.officer_id) if whose is Whose.MINE else Q(holder_id=None)


def _urgency(scope: Scope, now: datetime) -> Case:
    return Case(
        When(waits=True, then=Value(Urgency.WAITING)),
        When(owed_at__lt=now, then=Value(Urgency.LATE)),
        When(owed_at__lt=_soon(scope, now), then=Value(Urgency.SOON)),
        default=Value(Urgency.IN_TIME),
        output_field=CharField(),
    )


def _soon(scope: Scope, now: datetime) -> datetime:
    office = next(iter(sorted(scope.agencies)), None)
    return identity.calendar_of(office).add(now, due_soon()) if office is not None else now


def _by_urgency(rows: QuerySet[OpenTask]) -> dict[Urgency, int]:
    counts = {each.value: Count("dossier_id", filter=Q(urgency=each)) for each in Urgency}
    found: dict[str, int] = rows.aggregate(**counts)
    return {urgency: found[urgency.value] for urgency in Urgency}


def _choices(rows: QuerySet[OpenTask], procedure_code: str) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """The procedures, and the steps of the chosen procedure or of all, that the part holds tasks of."""
    found = rows.values_list("dossier__procedure_code", "step", "kind").annotate(
        version=Max("dossier__version_id"), tasks=Count("dossier_id")
    )
    procedures: Counter[tuple[str, Text]] = Counter()
    steps: dict[str, tuple[Text, int]] = {}
    for code, step, kind, version_id, tasks in found.order_by("dossier__procedure_code", "step"):
        procedure = catalogue.version(version_id)
        procedures[code, procedure.short_name] += tasks
        if procedure_code in ("", code):
            name, before = steps.get(step, (_step_name(procedure.steps[step].name, TaskKind(kind)), 0))
            steps[step] = name, before + tasks
    by_name = [Choice(code, name, tasks) for (code, name), tasks in procedures.items()]
    by_step = [Choice(key, name, tasks) for key, (name, tasks) in steps.items()]
    return _in_order(by_name), _in_order(by_step)


def _in_order(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda choice: (-choice.tasks, choice.key)))


def _step_name(name: Text, kind: TaskKind) -> Text:
    return OPINION_NAME if kind is TaskKind.OPINION else name


def _task_name(row: Any, task: Task, procedure: Procedure) -> Text:
    name = _step_name(procedure.steps[task.step].name, task.kind)
    if not is_one_of_several(procedure, task):
        return name
    return named_by_place(name, State.from_json(row.dossier.process), task.n)


def _row(row: Any, now: datetime) -> InboxRow:
    task, card = task_of(row), card_of(row.dossier, now)
    procedure = catalogue.version(row.dossier.version_id)
    step_left = left_until(task.due_at, task.office_id, now)
    has_own_day = task.kind is TaskKind.OPINION or card.standing.remaining is None
    return InboxRow(
        task=task,
        step_name=_task_name(row, task, procedure),
        holder=identity.officer(task.holder_id).full_name if task.holder_id else "",
        dossier=card,
        urgency=Urgency(row.urgency),
        left=step_left if has_own_day else card.standing.remaining,
        step_left=step_left,
        roles=roles_for(procedure, task),
    )
