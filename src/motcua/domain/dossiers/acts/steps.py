"""Work on the steps of a dossier: who takes them, who gives them, how they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from motcua.core.deadlines import Slice, slice_outcome
from motcua.core.procedure import Outcome, Step, course, letters_at_the_end, wants_words
from motcua.core.process import Complete
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.working import Working, lines
from motcua.domain.dossiers.errors import EmptyLetterError, MissingWordsError, TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Handler, Phase, Task, TaskKind, WaitingFor

A_MINUTE = timedelta(minutes=1)


def claim(work: Working, task: Task) -> Task:
    """An officer takes a task that is open to his role; TaskGoneError when a colleague has it."""
    officer = work.actor.officer_id
    if task.holder_id == officer and task.claimed_at:
        return task
    if task.holder_id not in (None, officer):
        raise TaskGoneError(
            "Việc này đã có người nhận. Nếu cần, hãy nhờ lãnh đạo phòng phân công lại.",
            "A colleague has taken this task. Ask the head of division to assign it if needed.",
        )
    taken = replace(task, holder_id=officer, claimed_at=work.now)
    work.put_task(taken)
    work.record(EventKind.STEP_CLAIMED, _named(task), task=task)
    _begin_processing(work, task)
    return taken


def release(work: Working, task: Task) -> None:
    """The holder gives a task back to his office."""
    work.put_task(replace(task, holder_id=None, claimed_at=None, started_at=None))
    work.record(EventKind.STEP_RELEASED, _named(task), task=task)


def assign(work: Working, task: Task, officer_id: int) -> None:
    """A head gives a task to an officer, or takes it from one and gives it to another."""
    if task.holder_id == officer_id:
        return
    work.put_task(replace(task, holder_id=officer_id, claimed_at=None, started_at=None))
    work.record(EventKind.STEP_ASSIGNED, {**_named(task), "holder": officer_id, "from": task.holder_id}, task=task)


def begin(work: Working, task: Task) -> Task:
    """The holder starts to work on it: what lies between enabled, claimed and started explains the waiting."""
    taken = claim(work, task)
    if taken.started_at:
        return taken
    started = replace(taken, started_at=work.now)
    work.put_task(started)
    work.record(EventKind.STEP_STARTED, _named(task), task=task)
    return started


def put_in_charge(work: Working, handler: Handler) -> None:
    """From now on this officer is in charge: the dossier's steps of his role and office come to him."""
    work.change(handler=handler)
    for task in work.case.tasks:
        if (task.office_id, task.role) == (handler.office_id, handler.role) and task.holder_id is None:
            assign(work, task, handler.officer_id)


def complete(work: Working, task: Task, outcome: str = "", words: str = "") -> None:
    """A step is done; the process goes on, forward or back along a drawn edge.

    A way that wants a reason does not go without one, nor does a step whose letter is made of the officer's words.
    While a supplement is awaited no step of the process ends, except the reception that refuses.
    """
    procedure = work.world.procedure
    step = procedure.steps[task.step]
    chosen = _chosen(step, outcome)
    goes_back = bool(chosen and chosen.back_to)
    if not words.strip():
        if chosen and chosen.needs_reason:
            raise MissingWordsError
        if wants_words(procedure, step) and not goes_back:
            raise EmptyLetterError
    if work.case.waiting_for is WaitingFor.SUPPLEMENT:
        raise WrongPhaseError(
            "Hồ sơ đang chờ người nộp bổ sung giấy tờ, nên chưa chuyển bước được.",
            "The dossier waits for the applicant's supplement, so no step can end yet.",
        )
    task = begin(work, task)
    work.close_task(task)
    kind = EventKind.STEP_RETURNED if goes_back else EventKind.STEP_COMPLETED
    place = course.place_of(work.case.process, task.n)
    facts = {**_named(task), "outcome": outcome, **({"place": list(place)} if place else {}), **_in_time(work, task)}
    work.record(kind, facts, task=task, words=words)
    if outcome:
        work.answer(step.key, {"outcome": outcome})
    for letter in () if goes_back else letters_at_the_end(procedure, step):
        work.issue_letter(letter, {"step": step.key, "words": lines(words)})
    drive(work, Complete(task.n))


def _chosen(step: Step, outcome: str) -> Outcome | None:
    """The outcome by its key; every step that has several must be told which."""
    if outcome in step.outcomes:
        return step.outcomes[outcome]
    if not step.outcomes and not outcome:
        return None
    names = ", ".join(each.name.vi for each in step.outcomes.values())
    raise WrongPhaseError(f"Hãy chọn một trong các kết quả: {names}.", f"Choose one of: {', '.join(step.outcomes)}.")


def _begin_processing(work: Working, task: Task) -> None:
    """An accepted dossier is being processed from the first moment that somebody works on it."""
    if work.case.phase is Phase.ACCEPTED and task.kind is TaskKind.STEP:
        work.change(phase=Phase.PROCESSING)


def _in_time(work: Working, task: Task) -> dict[str, int | str]:
    """Until when the step was owed, and by how many minutes of its office's working time it is late: a later change of
    the calendar does not change what a step was when it ended.
    """
    if task.due_at is None:
        return {}
    calendar = work.world.calendar_of(task.office_id)
    late_by = slice_outcome(calendar, Slice(task.enabled_at, task.due_at, work.now), work.now).late_by
    return {"due": task.due_at.isoformat(), **({"late_minutes": late_by // A_MINUTE} if late_by else {})}


def _named(task: Task) -> dict[str, int | str]:
    return {"n": task.n, "kind": task.kind.value}
