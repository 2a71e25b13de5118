"""What lists and pages show of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.core.deadlines import ClockState, DossierClock, LimitUnit, Remaining, remaining, state
from motcua.core.forms import Text
from motcua.core.procedure import Channel
from motcua.core.workcal import office_time
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.types import Handler, Phase, Task, TaskKind, WaitingFor
from motcua.domain.identity import queries as identity

A_WORKING_DAY = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a dossier stands against its due date, at one moment. by_a_part: it is a part of it that makes it late, or
    due so soon; `remaining` is then that part's.
    """

    state: ClockState
    remaining: Remaining | None
    due_at: datetime | None
    original_due_at: datetime | None
    by_a_part: bool = False


@dataclass(frozen=True, slots=True)
class DossierCard:
    """One dossier in a list. parent_id: the linked dossier that it is a part of. asked_by_a_part: the office of one of
    its own parts waits for the applicant; only lists and pages for him ask this.
    """

    id: UUID
    code: str
    reference: str
    procedure_code: str
    procedure: Text
    applicant_name: str
    channel: Channel
    assisted: bool
    phase: Phase
    waiting_for: WaitingFor | None
    receiving_id: int
    competent_id: int
    submitted_at: datetime
    accepted_at: datetime | None
    resolved_at: datetime | None
    ended_at: datetime | None
    handler: Handler | None
    fees_outstanding: int
    standing: Standing
    parent_id: UUID | None = None
    asked_by_a_part: bool = False


def due_soon() -> timedelta:
    """From how much working time left a dossier counts as due soon."""
    return timedelta(hours=settings.DUE_SOON_HOURS)


def standing_of(
    clock: Mapping[str, Any] | None, competent_id: int, now: datetime, parts_due_at: datetime | None = None
) -> Standing:
    """Where a stored clock stands now. Before acceptance there is none, and nothing is late in law. A whole stands as
    the worst of its parts does, whose earliest day is `parts_due_at`.
    """
    if not clock:
        return Standing(ClockState.IN_TIME, None, None, None)
    kept = DossierClock.parse(clock)
    calendar = identity.calendar_of(competent_id)
    own = Standing(
        state(calendar, kept, now, due_soon()), remaining(calendar, kept, now), kept.due_at, kept.original_due_at
    )
    return own if parts_due_at is None else _worse(own, parts_due_at, competent_id, now)


def _worse(own: Standing, parts_due_at: datetime, competent_id: int, now: datetime) -> Standing:
    """The standing of a whole, or that of its most urgent part where this is worse."""
    left = left_until(parts_due_at, competent_id, now)
    if left is None or own.state not in (ClockState.IN_TIME, ClockState.DUE_SOON):
        return own
    if left.overdue:
        return replace(own, state=ClockState.OVERDUE, remaining=left, by_a_part=True)
    if own.state is ClockState.IN_TIME and left.working_time <= due_soon():
        return replace(own, state=ClockState.DUE_SOON, remaining=left, by_a_part=True)
    return own


def left_until(due_at: datetime | None, office_id: int, now: datetime) -> Remaining | None:
    """What is left of a step or an opinion by the working time of the office that owes it: in hours while it is less
    than a working day, else in working days.
    """
    if due_at is None:
        return None
    calendar = identity.calendar_of(office_id)
    left = calendar.between(now, due_at)
    unit = LimitUnit.WORKING_HOURS if abs(left) < A_WORKING_DAY else LimitUnit.WORKING_DAYS
    days = calendar.working_days_between(office_time(now).date(), office_time(due_at).date())
    return Remaining(unit, left, days, overdue=now > due_at)


def card_of(row: Dossier, now: datetime) -> DossierCard:
    """The card of a row."""
    procedure = catalogue.version(row.version_id)
    handler = None
    if row.handler_id is not None and row.handler_office_id is not None:
        handler = Handler(row.handler_id, row.handler_office_id, row.handler_role)
    return DossierCard(
        id=row.id,
        code=row.code or "",
        reference=row.reference,
        procedure_code=procedure.code,
        procedure=procedure.short_name,
        applicant_name=row.applicant_name,
        channel=Channel(row.channel),
        assisted=row.assisted,
        phase=Phase(row.phase),
        waiting_for=WaitingFor(row.waiting_for) if row.waiting_for else None,
        receiving_id=row.receiving_id,
        competent_id=row.competent_id,
        submitted_at=row.submitted_at,
        accepted_at=row.accepted_at,
        resolved_at=row.resolved_at,
        ended_at=row.ended_at,
        handler=handler,
        fees_outstanding=row.fees_due - row.fees_paid,
        standing=standing_of(row.clock, row.competent_id, now, row.parts_due_at),
        parent_id=row.parent_id,
    )


def task_of(row: OpenTask) -> Task:
    """The task of a row."""
    return Task(
        kind=TaskKind(row.kind),
        n=row.n,
        step=row.step,
        role=row.role,
        office_id=row.office_id,
        enabled_at=row.enabled_at,
        due_at=row.due_at,
        holder_id=row.holder_id,
        claimed_at=row.claimed_at,
        started_at=row.started_at,
        counts_from=row.counts_from,
    )
