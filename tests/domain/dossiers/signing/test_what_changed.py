"""A signed letter that no longer says what the dossier says is void, and its signer signs again."""

from __future__ import annotations

from uuid import UUID

import pytest

from motcua.domain.dossiers.errors import NotAllowedError, SignatureOwedError, WrongPhaseError
from motcua.domain.dossiers.models import DossierEvent, DossierLetter
from motcua.domain.dossiers.services import counter, steps
from motcua.domain.dossiers.services.citizen import answer_supplement
from motcua.domain.dossiers.services.preview import preview_result
from motcua.domain.dossiers.services.signing import sign_again
from motcua.domain.dossiers.types import LetterState, SupplementItem
from motcua.domain.records import queries as records
from motcua.domain.records.types import Validity
from tests.domain.dossiers.signing.conftest import Signing, content_of, kinds, letter, signers_of
from tests.office import on_paper, permit_form
from tests.permit import ONE_STOP, n_of

pytestmark = pytest.mark.django_db
ITEM = SupplementItem("drawings", "Mặt cắt móng, tỷ lệ 1/50", "Bản vẽ chưa thể hiện móng.")


def changed_after_signing(signing: Signing) -> UUID:
    """The clerk who is to issue finds something wanting; the applicant corrects the form."""
    dossier = signing.signed()
    steps.request_supplement(dossier, n_of(dossier, "register"), (ITEM,), signing.clerk("2026-11-17 16:00"))
    applicant = signing.office.citizen("2026-11-18 08:00")
    answer_supplement(dossier, {**permit_form(), "height": "9,8"}, on_paper("drawings"), applicant)
    return dossier


def test_a_changed_form_makes_the_signature_void(signing: Signing) -> None:
    dossier = changed_after_signing(signing)
    permit = letter(dossier)
    assert permit.state == LetterState.VOID
    voided = DossierEvent.objects.get(dossier_id=dossier, kind="LetterVoided")
    assert (voided.data["n"], voided.data["reason"]) == (permit.n, "changed")
    [document] = records.documents([permit.document_id]).values()
    standing = records.standing_of(document.sha256)
    assert standing
    assert standing.validity is Validity.REVOKED


def test_more_papers_alone_leave_the_signature_as_it_is(signing: Signing) -> None:
    dossier = signing.signed()
    steps.request_supplement(dossier, n_of(dossier, "register"), (ITEM,), signing.clerk("2026-11-17 16:00"))
    answer_supplement(dossier, None, on_paper("drawings"), signing.office.citizen("2026-11-18 08:00"))
    assert letter(dossier).state == LetterState.PREPARED


def test_a_result_whose_signature_is_void_is_not_issued(signing: Signing) -> None:
    dossier = changed_after_signing(signing)
    with pytest.raises(SignatureOwedError):
        signing.issue(dossier)
    with pytest.raises(SignatureOwedError):
        preview_result(dossier, n_of(dossier, "register"), signing.clerk())


def test_the_signer_signs_again_what_the_form_says_now(signing: Signing) -> None:
    dossier = changed_after_signing(signing)
    sign_again(dossier, signing.chairman("2026-11-18 09:00"), signing.signers.pen(signing.chairman_id))
    permits = DossierLetter.objects.filter(dossier_id=dossier, key="permit").order_by("n")
    assert [each.state for each in permits] == [LetterState.GIVEN_UP, LetterState.PREPARED]
    signing.issue(dossier)
    permit = letter(dossier)
    assert (permit.state, permit.number) == (LetterState.ISSUED, "1/2026")
    assert len(signers_of(content_of(permit.document_id))) == 2


def test_only_who_signs_the_result_signs_it_again(signing: Signing) -> None:
    dossier = changed_after_signing(signing)
    with pytest.raises(NotAllowedError):
        sign_again(dossier, signing.clerk(), signing.signers.pen(signing.clerk_id))


def test_what_is_signed_and_holds_is_not_signed_again_for_nothing(signing: Signing) -> None:
    dossier = signing.to_be_signed()
    with pytest.raises(WrongPhaseError):
        sign_again(dossier, signing.chairman(), signing.signers.pen(signing.chairman_id))


def test_a_stopped_dossier_leaves_no_signed_letter_in_force(signing: Signing) -> None:
    dossier = signing.signed()
    chairman = signing.chairman("2026-11-18 08:00")
    counter.stop_dossier(dossier, "Người nộp xin dừng.", chairman, pen=signing.signers.pen(signing.chairman_id))
    permit = letter(dossier)
    assert permit.state == LetterState.VOID
    assert DossierEvent.objects.get(dossier_id=dossier, kind="LetterVoided").data["reason"] == "ended"


def test_what_happens_beside_the_result_does_not_touch_the_signature(signing: Signing) -> None:
    dossier = signing.signed()
    clerk = signing.office.officer(ONE_STOP, "one_stop_officer", "2026-11-17 16:00")
    counter.record_payment(dossier, 75_000, "0000123", clerk)
    assert letter(dossier).state == LetterState.PREPARED
    assert "LetterVoided" not in kinds(dossier)
