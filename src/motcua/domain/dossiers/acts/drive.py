"""Driving the process of a case: commands in, facts out, and what each fact means for tasks, timers and the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from motcua.core.deadlines import timer_due_at
from motcua.core.fees import Collected
from motcua.core.procedure import Step, StepKind, course
from motcua.core.procedure.answering import begun_anew
from motcua.core.process import (
    Command,
    Complete,
    ErrorThrown,
    EscalationThrown,
    InstancesBegun,
    InstancesCancelled,
    InstancesEnded,
    Kind,
    MessageAwaited,
    MessageGivenUp,
    MessageReceived,
    ServiceRequested,
    SignalThrown,
    TaskCancelled,
    TaskCompleted,
    TaskEnabled,
    TaskFailed,
    TimerArmed,
    TimerDisarmed,
    TimerFired,
    advance,
)
from motcua.core.process.facts import Place
from motcua.domain.dossiers.acts import parts
from motcua.domain.dossiers.acts.case import Timer
from motcua.domain.dossiers.acts.deciding import decide
from motcua.domain.dossiers.acts.fee_notice import notice_fee
from motcua.domain.dossiers.acts.settling import let_other_limits_take_over, settle_clock
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import Data, EventKind
from motcua.domain.dossiers.types import Handler, Phase, ReturnMethod, Task, TaskKind


def drive(work: Working, command: Command) -> None:
    """Give the process one command and take over all that follows from it, down to the dossier's clock."""
    commands = [command]
    for each in commands:
        state, facts = advance(work.world.procedure.process, work.case.process, each, work.data(), work.now)
        work.change(process=state)
        for fact in facts:
            done = MEANINGS[type(fact)](work, fact) if type(fact) in MEANINGS else None
            if done:
                commands.append(done)
    let_other_limits_take_over(work)
    settle_clock(work)


def step_of(work: Working, node: str) -> Step:
    """The step that a node of the diagram is."""
    return work.world.procedure.steps[node]


def open_step(work: Working, number: int, step: Step, place: Place = ()) -> None:
    """Put a step into the inbox of the office that does it; the officer in charge of the dossier gets his own.

    place: which instance it is of a repeated activity.
    """
    case = work.case
    office = work.world.office_of(case, step.role, work.now.date())
    counts_from, due_at = _limit_began(work, step, office)
    task = Task(
        kind=TaskKind.STEP,
        n=number,
        step=step.key,
        role=step.role.key,
        office_id=office,
        enabled_at=work.now,
        due_at=due_at,
        holder_id=holder_of(case.handler, step, office),
        counts_from=counts_from,
    )
    work.put_task(task)
    facts = {"n": number, "holder": task.holder_id}
    work.record(EventKind.STEP_ENABLED, _of_instance(facts, place), task=task)


def _of_instance(facts: Data, place: Place) -> Data:
    """The facts, and of an instance of a repeated activity which one it is. Of which item is data of the form, which
    the log does not hold.
    """
    return {**facts, "place": list(place)} if place else facts


def step_due_at(work: Working, step: Step, office_id: int) -> datetime | None:
    """When the step's own limit ends, or that of its group, if it begins now, by the calendar of the office that does
    it. Before acceptance the clock of the law does not run yet, but reception is owed all the same.
    """
    limit = course.limit_of(work.world.procedure, step)
    return course.due_at(work.world.calendar_of(office_id), limit, work.now) if limit else None


def _limit_began(work: Working, step: Step, office_id: int) -> tuple[datetime, datetime | None]:
    """Since when the step's limit counts, and when it ends. Steps of a group share one limit: it goes on with the next
    step of the group, and begins anew when the work comes back from elsewhere.
    """
    steps = work.world.procedure.steps
    if step.group and not step.limit:
        for each in (*work.case.tasks, *work.before.tasks):
            if each.kind is TaskKind.STEP and each.step in steps and steps[each.step].group == step.group:
                return each.counts_from or each.enabled_at, each.due_at
    return work.now, step_due_at(work, step, office_id)


def holder_of(handler: Handler | None, step: Step, office_id: int) -> int | None:
    """The officer in charge, for a step of his role in his office."""
    if handler and (handler.office_id, handler.role) == (office_id, step.role.key):
        return handler.officer_id
    return None


def _enabled(work: Working, fact: TaskEnabled) -> Command | None:
    step = step_of(work, fact.node)
    if step.kind is StepKind.WAIT:
        _begin_wait(work, fact)
    elif step.kind is StepKind.RETURN and work.case.part_of:
        return _handed_over(work, fact.number, step)
    elif not (step.kind is StepKind.CHILD and parts.send(work, fact.number, step)):
        open_step(work, fact.number, step, fact.place)
    return None


def _begin_wait(work: Working, fact: TaskEnabled | MessageAwaited) -> None:
    facts = {"n": fact.number, "step": fact.node}
    work.record(EventKind.WAIT_BEGAN, _of_instance(facts, fact.place))


def _awaited(work: Working, fact: MessageAwaited) -> None:
    """A wait that is drawn as an event; a receive task tells of itself as a task."""
    if _is_a_wait(work, fact.node):
        _begin_wait(work, fact)


def _came(work: Working, fact: MessageReceived | MessageGivenUp) -> None:
    if _is_a_wait(work, fact.node):
        by = "answer" if isinstance(fact, MessageReceived) else "overtaken"
        work.record(EventKind.WAIT_ENDED, {"n": fact.number, "step": fact.node, "by": by})


def _is_a_wait(work: Working, node: str) -> bool:
    procedure = work.world.procedure
    return node in procedure.steps and procedure.process.graph.node[node].kind is Kind.MESSAGE_CATCH


def _handed_over(work: Working, number: int, step: Step) -> Command:
    """The result of a part goes to the whole by itself: all of them are handed over where that was received."""
    work.change(phase=Phase.RETURNED, ended_at=work.now, waiting_for=None)
    office = work.world.office_of(work.case, step.role, work.now.date())
    task = Task(TaskKind.STEP, number, step.key, step.role.key, office, work.now)
    work.record(EventKind.RESULT_RETURNED, {"method": ReturnMethod.LINKED.value}, task=task)
    return Complete(number)


def _served(work: Working, fact: ServiceRequested) -> Complete | None:
    """Do what the office does by itself and tell the process; what nobody does by itself is a task for its role."""
    step = step_of(work, fact.node)
    if fact.kind is Kind.DECISION:
        decide(work, step, fact.service)
    elif step.kind is StepKind.FEE_NOTICE:
        notice_fee(work, Collected.AFTER)
    elif step.kind is StepKind.SYSTEM:
        for letter in step.letters:
            work.issue_letter(letter, {"step": step.key}, by_itself=True)
    elif fact.wait:
        open_step(work, fact.number, step, fact.place)
        return None
    return Complete(fact.number) if fact.wait else None


def _completed(work: Working, fact: TaskCompleted) -> None:
    if step_of(work, fact.node).kind is StepKind.WAIT:
        work.record(EventKind.WAIT_ENDED, {"n": fact.number, "step": fact.node, "by": "answer"})


def _cancelled(work: Working, fact: TaskCancelled) -> None:
    if parts.call_off(work, fact.number):
        return
    task = next((each for each in work.case.tasks if (each.kind, each.n) == (TaskKind.STEP, fact.number)), None)
    if task:
        work.close_task(task)
        work.record(EventKind.STEP_CANCELLED, {"n": fact.number}, task=task)
    else:
        work.record(EventKind.WAIT_ENDED, {"n": fact.number, "step": fact.node, "by": "overtaken"})


def _armed(work: Working, fact: TimerArmed) -> None:
    due_at = timer_due_at(work.calendar, fact.timer.form, fact.timer.value, fact.at)
    work.change(timers=(*work.case.timers, Timer(fact.number, fact.node, due_at, fact.at)))


def _disarmed(work: Working, fact: TimerDisarmed | TimerFired) -> None:
    work.change(timers=tuple(timer for timer in work.case.timers if timer.n != fact.number))
    if isinstance(fact, TimerFired):
        work.record(EventKind.TIMER_FIRED, {"n": fact.number, "node": fact.node})


def _failed(work: Working, fact: TaskFailed) -> None:
    """A step ended with an error that the drawing catches: it is no longer anybody's work."""
    for task in work.case.tasks:
        if (task.kind, task.n) == (TaskKind.STEP, fact.number):
            work.close_task(task)
    facts = {"n": fact.number, "step": fact.node, "code": fact.code, "caught_by": fact.catcher}
    work.record(EventKind.STEP_FAILED, facts)


def _thrown(work: Working, fact: ErrorThrown | EscalationThrown) -> None:
    facts = {"node": fact.node, "code": fact.code, "caught_by": fact.catcher}
    is_error = isinstance(fact, ErrorThrown)
    work.record(EventKind.ERROR_THROWN if is_error else EventKind.ESCALATED, facts)


def _signal(work: Working, fact: SignalThrown) -> None:
    work.record(EventKind.SIGNAL_GIVEN, {"node": fact.node, "signal": fact.signal})


def _repeated(work: Working, fact: InstancesBegun) -> None:
    """Answers are counted from nothing, except within one instance of a repetition around it."""
    if not fact.place:
        work.change(answers=begun_anew(work.world.procedure, work.case.answers, fact.node))
    facts = {"n": fact.number, "node": fact.node, "of": fact.of, "sequential": fact.sequential}
    work.record(EventKind.INSTANCES_BEGAN, _of_instance(facts, fact.place))


def _all_done(work: Working, fact: InstancesEnded) -> None:
    work.record(EventKind.INSTANCES_ENDED, {"n": fact.number, "node": fact.node, "completed": fact.completed})


def _broken_off(work: Working, fact: InstancesCancelled) -> None:
    work.record(EventKind.INSTANCES_CANCELLED, {"n": fact.number, "node": fact.node})


MEANINGS: dict[type[Any], Callable[[Working, Any], Command | None]] = {
    ServiceRequested: _served,
    TaskEnabled: _enabled,
    MessageAwaited: _awaited,
    MessageReceived: _came,
    MessageGivenUp: _came,
    TaskCompleted: _completed,
    TaskCancelled: _cancelled,
    TimerArmed: _armed,
    TimerFired: _disarmed,
    TimerDisarmed: _disarmed,
    TaskFailed: _failed,
    ErrorThrown: _thrown,
    EscalationThrown: _thrown,
    SignalThrown: _signal,
    InstancesBegun: _repeated,
    InstancesEnded: _all_done,
    InstancesCancelled: _broken_off,
}
