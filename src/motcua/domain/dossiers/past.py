"""What a dossier remembers, as the database has it: who is who, what lies in it, who did what with which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from motcua.domain.dossiers.acts.hearing import IssuedResult
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import DossierEvent, DossierPaper, DossierPart, DossierParty, Remark
from motcua.domain.dossiers.types import Paper, PaperOrigin, Part, Party, PartyKind, PartyRole, WaitingFor


class StoredPast:
    """The past of a dossier as the database has it."""

    def __init__(self, dossier_id: UUID) -> None:
        self._of = {"dossier_id": dossier_id}

    def parties(self) -> Sequence[Party]:
        """Who is who."""
        return [party_of(row) for row in DossierParty.objects.filter(**self._of).order_by("n")]

    def papers(self) -> Mapping[str, tuple[PaperOrigin, str]]:
        """How each component came."""
        return {
            row.component: (PaperOrigin(row.origin), row.variant) for row in DossierPaper.objects.filter(**self._of)
        }

    def last_officer(self, role: str) -> int | None:
        """Who last ended a step in that role."""
        actors = DossierEvent.objects.filter(
            dossier_id=self._of["dossier_id"],
            role=role,
            kind=EventKind.STEP_COMPLETED,
            actor__startswith="officer:",
        ).order_by("-seq")
        last = actors.values_list("actor", flat=True).first()
        return int(last.partition(":")[2]) if last else None

    def own_papers(self) -> Sequence[Paper]:
        """All papers that lie in it, in the order in which they came."""
        return [paper_of(row) for row in DossierPaper.objects.filter(**self._of).order_by("n")]

    def results(self) -> Sequence[IssuedResult]:
        """The results that it has ended with."""
        issued = DossierEvent.objects.filter(**self._of, kind=EventKind.RESULT_ISSUED).order_by("seq")
        return [
            IssuedResult(data["result"], data["number"], data["letter"])
            for data in issued.values_list("data", flat=True)
        ]

    def words_with(self, kind: EventKind) -> str:
        """What was said with the latest event of that kind."""
        return self._words(DossierEvent.objects.filter(**self._of, kind=kind))

    def words_at(self, step: str) -> str:
        """With which words this step last ended."""
        return self._words(DossierEvent.objects.filter(**self._of, step=step, kind=EventKind.STEP_COMPLETED))

    def _words(self, events: QuerySet[DossierEvent]) -> str:
        """What was said with the latest of these events."""
        latest = events.order_by("-seq").values("seq")[:1]
        return Remark.objects.filter(**self._of, seq__in=latest).values_list("words", flat=True).first() or ""


def party_of(row: DossierParty) -> Party:
    """A party from its row."""
    return Party(
        PartyRole(row.role),
        PartyKind(row.kind),
        row.name,
        row.identifier,
        row.phone,
        row.email,
        row.address,
        row.person_id,
    )


def paper_of(row: DossierPaper) -> Paper:
    """A paper from its row."""
    return Paper(
        component=row.component,
        origin=PaperOrigin(row.origin),
        document_id=row.document_id,
        sha256=row.sha256,
        name=row.name,
        variant=row.variant,
        originals=row.originals,
        copies=row.copies,
    )


def known_part(row: DossierPart) -> Part:
    """What a whole knows of a part, from its row."""
    return Part(
        n=row.n,
        child=row.child,
        step=row.step,
        part_id=row.part_id,
        agency_id=row.agency_id,
        sent_at=row.sent_at,
        acknowledge_by=row.acknowledge_by,
        acknowledged_at=row.acknowledged_at,
        silent_at=row.silent_at,
        code=row.code,
        due_at=row.due_at,
        waiting_for=WaitingFor(row.waiting_for) if row.waiting_for else None,
        ended_at=row.ended_at,
        outcome=row.outcome,
        number=row.number,
        late=row.late,
        called_off_at=row.called_off_at,
    )
