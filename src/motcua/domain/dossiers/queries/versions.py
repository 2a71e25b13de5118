"""Under which version of its procedure something happened to a dossier that has been moved to another one since."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from motcua.core.procedure import Procedure
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.procedures import procedure_of

MOVES = frozenset({EventKind.PROCESS_CHANGED, EventKind.PROCESS_RESTORED})


def procedure_when_issued(dossier_id: UUID, letter: int) -> Procedure:
    """The procedure by which a letter of a dossier was issued: its template is that of its day."""
    issued = DossierEvent.objects.filter(dossier_id=dossier_id, kind=EventKind.LETTER_ISSUED.value, data__n=letter)
    seq = issued.values_list("seq", flat=True).first() or 0
    moves = DossierEvent.objects.filter(dossier_id=dossier_id, seq__gt=seq, kind__in=[each.value for each in MOVES])
    moved = moves.order_by("seq").values_list("data", flat=True).first()
    return catalogue.version(moved["from"]) if moved else procedure_of(Dossier.objects.get(pk=dossier_id))


def with_procedures(events: Iterable[RecordedEvent], now: Procedure) -> list[tuple[RecordedEvent, Procedure]]:
    """Each event with the procedure by which it happened; `now` is the one that holds since the last move."""
    found = []
    for event in reversed(list(events)):
        if event.kind in MOVES:
            now = catalogue.version(event.data["from"])
        found.append((event, now))
    return found[::-1]
