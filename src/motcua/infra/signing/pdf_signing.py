"""Signing PDF (PAdES): B-B with a key alone, B-T with time stamps, B-LT with time stamps and trust."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Final

from asn1crypto import cms, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.infra.signing.appearance import Appearance, stamp_style
from motcua.infra.signing.awaited import awaited
from motcua.infra.signing.errors import CertificateRefusedError, UnsignableError
from motcua.infra.signing.findings import Standing
from motcua.infra.signing.keys import Algorithm, Key
from motcua.infra.signing.timestamps import Timestamps
from motcua.infra.signing.trust import Evidence, Trust, standing_of

_REST: Final = 1024
"""Bytes of a signature beside certificates, token and the signature value: 450 in one of ours."""


def sign_pdf(
    content: bytes,
    key: Key,
    *,
    at: datetime,
    field: str,
    reason: str = "",
    place: str = "",
    appearance: Appearance | None = None,
    stamps: Timestamps | None = None,
    trust: Trust | None = None,
) -> bytes:
    """The same PDF with one signature more, in a new field of that name; what was there stays byte by byte.

    `at` is the machine's own time, also in a training city whose clock shows another one: certificates and time stamps
    know no other. With `stamps` a token proves the time; with `trust` as well the file carries all that is needed to
    check it when those who answer today are gone. `trust` alone only checks the certificate. Nothing is signed by a
    certificate that is expired, not valid yet, revoked or of unknown origin, nor when the time stamp and `at` differ by
    more than `stamps` allows.

    Raises CertificateRefusedError, ClockSkewError, TimestampUnavailableError, TimestampRefusedError, UnsignableError,
    and what `Key.sign` raises.
    """
    refuse_unfit(key, at, trust)
    try:
        writer = _Writer(io.BytesIO(content))
        if field in (name for name, _, _ in enumerate_sig_fields(writer)):
            raise UnsignableError(f"it already has a field {field!r}")
        lasting = trust.context(at, map(x509.Certificate.load, key.chain)) if trust and stamps else None
        signer = PdfSigner(
            _wishes(field, reason, place, lasting),
            _KeySigner(key),
            timestamper=_Stamper(stamps, at, trust) if stamps else None,
            stamp_style=stamp_style(appearance) if appearance else None,
            new_field_spec=_new_field(field, appearance),
        )
        token = len(stamps.sample(at, trust)) if stamps else 0
        return awaited(_signed(signer, writer, at, _room(key, token)))
    except (PdfError, PyHankoError, ValidationError, PathError) as wrong:
        told = wrong.__cause__ if isinstance(wrong, PyHankoError) else wrong
        if isinstance(told, ValidationError | PathError):  # who told about revocations a moment ago is silent now
            raise CertificateRefusedError(standing_of(told)) from wrong
        raise UnsignableError(str(wrong)) from wrong


def refuse_unfit(key: Key, at: datetime, trust: Trust | None) -> None:
    """Raises CertificateRefusedError where the key's certificate may not sign at the moment `at`."""
    if at < key.valid_from:
        raise CertificateRefusedError(Standing.NOT_YET_VALID)
    if at > key.valid_to:
        raise CertificateRefusedError(Standing.EXPIRED)
    standing = trust.standing(key.certificate, at, Evidence(key.chain)) if trust else Standing.VALID
    if standing is not Standing.VALID:
        raise CertificateRefusedError(standing)


def _room(key: Key, token: int) -> int:
    """How many hexadecimal digits to keep free in the file for the signature: pyHanko would make a whole one on trial,
    which takes as long again. Servers do not always give tokens of the same length, so there is half as much more.
    """
    return 2 * (len(key.certificate) + sum(map(len, key.chain)) + _longest_signature(key) + _REST + token * 3 // 2)


async def _signed(signer: PdfSigner, writer: IncrementalPdfFileWriter, at: datetime, room: int) -> bytes:
    """The steps of `PdfSigner.async_sign_pdf`, with our time instead of the machine's."""
    session: PdfSigningSession = signer.init_signing_session(writer)
    session.system_time = at
    found = await session.perform_presign_validation(writer)
    document = session.prepare_tbs_document(found, bytes_reserved=room)
    digest, output = document.digest_tbs_document()
    signed = await document.perform_signature(
        document_digest=digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes()
    )
    await signed.post_signature_processing(output)
    output.seek(0)
    result: bytes = output.read()
    return result


def _wishes(field: str, reason: str, place: str, context: ValidationContext | None) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        reason=reason or None,
        location=place or None,
        subfilter=SigSeedSubFilter.PADES,
        signer_key_usage=set(),  # `refuse_unfit` has looked at it
        embed_validation_info=context is not None,
        validation_context=context,
        # In the revision of the signature itself, so that the last one covers the whole file.
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )


def _new_field(name: str, appearance: Appearance | None) -> SigFieldSpec:
    if appearance is None:
        # Out of the page: neither PDF/A nor PDF/UA minds an invisible field there.
        return SigFieldSpec(name, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True))
    left, lower, right, upper = map(round, appearance.box)
    return SigFieldSpec(name, on_page=appearance.page - 1, box=(left, lower, right, upper), readable_field_name=name)


class _Writer(IncrementalPdfFileWriter):
    """Leaves title, dates and the marks of PDF/A as the letter has them: pyHanko would write its own name and clock."""

    def _update_meta(self) -> None:
        pass


class _KeySigner(Signer):
    """Lets pyHanko sign with a key of ours, wherever it lies."""

    def __init__(self, key: Key) -> None:
        store = SimpleCertificateStore()
        store.register_multiple(map(x509.Certificate.load, key.chain))
        mechanism = "sha256_rsa" if key.algorithm is Algorithm.RSA else "sha256_ecdsa"
        super().__init__(
            embed_roots=False,
            signature_mechanism=cms.SignedDigestAlgorithm({"algorithm": mechanism}),
            signing_cert=x509.Certificate.load(key.certificate),
            cert_registry=store,
        )
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(_longest_signature(self._key)) if dry_run else self._key.sign(data)


def _longest_signature(key: Key) -> int:
    """In bytes: an RSA signature is as long as the modulus; an elliptic one two such numbers in DER."""
    number = (key.bits + 7) // 8
    return number if key.algorithm is Algorithm.RSA else 2 * number + 16


class _Stamper(TimeStamper):
    """Gives pyHanko tokens that were checked."""

    def __init__(self, stamps: Timestamps, at: datetime, trust: Trust | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko gives it no types
        self._stamps = stamps
        self._at = at
        self._trust = trust

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        return cms.ContentInfo.load(self._stamps.checked_token(message_digest, self._at, self._trust))

    async def async_dummy_response(self, md_algorithm: str) -> cms.ContentInfo:
        """An earlier token of the same server says as well how long one is and who signs it."""
        dummy = self._dummy_response_cache.get(md_algorithm)
        if dummy is None:
            dummy = cms.ContentInfo.load(self._stamps.sample(self._at, self._trust))
            self._register_dummy(md_algorithm, dummy)  # type: ignore[no-untyped-call]  # as above
        return dummy
