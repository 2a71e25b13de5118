"""The apology as the system proposes it: whether one is owed, why the dossier is late, which day can be promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.core.deadlines import (
    Outcome,
    apology_ready_at,
    may_be_rescheduled,
    outcome,
    proposed_appointment,
    will_be_late,
)
from motcua.core.workcal import office_time
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.reminding.outlook import Outlook, outlook
from motcua.domain.dossiers.types import Phase
from motcua.domain.identity import queries as identity


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a draft says. due_at: the appointment that cannot be kept; is_late: it was not. office_id: whose head sends
    it.
    """

    due_at: datetime
    new_due_at: datetime
    reasons: tuple[str, ...]
    office_id: int
    is_late: bool


def proposal(case: Case, world: World, now: datetime) -> Proposal | None:
    """The apology that a dossier is owed at this moment: its last day has come and lateness is expected, or it is late
    already. None otherwise, and while it waits for the applicant (Nghị định 61/2018/NĐ-CP Điều 19 khoản 9).
    """
    clock = case.clock
    if clock is None or case.phase not in (Phase.ACCEPTED, Phase.PROCESSING) or not may_be_rescheduled(clock):
        return None
    calendar = world.calendar_of(case.competent_id)
    is_late = outcome(clock.limit, clock.due_at, now) is Outcome.LATE
    ready_at = apology_ready_at(calendar, clock)
    if not is_late and (ready_at is None or office_time(now) < ready_at):
        return None
    expected = outlook(case, world, now)
    if expected is None or not (is_late or will_be_late(clock, expected.ends_at)):
        return None
    return Proposal(
        due_at=clock.due_at,
        new_due_at=proposed_appointment(calendar, clock, expected.ends_at, now),
        reasons=(_reason(expected, world),),
        office_id=case.handler.office_id if case.handler else case.competent_id,
        is_late=is_late,
    )


def _reason(expected: Outlook, world: World) -> str:
    """Why, in the city's own words for it; what the step is called, where the city has none."""
    words = world.reminders.apology_reasons.get(expected.reason)
    offices = ", ".join(identity.agency(each).name for each in expected.offices)
    return words.vi.format(step=expected.step.name.vi, office=offices) if words else expected.step.name.vi
