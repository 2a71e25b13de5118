"""What an act says to the applicant: from its events to the events of messages.yaml. Pure; `messages` tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from motcua.core.deadlines import Outcome
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.log import LoggedEvent

TOLD = (
    EventKind.ACCEPTED,
    EventKind.REFUSED,
    EventKind.SUPPLEMENT_REQUESTED,
    EventKind.STEP_ENABLED,
    EventKind.PART_SENT,
    EventKind.FEE_NOTICED,
    EventKind.FEE_PAID,
    EventKind.CLOCK_RESCHEDULED,
    EventKind.CLOCK_RECOMPUTED,
    EventKind.CLOCK_FINISHED,
    EventKind.RESULT_ISSUED,
    EventKind.RESULT_RETURNED,
    EventKind.STOPPED,
)
# Of what happens in a part of a linked dossier only this is for the applicant; the rest his whole tells.
TOLD_OF_PARTS = frozenset({EventKind.SUPPLEMENT_REQUESTED, EventKind.CLOCK_RESCHEDULED})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a dossier stands, as far as messages tell it: that of the act, not its whole."""

    id: UUID
    receiving_id: int
    competent_id: int
    due_at: datetime | None
    is_part: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing to say. mark: makes its key, so that it is said once."""

    event: str
    mark: str
    facts: Mapping[str, str] = field(default_factory=dict)


def sayings(
    of: Standing, act: Sequence[LoggedEvent], agency_of: Callable[[int], int], rating: Callable[[UUID], str] | None
) -> Iterator[Saying]:
    """What one act has to say. agency_of: the agency that an office belongs to. rating: where the applicant rates how
    he was served; he is not asked without.
    """
    kinds = {event.kind for event in act}
    for event in act:
        if of.is_part and event.kind not in TOLD_OF_PARTS:
            continue
        mark = str(event.seq)
        match event.kind:
            case EventKind.ACCEPTED:
                yield Saying("accepted", mark, {**_agency(of.competent_id), **_due(of)})
            case EventKind.REFUSED:
                yield Saying("refused", mark, _agency(of.receiving_id))
            case EventKind.SUPPLEMENT_REQUESTED:
                asks = agency_of(event.office_id) if event.office_id else of.competent_id
                yield Saying("supplement_needed", mark, _agency(asks))
            case EventKind.CLOCK_RESCHEDULED:
                yield Saying("late_apology", mark, {**_agency(of.competent_id), **_due(of)})
            case EventKind.FEE_NOTICED:
                yield Saying("fee_due", mark, {"amount": str(event.data["amount"])})
            case EventKind.FEE_PAID if not event.data.get("elsewhere"):
                yield Saying("fee_received", mark, {"amount": str(event.data["amount"])})
            case EventKind.RESULT_RETURNED if rating:
                yield Saying("rating_request", mark, {"rating": rating(of.id)})
            case EventKind.STOPPED:
                yield Saying("stopped", mark, _agency(of.competent_id))
    if not of.is_part:
        yield from _moves(of, act, kinds, agency_of)
        yield from _result(of, act, kinds)
        yield from _recomputed(of, act)


def _moves(
    of: Standing, act: Sequence[LoggedEvent], kinds: set[EventKind], agency_of: Callable[[int], int]
) -> Iterator[Saying]:
    """Each agency that gets it for the first time: the mark is the agency. The receiving one has it from the start;
    who decides is told with the acceptance.
    """
    known = {agency_of(of.receiving_id)}
    if EventKind.ACCEPTED in kinds or EventKind.REFUSED in kinds:
        known.add(agency_of(of.competent_id))
    for event in act:
        if event.kind in (EventKind.STEP_ENABLED, EventKind.PART_SENT) and event.office_id:
            agency = agency_of(event.office_id)
            if agency not in known:
                known.add(agency)
                yield Saying("moved", f"to:{agency}", _agency(agency))


def _result(of: Standing, act: Sequence[LoggedEvent], kinds: set[EventKind]) -> Iterator[Saying]:
    """The result is there; when it is there before its day, the applicant must be told first (Nghị định 61/2018/NĐ-CP
    Điều 20 khoản 4).
    """
    if EventKind.RESULT_ISSUED not in kinds:
        return
    seq = min(event.seq for event in act if event.kind is EventKind.RESULT_ISSUED)
    finished = (event for event in act if event.kind is EventKind.CLOCK_FINISHED)
    early = any(event.data.get("outcome") == Outcome.EARLY.value for event in finished)
    if early and of.due_at:
        yield Saying("early_result", str(seq), {**_agency(of.receiving_id), **_due(of)})
    else:
        yield Saying("result_ready", str(seq), _agency(of.receiving_id))


def _recomputed(of: Standing, act: Sequence[LoggedEvent]) -> Iterator[Saying]:
    """The calendar moved an appointment that stands; while the applicant is waited for there is none."""
    for event in act:
        new = event.data.get("new_due_at") if event.kind is EventKind.CLOCK_RECOMPUTED else None
        if new and new != event.data.get("old_due_at"):
            yield Saying("appointment_moved", str(event.seq), {**_agency(of.competent_id), "due": new})


def _agency(agency_id: int) -> dict[str, str]:
    return {"agency": str(agency_id)}


def _due(of: Standing) -> dict[str, str]:
    return {"due": of.due_at.isoformat()} if of.due_at else {}
