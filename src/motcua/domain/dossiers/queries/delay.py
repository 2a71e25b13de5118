"""Whether a dossier is late or may soon be, so that its office can say sorry in good time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from motcua.core.deadlines import (
    ClockState,
    DossierClock,
    apology_required,
    first_appointment_day,
    may_be_rescheduled,
    state,
)
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries.cards import due_soon
from motcua.domain.dossiers.types import Phase
from motcua.domain.identity import queries as identity


@dataclass(frozen=True, slots=True)
class Delay:
    """A dossier for which a new appointment may be made. first_day: the first that can be promised. by_the_hour:
    whether an hour is promised with it.
    """

    due_at: datetime
    first_day: date
    by_the_hour: bool


def delay_ahead(dossier_id: UUID, now: datetime) -> Delay | None:
    """What an apology could promise: where the result is late, its due date near or the last day for an apology there,
    and none was written before; None elsewhere (Nghị định 61/2018/NĐ-CP Điều 19 khoản 9).
    """
    row = Dossier.objects.filter(pk=dossier_id).values("phase", "clock", "competent_id").first()
    if row is None or Phase(row["phase"]) not in (Phase.ACCEPTED, Phase.PROCESSING) or not row["clock"]:
        return None
    clock, calendar = DossierClock.parse(row["clock"]), identity.calendar_of(row["competent_id"])
    near = state(calendar, clock, now, due_soon()) in (ClockState.DUE_SOON, ClockState.OVERDUE)
    if not may_be_rescheduled(clock) or not (near or apology_required(calendar, clock, now)):
        return None
    return Delay(clock.due_at, first_appointment_day(calendar, clock, now), clock.limit.by_the_hour)
