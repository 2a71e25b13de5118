"""PDFs that were changed after signing, and PDFs made to harm their readers: bounded, and with a clear finding."""

from __future__ import annotations

import io
import zlib

import pytest
from asn1crypto import keys, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.infra.signing import Key, Standing, Trust, confined, sign_pdf, verify_pdf
from motcua.infra.signing.awaited import awaited
from motcua.infra.signing.confined import UnreadableError, read_confined
from motcua.sandbox.pki import certificates
from motcua.sandbox.pki.certificates import Span
from tests.infra.signing.papers import with_cover, with_other_page, without_signatures
from tests.sandbox.trust_centre import TrustCentre, real_now


@pytest.fixture(scope="session")
def signed(paper: bytes, trust_centre: TrustCentre, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    key = trust_centre.key(tmp_path_factory.mktemp("signed"))
    return sign_pdf(paper, key, at=real_now(), field="A")


@pytest.fixture(scope="session")
def known(trust_centre: TrustCentre) -> Trust:
    return trust_centre.trust()


def standings(content: bytes, trust: Trust) -> list[Standing]:
    return [each.standing for each in verify_pdf(content, trust, real_now())]


def test_another_page_is_found(signed: bytes, trust: Trust) -> None:
    (found,) = verify_pdf(with_other_page(signed), trust, real_now())
    assert (found.standing, found.changed_after, found.covers_whole) == (Standing.ALTERED, True, False)
    assert found.signer == "Trần Thị Hoa"


def test_a_shadow_over_the_page_is_found(signed: bytes, trust: Trust) -> None:
    assert standings(with_cover(signed), trust) == [Standing.ALTERED]


def test_a_change_between_two_signatures_alters_the_first(signed: bytes, key: Key, trust: Trust) -> None:
    again = sign_pdf(with_other_page(signed), key, at=real_now(), field="B")
    assert standings(again, trust) == [Standing.ALTERED, Standing.VALID]


def test_signatures_that_were_taken_out_leave_remains(signed: bytes, trust: Trust) -> None:
    assert standings(without_signatures(signed), trust) == [Standing.UNREADABLE]


def test_the_letter_before_its_signature_is_an_unsigned_letter(signed: bytes, paper: bytes, trust: Trust) -> None:
    assert standings(signed[: len(paper)], trust) == []


def test_a_signature_of_another_letter_is_found(signed: bytes, trust: Trust) -> None:
    """The bytes between the two signed spans belong to the signature, but the spans must be those of this file."""
    moved = signed.replace(b"/ByteRange [0", b"/ByteRange [1", 1)
    assert moved != signed
    assert standings(moved, trust)[0] in (Standing.ALTERED, Standing.UNREADABLE)


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_flipped_bit_leaves_a_signature_valid(place: float, bit: int, signed: bytes, known: Trust) -> None:
    """Save within the blank space that is kept for the signature: there is nothing to be read."""
    blank = range(signed.index(b"/Contents <") + 11, signed.index(b">", signed.index(b"/Contents <")))
    at = int(place * len(signed))
    flipped = bytearray(signed)
    flipped[at] ^= 1 << bit
    found = standings(bytes(flipped), known)
    if at in blank:
        at_most = {Standing.VALID, Standing.ALTERED, Standing.UNREADABLE, Standing.UNKNOWN_ISSUER, Standing.WEAK}
        assert set(found) <= at_most
    else:
        assert Standing.VALID not in found


def test_a_field_filled_in_after_the_last_signature_is_found(paper: bytes, key: Key, trust: Trust) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(paper))
    append_signature_field(writer, SigFieldSpec("Trống"))
    box = generic.DictionaryObject(
        {
            generic.NameObject("/FT"): generic.NameObject("/Tx"),
            generic.NameObject("/T"): generic.TextStringObject("Số tiền"),
            generic.NameObject("/V"): generic.TextStringObject("100"),
        }
    )
    writer.root["/AcroForm"]["/Fields"].append(writer.add_object(box))
    writer.update_container(writer.root["/AcroForm"]["/Fields"])
    out = io.BytesIO()
    writer.write(out)
    signed = sign_pdf(out.getvalue(), key, at=real_now(), field="A")
    assert standings(signed, trust) == [Standing.VALID]
    later = IncrementalPdfFileWriter(io.BytesIO(signed))
    fields = [each.get_object() for each in later.root["/AcroForm"]["/Fields"]]
    filled = next(each for each in fields if each["/T"] == "Số tiền")
    filled[generic.NameObject("/V")] = generic.TextStringObject("100000")
    later.update_container(filled)
    changed = io.BytesIO()
    later.write(changed)
    assert standings(changed.getvalue(), trust) == [Standing.ALTERED]


@pytest.mark.parametrize(("bits", "digest"), [(1024, "sha256"), (2048, "sha1")])
def test_what_can_be_forged_today_is_weak(bits: int, digest: str, paper: bytes) -> None:
    root = certificates.root(certificates.named("Gốc", "Thử"))
    own = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = certificates.named("Người cũ", "Thử")
    certificate = certificates.person(name, root, own, Span.years(1, 1), "http://127.0.0.1:9")
    signer = SimpleSigner(
        x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(own.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        SimpleCertificateStore(),
    )
    wishes = PdfSignatureMetadata(field_name="A", subfilter=SigSeedSubFilter.PADES, md_algorithm=digest)
    signed = awaited(PdfSigner(wishes, signer).async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(paper))))
    assert standings(signed.getvalue(), Trust([root.certificate])) == [Standing.WEAK]


def test_ten_thousand_signatures_are_not_looked_at(signed: bytes, trust: Trust) -> None:
    assert standings(signed + b"/ByteRange [0 1 2 3]\n" * 10_000, trust) == [Standing.UNREADABLE]


def test_one_broken_signature_hides_no_other(signed: bytes, key: Key, trust: Trust) -> None:
    start = signed.index(b"/Contents <") + 11
    broken = signed[:start] + b"00" * 40 + signed[start + 80 :]
    assert standings(broken, trust) == [Standing.UNREADABLE]
    both = sign_pdf(broken, key, at=real_now(), field="B")
    assert standings(both, trust) == [Standing.VALID, Standing.UNREADABLE]


def test_a_bomb_is_not_unpacked(signed: bytes, trust: Trust) -> None:
    """A gigabyte in a few megabytes, in the table of all objects, which a reader must look into first."""
    packing = zlib.compressobj(1)
    packed = b"".join(packing.compress(bytes(1 << 24)) for _ in range(64)) + packing.flush()
    head = b"\n99 0 obj\n<</Type/XRef/W[1 4 2]/Size 200000000/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
    bomb = signed + head % len(packed) + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(signed) + 1)
    assert standings(bomb, trust) == [Standing.UNREADABLE]


def test_cross_references_in_a_circle_end(signed: bytes, trust: Trust) -> None:
    here = len(signed) + 1
    circle = b"\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    assert standings(signed + circle % (here, here), trust) == [Standing.UNREADABLE]


def test_nesting_without_end_ends(signed: bytes, trust: Trust) -> None:
    here = len(signed) + 1
    deep = b"\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root " + b"[" * 200_000
    assert standings(signed + deep + b"\nstartxref\n%d\n%%%%EOF\n" % here, trust) == [Standing.UNREADABLE]


@given(content=st.binary(max_size=400))
def test_noise_is_never_a_signature(content: bytes, known: Trust) -> None:
    assert standings(content + b"/ByteRange", known) == [Standing.UNREADABLE]


def test_the_reader_goes_on_after_it_was_killed(signed: bytes, trust: Trust) -> None:
    read_confined(signed)
    program = confined._reader._program
    assert program is not None
    program.kill()
    program.wait()
    assert standings(signed, trust) == [Standing.VALID]
    with pytest.raises(UnreadableError):
        read_confined(b"")
