"""Driving the process of a case: commands in, facts out, and what each fact means for tasks, timers and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from motcua.core.deadlines import (
    Grounds,
    PauseCause,
    change_limit,
    pause,
    resume,
    timer_due_at,
)
from motcua.core.fees import Collected
from motcua.core.procedure import Basis, Step, StepKind, WaitsFor, course
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
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import Data, EventKind
from motcua.domain.dossiers.types import Handler, Phase, ReturnMethod, Task, TaskKind, WaitingFor

# What the applicant is told that a standing clock waits for.
TOLD = {WaitsFor.PAYMENT: WaitingFor.PAYMENT, WaitsFor.APPLICANT: WaitingFor.ANSWER}


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
    _let_other_limits_take_over(work)
    settle_clock(work)


def step_of(work: Working, node: str) -> Step:
    """The step that a node of the diagram is."""
    return work.world.procedure.steps[node]


def waiting_steps(work: Working) -> Iterator[tuple[int, Step]]:
    """The steps at which the process stands now, people's work and waits alike, with the engine's numbers."""
    return course.standing_steps(work.world.procedure, work.case.process)


def open_step(work: Working, number: int, step: Step, place: Place = ()) -> None:
    """Put a step into the inbox of the office that does it; the officer in charge of the dossier gets his own.

    place: which instance it is of a repeated activity.
    """
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
    facts = {"n": number, "holder": task.holder_id}
    work.record(EventKind.STEP_ENABLED, _of_instance(facts, place), task=task)


def _of_instance(facts: Data, place: Place) -> Data:
    """The facts, and of an instance of a repeated activity which one it is. Of which item is data of the form, which
    the log does not hold.
    """
    return {**facts, "place": list(place)} if place else facts


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
            work.issue_letter(letter, {"step": step.key})
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
    work.change(timers=(*work.case.timers, Timer(fact.number, fact.node, due_at)))


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


def settle_clock(work: Working) -> None:
    """The clock stands while nobody but the applicant can do anything, and runs again as soon as somebody can."""
    if work.case.waiting_for is WaitingFor.SUPPLEMENT:
        return
    owed, waited_for, clock = _what_the_applicant_owes(work), work.case.waiting_for, work.case.clock
    work.change(waiting_for=owed.told if owed else None)
    if clock is None or clock.ended_at or bool(owed) == bool(clock.open_pause):
        return
    if owed:
        grounds = work.world.grounds_of(f"pause_{owed.told.value}", owed.basis)
        # That a part asks for its one supplement is no second one of the whole.
        by_a_part = owed.told is WaitingFor.PART
        work.set_clock(pause(clock, work.now, owed.cause, grounds, special_law=by_a_part))
    else:
        work.set_clock(resume(work.calendar, clock, work.now, work.world.grounds_of(f"resume_{waited_for}", None)))


class _Owed(NamedTuple):
    """What the applicant owes: as he is told it, why the clock stands, and the article, where the step names one."""

    told: WaitingFor
    cause: PauseCause
    basis: Basis | None = None


def _owed_at(step: Step) -> _Owed | None:
    whom = step.waits_for
    return _Owed(TOLD[whom], course.STOPS_THE_CLOCK[whom], step.basis) if whom else None


def _what_the_applicant_owes(work: Working) -> _Owed | None:
    """What is waited for of the applicant, if nothing else is open: no task, no wait for anybody else, and no part in
    the hands of its office.
    """
    waiting = list(waiting_steps(work))
    by_number = {part.n: part.waiting_for for part in work.case.parts}
    asked = [by_number.get(n) for n, step in waiting if step.kind is StepKind.CHILD]
    own = [step for _, step in waiting if step.kind is not StepKind.CHILD]
    step = course.owed_by_the_applicant(own, others_work=bool(work.case.tasks))
    if not asked:
        return _owed_at(step) if step else None
    if work.case.tasks or (own and step is None) or not all(asked):
        return None
    # A limit that begins anew after a supplement does so for the part and the whole alike.
    return _Owed(WaitingFor.PART, PauseCause.SUPPLEMENT if WaitingFor.SUPPLEMENT in asked else PauseCause.ANSWER)
