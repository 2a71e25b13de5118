"""What anybody who has a code may know: where a dossier stands and who has it, but not whose it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.procedure import Procedure
from motcua.core.process import State
from motcua.domain.dossiers.errors import NoSuchDossierError
from motcua.domain.dossiers.events import RecordedEvent
from motcua.domain.dossiers.models import Dossier, OpenTask
from motcua.domain.dossiers.procedures import procedure_of
from motcua.domain.dossiers.queries.cards import DossierCard, card_of, task_of
from motcua.domain.dossiers.queries.page import dossier_by_key, events_of
from motcua.domain.dossiers.types import Task


@dataclass(frozen=True, slots=True)
class Tracked:
    """A dossier without any personal data: the card's name is empty, the events come without words."""

    card: DossierCard
    procedure: Procedure
    case_key: str
    tasks: tuple[Task, ...]
    events: tuple[RecordedEvent, ...]
    process: State


def track(typed: str, now: datetime) -> Tracked:
    """The dossier of a code or reference, for anybody. NoSuchDossierError when there is none."""
    dossier_id = dossier_by_key(typed)
    row = Dossier.objects.filter(pk=dossier_id).first()
    if row is None:
        raise NoSuchDossierError
    return Tracked(
        card=replace(card_of(row, now), applicant_name=""),
        procedure=procedure_of(row),
        case_key=row.case_key,
        tasks=tuple(task_of(each) for each in OpenTask.objects.filter(dossier_id=dossier_id).order_by("kind", "n")),
        events=tuple(replace(event, words="") for event in events_of(dossier_id)),
        process=State.from_json(row.process),
    )
