"""How the clock of the law goes along with the course of a dossier: rules that real dossiers and scenarios share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from motcua.core.deadlines import ClockRules, DossierClock, PauseCause, TimeLimit, statutory_due_at
from motcua.core.procedure.types import CaseLimit, Procedure, ProcedureCase, Step
from motcua.core.procedure.vocabulary import Channel, WaitsFor
from motcua.core.process import Kind, State
from motcua.core.workcal import WorkCalendar

# Only waiting for the applicant stops the clock; waiting for an agency never does.
STOPS_THE_CLOCK: Mapping[WaitsFor, PauseCause] = {
    WaitsFor.PAYMENT: PauseCause.FINANCIAL_OBLIGATION,
    WaitsFor.OBLIGATION: PauseCause.FINANCIAL_OBLIGATION,
    WaitsFor.APPLICANT: PauseCause.ANSWER,
}
# Between two desks no cut-off hour applies: it is a rule between the office and the applicant.
_INSIDE_THE_OFFICE = ClockRules()
# Waits that end when somebody outside has answered; those for a day end by their timer only.
_ANSWERED = frozenset({Kind.RECEIVE, Kind.MESSAGE_CATCH})


def standing_steps(procedure: Procedure, state: State) -> Iterator[tuple[int, Step]]:
    """The steps at which the process stands, people's work and waits alike, with the engine's numbers. A step that is
    done several times is there once for each instance, and not as a whole.
    """
    node = procedure.process.graph.node
    for wait in state.waits:
        if wait.node in procedure.steps and (wait.place or node[wait.node].repeat is None):
            yield wait.number, procedure.steps[wait.node]


def place_of(state: State, number: int) -> tuple[int, ...]:
    """Which instance of each repeated activity around it a thing is that waits, the outermost first; empty outside."""
    waits = {wait.number: wait for wait in state.waits}
    places: list[int] = []
    while wait := waits.get(number):
        places += [wait.place] if wait.place else []
        number = wait.parent
    return tuple(reversed(places))


def awaited_answers(procedure: Procedure, state: State, *whom: WaitsFor) -> Iterator[tuple[int, Step]]:
    """Of the steps at which the process stands, those that end when one of these answers."""
    node = procedure.process.graph.node
    for number, step in standing_steps(procedure, state):
        if step.waits_for in whom and node[step.key].kind in _ANSWERED:
            yield number, step


def limit_of(procedure: Procedure, step: Step) -> TimeLimit | None:
    """The step's own limit, or the one that it shares with the steps of its group."""
    if step.limit or step.group not in procedure.groups:
        return step.limit
    return procedure.groups[step.group].limit


def step_due_at(calendar: WorkCalendar, step: Step, began_at: datetime) -> datetime | None:
    """When the step's own limit ends, by the calendar of the office that does it; None where it has none."""
    return due_at(calendar, step.limit, began_at) if step.limit else None


def due_at(calendar: WorkCalendar, limit: TimeLimit, began_at: datetime) -> datetime:
    """When a limit between two desks or two agencies ends."""
    return statutory_due_at(calendar, limit, _INSIDE_THE_OFFICE, began_at)


def limit_taking_over(
    case: ProcedureCase, channel: Channel, clock: DossierClock, data: Mapping[str, object]
) -> CaseLimit | None:
    """The limit that takes the place of the clock's because of what turned out on the way: verification is needed, the
    order is large. None where nothing did, and while the clock stands.
    """
    if clock.ended_at or clock.open_pause:
        return None
    for other in case.limits_on_the_way(channel):
        if other.limit != clock.limit and other.when and other.when.evaluate(data) is True:
            return other
    return None


def owed_by_the_applicant(waiting: Collection[Step], *, others_work: bool) -> Step | None:
    """The step that waits for the applicant, if nothing else is open: no work of an office, and no other wait."""
    if others_work or not waiting or not all(step.waits_for in STOPS_THE_CLOCK for step in waiting):
        return None
    return next(iter(waiting))
