"""Each office's own slice of a dossier with its own outcome, told apart from the whole (QĐ 95/2025/QĐ-UBND)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.core.deadlines import Slice, SliceOutcome, SliceState, slice_outcome
from motcua.core.forms import Text
from motcua.core.procedure import Procedure, course
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.queries.inbox import OPINION_NAME
from motcua.domain.dossiers.queries.linked import PartPage
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.types import TaskKind, Verdict
from motcua.domain.identity import queries as identity

_ENDS = frozenset({EventKind.STEP_COMPLETED, EventKind.STEP_RETURNED, EventKind.STEP_CANCELLED, EventKind.STEP_FAILED})
# Who ended a step without having done it answers for nothing: it was taken away, or broke off.
_UNDONE = frozenset({EventKind.STEP_CANCELLED, EventKind.STEP_FAILED})


class SliceKind(StrEnum):
    """What an office had to do: a step, an answer to a question, a part of a linked dossier."""

    STEP = "step"
    OPINION = "opinion"
    PART = "part"


@dataclass(frozen=True, slots=True)
class OfficeSlice:
    """One slice: whose, what, from when until when, and how it came out.

    role, actor: of a step, in which role it was done and by whom (`officer:7`); empty while nobody has done it.
    """

    kind: SliceKind
    n: int
    step: str
    name: Text
    office_id: int
    span: Slice
    outcome: SliceOutcome
    role: str = ""
    actor: str = ""

    @property
    def late_minutes(self) -> int:
        """By how many minutes of the office's working time it came late; 0 in time."""
        return self.outcome.late_by // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AgencyTime:
    """What an agency did with its time on one dossier: its slices, how many of them late, and by how much together."""

    agency_id: int
    slices: tuple[OfficeSlice, ...]

    @property
    def late(self) -> int:
        return sum(each.outcome.is_late for each in self.slices)

    @property
    def late_by(self) -> timedelta:
        return sum((each.outcome.late_by for each in self.slices), timedelta())


def time_by_agency(page: DossierPage, now: datetime, parts: Iterable[PartPage] = ()) -> tuple[AgencyTime, ...]:
    """The slices of a dossier, agency by agency, in the order in which they came to it."""
    found: dict[int, list[OfficeSlice]] = {}
    for each in slices_of(page, now, parts):
        found.setdefault(_agency_of(each.office_id), []).append(each)
    return tuple(AgencyTime(agency, tuple(mine)) for agency, mine in found.items())


def slices_of(page: DossierPage, now: datetime, parts: Iterable[PartPage] = ()) -> tuple[OfficeSlice, ...]:
    """Every slice of a dossier, in the order in which they began. What ended is judged as it was when it ended; steps
    that the log has no day for, because they ended before it kept one, by the calendar of today.
    """
    every = (*_steps(page, now), *_opinions(page, now), *_parts(parts, now))
    return tuple(sorted(every, key=lambda each: (each.span.began_at, each.n)))


def _steps(page: DossierPage, now: datetime) -> Iterator[OfficeSlice]:
    open_tasks = {task.n: task for task in page.tasks if task.kind is TaskKind.STEP}
    waits = page.card.waiting_for is not None
    for began, ended in _pairs(page.events):
        office, n = began.office_id, int(began.data["n"])
        if office is None or (ended and ended.kind in _UNDONE):
            continue
        task = open_tasks.get(n)
        due_at = task.due_at if task and not ended else _due(page.procedure, began, ended)
        span = Slice(began.at, due_at, ended.at if ended else None)
        outcome = _judged(office, span, now)
        if waits and not ended and outcome.is_late:
            outcome = SliceOutcome(SliceState.RUNNING)  # the clock stands; it counts anew when the supplement comes
        if ended and "late_minutes" in ended.data:
            outcome = replace(outcome, late_by=timedelta(minutes=int(ended.data["late_minutes"])))
        name = page.procedure.steps[began.step].name if began.step in page.procedure.steps else Text("", "")
        role, actor = began.role, ended.actor if ended else ""
        yield OfficeSlice(SliceKind.STEP, n, began.step, name, office, span, outcome, role, actor)


def _pairs(events: Iterable[RecordedEvent]) -> Iterator[tuple[RecordedEvent, RecordedEvent | None]]:
    """Each step that was open with the event that ended it, if any did."""
    began: dict[int, RecordedEvent] = {}
    for event in events:
        if event.kind is EventKind.STEP_ENABLED:
            began[int(event.data["n"])] = event
        elif event.kind in _ENDS and event.data.get("kind") != TaskKind.OPINION.value:
            first = began.pop(int(event.data["n"]), None)
            if first:
                yield first, event
    yield from ((first, None) for first in began.values())


def _due(procedure: Procedure, began: RecordedEvent, ended: RecordedEvent | None) -> datetime | None:
    if ended and "due" in ended.data:
        return datetime.fromisoformat(str(ended.data["due"]))
    step = procedure.steps.get(began.step)
    if step is None or began.office_id is None:
        return None
    return course.step_due_at(identity.calendar_of(began.office_id), step, began.at)


def _opinions(page: DossierPage, now: datetime) -> Iterator[OfficeSlice]:
    for opinion in page.opinions:
        answered = opinion.answered_at if opinion.verdict is not Verdict.SILENT else None
        span = Slice(opinion.asked_at, opinion.due_at, answered)
        # Who said nothing has let the day pass; from then on nothing more is owed.
        silent = opinion.verdict is Verdict.SILENT
        outcome = SliceOutcome(SliceState.MISSED) if silent else _judged(opinion.agency_id, span, now)
        yield OfficeSlice(SliceKind.OPINION, opinion.n, opinion.step, OPINION_NAME, opinion.agency_id, span, outcome)


def _parts(parts: Iterable[PartPage], now: datetime) -> Iterator[OfficeSlice]:
    for page in parts:
        part = page.part
        if part.called_off_at:
            continue
        span = Slice(part.sent_at, part.due_at, part.ended_at)
        outcome = _judged(part.agency_id, span, now)
        if part.ended_at and not part.late:
            outcome = SliceOutcome(SliceState.KEPT)  # its own dossier says so, by its own limit
        elif part.waiting_for:
            outcome = SliceOutcome(SliceState.RUNNING)
        yield OfficeSlice(SliceKind.PART, part.n, part.step, page.name, part.agency_id, span, outcome)


def _judged(office_id: int, span: Slice, now: datetime) -> SliceOutcome:
    return slice_outcome(identity.calendar_of(office_id), span, now)


def _agency_of(office_id: int) -> int:
    """The agency that answers: an office is a part of one."""
    office = identity.agency(office_id)
    return office.parent_id if office.division and office.parent_id else office.id
