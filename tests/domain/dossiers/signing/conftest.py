"""A building permit at its signature: the chairman and the ward hold keys."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from motcua.domain.dossiers.models import DossierEvent, DossierLetter
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.records import queries as records
from motcua.domain.records.shelf import store
from motcua.infra import clock
from motcua.infra.signing import Standing, Trust, verify_pdf
from tests.office import Office
from tests.permit import LEADERSHIP, OFFICE, WARD, fee_told, n_of
from tests.signers import Signers, signers

__all__ = ["signers"]


@dataclass
class Signing:
    """The working city with keys, and what its people do with them."""

    office: Office
    signers: Signers

    @property
    def chairman_id(self) -> int:
        return self.office.city.who(LEADERSHIP, "commune_chairman")

    @property
    def clerk_id(self) -> int:
        return self.office.city.who(OFFICE, "records_clerk")

    @property
    def ward_id(self) -> int:
        return self.office.city.office(WARD)

    def chairman(self, when: str = "2026-11-17 15:00") -> ActingOfficer:
        return self.office.officer(LEADERSHIP, "commune_chairman", when)

    def clerk(self, when: str = "2026-11-18 10:00") -> ActingOfficer:
        return self.office.officer(OFFICE, "records_clerk", when)

    def to_be_signed(self) -> UUID:
        return fee_told(self.office)

    def sign(self, dossier: UUID, **pin: str) -> None:
        pen = self.signers.pen(self.chairman_id, **pin)
        steps.complete_step(dossier, n_of(dossier, "sign"), "sign", "", self.chairman(), pen=pen)

    def issue(self, dossier: UUID, number: str = "", **pin: str) -> None:
        pen = self.signers.pen(self.clerk_id, **pin)
        steps.issue_result(dossier, n_of(dossier, "register"), number, self.clerk(), pen=pen)

    def signed(self) -> UUID:
        dossier = self.to_be_signed()
        self.sign(dossier)
        return dossier


@pytest.fixture
def signing(working_city: Office, signers: Signers) -> Signing:
    found = Signing(working_city, signers)
    signers.officer(found.chairman_id)
    signers.agency(found.ward_id)
    return found


def letter(dossier: UUID, key: str = "permit") -> DossierLetter:
    """The newest letter of that kind."""
    found = DossierLetter.objects.filter(dossier_id=dossier, key=key).order_by("-n").first()
    assert found is not None
    return found


def content_of(document_id: UUID) -> bytes:
    with store().open(records.documents([document_id])[document_id].sha256) as file:
        return file.read()


def kinds(dossier: UUID) -> list[str]:
    """What happened, in order."""
    return list(DossierEvent.objects.filter(dossier_id=dossier).order_by("seq").values_list("kind", flat=True))


def signers_of(pdf: bytes) -> list[str]:
    """Who signed a document, in order; fails for one that was altered."""
    findings = verify_pdf(pdf, Trust(()), clock.machine_now())
    assert {each.standing for each in findings} <= {Standing.UNKNOWN_ISSUER}, findings
    return [each.signer for each in findings]
