"""The whole and the parts of a linked procedure, as its pages show them, and the agencies that say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from motcua.core.deadlines import was_passed_on_late
from motcua.core.forms import Text
from motcua.core.procedure import Procedure
from motcua.core.process import State
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.events import RecordedEvent
from motcua.domain.dossiers.models import Dossier, DossierPart, OpenTask
from motcua.domain.dossiers.past import known_part
from motcua.domain.dossiers.policies import led_offices, may_see
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.queries.cards import DossierCard, card_of, task_of
from motcua.domain.dossiers.queries.page import events_of
from motcua.domain.dossiers.types import Part, Task
from motcua.domain.identity.policies import Scope


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part of a whole: what the whole knows of it, and the dossier itself once its agency has it.

    name: of the linked procedure, as the whole calls it. outcome: how it ended, in words. is_stuck: it should have been
    passed on by now, and has not.
    """

    part: Part
    name: Text
    card: DossierCard | None
    procedure: Procedure | None
    process: State | None
    tasks: tuple[Task, ...]
    events: tuple[RecordedEvent, ...]
    outcome: Text | None
    is_stuck: bool


@dataclass(frozen=True, slots=True)
class WholePage:
    """The linked dossier that a part belongs to, and what the whole calls the part."""

    card: DossierCard
    name: Text


@dataclass(frozen=True, slots=True)
class SilentPart:
    """A part whose agency should have acknowledged it and has not, for those whom it concerns on either side. It ends
    when the agency does something with the part.
    """

    whole: DossierCard
    part: Part
    name: Text
    at_the_whole: bool

    @property
    def place(self) -> UUID:
        """The dossier that the reader has to do with."""
        return self.whole.id if self.at_the_whole else self.part.part_id


def parts_of(whole_id: UUID, procedure: Procedure, now: datetime) -> tuple[PartPage, ...]:
    """The parts of a dossier in the order in which they were sent; none for one that is no whole."""
    known = [known_part(row) for row in DossierPart.objects.filter(dossier_id=whole_id).order_by("sent_at", "n")]
    ids = [part.part_id for part in known]
    rows = Dossier.objects.in_bulk(ids)
    tasks: dict[UUID, list[Task]] = {}
    for row in OpenTask.objects.filter(dossier_id__in=ids).order_by("kind", "n") if ids else ():
        tasks.setdefault(row.dossier_id, []).append(task_of(row))
    return tuple(_page(part, rows.get(part.part_id), tasks.get(part.part_id, ()), procedure, now) for part in known)


def whole_of(card: DossierCard, now: datetime) -> WholePage | None:
    """The dossier that this one is a part of; None for one that stands alone."""
    row = Dossier.objects.filter(pk=card.parent_id).first() if card.parent_id else None
    part = DossierPart.objects.filter(dossier_id=row.pk, part_id=card.id).first() if row else None
    if row is None or part is None:
        return None
    return WholePage(card_of(row, now), _name(procedure_of(row), part.child))


def silent_parts(scope: Scope, now: datetime, size: int = 20) -> tuple[SilentPart, ...]:
    """The parts that lie unacknowledged, for the offices of the whole and for whoever leads the office where the part
    lies (Nghị định 63/2024/NĐ-CP Điều 7); the longest silent first.
    """
    led = led_offices(scope, catalogue.leading_roles())
    lies_with = OpenTask.objects.filter(dossier_id=OuterRef("part_id"), office_id__in=led)
    own = [Q(**{f"dossier__{each}_id__in": scope.agencies}) for each in ("competent", "receiving", "handler_office")]
    rows = (
        DossierPart.objects.filter(silent_at__isnull=False, acknowledged_at=None, ended_at=None, called_off_at=None)
        .filter(own[0] | own[1] | own[2] | Q(agency_id__in=led) | Exists(lies_with))
        .select_related("dossier")
        .order_by("acknowledge_by")[:size]
    )
    return tuple(
        SilentPart(
            card_of(row.dossier, now),
            known_part(row),
            _name(procedure_of(row.dossier), row.child),
            may_see(scope, [row.dossier.competent_id, row.dossier.receiving_id]),
        )
        for row in rows
    )


def _page(part: Part, row: Dossier | None, tasks: Sequence[Task], procedure: Procedure, now: datetime) -> PartPage:
    outcomes = procedure.steps[part.step].outcomes if part.step in procedure.steps else {}
    return PartPage(
        part=part,
        name=_name(procedure, part.child),
        card=card_of(row, now) if row else None,
        procedure=procedure_of(row) if row else None,
        process=State.from_json(row.process) if row else None,
        tasks=tuple(tasks),
        events=events_of(part.part_id) if row else (),
        outcome=outcomes[part.outcome].name if part.outcome in outcomes else None,
        is_stuck=row is None and part.is_open and _is_overdue(part, procedure, now),
    )


def _is_overdue(part: Part, procedure: Procedure, now: datetime) -> bool:
    """Whether the part should have been passed on (Nghị định 63/2024/NĐ-CP Điều 7: within ten minutes)."""
    child = procedure.children.get(part.child)
    within = child.send_within_minutes if child else None
    return within is not None and was_passed_on_late(part.sent_at, within, now)


def _name(procedure: Procedure, child: str) -> Text:
    found = procedure.children.get(child)
    return found.name if found else Text(child, child)
