"""The clock of a dossier as its process goes on: another limit takes over, waiting for the applicant stops it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from motcua.core.deadlines import Grounds, PauseCause, change_limit, pause, resume
from motcua.core.procedure import Basis, Step, StepKind, WaitsFor, course
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.types import WaitingFor

# What the applicant is told that a standing clock waits for.
TOLD = {
    WaitsFor.PAYMENT: WaitingFor.PAYMENT,
    WaitsFor.OBLIGATION: WaitingFor.PAYMENT,
    WaitsFor.APPLICANT: WaitingFor.ANSWER,
}


def waiting_steps(work: Working) -> Iterator[tuple[int, Step]]:
    """The steps at which the process stands now, people's work and waits alike, with the engine's numbers."""
    return course.standing_steps(work.world.procedure, work.case.process)


def let_other_limits_take_over(work: Working) -> None:
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
