"""The dossier that is rated, as far as a rating needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.core.forms import Text
from motcua.core.procedure import Channel, PartyRole
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.page import DossierPage, dossier_page
from motcua.domain.dossiers.types import Party, Phase


@dataclass(frozen=True, slots=True)
class Subject:
    """A dossier. agency_id: which decides; office_id: which has it in charge. steps: those of the way that an office
    did, each once. contact: whom an answer goes to.
    """

    ref: UUID
    code: str
    procedure_code: str
    procedure: Text
    channel: Channel
    agency_id: int
    office_id: int
    phase: Phase
    ended_at: datetime | None
    steps: tuple[tuple[str, int], ...]
    parties: tuple[Party, ...]

    @property
    def contact(self) -> Party:
        return min(self.parties, key=lambda party: party.role is not PartyRole.APPLICANT)

    def has_party(self, person_id: UUID, personal_id: str | None) -> bool:
        """Whether somebody is a party, by his account or by the number he was named with."""
        return any(
            party.person_id == person_id or (personal_id is not None and party.identifier == personal_id)
            for party in self.parties
        )


def subject_of(dossier_id: UUID, now: datetime) -> Subject:
    """The dossier; of a part, the whole that was filed. Raises NoSuchDossierError."""
    page = dossier_page(dossier_id, now)
    return subject_on(dossier_page(page.card.parent_id, now) if page.card.parent_id else page)


def subject_on(page: DossierPage) -> Subject:
    """The dossier of a page that was read already; not of a part."""
    card = page.card
    return Subject(
        ref=card.id,
        code=card.code or card.reference,
        procedure_code=card.procedure_code,
        procedure=card.procedure,
        channel=card.channel,
        agency_id=card.competent_id,
        office_id=card.handler.office_id if card.handler else card.competent_id,
        phase=card.phase,
        ended_at=card.ended_at,
        steps=_steps(page),
        parties=page.parties,
    )


def _steps(page: DossierPage) -> tuple[tuple[str, int], ...]:
    done = {
        (event.step, event.office_id)
        for event in page.events
        if event.kind is EventKind.STEP_COMPLETED and event.office_id is not None
    }
    return tuple(sorted(done))
