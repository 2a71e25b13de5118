"""Signatures in PDF: what is signed stands, and what may not sign does not."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.infra.signing import (
    Appearance,
    CertificateRefusedError,
    ClockSkewError,
    Key,
    Pkcs11Keys,
    Standing,
    TimestampRefusedError,
    Timestamps,
    TimestampUnavailableError,
    Trust,
    UnsignableError,
    sign_pdf,
    verify_pdf,
)
from tests.infra.signing.papers import letter, picture
from tests.sandbox.trust_centre import PIN, TrustCentre, real_now

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
SEAL = Appearance(1, (300, 100, 480, 160), picture())


def test_a_letter_without_signatures_has_none(paper: bytes, trust: Trust) -> None:
    assert verify_pdf(paper, trust, real_now()) == ()


def test_a_signature_is_valid_and_tells_who_and_when(paper: bytes, key: Key, trust: Trust) -> None:
    now = real_now()
    (found,) = verify_pdf(sign_pdf(paper, key, at=now, field="Chủ tịch"), trust, now)
    assert found.standing is Standing.VALID
    assert (found.signer, found.organisation) == ("Trần Thị Hoa", "UBND phường Bến Nghé")
    assert found.issuer == "Chứng thực chữ ký thử nghiệm"
    assert (found.serial, found.certificate) == (key.serial, key.certificate)
    assert (found.signed_at, found.stamped_at) == (now, None)
    assert found.covers_whole
    assert not found.changed_after


@pytest.mark.parametrize("label", ["p256", "rsa2048"])
def test_a_key_in_a_token_signs_as_one_in_a_file(paper: bytes, token: Pkcs11Keys, trust: Trust, label: str) -> None:
    now = real_now()
    (found,) = verify_pdf(sign_pdf(paper, token.open(label, PIN), at=now, field="A"), trust, now)
    assert found.standing is Standing.VALID


def test_a_stamped_signature_proves_its_time(paper: bytes, key: Key, stamps: Timestamps, trust: Trust) -> None:
    now = real_now()
    (found,) = verify_pdf(sign_pdf(paper, key, at=now, field="A", stamps=stamps, trust=trust), trust, now)
    assert found.standing is Standing.VALID
    assert found.stamped_at is not None
    assert abs(found.stamped_at - now) < MINUTE


def test_the_officer_signs_and_the_agency_seals(paper: bytes, trust_centre: TrustCentre, tmp_path: Path) -> None:
    now, stamps, trust = real_now(), trust_centre.stamps(), trust_centre.trust()
    officer = trust_centre.key(tmp_path, "officer")
    agency = trust_centre.key(tmp_path, "agency", name="Ủy ban nhân dân phường Bến Nghé")
    signed = sign_pdf(paper, officer, at=now, field="A", stamps=stamps, trust=trust)
    sealed = sign_pdf(signed, agency, at=now, field="B", appearance=SEAL, stamps=stamps, trust=trust)
    assert sealed.startswith(signed)
    first, second = verify_pdf(sealed, trust, now)
    assert (first.n, first.standing, first.covers_whole) == (1, Standing.VALID, False)
    assert (second.n, second.standing, second.covers_whole) == (2, Standing.VALID, True)
    assert second.signer == "Ủy ban nhân dân phường Bến Nghé"
    assert not first.changed_after


def test_the_picture_of_a_signature_is_seen_in_its_place(paper: bytes, key: Key) -> None:
    signed = sign_pdf(paper, key, at=real_now(), field="A", appearance=SEAL)
    assert darkened(paper, signed, SEAL.box)
    assert not darkened(paper, signed, (0, 0, 280, 90))


@pytest.mark.parametrize("appearance", [None, SEAL])
def test_a_signed_letter_stays_one_for_ever(
    paper: bytes, key: Key, stamps: Timestamps, trust: Trust, appearance: Appearance | None
) -> None:
    """PDF/A-2b (ISO 19005-2): what is kept says so still, each picture may be printed and carries its own fonts."""
    now = real_now()
    signed = sign_pdf(paper, key, at=now, field="A", appearance=appearance, stamps=stamps, trust=trust)
    reader = PdfFileReader(io.BytesIO(signed))
    metadata = reader.root["/Metadata"].data
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert metadata == PdfFileReader(io.BytesIO(paper)).root["/Metadata"].data
    assert "/Encrypt" not in reader.trailer
    assert reader.trailer["/ID"]
    widget = reader.embedded_signatures[0].sig_field
    shown, hidden = widget["/F"] & 4, widget["/F"] & (1 | 2 | 32)
    assert (shown, hidden) == (4, 0)
    assert "/NeedAppearances" not in reader.root["/AcroForm"]
    if appearance:
        faces = fonts_of(widget["/AP"]["/N"])
        assert faces
        assert all(any(name in face for name in ("/FontFile2", "/FontFile3")) for face in faces)


def test_what_lasts_needs_nobody_who_answers_today(
    paper: bytes, key: Key, stamps: Timestamps, trust_centre: TrustCentre
) -> None:
    """B-LT: the answers about revocation lie in the file."""
    now = real_now()
    lasting = sign_pdf(paper, key, at=now, field="A", stamps=stamps, trust=trust_centre.trust())
    passing = sign_pdf(paper, key, at=now, field="A", stamps=stamps)
    with trust_centre.misbehaving("down", "ocsp", "crl"):
        (kept,) = verify_pdf(lasting, trust_centre.trust(), now)
        (unknown,) = verify_pdf(passing, trust_centre.trust(), now)
    assert (kept.standing, unknown.standing) == (Standing.VALID, Standing.NOT_CHECKED)


def test_a_stamped_signature_outlives_its_certificate(
    paper: bytes, stamps: Timestamps, trust: Trust, trust_centre: TrustCentre, tmp_path: Path
) -> None:
    now = real_now()
    key = trust_centre.key(tmp_path, not_after=(now + DAY).isoformat())
    stamped = sign_pdf(paper, key, at=now, field="A", stamps=stamps, trust=trust)
    bare = sign_pdf(paper, key, at=now, field="A")
    assert verify_pdf(stamped, trust, now + 2 * DAY)[0].standing is Standing.VALID
    assert verify_pdf(bare, trust, now + 2 * DAY)[0].standing is Standing.EXPIRED


def test_a_stamped_signature_outlives_a_later_revocation(
    paper: bytes, stamps: Timestamps, trust_centre: TrustCentre, tmp_path: Path
) -> None:
    now = real_now()
    key = trust_centre.key(tmp_path)
    stamped = sign_pdf(paper, key, at=now, field="A", stamps=stamps, trust=trust_centre.trust())
    bare = sign_pdf(paper, key, at=now, field="A")
    trust_centre.revoke(key.serial, at=now + 10 * MINUTE)
    later, trust = now + 20 * MINUTE, trust_centre.trust()
    assert verify_pdf(stamped, trust, later)[0].standing is Standing.VALID
    assert verify_pdf(bare, trust, later)[0].standing is Standing.REVOKED


def test_a_revocation_that_reaches_back_takes_the_signature_along(
    paper: bytes, stamps: Timestamps, trust_centre: TrustCentre, tmp_path: Path
) -> None:
    """The key was stolen before it was noticed."""
    now = real_now()
    key = trust_centre.key(tmp_path, not_before=(now - DAY).isoformat())
    stamped = sign_pdf(paper, key, at=now, field="A", stamps=stamps, trust=trust_centre.trust())
    trust_centre.revoke(key.serial, at=now - 10 * MINUTE)
    assert verify_pdf(stamped, trust_centre.trust(), now)[0].standing is Standing.REVOKED


def test_nobody_known_issued_it(paper: bytes, key: Key) -> None:
    now = real_now()
    (found,) = verify_pdf(sign_pdf(paper, key, at=now, field="A"), Trust(()), now)
    assert found.standing is Standing.UNKNOWN_ISSUER
    assert found.signer == "Trần Thị Hoa"


@pytest.mark.parametrize(
    ("span", "standing"),
    [
        ({"not_before": -2, "not_after": -1}, Standing.EXPIRED),
        ({"not_before": 1, "not_after": 2}, Standing.NOT_YET_VALID),
    ],
)
def test_only_a_certificate_that_is_valid_now_signs(
    span: dict[str, int], standing: Standing, paper: bytes, trust_centre: TrustCentre, tmp_path: Path
) -> None:
    now = real_now()
    key = trust_centre.key(tmp_path, **{name: (now + days * DAY).isoformat() for name, days in span.items()})
    with pytest.raises(CertificateRefusedError) as told:
        sign_pdf(paper, key, at=now, field="A")
    assert told.value.standing is standing


def test_a_revoked_certificate_does_not_sign(paper: bytes, trust_centre: TrustCentre, tmp_path: Path) -> None:
    key = trust_centre.key(tmp_path, not_before=(real_now() - DAY).isoformat())
    trust_centre.revoke(key.serial, at=real_now() - MINUTE)
    with pytest.raises(CertificateRefusedError) as told:
        sign_pdf(paper, key, at=real_now(), field="A", trust=trust_centre.trust())
    assert told.value.standing is Standing.REVOKED
    assert "đã bị thu hồi" in told.value.vi


def test_a_certificate_of_a_stranger_does_not_sign(paper: bytes, key: Key) -> None:
    with pytest.raises(CertificateRefusedError) as told:
        sign_pdf(paper, key, at=real_now(), field="A", trust=Trust(()))
    assert told.value.standing is Standing.UNKNOWN_ISSUER


def test_nothing_is_signed_while_nobody_tells_about_revocations(
    paper: bytes, key: Key, trust_centre: TrustCentre
) -> None:
    with trust_centre.misbehaving("down", "ocsp", "crl"), pytest.raises(CertificateRefusedError) as told:
        sign_pdf(paper, key, at=real_now(), field="A", trust=trust_centre.trust())
    assert told.value.standing is Standing.NOT_CHECKED


def test_nothing_is_signed_when_the_answers_stop_in_the_middle(
    paper: bytes, key: Key, trust_centre: TrustCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.infra.signing.pdf_signing.refuse_unfit", lambda *_: None)
    with trust_centre.misbehaving("down", "ocsp", "crl"), pytest.raises(CertificateRefusedError) as told:
        sign_pdf(paper, key, at=real_now(), field="A", stamps=trust_centre.stamps(), trust=trust_centre.trust())
    assert told.value.standing is Standing.NOT_CHECKED


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.VALID, Standing.ALTERED}))
def test_every_refusal_says_what_to_do(standing: Standing) -> None:
    assert "Hãy" in CertificateRefusedError(standing).vi or "hãy" in CertificateRefusedError(standing).vi


def test_a_clock_that_goes_wrong_does_not_sign(paper: bytes, key: Key, stamps: Timestamps) -> None:
    with pytest.raises(ClockSkewError, match=r"Đồng hồ máy chủ lệch \d+ giây"):
        sign_pdf(paper, key, at=real_now() + 60 * MINUTE, field="A", stamps=stamps)


def test_a_stamp_with_the_wrong_time_is_not_used(paper: bytes, key: Key, trust_centre: TrustCentre) -> None:
    with trust_centre.misbehaving("wrong_clock", "tsa"), pytest.raises(ClockSkewError):
        sign_pdf(paper, key, at=real_now(), field="A", stamps=trust_centre.stamps(), trust=trust_centre.trust())


def test_nothing_is_signed_without_the_stamp_that_was_asked_for(
    paper: bytes, key: Key, trust_centre: TrustCentre
) -> None:
    with trust_centre.misbehaving("down", "tsa"), pytest.raises(TimestampUnavailableError):
        sign_pdf(paper, key, at=real_now(), field="A", stamps=trust_centre.stamps())


def test_a_forged_stamp_is_not_used(paper: bytes, key: Key, trust_centre: TrustCentre) -> None:
    with trust_centre.misbehaving("foreign_key", "tsa"), pytest.raises(TimestampRefusedError):
        sign_pdf(paper, key, at=real_now(), field="A", stamps=trust_centre.stamps(), trust=trust_centre.trust())


def test_a_forged_stamp_proves_nothing(paper: bytes, key: Key, trust_centre: TrustCentre) -> None:
    now = real_now()
    with trust_centre.misbehaving("foreign_key", "tsa"):
        signed = sign_pdf(paper, key, at=now, field="A", stamps=trust_centre.stamps())
    (found,) = verify_pdf(signed, trust_centre.trust(), now)
    assert (found.standing, found.stamped_at) == (Standing.VALID, None)


def test_a_stamp_from_the_future_proves_nothing(paper: bytes, key: Key, stamps: Timestamps, trust: Trust) -> None:
    now = real_now()
    signed = sign_pdf(paper, key, at=now, field="A", stamps=stamps, trust=trust)
    assert verify_pdf(signed, trust, now - 30 * MINUTE)[0].stamped_at is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"not a PDF at all", letter()[:2000]])
def test_what_is_no_pdf_is_not_signed(content: bytes, key: Key) -> None:
    with pytest.raises(UnsignableError):
        sign_pdf(content, key, at=real_now(), field="A")


def test_a_field_is_signed_once(paper: bytes, key: Key) -> None:
    signed = sign_pdf(paper, key, at=real_now(), field="A")
    with pytest.raises(UnsignableError):
        sign_pdf(signed, key, at=real_now(), field="A")


def test_a_page_that_is_not_there_is_told(paper: bytes, key: Key) -> None:
    with pytest.raises(UnsignableError):
        sign_pdf(paper, key, at=real_now(), field="A", appearance=Appearance(9, SEAL.box, SEAL.picture))


def test_a_picture_that_is_none_is_told(paper: bytes, key: Key) -> None:
    with pytest.raises(UnsignableError):
        sign_pdf(paper, key, at=real_now(), field="A", appearance=Appearance(1, SEAL.box, b"\x89PNG"))


def darkened(before: bytes, after: bytes, box: tuple[float, float, float, float]) -> bool:
    """Whether something was drawn into a part of the first page."""
    left, lower, right, upper = map(round, box)
    pictures = []
    for content in (before, after):
        pdf = pypdfium2.PdfDocument(content)
        pdf.init_forms()
        page = pdf[0].render(scale=1).to_pil().convert("L")
        pictures.append(page.crop((left, page.height - upper, right, page.height - lower)).tobytes())
        pdf.close()
    return pictures[0] != pictures[1]


def fonts_of(form: object) -> list[object]:
    """The descriptors of all fonts below a form of a PDF."""
    found = []
    resources = form["/Resources"]  # type: ignore[index]
    for each in resources.get("/Font", {}).values():
        face = each.get_object()
        inner = face["/DescendantFonts"][0] if "/DescendantFonts" in face else face
        found.append(inner["/FontDescriptor"])
    for each in resources.get("/XObject", {}).values():
        found += fonts_of(each.get_object())
    return found
