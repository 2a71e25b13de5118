"""What is open now, counted and listed where it lies: in the small indexes of undecided dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.core.forms import Text
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.queries.cards import DossierCard, card_of, due_soon, task_of
from motcua.domain.dossiers.queries.inbox import OPINION_NAME
from motcua.domain.dossiers.types import Task, TaskKind
from motcua.domain.identity import queries as identity


class OpenGroup(StrEnum):
    """How an undecided dossier stands: the groups that leaders count."""

    SUBMITTED = "submitted"
    IN_TIME = "in_time"
    SOON = "soon"
    LATE = "late"
    WAITING = "waiting"


# A whole is late as soon as one of its parts is.
_OWED = "least(due_at, parts_due_at)"
_STANDS = {
    OpenGroup.SUBMITTED: "due_at IS NULL",
    OpenGroup.IN_TIME: f"due_at IS NOT NULL AND waiting_for IS NULL AND {_OWED} >= %(soon)s",
    OpenGroup.SOON: f"waiting_for IS NULL AND {_OWED} >= %(now)s AND {_OWED} < %(soon)s",
    OpenGroup.LATE: f"waiting_for IS NULL AND due_at IS NOT NULL AND {_OWED} < %(now)s",
    OpenGroup.WAITING: "due_at IS NOT NULL AND waiting_for IS NOT NULL",
}
_UNDECIDED = """
FROM dossiers_dossier
WHERE resolved_at IS NULL AND ended_at IS NULL AND competent_id = ANY (%(agencies)s)
"""
_COUNTS = (
    "SELECT competent_id, "
    + ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in _STANDS.values())
    + _UNDECIDED
    + "GROUP BY competent_id"
)
_LISTS = {
    group: f"SELECT id {_UNDECIDED} AND {condition} ORDER BY {_OWED}, id LIMIT %(size)s OFFSET %(first)s"
    for group, condition in _STANDS.items()
}


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """The undecided dossiers of one agency."""

    submitted: int
    in_time: int
    soon: int
    late: int
    waiting: int


@dataclass(frozen=True, slots=True)
class OpenStep:
    """Where a dossier lies: the step, the office, the officer who holds it; `task` says since when."""

    task: Task
    name: Text
    holder: str


@dataclass(frozen=True, slots=True)
class OpenDossier:
    """An undecided dossier and all that is open on it now; nothing while it only waits."""

    card: DossierCard
    steps: tuple[OpenStep, ...]


def open_counts(agencies: Iterable[int], now: datetime) -> dict[int, OpenCounts]:
    """The undecided dossiers by the agency that decides them."""
    wanted = list(agencies)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, _moments(wanted, now))
        return {agency_id: OpenCounts(*counts) for agency_id, *counts in cursor.fetchall()}


def open_dossiers(
    agencies: Iterable[int], group: OpenGroup, now: datetime, *, first: int = 0, size: int = 50
) -> tuple[OpenDossier, ...]:
    """The very dossiers that `open_counts` counts in a group, longest due first."""
    wanted = list(agencies)
    if not wanted:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_LISTS[group], {**_moments(wanted, now), "first": first, "size": size})
        ids: list[UUID] = [row[0] for row in cursor.fetchall()]
    rows, tasks = Dossier.objects.in_bulk(ids), _tasks_of(ids)
    return tuple(
        OpenDossier(card_of(rows[each], now), tuple(_step(rows[each], task) for task in tasks[each]))
        for each in ids
        if each in rows
    )


def _moments(agencies: list[int], now: datetime) -> dict[str, Any]:
    """One calendar says for all of a city what soon means."""
    return {"agencies": agencies, "now": now, "soon": identity.calendar_of(agencies[0]).add(now, due_soon())}


def _tasks_of(dossiers: list[UUID]) -> dict[UUID, list[Task]]:
    found: defaultdict[UUID, list[Task]] = defaultdict(list)
    for row in OpenTask.objects.filter(dossier_id__in=dossiers).order_by("enabled_at", "n"):
        found[row.dossier_id].append(task_of(row))
    return found


def _step(row: Dossier, task: Task) -> OpenStep:
    step = catalogue.version(row.version_id).steps[task.step]
    name = OPINION_NAME if task.kind is TaskKind.OPINION else step.name
    return OpenStep(task, name, identity.officer(task.holder_id).full_name if task.holder_id else "")
