"""What an outcome of a step would lead to, told before it is chosen: the act is tried out in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.core.deadlines import resume, start
from motcua.core.forms import Text
from motcua.core.procedure import LetterValue, Step
from motcua.core.process import ProcessError
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.opinions import places_named
from motcua.domain.dossiers.acts.result import due_results
from motcua.domain.dossiers.acts.settling import waiting_steps
from motcua.domain.dossiers.acts.steps import complete
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import DossierError, WrongPhaseError
from motcua.domain.dossiers.letters import reasons_of
from motcua.domain.dossiers.past import StoredPast
from motcua.domain.dossiers.queries.prospect import Prospect
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import TIMER, Actor, Task, TaskKind, WaitingFor
from motcua.domain.dossiers.world import world_around

# A mark that no act bears.
_NO_COMMAND = UUID(int=0)


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that would be open then: who does it, where, and until when. Nobody and nowhere for what only waits."""

    name: Text
    role: Text | None = None
    office_id: int | None = None
    holder_id: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What an outcome leads to; nothing more when it is the last act."""

    steps: tuple[NextStep, ...]


@dataclass(frozen=True, slots=True)
class ReasonsOf:
    """The letter of a result that must state reasons. given: those with which the dossier was decided, a line each."""

    letter: Text
    given: tuple[str, ...]


def due_after_supplement(dossier_id: UUID, now: datetime) -> datetime | None:
    """The due date that a dossier would have if its supplement came at this moment; None before it is accepted."""
    case, _ = read_case(dossier_id, _NO_COMMAND)
    if case.clock is None or case.waiting_for is not WaitingFor.SUPPLEMENT:
        return None
    work = Working(case, world_around(case), TIMER, now)
    clock, _change = resume(work.calendar, case.clock, now, work.world.grounds_of("resume_supplement", None))
    return clock.due_at


def part_if_accepted(dossier_id: UUID, now: datetime) -> Prospect:
    """Until when a part would be owed if its agency accepted it at this moment: it has the time that the whole gives
    it, and asks for no fee.
    """
    case, _ = read_case(dossier_id, _NO_COMMAND)
    work = Working(case, world_around(case), TIMER, now)
    variant = work.world.variant(case)
    limit = variant.limit_for(case.channel).limit
    clock, _change = start(work.calendar, limit, now, variant.clock)
    return Prospect(limit, clock.due_at, 0)


def reasons_to_state(dossier_id: UUID, now: datetime) -> tuple[ReasonsOf, ...]:
    """The letters with reasons that issuing the result at this moment would make; none while no result is decided."""
    case, _ = read_case(dossier_id, _NO_COMMAND)
    work = Working(case, world_around(case), TIMER, now)
    try:
        results = due_results(work)
    except WrongPhaseError:
        return ()
    letters, past = work.world.procedure.letters, StoredPast(dossier_id)
    return tuple(
        ReasonsOf(letters[result.letter].name, tuple(reasons_of(work, result.key, past)))
        for result in results
        if result.letter and LetterValue.REASONS in letters[result.letter].needs
    )


def kinds_without_place(dossier_id: UUID, step: Step, now: datetime) -> frozenset[str]:
    """The kinds of agencies that a consultation asks by place, where the form names none but that of the one that asks:
    the officer must say which is meant.
    """
    if not step.asked_where:
        return frozenset()
    case, _ = read_case(dossier_id, _NO_COMMAND)
    work = Working(case, world_around(case), TIMER, now)

    def is_own(kind: str, unit: str) -> bool:
        return work.world.agency_in(kind, unit, now.date()) == case.competent_id

    named = {kind: places_named(work, step, kind) or [] for kind in step.asked_where}
    return frozenset(kind for kind, units in named.items() if all(is_own(kind, unit) for unit in units))


def what_follows(dossier_id: UUID, task: Task, by: Actor, now: datetime) -> Mapping[str, Ahead]:
    """For each outcome of an open step, by its key (one without a name for a step that has none), what comes after.

    What cannot be done now, because the dossier waits or somebody was quicker, is left out.
    """
    case, _ = read_case(dossier_id, _NO_COMMAND)
    if task.kind is not TaskKind.STEP or task not in case.tasks:
        return {}
    outcomes = world_around(case).procedure.steps[task.step].outcomes
    tried = {key: _ahead(case, task, key, by, now) for key in outcomes or ("",)}
    return {key: ahead for key, ahead in tried.items() if ahead}


def _ahead(case: Case, task: Task, outcome: str, by: Actor, now: datetime) -> Ahead | None:
    work = Working(case, world_around(case), by, now)
    waited = {number for number, _ in waiting_steps(work)}
    try:
        complete(work, task, outcome, words="…")
    except (DossierError, ProcessError):
        return None
    before = {(each.kind, each.n) for each in case.tasks}
    opened = [each for each in work.case.tasks if (each.kind, each.n) not in before]
    in_hand = {each.n for each in opened}
    waits = [step for number, step in waiting_steps(work) if number not in waited | in_hand]
    return Ahead((*(_next_step(work, each) for each in opened), *(NextStep(step.name) for step in waits)))


def _next_step(work: Working, task: Task) -> NextStep:
    step = work.world.procedure.steps[task.step]
    return NextStep(step.name, step.role.name, task.office_id, task.holder_id, task.due_at)
