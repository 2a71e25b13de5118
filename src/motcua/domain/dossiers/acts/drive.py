"""Driving the process of a case: commands in, facts out, and what each fact means for tasks, timers and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from motcua.core.deadlines import (
    Grounds,
    change_limit,
    pause,
    resume,
    timer_due_at,
)
from motcua.core.fees import Collected
from motcua.core.procedure import Step, StepKind, WaitsFor, course
from motcua.core.process import (
    Command,
    Complete,
    ServiceRequested,
    TaskCancelled,
    TaskCompleted,
    TaskEnabled,
    TimerArmed,
    TimerDisarmed,
    TimerFired,
    advance,
)
from motcua.domain.dossiers.acts.case import Timer
from motcua.domain.dossiers.acts.fee_notice import notice_fee
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Handler, Task, TaskKind, WaitingFor

# What the applicant is told that a standing clock waits for.
TOLD = {WaitsFor.PAYMENT: WaitingFor.PAYMENT, WaitsFor.APPLICANT: WaitingFor.ANSWER}


def drive(work: Working, command: Command) -> None:
    """Give the process one command and take over all that follows from it, down to the dossier's clock."""
    commands = [command]
    for each in commands:
        state, facts = advance(work.world.procedure.process, work.case.process, each, work.data(), work.now)
        work.change(process=state)
        for fact in facts:
            if isinstance(fact, ServiceRequested) and (done := _served(work, fact)):
                commands.append(done)
            elif type(fact) in MEANINGS:
                MEANINGS[type(fact)](work, fact)
    _let_other_limits_take_over(work)
    _stop_or_restart_the_clock(work)


def step_of(work: Working, node: str) -> Step:
    """The step that a node of the diagram is."""
    return work.world.procedure.steps[node]


def waiting_steps(work: Working) -> Iterator[tuple[int, Step]]:
    """The steps at which the process stands now, people's work and waits alike, with the engine's numbers."""
    steps = work.world.procedure.steps
    for wait in work.case.process.waits:
        if wait.node in steps:
            yield wait.number, steps[wait.node]


def open_step(work: Working, number: int, step: Step) -> None:
    """Put a step into the inbox of the office that does it; the officer in charge of the dossier gets his own."""
    case = work.case
    office = work.world.office_of(case, step.role, work.now.date())
    task = Task(
        kind=TaskKind.STEP,
        n=number,
        step=step.key,
        role=step.role.key,
        office_id=office,
        enabled_at=work.now,
        due_at=step_due_at(work, step, office),
        holder_id=holder_of(case.handler, step, office),
    )
    work.put_task(task)
    work.record(EventKind.STEP_ENABLED, {"n": number, "holder": task.holder_id}, task=task)


def step_due_at(work: Working, step: Step, office_id: int) -> datetime | None:
    """When the step's own limit ends, by the calendar of the office that does it. Before acceptance the clock of the
    law does not run yet, but reception is owed all the same.
    """
    return course.step_due_at(work.world.calendar_of(office_id), step, work.now)


def holder_of(handler: Handler | None, step: Step, office_id: int) -> int | None:
    """The officer in charge, for a step of his role in his office."""
    if handler and (handler.office_id, handler.role) == (office_id, step.role.key):
        return handler.officer_id
    return None


def _enabled(work: Working, fact: TaskEnabled) -> None:
    step = step_of(work, fact.node)
    if step.kind is StepKind.WAIT:
        work.record(EventKind.WAIT_BEGAN, {"n": fact.number, "step": step.key})
    else:
        open_step(work, fact.number, step)


def _served(work: Working, fact: ServiceRequested) -> Complete | None:
    """Do what the office does by itself and tell the process; what nobody does by itself is a task for its role."""
    step = step_of(work, fact.node)
    if step.kind is StepKind.FEE_NOTICE:
        notice_fee(work, Collected.AFTER)
    elif step.kind is StepKind.SYSTEM:
        for letter in step.letters:
            work.issue_letter(letter, {"step": step.key})
    elif fact.wait:
        open_step(work, fact.number, step)
        return None
    return Complete(fact.number) if fact.wait else None


def _completed(work: Working, fact: TaskCompleted) -> None:
    if step_of(work, fact.node).kind is StepKind.WAIT:
        work.record(EventKind.WAIT_ENDED, {"n": fact.number, "step": fact.node, "by": "answer"})


def _cancelled(work: Working, fact: TaskCancelled) -> None:
    task = next((each for each in work.case.tasks if (each.kind, each.n) == (TaskKind.STEP, fact.number)), None)
    if task:
        work.close_task(task)
        work.record(EventKind.STEP_CANCELLED, {"n": fact.number}, task=task)
    else:
        work.record(EventKind.WAIT_ENDED, {"n": fact.number, "step": fact.node, "by": "overtaken"})


def _armed(work: Working, fact: TimerArmed) -> None:
    due_at = timer_due_at(work.calendar, fact.timer.form, fact.timer.value, fact.at)
    work.change(timers=(*work.case.timers, Timer(fact.number, fact.node, due_at)))


def _disarmed(work: Working, fact: TimerDisarmed | TimerFired) -> None:
    work.change(timers=tuple(timer for timer in work.case.timers if timer.n != fact.number))
    if isinstance(fact, TimerFired):
        work.record(EventKind.TIMER_FIRED, {"n": fact.number, "node": fact.node})


MEANINGS: dict[type[Any], Callable[[Working, Any], None]] = {
    TaskEnabled: _enabled,
    TaskCompleted: _completed,
    TaskCancelled: _cancelled,
    TimerArmed: _armed,
    TimerFired: _disarmed,
    TimerDisarmed: _disarmed,
}


def _let_other_limits_take_over(work: Working) -> None:
    """A limit that depends on what turns out on the way (verification is needed, the order is large) takes over
    once.
    """
    case = work.case
    if case.clock is None:
        return
    other = course.limit_taking_over(work.world.variant(case), case.channel, case.clock, work.data())
    if other:
        grounds = Grounds(other.stated or other.key, other.basis.cited)
        work.set_clock(change_limit(work.calendar, case.clock, work.now, other.limit, grounds))


def _stop_or_restart_the_clock(work: Working) -> None:
    """The clock stands while nobody but the applicant can do anything, and runs again as soon as somebody can."""
    if work.case.waiting_for is WaitingFor.SUPPLEMENT:
        return
    owed, waited_for, clock = _what_the_applicant_owes(work), work.case.waiting_for, work.case.clock
    work.change(waiting_for=TOLD[owed.waits_for] if owed and owed.waits_for else None)
    if clock is None or clock.ended_at or bool(owed) == bool(clock.open_pause):
        return
    if owed and owed.waits_for:
        grounds = work.world.grounds_of(f"pause_{TOLD[owed.waits_for].value}", owed.basis)
        work.set_clock(pause(clock, work.now, course.STOPS_THE_CLOCK[owed.waits_for], grounds))
    else:
        work.set_clock(resume(work.calendar, clock, work.now, work.world.grounds_of(f"resume_{waited_for}", None)))


def _what_the_applicant_owes(work: Working) -> Step | None:
    """The step that waits for the applicant, if nothing else is open: no task, and no wait for anybody else."""
    steps = [step for _, step in waiting_steps(work)]
    return course.owed_by_the_applicant(steps, others_work=bool(work.case.tasks))
