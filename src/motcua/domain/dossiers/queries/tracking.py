"""What anybody who has a code may know: where a dossier stands and who has it, but not whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.procedure import Procedure
from motcua.core.process import State
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.events import RecordedEvent
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.queries.cards import DossierCard, card_of, task_of
from motcua.domain.dossiers.queries.linked import PartPage, parts_of
from motcua.domain.dossiers.queries.page import dossier_by_key, events_of
from motcua.domain.dossiers.types import Task


@dataclass(frozen=True, slots=True)
class Tracked:
    """A dossier without any personal data: the card's name is empty, the events come without words, its parts too."""

    card: DossierCard
    procedure: Procedure
    case_key: str
    tasks: tuple[Task, ...]
    events: tuple[RecordedEvent, ...]
    process: State
    parts: tuple[PartPage, ...] = ()


def track(typed: str, now: datetime) -> Tracked:
    """The dossier of a code or reference, for anybody; of a part, the whole that was filed. NoSuchDossierError when
    there is none.
    """
    dossier_id = dossier_by_key(typed)
    row = Dossier.objects.filter(pk=dossier_id).first()
    if row and row.parent_id:
        dossier_id = row.parent_id
        row = Dossier.objects.filter(pk=dossier_id).first()
    if row is None:
        raise NoSuchDossierError
    parts = parts_of(dossier_id, procedure_of(row), now)
    return Tracked(
        card=replace(card_of(row, now), applicant_name=""),
        procedure=procedure_of(row),
        case_key=row.case_key,
        tasks=tuple(task_of(each) for each in OpenTask.objects.filter(dossier_id=dossier_id).order_by("kind", "n")),
        events=_wordless(events_of(dossier_id)),
        process=State.from_json(row.process),
        parts=tuple(replace(part, card=_nameless(part.card), events=_wordless(part.events)) for part in parts),
    )


def _wordless(events: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    return tuple(replace(event, words="") for event in events)


def _nameless(card: DossierCard | None) -> DossierCard | None:
    return replace(card, applicant_name="") if card else None
