"""What the bytes of a signed PDF say: pure reading, without a network and without believing anybody.

It runs in a confined process (see `confined`): pyHanko and asn1crypto read what strangers send.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation import DocumentSecurityStore, EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from motcua.infra.signing.findings import Standing
from motcua.infra.signing.timestamps import SAFE_DIGESTS

MOST_SIGNATURES: Final = 32
_MOST_CERTIFICATES: Final = 32
_MOST_ANSWERS: Final = 64
WEAK_RSA_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp token and the digest that it must be over."""

    token: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class ReadSignature:
    """One signature. fault: what is wrong with it whoever made it, or None. The certificates are in DER, the signer's
    apart; `ocsps` and `crls` were put into the file by whoever made it last long.
    """

    fault: Standing | None
    certificate: bytes = b""
    others: tuple[bytes, ...] = ()
    signed_at: datetime | None = None
    covers_whole: bool = False
    changed_after: bool = False
    stamps: tuple[Stamp, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


_UNREADABLE: Final = ReadSignature(Standing.UNREADABLE)


def read_signatures(content: bytes) -> list[ReadSignature]:
    """All signatures of a PDF in the order of signing, those that cannot be opened last; its document time stamps only
    prove when the others were there.

    Raises ValueError for a file with too many, or with none where there are remains of some; and whatever a broken file
    makes its readers raise before a signature is found.
    """
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    opened, broken = _opened(reader)
    if not opened and not broken:
        raise ValueError("the signatures were taken out")
    stamps = [each for each in opened if each.sig_object_type == "/DocTimeStamp"]
    signatures = [each for each in opened if each not in stamps]
    ocsps, crls = _lasting(reader)
    found = [_read(each, stamps, last=each is signatures[-1]) for each in signatures]
    return [replace(each, ocsps=ocsps, crls=crls) for each in found] + [_UNREADABLE] * broken


def _opened(reader: PdfFileReader) -> tuple[list[EmbeddedPdfSignature], int]:
    """Those that can be opened, in the order of signing, and how many cannot."""
    found, broken = [], 0
    for n, (name, _, field) in enumerate(enumerate_sig_fields(reader, filled_status=True)):
        if n >= MOST_SIGNATURES:
            raise ValueError("too many signatures")
        try:
            found.append(EmbeddedPdfSignature(reader, field, name))
        except Exception:  # a signature made to break its readers can do so in any way; the others count
            broken += 1
    return sorted(found, key=lambda each: each.signed_revision), broken


def _read(signature: EmbeddedPdfSignature, stamps: list[EmbeddedPdfSignature], *, last: bool) -> ReadSignature:
    try:
        signature.compute_integrity_info()
        certificates = extract_certs_for_validation(signature.signed_data)
        later = [each for each in stamps if each.signed_revision >= signature.signed_revision]
        changed = _changed(signature, last=last)
        return ReadSignature(
            fault=_fault(signature, changed=changed),
            certificate=certificates.signer_cert.dump(),
            others=tuple(each.dump() for each in list(certificates.other_certs)[:_MOST_CERTIFICATES]),
            signed_at=_claimed(signature),
            covers_whole=signature.coverage is SignatureCoverageLevel.ENTIRE_FILE,
            changed_after=changed,
            stamps=(*own_stamps(signature.signer_info), *_document_stamps(later)),
        )
    except Exception:  # as above
        return _UNREADABLE


def _changed(signature: EmbeddedPdfSignature, *, last: bool) -> bool:
    """Whether the file has got what a signature does not allow; after the last one also a field filled in, for nobody
    has signed that.
    """
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return True
    told: object = signature.diff_result
    if not isinstance(told, DiffResult) or not signature.summarise_integrity_info()["docmdp_ok"]:
        return True
    return last and told.modification_level > ModificationLevel.LTA_UPDATES


def _fault(signature: EmbeddedPdfSignature, *, changed: bool) -> Standing | None:
    info = signature.signer_info
    holds = validate_sig_integrity(info, signature.signer_cert, "data", signature.compute_digest())
    if changed or not all(holds):
        return Standing.ALTERED
    return Standing.WEAK if weak(info, signature.signer_cert) else None


def weak(info: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    """Whether a signature like this can be forged today: SHA-1 and older, or RSA below 2048 bits."""
    key = certificate.public_key
    small = key.algorithm == "rsa" and key.bit_size < WEAK_RSA_BITS
    return small or info["digest_algorithm"]["algorithm"].native not in SAFE_DIGESTS


def own_stamps(info: cms.SignerInfo) -> Iterator[Stamp]:
    """The time stamps that a signature carries, over its own value."""
    for token in find_cms_attribute_iter(info["unsigned_attrs"], "signature_time_stamp_token"):
        algorithm = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]["hash_algorithm"]
        name = algorithm["algorithm"].native
        if name in SAFE_DIGESTS:
            yield Stamp(token.dump(), hashlib.new(name, info["signature"].native).digest())


def _document_stamps(stamps: Iterable[EmbeddedPdfSignature]) -> Iterator[Stamp]:
    for each in stamps:
        if each.external_md_algorithm in SAFE_DIGESTS:
            yield Stamp(each.pkcs7_content, each.compute_digest())


def _claimed(signature: EmbeddedPdfSignature) -> datetime | None:
    try:
        moment = signature.self_reported_timestamp
        return moment if moment and moment.tzinfo else None
    except (PdfError, ValueError, TypeError):  # the claim cannot be read; the signature may hold all the same
        return None


def _lasting(reader: PdfFileReader) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """What was put into the file so that its signatures can be checked for long: answers of OCSP servers, and lists."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except Exception:  # none, or one that nobody can read: whoever issued the certificates is asked all the same
        return (), ()
    ocsps = tuple(each.get_object().data for each in store.ocsps[:_MOST_ANSWERS])
    return ocsps, tuple(each.get_object().data for each in store.crls[:_MOST_ANSWERS])
