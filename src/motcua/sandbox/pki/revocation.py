"""Answers about revocations: for one certificate (OCSP, RFC 6960), and the list of all (CRL, RFC 5280)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from motcua.sandbox.pki.centre import Centre
from motcua.sandbox.pki.faults import STALE_DAYS, Fault, Service

_FRESH = timedelta(hours=1)


def answer(centre: Centre, question: bytes) -> bytes:
    """The response in DER. Raises ValueError for a question that cannot be read."""
    asked = ocsp.load_der_ocsp_request(question)
    fault = centre.faults.get(Service.OCSP)
    now = _now(fault)
    known = centre.issued.get(f"{asked.serial_number:X}")
    revoked = datetime.fromisoformat(known.revoked) if known and known.revoked and fault is not Fault.STALE else None
    if known is None:
        status = ocsp.OCSPCertStatus.UNKNOWN
    else:
        status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    signer = centre.foreign if fault is Fault.FOREIGN_KEY else centre.responder
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response_by_hash(
            issuer_name_hash=asked.issuer_name_hash,
            issuer_key_hash=asked.issuer_key_hash,
            serial_number=asked.serial_number,
            algorithm=asked.hash_algorithm,
            cert_status=status,
            this_update=now,
            next_update=now + _FRESH,
            revocation_time=revoked,
            revocation_reason=x509.ReasonFlags.unspecified if revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
        .certificates([signer.certificate])
    )
    return builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def revocation_list(centre: Centre) -> bytes:
    """The list in DER."""
    fault = centre.faults.get(Service.CRL)
    now = _now(fault)
    builder = x509.CertificateRevocationListBuilder(
        issuer_name=centre.issuing.certificate.subject, last_update=now, next_update=now + _FRESH
    )
    for each in centre.issued.values():
        if each.revoked and fault is not Fault.STALE:
            entry = x509.RevokedCertificateBuilder(int(each.serial, 16), datetime.fromisoformat(each.revoked))
            builder = builder.add_revoked_certificate(entry.build())
    key = centre.foreign.key if fault is Fault.FOREIGN_KEY else centre.issuing.key
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(centre.issuing.key.public_key())
    builder = builder.add_extension(issuer, critical=False).add_extension(x509.CRLNumber(1), critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def _now(fault: Fault | None) -> datetime:
    now = datetime.now(UTC).replace(microsecond=0)
    return now - timedelta(days=STALE_DAYS) if fault is Fault.STALE else now
