"""Checking signatures in XML (XAdES, enveloped)."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidSignature, SignXMLException
from signxml.util import xades_tag
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from motcua.infra.signing.certificates import BROKEN, der, is_authority
from motcua.infra.signing.errors import TimestampRefusedError
from motcua.infra.signing.findings import SignatureFinding, Standing
from motcua.infra.signing.judging import judged
from motcua.infra.signing.reading import WEAK_RSA_BITS, ReadSignature, Stamp
from motcua.infra.signing.timestamps import digest_kind
from motcua.infra.signing.trust import Trust
from motcua.infra.signing.xml_signing import DS, EXCLUSIVE, parsed, part, value_digest

_MOST_BYTES: Final = 5_000_000
_MOST_REFERENCES: Final = 8
_MOST_CERTIFICATES: Final = 32
_BROKEN: Final = (
    *(SignXMLException, etree.LxmlError, NotImplementedError),
    *(KeyError, AttributeError, AssertionError, *BROKEN),
)
"""What signxml, lxml, cryptography and base64 raise over what is no signature."""


def verify_xml(content: bytes, trust: Trust, at: datetime) -> SignatureFinding:
    """The finding about the signature of the whole document, a direct part of its root. A signature over a part of the
    document only is `ALTERED`: what is outside of it could be anything. No signature is `UNREADABLE`.
    """
    if len(content) > _MOST_BYTES:
        return SignatureFinding(1, Standing.UNREADABLE)
    try:
        read = _read(parsed(content))
    except _BROKEN:
        return SignatureFinding(1, Standing.UNREADABLE)
    return judged(1, read, trust, at)


def _read(root: etree._Element) -> ReadSignature:
    signature = part(root, f"{DS}Signature")
    certificates = [
        x509.load_der_x509_certificate(base64.b64decode(each.text or ""))
        for each in signature.findall(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate")[:_MOST_CERTIFICATES]
    ]
    signer = next(each for each in (*certificates, None) if each is None or not is_authority(each))
    if signer is None:
        raise ValueError("no certificate of a signer")
    whole = _covers(signature, root)
    return ReadSignature(
        fault=_fault(root, signature, signer) if whole else Standing.ALTERED,
        certificate=der(signer),
        others=tuple(der(each) for each in certificates if each is not signer),
        signed_at=_claimed(signature),
        covers_whole=whole,
        stamps=tuple(_stamps(signature)),
    )


def _covers(signature: etree._Element, root: etree._Element) -> bool:
    """Whether it is over the whole document."""
    references = signature.findall(f"{DS}SignedInfo/{DS}Reference")
    if len(references) > _MOST_REFERENCES:
        raise ValueError("more references than any signature has")
    own = {f"#{root.get(name)}" for name in ("Id", "ID") if root.get(name)}
    return any(each.get("URI") in {"", *own} for each in references)


def _fault(root: etree._Element, signature: etree._Element, signer: x509.Certificate) -> Standing | None:
    expected = XAdESSignatureConfiguration(
        location="./",
        expect_references=True,
        signature_methods=frozenset(SignatureMethod),
        digest_algorithms=frozenset(DigestAlgorithm),
        verification_time=signer.not_valid_before_utc,  # `judged` looks at the time
    )
    try:
        XAdESVerifier().verify(root, x509_cert=signer, expect_config=expected)
    except InvalidSignature:
        return Standing.ALTERED
    return Standing.WEAK if _weak(signature, signer) else None


def _weak(signature: etree._Element, signer: x509.Certificate) -> bool:
    info = part(signature, f"{DS}SignedInfo")
    algorithms = [each.get("Algorithm", "") for each in info.iter(f"{DS}SignatureMethod", f"{DS}DigestMethod")]
    public = signer.public_key()
    small = isinstance(public, RSAPublicKey) and public.key_size < WEAK_RSA_BITS
    return small or any(each.endswith(("sha1", "md5")) for each in algorithms)


def _claimed(signature: etree._Element) -> datetime | None:
    told = signature.findtext(f".//{xades_tag('SigningTime')}")
    moment = datetime.fromisoformat(told) if told else None
    return moment if moment and moment.tzinfo else None


def _stamps(signature: etree._Element) -> Iterator[Stamp]:
    for each in signature.findall(f".//{xades_tag('SignatureTimeStamp')}")[:_MOST_REFERENCES]:
        token = base64.b64decode(each.findtext(xades_tag("EncapsulatedTimeStamp")) or "")
        method = each.find(f"{DS}CanonicalizationMethod")
        exclusive = method is not None and method.get("Algorithm") == EXCLUSIVE.value
        try:
            yield Stamp(token, value_digest(signature, digest_kind(token), exclusive=exclusive))
        except TimestampRefusedError:
            continue
