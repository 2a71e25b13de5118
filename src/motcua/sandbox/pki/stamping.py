"""The time-stamping server (RFC 3161)."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, core, parser, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding

from motcua.sandbox.pki.centre import Centre
from motcua.sandbox.pki.certificates import Pair
from motcua.sandbox.pki.faults import CLOCK_SHIFT_SECONDS, Fault, Service

_POLICY = "1.3.6.1.4.1.99999.1"
_UNIVERSAL, _CONSTRUCTED, _SEQUENCE = 0, 1, 16


def reply(centre: Centre, question: bytes) -> bytes:
    """The response in DER; a question that cannot be read is refused as the protocol says."""
    fault = centre.faults.get(Service.TSA)
    try:
        asked = tsp.TimeStampReq.load(question, strict=True)
        asked.native  # noqa: B018 what cannot be read is found here
    except (ValueError, TypeError):
        return _refusal("bad_data_format")
    if fault is Fault.REFUSAL:
        return _refusal("system_failure")
    signer = centre.foreign if fault is Fault.FOREIGN_KEY else centre.tsa
    granted = {"status": {"status": "granted"}, "time_stamp_token": _token(_told(asked, fault), signer, centre)}
    return bytes(tsp.TimeStampResp(granted).dump())


def _told(asked: tsp.TimeStampReq, fault: Fault | None) -> tsp.TSTInfo:
    imprint = asked["message_imprint"].native
    if fault is Fault.OTHER_DIGEST:
        imprint["hashed_message"] = hashlib.sha256(imprint["hashed_message"]).digest()
    moment = datetime.now(UTC).replace(microsecond=0)
    if fault is Fault.WRONG_CLOCK:
        moment += timedelta(seconds=CLOCK_SHIFT_SECONDS)
    told = {
        "version": "v1",
        "policy": _POLICY,
        "message_imprint": imprint,
        "serial_number": secrets.randbits(63),
        "gen_time": moment,
        "accuracy": {"seconds": 1},
    }
    nonce = asked["nonce"].native
    if nonce is not None:
        told["nonce"] = nonce + 1 if fault is Fault.WRONG_NONCE else nonce
    return tsp.TSTInfo(told)


def _token(told: tsp.TSTInfo, signer: Pair, centre: Centre) -> cms.ContentInfo:
    content = told.dump()
    own = signer.certificate.public_bytes(Encoding.DER)
    certificate = x509.Certificate.load(own)
    attributes = cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(content).digest()]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [_named(own)]}),
        ]
    )
    signer_info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": _signature(signer, attributes.dump()),
        }
    )
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
            "certificates": [certificate, x509.Certificate.load(centre.root.certificate.public_bytes(Encoding.DER))],
            "signer_infos": [signer_info],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": signed})


def _named(certificate: bytes) -> tsp.SigningCertificateV2:
    return tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate).digest()})]})


def _signature(signer: Pair, content: bytes) -> bytes:
    if isinstance(signer.key, ec.EllipticCurvePrivateKey):
        return signer.key.sign(content, ec.ECDSA(hashes.SHA256()))
    return signer.key.sign(content, padding.PKCS1v15(), hashes.SHA256())


def _refusal(reason: str) -> bytes:
    status = {"status": "rejection", "status_string": ["refused for a test"], "fail_info": {reason}}
    # A refusal has no token, which asn1crypto's own structure would ask for.
    return bytes(parser.emit(_UNIVERSAL, _CONSTRUCTED, _SEQUENCE, tsp.PKIStatusInfo(status).dump()))
