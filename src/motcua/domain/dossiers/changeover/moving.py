"""Moving one dossier: what becomes of its tasks, timers and answers. Its own due date, its pauses and what was asked of
its applicant stay as they are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from motcua.core.deadlines import PauseCause, timer_due_at
from motcua.core.procedure import Step
from motcua.core.procedure.answering import Answers
from motcua.core.procedure.course import step_due_at
from motcua.core.process import TimerArmed
from motcua.core.process.changeover import Changed, Moved
from motcua.domain.dossiers.acts.case import Case, Timer
from motcua.domain.dossiers.acts.drive import holder_of
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.changeover.fitting import Fit, Fitting, Pair, Standing
from motcua.domain.dossiers.changeover.types import Order
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Task, TaskKind


def standing_of(case: Case) -> Standing:
    """What decides of a case whether it fits."""
    asking = frozenset(task.step for task in case.tasks if task.kind is TaskKind.OPINION)
    return Standing(case.case_key, case.process, case.answers, asking)


def on_version(case: Case, version_id: int) -> Case:
    """The case on another version, with the terms of its receipt."""
    terms = case.terms_id or case.version_id
    return replace(case, version_id=version_id, terms_id=None if terms == version_id else terms)


def move(work: Working, fitting: Fitting, fit: Fit, order: Order) -> None:
    """Let the dossier go on by the new version. `work` is in the world of that version.

    The limit of the law and the appointment that was made for it hold, whatever the new version says of new dossiers: a
    dossier is judged by the rules of its receipt unless the law itself says otherwise. Only a step's own limit follows
    the new version, and only for what is still to come.
    """
    case = work.case
    after = on_version(case, order.to_version_id)
    moves = [[each.before, each.number, each.old, each.new] for each in fit.changed.changes if isinstance(each, Moved)]
    work.change(
        version_id=after.version_id,
        terms_id=after.terms_id,
        process=fit.changed.state,
        answers=renamed(case.answers, fit),
        timers=_timers(work, fit.changed),
        tasks=tuple(_opinion(task, fit) for task in case.tasks if task.kind is TaskKind.OPINION),
    )
    work.record(
        EventKind.PROCESS_CHANGED,
        {
            "changeover": order.changeover_id,
            "from": case.version_id,
            "to": order.to_version_id,
            "decision": order.decision,
            "moves": moves,
        },
    )
    pairs = {pair.n_before: pair for pair in fitting.pairs(case.process, fit.changed)}
    for task in case.tasks:
        if task.kind is TaskKind.STEP:
            _move_task(work, task, pairs[task.n])


def _move_task(work: Working, task: Task, pair: Pair) -> None:
    moved = moved_task(work, task, pair)
    work.put_task(moved)
    if (moved.step, moved.role, moved.office_id) != (task.step, task.role, task.office_id):
        work.record(EventKind.STEP_ENABLED, {"n": moved.n, "holder": moved.holder_id}, task=moved)


def moved_task(work: Working, task: Task, pair: Pair) -> Task:
    """The task as the new version has it. Who holds it keeps it, while its office and role stay the same."""
    old, new = pair.before, pair.after
    office = task.office_id if old.role == new.role else work.world.office_of(work.case, new.role, work.now.date())
    same = replace(task, n=pair.n, step=new.key, role=new.role.key, office_id=office)
    due_at = _due_at(work, task, old, new, office)
    if (office, new.role.key) == (task.office_id, task.role):
        return replace(same, due_at=due_at)
    holder = holder_of(work.case.handler, new, office)
    return replace(same, due_at=due_at, holder_id=holder, claimed_at=None, started_at=None)


def _due_at(work: Working, task: Task, old: Step, new: Step, office: int) -> datetime | None:
    """When the step is due by its new limit, counted from when its limit began. A changeover makes nobody late and
    excuses nobody: what is overdue stays so, and what would be overdue by the new limit keeps its day.
    """
    if old.limit == new.limit or (task.due_at and task.due_at < work.now):
        return task.due_at
    began_at = limit_began_at(work.case, task)
    due_at = step_due_at(work.world.calendar_of(office), new, began_at) if began_at else task.due_at
    return task.due_at if due_at and due_at < work.now else due_at


def limit_began_at(case: Case, task: Task) -> datetime | None:
    """When the step's limit began: with the step, or anew when a supplement came in. Not known for a supplement before
    acceptance, of which no clock tells.
    """
    if task.counts_from:
        return task.counts_from
    if case.clock is None:
        return None if case.supplements else task.enabled_at
    came = (pause.until for pause in case.clock.pauses if pause.cause is PauseCause.SUPPLEMENT and pause.until)
    return max((task.enabled_at, *came))


def _opinion(task: Task, fit: Fit) -> Task:
    return replace(task, step=fit.name(task.step))


def renamed(answers: Answers, fit: Fit) -> Answers:
    """The same answers under the names of the new steps; a step's own counts before that of one merged into it."""
    renamed = {fit.name(step): said for step, said in answers.items() if fit.name(step) != step}
    return {**renamed, **{step: said for step, said in answers.items() if fit.name(step) == step}}


def _timers(work: Working, changed: Changed) -> tuple[Timer, ...]:
    """A timer that stays keeps its day, for it was told to those who wait; a new one counts from now."""
    numbers = {each.before: each.number for each in changed.changes if isinstance(each, Moved)}
    waiting = {wait.number: wait.node for wait in changed.state.waits}
    kept = (replace(timer, n=numbers.get(timer.n, timer.n)) for timer in work.case.timers)
    armed = (
        Timer(each.number, each.node, timer_due_at(work.calendar, each.timer.form, each.timer.value, each.at), each.at)
        for each in changed.changes
        if isinstance(each, TimerArmed)
    )
    return (*(replace(timer, node=waiting[timer.n]) for timer in kept if timer.n in waiting), *armed)
