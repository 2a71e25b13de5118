"""Letters on the way that the law wants signed: by who issues them, with his own key, in the act that issues them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from motcua.domain.dossiers.errors import PinNeededError, SignatureError, UnprintableError
from motcua.domain.dossiers.models import DossierEvent
from motcua.domain.dossiers.services import apology, counter, signatures, steps
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.dossiers.types import LetterState
from motcua.domain.records import queries as records
from motcua.domain.records.types import Validity
from motcua.infra.letters import LetterError
from tests import permit
from tests.domain.dossiers.signing.conftest import content_of, kinds, letter, signers_of
from tests.infra.letters.examples import read, squeezed
from tests.office import Office, at
from tests.permit import ECONOMY, ITEM, ONE_STOP, n_of
from tests.signers import Signers

pytestmark = pytest.mark.django_db

Write = Callable[[UUID, ActingOfficer, KeyPen | None], object]


def _refuse(dossier: UUID, by: ActingOfficer, pen: KeyPen | None) -> None:
    steps.refuse_dossier(dossier, n_of(dossier, "receive"), "Thửa đất thuộc phường khác.", by, pen=pen)


def _ask(dossier: UUID, by: ActingOfficer, pen: KeyPen | None) -> None:
    steps.request_supplement(dossier, n_of(dossier, "receive"), (ITEM,), by, pen=pen)


def _stop(dossier: UUID, by: ActingOfficer, pen: KeyPen | None) -> None:
    counter.stop_dossier(dossier, "Người nộp xin dừng.", by, pen=pen)


AT_THE_COUNTER = [(_refuse, "rejection_notice"), (_ask, "supplement_request"), (_stop, "stop_notice")]


@pytest.fixture
def clerk(working_city: Office, signers: Signers) -> ActingOfficer:
    """An officer of the one-stop shop with a key."""
    found = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    signers.officer(found.officer_id)
    return found


@pytest.mark.parametrize(("write", "key"), AT_THE_COUNTER)
def test_who_issues_the_letter_signs_it_in_the_same_act(
    working_city: Office, signers: Signers, clerk: ActingOfficer, write: Write, key: str
) -> None:
    dossier = working_city.filed().dossier_id
    write(dossier, clerk, signers.pen(clerk.officer_id))
    issued = letter(dossier, key)
    assert issued.state == LetterState.ISSUED
    pdf = content_of(issued.document_id)
    assert signers_of(pdf) == [issued.details["letter"]["signature"]["name"]]
    assert squeezed(f"Số: {issued.details['letter']['number']}") in squeezed(read(pdf))
    assert kinds(dossier)[-1] == "LetterSigned"
    assert list(verify_log()) == []


@pytest.mark.parametrize(("write", "key"), AT_THE_COUNTER)
def test_who_holds_a_key_issues_none_without_his_pin(
    working_city: Office, clerk: ActingOfficer, write: Write, key: str
) -> None:
    dossier = working_city.filed().dossier_id
    before = kinds(dossier)
    with pytest.raises(PinNeededError):
        write(dossier, clerk, None)
    with pytest.raises(SignatureError, match="4 tries"):
        write(dossier, clerk, KeyPen(clerk.officer_id, "135791"))
    assert kinds(dossier) == before


@pytest.mark.parametrize(("write", "key"), AT_THE_COUNTER)
def test_without_a_key_it_is_printed_when_somebody_asks_for_it(
    working_city: Office, signers: Signers, write: Write, key: str
) -> None:
    dossier = working_city.filed().dossier_id
    write(dossier, working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30"), None)
    assert letter(dossier, key).document_id is None
    assert "signs" not in letter(dossier, key).details["letter"]
    assert "LetterSigned" not in kinds(dossier)


def test_whoever_checks_a_signed_letter_learns_that_it_is_genuine(
    working_city: Office, signers: Signers, clerk: ActingOfficer
) -> None:
    dossier = working_city.filed().dossier_id
    _ask(dossier, clerk, signers.pen(clerk.officer_id))
    issued = letter(dossier, "supplement_request")
    document = letter_document(dossier, issued.n, clerk.now)
    assert document.id == issued.document_id
    standing = records.standing_of(document.sha256)
    assert standing
    assert (standing.validity, standing.facts.title) == (Validity.GENUINE, "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")


def test_the_slip_goes_out_by_itself_and_asks_for_no_pin(working_city: Office, clerk: ActingOfficer) -> None:
    dossier = working_city.filed().dossier_id
    steps.accept_dossier(dossier, n_of(dossier, "receive"), clerk)
    assert letter(dossier, "receipt_slip").document_id is None


def test_the_head_signs_the_apology(working_city: Office, signers: Signers) -> None:
    dossier = permit.drafted(working_city)
    head = working_city.officer(ECONOMY, "division_head", "2026-11-17 09:00")
    signers.officer(head.officer_id)
    promised, reasons = at("2026-12-08 00:00"), ("Chờ kết quả đo đạc.",)
    with pytest.raises(PinNeededError):
        apology.apologise(dossier, promised, reasons, head)
    apology.apologise(dossier, promised, reasons, head, pen=signers.pen(head.officer_id))
    assert len(signers_of(content_of(letter(dossier, "apology_letter").document_id))) == 1


def test_the_log_names_the_certificate_of_the_officer(
    working_city: Office, signers: Signers, clerk: ActingOfficer
) -> None:
    dossier = working_city.filed().dossier_id
    _refuse(dossier, clerk, signers.pen(clerk.officer_id))
    signed = DossierEvent.objects.get(dossier_id=dossier, kind="LetterSigned")
    issued = letter(dossier, "rejection_notice")
    assert (signed.actor, signed.data["n"]) == (f"officer:{clerk.officer_id}", issued.n)
    assert signed.data["sha256"] == records.documents([issued.document_id])[issued.document_id].sha256


def test_a_result_on_paper_is_printed_before_it_counts_as_issued(working_city: Office) -> None:
    dossier = permit.resolved(working_city)
    issued = letter(dossier)
    document = letter_document(dossier, issued.n, at("2026-11-19 08:00"))
    assert (document.id, document.pages) == (issued.document_id, 2)


def test_a_result_whose_template_is_wrong_is_not_issued_and_takes_no_number(
    working_city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = permit.fee_told(working_city)
    chairman = working_city.officer(permit.LEADERSHIP, "commune_chairman", "2026-11-17 15:00")
    steps.complete_step(dossier, n_of(dossier, "sign"), "sign", "", chairman)
    clerk = working_city.officer(permit.OFFICE, "records_clerk", "2026-11-18 10:00")

    def broken(*_: object) -> bytes:
        raise LetterError("unknown variable: chủ-đầu-tư")

    with monkeypatch.context() as wrong:
        wrong.setattr(signatures, "pdf_of", broken)
        with pytest.raises(UnprintableError, match="unknown variable"):
            steps.issue_result(dossier, n_of(dossier, "register"), "", clerk)
    assert "ResultIssued" not in kinds(dossier)
    steps.issue_result(dossier, n_of(dossier, "register"), "", clerk)
    assert letter(dossier).number == "1/2026"
