"""What is owed on one dossier at this moment, of which somebody may have to be reminded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from motcua.core.deadlines import (
    Call,
    Debt,
    Owed,
    apology_due_on,
    apology_ready_at,
    calls,
    may_be_rescheduled,
    next_call,
)
from motcua.core.procedure import WaitsFor, course
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.types import Phase, TaskKind, WaitingFor

# What goes on while the applicant is waited for: the clock stands, other agencies and the applicant do not.
_GOES_ON = frozenset({Owed.SUPPLEMENT, Owed.SILENCE, Owed.CONFIRMATION, Owed.SLICE})
_WORKING = (Phase.ACCEPTED, Phase.PROCESSING)


def debts(case: Case, world: World, supplement_asked_at: datetime | None = None) -> Iterator[Debt]:
    """Everything that is owed. While the applicant is waited for, only what goes on all the same.

    supplement_asked_at: where it is known, for a supplement that was asked for before the clock ran.
    """
    if case.ended_at:
        return
    found = (*_steps(case), *_dossier(case, world), *_slices(case), *_silence(case, world))
    everything = (*found, *_confirmation(case, world), *_supplement(case, world, supplement_asked_at))
    yield from (each for each in everything if case.waiting_for is None or each.owed in _GOES_ON)


def calls_of(case: Case, world: World, supplement_asked_at: datetime | None = None) -> list[tuple[Call, ...]]:
    """For each debt the reminders that it calls for, by the working time of the office that owes it."""
    rules = world.reminders.rules
    return [calls(world.calendar_of(debt.office_id), rules, debt) for debt in debts(case, world, supplement_asked_at)]


def next_look(case: Case, world: World, now: datetime, supplement_asked_at: datetime | None = None) -> datetime | None:
    """When the dossier must be looked at next: a reminder falls due, or the time for a draft of an apology has come."""
    if not world.reminders.rules or case.ended_at:
        return None
    ahead = next_call((call for found in calls_of(case, world, supplement_asked_at) for call in found), now)
    moments = [each for each in (ahead, *apology_moments(case, world)) if each and each > now]
    return min(moments, default=None)


def apology_moments(case: Case, world: World) -> list[datetime]:
    """When it is decided whether an apology must be drafted: as its last day begins, and once the dossier is late."""
    clock = case.clock
    if clock is None or case.phase not in _WORKING or not may_be_rescheduled(clock):
        return []
    ready_at = apology_ready_at(world.calendar_of(case.competent_id), clock)
    return [ready_at, clock.due_at] if ready_at else [clock.due_at]


def supplement_asked_at(case: Case, before: Case, now: datetime) -> datetime | None:
    """When the supplement was asked for that an act leaves awaited; None where only the log knows it."""
    if case.waiting_for is not WaitingFor.SUPPLEMENT:
        return None
    return now if before.waiting_for is not WaitingFor.SUPPLEMENT else None


def _steps(case: Case) -> Iterator[Debt]:
    for task in case.tasks:
        if task.kind is TaskKind.STEP and task.due_at:
            began_at = max(task.enabled_at, task.counts_from or task.enabled_at)
            yield Debt(Owed.STEP, f"step:{task.n}", began_at, task.due_at, task.office_id)


def _dossier(case: Case, world: World) -> Iterator[Debt]:
    clock = case.clock
    if clock is None or case.phase not in _WORKING or clock.open_pause:
        return
    yield Debt(Owed.DOSSIER, "dossier", clock.counts_from, clock.due_at, case.competent_id)
    if may_be_rescheduled(clock):
        calendar = world.calendar_of(case.competent_id)
        last_day = apology_due_on(calendar, clock)
        yield Debt(Owed.APOLOGY, "apology", clock.counts_from, calendar.closing(last_day), case.competent_id)


def _slices(case: Case) -> Iterator[Debt]:
    for part in case.parts:
        if part.is_open and part.due_at and part.waiting_for is None:
            yield Debt(Owed.SLICE, f"part:{part.n}", part.sent_at, part.due_at, part.agency_id)


def _silence(case: Case, world: World) -> Iterator[Debt]:
    """Opinions whose day will be taken for an answer: agreement, or leave to go on without one."""
    wait = next((each for each in world.procedure.steps.values() if each.waits_for is WaitsFor.AGENCIES), None)
    if wait is None or wait.silence is None:
        return
    offices = {task.n: task.office_id for task in case.tasks if task.kind is TaskKind.OPINION}
    for opinion in case.opinions:
        if opinion.verdict is None and opinion.n in offices:
            yield Debt(Owed.SILENCE, f"opinion:{opinion.n}", opinion.asked_at, opinion.due_at, offices[opinion.n])


def _confirmation(case: Case, world: World) -> Iterator[Debt]:
    """An answer of the applicant without which the work goes on by itself when a timer on the wait fires."""
    procedure = world.procedure
    waiting = {step.key for _, step in course.awaited_answers(procedure, case.process, WaitsFor.APPLICANT)}
    for timer in case.timers:
        node = procedure.process.graph.node[timer.node]
        if node.host in waiting and node.interrupting:
            began_at = timer.armed_at or case.submitted_at
            yield Debt(Owed.CONFIRMATION, f"timer:{timer.n}", began_at, timer.due_at, case.competent_id)


def _supplement(case: Case, world: World, asked_at: datetime | None) -> Iterator[Debt]:
    within = world.reminders.supplement_within
    pause = case.clock.open_pause if case.clock else None
    since = pause.since if pause else asked_at
    if case.waiting_for is WaitingFor.SUPPLEMENT and within and since:
        due_at = course.due_at(world.calendar_of(case.receiving_id), within, since)
        yield Debt(Owed.SUPPLEMENT, "supplement", since, due_at, case.receiving_id)
