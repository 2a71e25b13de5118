"""Signatures in XML: over the whole document, or not valid."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from motcua.infra.signing import (
    CertificateRefusedError,
    ClockSkewError,
    Key,
    Pkcs11Keys,
    Standing,
    Timestamps,
    Trust,
    UnsignableError,
    sign_xml,
    verify_xml,
)
from tests.sandbox.trust_centre import PIN, TrustCentre, real_now

RECEIPT = '<bienLai xmlns="urn:motcua:test"><so>12</so><soTien>75000</soTien><nguoiNop>Đỗ Thị Ước</nguoiNop></bienLai>'
DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def signed(trust_centre: TrustCentre, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    key = trust_centre.key(tmp_path_factory.mktemp("xml"))
    return sign_xml(RECEIPT.encode(), key, at=real_now(), stamps=trust_centre.stamps(), trust=trust_centre.trust())


@pytest.fixture(scope="session")
def known(trust_centre: TrustCentre) -> Trust:
    return trust_centre.trust()


def test_a_receipt_is_valid_and_tells_who_and_when(signed: bytes, known: Trust) -> None:
    found = verify_xml(signed, known, real_now())
    assert found.standing is Standing.VALID
    assert (found.signer, found.organisation) == ("Trần Thị Hoa", "UBND phường Bến Nghé")
    assert found.signed_at is not None
    assert found.stamped_at is not None
    assert abs(found.stamped_at - found.signed_at) < timedelta(minutes=1)
    assert found.covers_whole


@pytest.mark.parametrize("label", ["p256", "rsa2048"])
def test_a_key_in_a_token_signs_xml(token: Pkcs11Keys, known: Trust, label: str) -> None:
    signed = sign_xml(RECEIPT.encode(), token.open(label, PIN), at=real_now())
    found = verify_xml(signed, known, real_now())
    assert (found.standing, found.stamped_at) == (Standing.VALID, None)


def test_a_document_with_a_name_of_its_own_is_signed_whole(key: Key, known: Trust) -> None:
    named = RECEIPT.replace("<bienLai ", '<bienLai Id="bl-12" ').encode()
    found = verify_xml(sign_xml(named, key, at=real_now()), known, real_now())
    assert (found.standing, found.covers_whole) == (Standing.VALID, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("75000", "75"),
        ("<so>12</so>", ""),
        ("</nguoiNop>", "</nguoiNop><ghiChu>đã hoàn</ghiChu>"),
        ("xades:SigningTime>2", "xades:SigningTime>3"),
        ("text/xml", "text/htm"),
    ],
)
def test_nothing_can_be_altered(before: str, after: str, signed: bytes, known: Trust) -> None:
    changed = signed.decode().replace(before, after, 1)
    assert changed != signed.decode()
    assert verify_xml(changed.encode(), known, real_now()).standing is Standing.ALTERED


def test_what_is_around_a_signed_part_is_not_signed(signed: bytes, known: Trust) -> None:
    """Signature wrapping: the signed document is put into another one, which carries its signature."""
    root = etree.fromstring(signed)
    signature = root[-1]
    forged = etree.Element("{urn:motcua:test}bienLai")
    etree.SubElement(forged, "{urn:motcua:test}soTien").text = "1"
    root.remove(signature)
    root.set("Id", "real")
    forged.append(root)
    forged.append(signature)
    for reference in signature.iter("{http://www.w3.org/2000/09/xmldsig#}Reference"):
        if reference.get("URI") == "":
            reference.set("URI", "#real")
    found = verify_xml(etree.tostring(forged), known, real_now())
    assert (found.standing, found.covers_whole) == (Standing.ALTERED, False)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 6))
def test_no_flipped_bit_leaves_the_receipt_valid_and_different(
    place: float, bit: int, signed: bytes, known: Trust
) -> None:
    """Blanks and the like inside of base64 mean nothing: then the content is the same as before."""
    flipped = bytearray(signed)
    flipped[int(place * len(signed))] ^= 1 << bit
    if verify_xml(bytes(flipped), known, real_now()).standing is Standing.VALID:
        assert facts(bytes(flipped)) == facts(signed)


def test_a_stamped_receipt_outlives_its_certificate(
    trust_centre: TrustCentre, stamps: Timestamps, known: Trust, tmp_path: Path
) -> None:
    now = real_now()
    key = trust_centre.key(tmp_path, not_after=(now + DAY).isoformat())
    bare = sign_xml(RECEIPT.encode(), key, at=now)
    assert verify_xml(bare, known, now + 2 * DAY).standing is Standing.EXPIRED
    stamped = sign_xml(RECEIPT.encode(), key, at=now, stamps=stamps, trust=known)
    trust = trust_centre.trust()
    assert trust.standing(key.certificate, now) is Standing.VALID
    assert verify_xml(stamped, trust, now + 2 * DAY).standing is Standing.VALID


def test_an_unfit_certificate_signs_no_receipt(trust_centre: TrustCentre, tmp_path: Path) -> None:
    key = trust_centre.key(tmp_path, not_before=(real_now() + DAY).isoformat())
    with pytest.raises(CertificateRefusedError):
        sign_xml(RECEIPT.encode(), key, at=real_now())


def test_a_clock_that_goes_wrong_signs_no_receipt(key: Key, stamps: Timestamps) -> None:
    with pytest.raises(ClockSkewError):
        sign_xml(RECEIPT.encode(), key, at=real_now() - timedelta(hours=1), stamps=stamps)


@pytest.mark.parametrize("content", [b"", b"text", b"<a>", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'])
def test_what_is_no_plain_xml_is_not_signed(content: bytes, key: Key) -> None:
    with pytest.raises(UnsignableError):
        sign_xml(content, key, at=real_now())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text",
        RECEIPT.encode(),
        b"<a><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/></a>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b"<a>" * 100_000,
        b"<a>" + b" " * 6_000_000 + b"</a>",
    ],
)
def test_what_has_no_signature_is_unreadable(content: bytes, known: Trust) -> None:
    assert verify_xml(content, known, real_now()).standing is Standing.UNREADABLE


def test_more_references_than_any_signature_has_are_not_followed(signed: bytes, known: Trust) -> None:
    reference = signed[signed.index(b"<ds:Reference") : signed.index(b"</ds:Reference>") + 15]
    many = signed.replace(reference, reference * 10_000)
    assert verify_xml(many, known, real_now()).standing is Standing.UNREADABLE


def facts(content: bytes) -> list[tuple[str, str | None]]:
    """What a reader of the receipt reads."""
    root = etree.fromstring(content)
    return [(each.tag, each.text) for each in root.iter("{urn:motcua:test}*")]
