"""Signatures in XML (XAdES, enveloped): the signature lies in the document it signs, as the last part of its root."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.util import SigningSettings, xades_tag
from signxml.xades.xades import XAdESDataObjectFormat, XAdESSigner

from motcua.infra.signing.errors import UnsignableError
from motcua.infra.signing.keys import Algorithm, Key
from motcua.infra.signing.pdf_signing import refuse_unfit
from motcua.infra.signing.timestamps import Timestamps
from motcua.infra.signing.trust import Trust

INCLUSIVE: Final = CanonicalizationMethod.CANONICAL_XML_1_1
EXCLUSIVE: Final = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
DS: Final = "{http://www.w3.org/2000/09/xmldsig#}"
"""The namespace of XML signatures, as lxml writes it."""


def sign_xml(
    content: bytes, key: Key, *, at: datetime, stamps: Timestamps | None = None, trust: Trust | None = None
) -> bytes:
    """The same document with a signature (XAdES B-B, with `stamps` B-T) as the last part of its root. About `at`, who
    may sign, and what is raised, see `sign_pdf`.
    """
    refuse_unfit(key, at, trust)
    method = SignatureMethod.RSA_SHA256 if key.algorithm is Algorithm.RSA else SignatureMethod.ECDSA_SHA256
    signer = _Signer(at, method)
    certificates = [x509.load_der_x509_certificate(each) for each in (key.certificate, *key.chain)]
    like_a_key: Any = _XmlKey(key)
    try:
        signed = signer.sign(parsed(content), key=like_a_key, cert=certificates, always_add_key_value=False)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise UnsignableError(str(wrong)) from wrong
    if stamps:
        _stamp(signed, stamps, at, trust)
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8")


def parsed(content: bytes) -> etree._Element:
    """The root of a document that brings no entities and no document type along. Raises ValueError, XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type has no place here")
    return root


def value_digest(signature: etree._Element, algorithm: str = "sha256", *, exclusive: bool = False) -> bytes:
    """The digest that a time stamp of this signature is over (ETSI EN 319 132-1, 5.3)."""
    value = part(signature, f"{DS}SignatureValue")
    return hashlib.new(algorithm, etree.tostring(value, method="c14n", exclusive=exclusive)).digest()


def part(of: etree._Element, path: str) -> etree._Element:
    """The first part at that path. Raises ValueError where there is none."""
    found = of.find(path)
    if found is None:
        raise ValueError(f"{path} is missing")
    return found


def _stamp(signed: etree._Element, stamps: Timestamps, at: datetime, trust: Trust | None) -> None:
    signature = part(signed, f"{DS}Signature")
    properties = part(signature, f"{DS}Object/{xades_tag('QualifyingProperties')}")
    token = stamps.checked_token(value_digest(signature), at, trust)
    unsigned = etree.SubElement(properties, xades_tag("UnsignedProperties"))
    unsigned = etree.SubElement(unsigned, xades_tag("UnsignedSignatureProperties"))
    stamp = etree.SubElement(unsigned, xades_tag("SignatureTimeStamp"))
    etree.SubElement(stamp, f"{DS}CanonicalizationMethod", Algorithm=INCLUSIVE.value)
    etree.SubElement(stamp, xades_tag("EncapsulatedTimeStamp")).text = base64.b64encode(token).decode()


class _Signer(XAdESSigner):
    """Writes our time into the signature instead of the machine's."""

    def __init__(self, at: datetime, method: SignatureMethod) -> None:
        super().__init__(
            signature_algorithm=method,
            digest_algorithm=DigestAlgorithm.SHA256,
            c14n_algorithm=INCLUSIVE,  # signxml names none for two of its references, and inclusive is what that means
            data_object_format=XAdESDataObjectFormat(Description="", MimeType="text/xml"),
        )
        self._at = at

    def add_signing_time(
        self, signed_signature_properties: etree._Element, sig_root: etree._Element, signing_settings: SigningSettings
    ) -> None:
        time = etree.SubElement(signed_signature_properties, xades_tag("SigningTime"), nsmap=self.namespaces)
        time.text = self._at.isoformat(timespec="seconds")


class _XmlKey:
    """What signxml wants of a private key, wherever ours lies."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self.key_size = key.bits

    def sign(self, content: bytes, **how: Any) -> bytes:
        """Both kinds of key sign over SHA-256, which `_Signer` asks for."""
        return self._key.sign(content)
