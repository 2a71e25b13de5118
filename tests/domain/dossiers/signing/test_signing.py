"""The signer signs the result before it has its number; the clerk's seal gives it number and date."""

from __future__ import annotations

from contextlib import closing

import pypdfium2
import pytest
from PIL import Image, ImageChops

from motcua.domain.dossiers.errors import NoSealError, NoSuchDossierError, PinNeededError, SignatureError
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter
from motcua.domain.dossiers.queries.page import dossier_page
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.preview import preview_result, preview_signature, would_seal, would_sign
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.dossiers.types import LetterState, Phase
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import revoke_signing_key
from motcua.domain.records import queries as records
from motcua.domain.records.types import Validity
from motcua.infra import clock
from motcua.sandbox.pki.certificates import Span
from tests.domain.dossiers.signing.conftest import Signing, content_of, kinds, letter, signers_of
from tests.infra.letters.examples import read_page
from tests.office import Office, at
from tests.permit import n_of
from tests.signers import PIN, Signers

pytestmark = pytest.mark.django_db


def test_the_signer_signs_a_letter_that_has_no_number_yet(signing: Signing) -> None:
    dossier = signing.signed()
    permit = letter(dossier)
    assert (permit.state, permit.number) == (LetterState.PREPARED, "")
    pdf = content_of(permit.document_id)
    assert signers_of(pdf) == ["Dương Hoa Cúc"]
    assert "Số:" not in read_page(pdf, 0)
    assert "tháng 11 năm 2026" not in read_page(pdf, 1)
    assert n_of(dossier, "register")
    assert kinds(dossier)[-2:] == ["LetterIssued", "LetterSigned"]


def test_the_seal_gives_number_and_date_and_signs_for_the_agency(signing: Signing) -> None:
    dossier = signing.signed()
    prepared = letter(dossier).document_id
    signing.issue(dossier)
    permit = letter(dossier)
    assert (permit.state, permit.number) == (LetterState.ISSUED, "1/2026")
    sealed = content_of(permit.document_id)
    assert sealed.startswith(content_of(prepared))
    assert signers_of(sealed) == ["Dương Hoa Cúc", "Ủy ban nhân dân phường An Khánh"]
    issued = DossierEvent.objects.get(dossier_id=dossier, kind="ResultIssued")
    assert issued.data["letter"] == permit.n
    assert Dossier.objects.get(pk=dossier).phase == Phase.RESOLVED
    assert DossierLetter.objects.filter(dossier_id=dossier, key="permit").count() == 1
    assert list(verify_log()) == []


def test_the_log_names_the_document_and_the_certificate_of_each_signature(signing: Signing) -> None:
    dossier = signing.signed()
    signing.issue(dossier)
    signed = DossierEvent.objects.get(dossier_id=dossier, kind="LetterSigned")
    sealed = DossierEvent.objects.get(dossier_id=dossier, kind="LetterSealed")
    document = records.documents([letter(dossier).document_id])[letter(dossier).document_id]
    assert sealed.data["sha256"] == document.sha256
    assert signed.actor == f"officer:{signing.chairman_id}"
    assert signed.data["serial"] != sealed.data["serial"]


def test_the_seal_is_laid_into_the_place_left_free_and_changes_nothing_else(signing: Signing) -> None:
    dossier = signing.signed()
    before = _picture(content_of(letter(dossier).document_id))
    signing.issue(dossier)
    after = _picture(content_of(letter(dossier).document_id))
    place = letter(dossier).details["seal_place"]
    left, upper, right, lower = ImageChops.difference(before, after).getbbox()
    assert left >= place["left"] - 2
    assert upper >= place["top"] - 2
    assert right <= place["left"] + place["width"] + 2
    assert lower <= place["top"] + place["height"] + 2
    reds = [colour for _, colour in after.getcolors(1 << 24) if colour[0] > 160 and colour[1] < 90]
    assert reds


def test_a_signed_and_sealed_result_is_still_made_to_be_kept(signing: Signing) -> None:
    dossier = signing.signed()
    signing.issue(dossier)
    pdf = content_of(letter(dossier).document_id)
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in pdf
    document = records.documents([letter(dossier).document_id])[letter(dossier).document_id]
    assert document.pages == 2


def test_whoever_checks_a_signed_letter_that_was_never_sealed_learns_that_it_is_not_in_force(signing: Signing) -> None:
    dossier = signing.signed()
    prepared = letter(dossier).document_id
    sha256 = records.documents([prepared])[prepared].sha256
    standing = records.standing_of(sha256)
    assert standing
    assert "chưa có hiệu lực" in standing.facts.title
    assert standing.facts.token == ""
    signing.issue(dossier)
    replaced = records.standing_of(sha256)
    assert replaced
    assert replaced.validity is Validity.REPLACED
    assert replaced.successor
    assert replaced.successor.number == "1/2026"


def test_nobody_outside_sees_a_result_before_it_is_sealed(signing: Signing) -> None:
    dossier = signing.signed()
    n = letter(dossier).n
    with pytest.raises(NoSuchDossierError):
        letter_document(dossier, n, clock.machine_now())
    page = dossier_page(dossier, clock.machine_now())
    assert [each.n for each in page.signed] == [n]
    assert n not in [each.n for each in page.letters]
    signing.issue(dossier)
    assert letter_document(dossier, n, clock.machine_now()).id == letter(dossier).document_id


def test_a_signer_with_a_key_does_not_sign_without_his_pin(signing: Signing) -> None:
    dossier = signing.to_be_signed()
    before = kinds(dossier)
    with pytest.raises(PinNeededError):
        steps.complete_step(dossier, n_of(dossier, "sign"), "sign", "", signing.chairman())
    with pytest.raises(PinNeededError):
        steps.forward_task(dossier, n_of(dossier, "sign"), signing.chairman())
    assert kinds(dossier) == before


def test_returning_a_draft_needs_no_pin(signing: Signing) -> None:
    dossier = signing.to_be_signed()
    steps.complete_step(dossier, n_of(dossier, "sign"), "return", "Thiếu căn cứ.", signing.chairman())
    assert not DossierLetter.objects.filter(dossier_id=dossier, key="permit").exists()


def test_a_wrong_pin_signs_nothing_and_says_how_many_tries_are_left(signing: Signing) -> None:
    dossier = signing.to_be_signed()
    before = kinds(dossier)
    with pytest.raises(SignatureError, match="4 tries remain"):
        signing.sign(dossier, pin="000000")
    assert kinds(dossier) == before


def test_after_five_wrong_pins_the_key_rests_even_for_the_right_one(signing: Signing) -> None:
    dossier = signing.to_be_signed()
    for _ in range(5):
        with pytest.raises(SignatureError):
            signing.sign(dossier, pin="000000")
    with pytest.raises(SignatureError, match="the key rests"):
        signing.sign(dossier, pin=PIN)


def test_without_a_key_a_result_is_signed_on_paper_as_ever(working_city: Office, signers: Signers) -> None:
    paper = Signing(working_city, signers)
    signers.agency(paper.ward_id)
    dossier = paper.to_be_signed()
    paper.sign(dossier)
    assert not DossierLetter.objects.filter(dossier_id=dossier, key="permit").exists()
    paper.issue(dossier)
    permit = letter(dossier)
    assert (permit.state, permit.number) == (LetterState.ISSUED, "1/2026")
    assert signers_of(content_of(permit.document_id)) == []


def test_where_the_agency_has_no_seal_key_a_result_is_signed_on_paper(working_city: Office, signers: Signers) -> None:
    paper = Signing(working_city, signers)
    signers.officer(paper.chairman_id)
    dossier = paper.to_be_signed()
    steps.complete_step(dossier, n_of(dossier, "sign"), "sign", "", paper.chairman())
    paper.issue(dossier)
    assert signers_of(content_of(letter(dossier).document_id)) == []


def test_a_key_whose_certificate_has_ended_signs_nothing(working_city: Office, signers: Signers) -> None:
    paper = Signing(working_city, signers)
    past = Span(at("2026-01-05 00:00"), at("2026-06-01 00:00"))
    signers.enrol("old", "Dương Hoa Cúc", span=past)
    signers.register("old", officer_id=paper.chairman_id, now=past.start)
    signers.agency(paper.ward_id)
    dossier = paper.to_be_signed()
    assert would_sign(dossier, n_of(dossier, "sign"), paper.chairman_id, paper.chairman().now) is None


def test_a_seal_that_fails_leaves_no_gap_in_the_numbers(signing: Signing) -> None:
    first, second = signing.signed(), signing.signed()
    with pytest.raises(SignatureError):
        signing.issue(first, pin="000000")
    with pytest.raises(PinNeededError):
        signing.issue(first, pin="")
    assert letter(first).state == LetterState.PREPARED
    signing.issue(second)
    signing.issue(first)
    assert [letter(second).number, letter(first).number] == ["1/2026", "2/2026"]


def test_a_signed_result_waits_for_a_seal_key_in_force(signing: Signing) -> None:
    dossier = signing.signed()
    operator = Scope(None, frozenset(), frozenset(), frozenset({signing.ward_id}))
    key = would_seal(dossier, signing.clerk_id, signing.clerk().now)
    assert key
    revoke_signing_key(key.key.id, by=operator, reason="Mất thiết bị.", now=clock.machine_now())
    with pytest.raises(NoSealError):
        signing.issue(dossier)
    signing.signers.agency(signing.ward_id, label="ward-2")
    signing.issue(dossier)
    assert letter(dossier).number == "1/2026"


def test_the_number_of_the_offices_own_book_is_the_one_in_the_seal(signing: Signing) -> None:
    dossier = signing.signed()
    signing.issue(dossier, "0123/GPXD")
    assert letter(dossier).number == "0123/GPXD"
    standing = records.standing_of(records.documents([letter(dossier).document_id])[letter(dossier).document_id].sha256)
    assert standing
    assert (standing.validity, standing.facts.number) == (Validity.GENUINE, "0123/GPXD")


def test_a_document_that_was_altered_on_the_disk_is_not_issued(
    signing: Signing, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = signing.signed()
    honest = content_of(letter(dossier).document_id)
    forged = honest.replace(b"<pdfaid:part>2", b"<pdfaid:part>3", 1)
    assert forged != honest
    monkeypatch.setattr("motcua.domain.dossiers.services.signatures.kept_content", lambda document: forged)
    with pytest.raises(SignatureError, match="is not valid"):
        signing.issue(dossier)
    assert letter(dossier).state == LetterState.PREPARED


def test_before_he_signs_the_signer_reads_the_very_letter(signing: Signing) -> None:
    dossier = signing.to_be_signed()
    n = n_of(dossier, "sign")
    wanted = would_sign(dossier, n, signing.chairman_id, signing.chairman().now)
    assert wanted
    assert [name.vi for name in wanted.letters["sign"]] == ["Giấy phép xây dựng"]
    shown = preview_signature(dossier, n, "sign", signing.chairman())
    signing.sign(dossier)
    signed = content_of(letter(dossier).document_id)
    assert [read_page(shown, n) for n in (0, 1)] == [read_page(signed, n) for n in (0, 1)]
    assert not DossierEvent.objects.filter(dossier_id=dossier, kind="LetterIssued", data__letter="permit").count() > 1


def test_before_he_seals_the_clerk_reads_the_signed_letter(signing: Signing) -> None:
    dossier = signing.signed()
    shown = preview_result(dossier, n_of(dossier, "register"), signing.clerk())
    assert shown == content_of(letter(dossier).document_id)


def _picture(pdf: bytes) -> Image.Image:
    """The first page at 72 points an inch, with what its signatures show."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        document.init_forms()
        picture: Image.Image = document[0].render(scale=1, may_draw_forms=True).to_pil().convert("RGB")
    return picture
