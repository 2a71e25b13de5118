"""One dossier follows a changed calendar: its due date, the days of its steps, of its questions, of its timers. Only
what was promised first, and what has ended, stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from motcua.core.deadlines import Grounds, recompute, timer_due_at
from motcua.core.procedure import WaitsFor, course
from motcua.domain.dossiers.acts.case import Case, Timer
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.changeover.moving import limit_began_at
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import Opinion, Part, Task, TaskKind


def follow_calendar(work: Working, grounds: Grounds, change_id: int) -> None:
    """Compute anew what counts by the calendar, and record what it was, what it is, and why. Nothing is recorded where
    nothing moves.
    """
    case = work.case
    if case.ended_at:
        return
    opinions = tuple(_opinion(work, each) for each in case.opinions)
    work.change(
        opinions=opinions,
        tasks=tuple(_task(work, each, opinions) for each in case.tasks),
        timers=tuple(_timer(work, each) for each in case.timers),
        parts=tuple(_part(work, each) for each in case.parts),
    )
    before, after = _due(case), None
    if case.clock:
        clock, _change = recompute(work.calendar, case.clock, work.now, grounds)
        work.change(clock=clock)
        after = _due(work.case)
    if _counted(work.case) != _counted(case):
        facts = {"change": change_id, "reason": grounds.reason, "article": grounds.article}
        dates = {"old_due_at": _text(before), "new_due_at": _text(after)}
        work.record(EventKind.CLOCK_RECOMPUTED, {**dates, **facts})


def _counted(case: Case) -> tuple[object, ...]:
    return case.clock, case.tasks, case.opinions, case.timers, case.parts


def _due(case: Case) -> datetime | None:
    """What the applicant may count on; nothing while he is waited for."""
    return case.clock.due_at if case.clock and not case.clock.open_pause else None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _task(work: Working, task: Task, opinions: tuple[Opinion, ...]) -> Task:
    if task.kind is TaskKind.OPINION:
        return next((replace(task, due_at=each.due_at) for each in opinions if each.n == task.n), task)
    step = work.world.procedure.steps[task.step]
    limit, began_at = course.limit_of(work.world.procedure, step), limit_began_at(work.case, task)
    if limit is None or began_at is None or task.due_at is None:
        return task
    return replace(task, due_at=course.due_at(work.world.calendar_of(task.office_id), limit, began_at))


def _opinion(work: Working, opinion: Opinion) -> Opinion:
    procedure = work.world.procedure
    wait = next((each for each in procedure.steps.values() if each.waits_for is WaitsFor.AGENCIES), None)
    limit = course.limit_of(procedure, wait) if wait else None
    if opinion.verdict or limit is None:
        return opinion
    calendar = work.world.calendar_of(opinion.agency_id)
    return replace(opinion, due_at=course.due_at(calendar, limit, opinion.asked_at))


def _timer(work: Working, timer: Timer) -> Timer:
    drawn = work.world.procedure.process.graph.node[timer.node].timer
    if timer.armed_at is None or drawn is None:
        return timer
    return replace(timer, due_at=timer_due_at(work.calendar, drawn.form, drawn.value, timer.armed_at))


def _part(work: Working, part: Part) -> Part:
    """By when its agency must acknowledge it; its own due date its own dossier tells."""
    within = work.world.procedure.children[part.child].acknowledge_within
    if within is None or part.acknowledged_at or part.silent_at or not part.is_open:
        return part
    return replace(part, acknowledge_by=course.due_at(work.world.calendar_of(part.agency_id), within, part.sent_at))
