"""When a dossier will be ready if everybody takes the time that is theirs, and what it waits for most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.core.procedure import CaseLimit, Procedure, Step, StepKind, WaitsFor, course
from motcua.core.procedure.checks.limits import weights
from motcua.core.process import longest_ahead
from motcua.core.workcal import CalendarEndsError, office_time
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.types import TaskKind

# Whose slowness is the reason, by whom a step waits for; a step that people do is its own.
_REASONS = {
    WaitsFor.AGENCIES: "agencies",
    WaitsFor.REGISTRY: "registry",
    WaitsFor.CENTRAL_SYSTEM: "registry",
}
_MOST_KEPT = 512
_kept: dict[tuple[str, str], Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class Outlook:
    """The expected end, and the step that leads to it: why it takes so long (a key of `apology_reasons`), and at which
    offices it lies.
    """

    ends_at: datetime
    step: Step
    reason: str
    offices: tuple[int, ...]


def outlook(case: Case, world: World, now: datetime) -> Outlook | None:
    """The latest end over all steps at which the process stands: what is left of the step itself, then the limits of
    the longest way behind it. None when nothing is standing, or the end lies beyond the announced calendar.

    What is overdue counts as ending now: nobody knows better. A step without a limit and without a day takes no time.
    """
    procedure, variant = world.procedure, world.variant(case)
    ahead = _ahead(procedure, variant.limit_for(case.channel))
    calendar = world.calendar_of(case.competent_id)
    found = []
    try:
        for n, step in course.standing_steps(procedure, case.process):
            done = max(office_time(now), *(office_time(each) for each in _days(case, procedure, n, step)))
            found.append((calendar.add(done, timedelta(hours=ahead[step.key])), n, step))
    except CalendarEndsError:
        return None
    if not found:
        return None
    ends_at, n, step = max(found, key=lambda each: each[0])
    return Outlook(ends_at, step, _reason(step), tuple(_offices(case, n, step)))


def _ahead(procedure: Procedure, limit: CaseLimit) -> Mapping[str, int]:
    """The hours of the longest way behind each node, worked out once for each limit of a procedure."""
    key = procedure.content_hash, limit.key
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = longest_ahead(procedure.process, weights(procedure, limit))
    return _kept[key]


def _days(case: Case, procedure: Procedure, n: int, step: Step) -> Iterator[datetime]:
    """Until when the step may still take: its task's day, that of the part or of the open questions, of its timer."""
    node = procedure.process.graph.node
    yield from (task.due_at for task in case.tasks if task.kind is TaskKind.STEP and task.n == n and task.due_at)
    yield from (part.due_at for part in case.parts if part.n == n and part.is_open and part.due_at)
    timed = [timer.due_at for timer in case.timers if step.key in (timer.node, node[timer.node].host)]
    if step.waits_for is WaitsFor.AGENCIES:
        timed += [opinion.due_at for opinion in case.opinions if opinion.verdict is None]
    # Whichever comes first ends the wait: the last answer, or the day.
    yield from ([min(timed)] if timed else [])


def _reason(step: Step) -> str:
    if step.kind is StepKind.CHILD:
        return "part"
    return _REASONS.get(step.waits_for, "step") if step.waits_for else "step"


def _offices(case: Case, n: int, step: Step) -> Iterator[int]:
    if step.waits_for is WaitsFor.AGENCIES:
        yield from dict.fromkeys(opinion.agency_id for opinion in case.opinions if opinion.verdict is None)
    elif step.kind is StepKind.CHILD and any(part.n == n for part in case.parts):
        yield from (part.agency_id for part in case.parts if part.n == n)
    else:
        yield from (task.office_id for task in case.tasks if task.kind is TaskKind.STEP and task.n == n)
