"""Who passed a dossier on to whom, until when it was owed and whether that was kept: the rows of the control sheet
(Thông tư 03/2025/TT-VPCP, Mẫu số 06), read from the log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.core.deadlines import Outcome
from motcua.core.procedure import Procedure
from motcua.core.workcal import office_time
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.types import ActorKind, Task, TaskKind
from motcua.domain.identity import queries as identity

_ENDED = frozenset({EventKind.STEP_COMPLETED, EventKind.STEP_RETURNED, EventKind.STEP_CANCELLED})


@dataclass(frozen=True, slots=True)
class Handover:
    """One step: from whom to whom, in words; `outcome` is None while it is open, or where it has no limit."""

    step: str
    giver: str
    receiver: str
    given_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    outcome: Outcome | None
    went_back: bool


def handovers_of(page: DossierPage) -> tuple[Handover, ...]:
    """Every handing over of a dossier, oldest first."""
    of_steps = (each for each in page.events if each.data.get("kind") != TaskKind.OPINION)
    ended = {event.data["n"]: event for event in of_steps if event.kind in _ENDED}
    tasks = {task.n: task for task in page.tasks if task.kind is TaskKind.STEP}
    return tuple(
        _handover(event, _giver(event, page.events), ended.get(event.data["n"]), tasks, page.procedure)
        for event in page.events
        if event.kind is EventKind.STEP_ENABLED
    )


def _handover(
    given: RecordedEvent, giver: str, ended: RecordedEvent | None, tasks: dict[int, Task], procedure: Procedure
) -> Handover:
    task = tasks.get(given.data["n"])
    due = ended.data.get("due") if ended else None
    due_at = datetime.fromisoformat(due) if due else task.due_at if task else None
    step = procedure.steps.get(given.step)
    return Handover(
        step=step.name.vi if step else given.step,
        giver=giver,
        receiver=_receiver(given, ended, task),
        given_at=given.at,
        due_at=due_at,
        ended_at=ended.at if ended else None,
        outcome=_outcome(ended, due_at),
        went_back=ended is not None and ended.kind is EventKind.STEP_RETURNED,
    )


def _outcome(ended: RecordedEvent | None, due_at: datetime | None) -> Outcome | None:
    """As it was judged when the step ended; a day before is early, the day itself in time."""
    if ended is None or due_at is None:
        return None
    if ended.data.get("late_minutes"):
        return Outcome.LATE
    return Outcome.EARLY if office_time(ended.at).date() < office_time(due_at).date() else Outcome.ON_TIME


def _giver(given: RecordedEvent, events: Iterable[RecordedEvent]) -> str:
    """Who did the act by which the step was opened, with the office in which he did it."""
    by_the_act = (each for each in events if (each.at, each.actor) == (given.at, given.actor) and each.kind in _ENDED)
    office = next((each.office_id for each in by_the_act), None)
    return _named(given.actor, office)


def _receiver(given: RecordedEvent, ended: RecordedEvent | None, task: Task | None) -> str:
    if ended and ended.kind is not EventKind.STEP_CANCELLED:
        return _named(ended.actor, given.office_id)
    holder = task.holder_id if task else None
    return _named(f"{ActorKind.OFFICER}:{holder}" if holder else "", given.office_id)


def _named(actor: str, office_id: int | None) -> str:
    office = identity.agency(office_id).name if office_id else ""
    kind, _, who = actor.partition(":")
    if kind == ActorKind.OFFICER:
        return ", ".join(each for each in (identity.officer(int(who)).full_name, office) if each)
    if kind == ActorKind.CITIZEN:
        return "Người nộp hồ sơ"
    return office or "Hệ thống tự chuyển"
