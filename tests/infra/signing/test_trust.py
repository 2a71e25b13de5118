"""Whom the city trusts, and what it makes of those who know about revocations when they are silent or lie."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from hypothesis import given
from hypothesis import strategies as st

from motcua.infra.signing import Standing, Trust
from motcua.infra.signing.judging import judged
from motcua.infra.signing.reading import ReadSignature
from motcua.infra.signing.trust import Evidence, Purpose
from motcua.sandbox.pki import certificates
from motcua.sandbox.pki.certificates import Pair, Span
from tests.sandbox.trust_centre import TrustCentre, real_now

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def certificate(trust_centre: TrustCentre, tmp_path: Path) -> bytes:
    return trust_centre.key(tmp_path).certificate


@pytest.fixture
def revoked(trust_centre: TrustCentre, tmp_path: Path) -> bytes:
    key = trust_centre.key(tmp_path, not_before=(real_now() - DAY).isoformat())
    trust_centre.revoke(key.serial, at=real_now() - MINUTE)
    return key.certificate


def test_what_a_trusted_authority_issued_is_good(certificate: bytes, trust: Trust) -> None:
    assert trust.standing(certificate, real_now()) is Standing.VALID


def test_what_it_revoked_is_revoked(revoked: bytes, trust: Trust) -> None:
    assert trust.standing(revoked, real_now()) is Standing.REVOKED


def test_the_list_answers_when_the_responder_is_silent(
    certificate: bytes, revoked: bytes, trust: Trust, trust_centre: TrustCentre
) -> None:
    with trust_centre.misbehaving("down", "ocsp"):
        assert trust.standing(certificate, real_now()) is Standing.VALID
        assert trust.standing(revoked, real_now()) is Standing.REVOKED


@pytest.mark.parametrize("fault", ["down", "slow", "garbage", "huge", "foreign_key", "stale"])
def test_nobody_who_is_silent_or_lies_makes_a_certificate_good(
    fault: str, certificate: bytes, revoked: bytes, trust_centre: TrustCentre
) -> None:
    trust = trust_centre.trust(seconds=1 if fault == "slow" else 30)
    with trust_centre.misbehaving(fault, "ocsp", "crl"):
        assert trust.standing(certificate, real_now()) is Standing.NOT_CHECKED
        assert trust.standing(revoked, real_now()) is not Standing.VALID


def test_an_answer_is_used_again(certificate: bytes, trust: Trust, trust_centre: TrustCentre) -> None:
    assert trust.standing(certificate, real_now()) is Standing.VALID
    with trust_centre.misbehaving("down", "ocsp", "crl"):
        assert trust.standing(certificate, real_now()) is Standing.VALID


def test_an_answer_is_not_used_for_ever(certificate: bytes, trust_centre: TrustCentre) -> None:
    root, issuing = trust_centre.authorities()
    forgetful = Trust([root], [issuing], kept_for=0)
    assert forgetful.standing(certificate, real_now()) is Standing.VALID
    with trust_centre.misbehaving("down", "ocsp", "crl"):
        assert forgetful.standing(certificate, real_now()) is Standing.NOT_CHECKED


def test_a_missing_link_comes_with_the_signature(certificate: bytes, trust_centre: TrustCentre) -> None:
    root, issuing = trust_centre.authorities()
    trust = Trust([root])
    assert trust.standing(certificate, real_now()) is Standing.UNKNOWN_ISSUER
    brought = Evidence((issuing.public_bytes(Encoding.DER),))
    assert trust.standing(certificate, real_now(), brought) is Standing.VALID


def test_an_authority_that_a_signature_brings_along_is_not_trusted(trust: Trust) -> None:
    own, certificate = strangers()
    brought = Evidence((own.certificate.public_bytes(Encoding.DER),))
    assert trust.standing(certificate, real_now(), brought) is Standing.UNKNOWN_ISSUER


def test_a_strangers_certificate_sends_the_city_nowhere(trust: Trust, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could name an address inside the city's own network."""
    asked: list[str] = []
    monkeypatch.setattr("motcua.infra.signing.revocation.ask", lambda url, *_, **__: asked.append(url))
    own, certificate = strangers()
    brought = Evidence((own.certificate.public_bytes(Encoding.DER),))
    assert trust.standing(certificate, real_now(), brought) is Standing.UNKNOWN_ISSUER
    assert asked == []


def test_a_server_signs_no_letters_and_an_authority_neither(trust_centre: TrustCentre) -> None:
    root = certificates.root(certificates.named("Gốc", "Thử"))
    trust = Trust([root.certificate])
    stamper = certificates.server(certificates.named("Dấu", "Thử"), root, ExtendedKeyUsageOID.TIME_STAMPING)
    issuing = certificates.authority(certificates.named("Cấp", "Thử"), root)
    now = real_now()
    assert trust.standing(der(stamper), now, purpose=Purpose.STAMPING) is Standing.VALID
    assert trust.standing(der(issuing), now) is Standing.UNKNOWN_ISSUER
    assert trust.standing(der(issuing), now, purpose=Purpose.STAMPING) is Standing.UNKNOWN_ISSUER


@pytest.mark.parametrize("content", [b"", b"\x30\x00", b"nothing", b"\x30\x82\xff\xff"])
def test_what_is_no_certificate_is_unreadable(content: bytes, trust: Trust, certificate: bytes) -> None:
    assert trust.standing(content, real_now()) is Standing.UNREADABLE
    assert trust.standing(certificate, real_now(), Evidence((content,))) is Standing.UNREADABLE


@pytest.fixture(scope="session")
def sound(trust_centre: TrustCentre, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return trust_centre.key(tmp_path_factory.mktemp("sound")).certificate


@pytest.fixture(scope="session")
def known(trust_centre: TrustCentre) -> Trust:
    return trust_centre.trust()


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_damaged_certificate_is_never_good_and_breaks_nothing(
    place: float, bit: int, sound: bytes, known: Trust
) -> None:
    flipped = bytearray(sound)
    flipped[int(place * len(sound))] ^= 1 << bit
    read = ReadSignature(None, bytes(flipped))
    assert judged(1, read, known, real_now()).standing in (Standing.UNREADABLE, Standing.UNKNOWN_ISSUER)


def test_a_folder_of_certificates_is_whom_the_city_trusts(
    certificate: bytes, trust_centre: TrustCentre, tmp_path: Path
) -> None:
    root, issuing = trust_centre.authorities()
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "issuing.cer").write_bytes(issuing.public_bytes(Encoding.DER))
    (folder / "README").write_text("not a certificate")
    trust = Trust.of(folder)
    assert len(trust.roots) == 1
    assert trust.standing(certificate, real_now()) is Standing.VALID
    (folder / "broken.pem").write_text("nothing")
    with pytest.raises(ValueError, match=r"broken\.pem holds no certificate"):
        Trust.of(folder)


def strangers() -> tuple[Pair, bytes]:
    """An authority of nobody, and a certificate of it that names an address to ask."""
    own = certificates.root(certificates.named("Người lạ", "Không ai"))
    key = certificates.new_key()
    name = certificates.named("Kẻ giả mạo", "Không ai")
    forged = certificates.person(name, own, key, Span.years(1, 1), "http://127.0.0.1:1")
    return own, forged.public_bytes(Encoding.DER)


def der(pair: Pair) -> bytes:
    return pair.certificate.public_bytes(Encoding.DER)
