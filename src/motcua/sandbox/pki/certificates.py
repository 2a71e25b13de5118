"""Making certificates: the two authorities, their servers, and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

AUTHORITY_YEARS = 20
SERVER_YEARS = 5
PAST_YEARS = 10
"""Authorities are this old from the start, so that certificates can be issued that have expired already."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: PrivateKey


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when a certificate is valid."""

    start: datetime
    end: datetime

    @classmethod
    def years(cls, past: int, future: int) -> Span:
        """So many years around now."""
        now = datetime.now(UTC).replace(microsecond=0)
        return cls(now - timedelta(days=365 * past), now + timedelta(days=365 * future))


def new_key(algorithm: str = "p256") -> PrivateKey:
    """`p256` or `rsa2048`. Raises ValueError for another."""
    match algorithm:
        case "p256":
            return ec.generate_private_key(ec.SECP256R1())
        case "rsa2048":
            return rsa.generate_private_key(public_exponent=65537, key_size=2048)
        case _:
            raise ValueError(f"no algorithm {algorithm!r}: p256 or rsa2048")


def named(common_name: str, organisation: str) -> x509.Name:
    """A name as Vietnamese authorities write it."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def root(name: x509.Name) -> Pair:
    """An authority that issued itself."""
    key = new_key()
    builder = _begun(name, name, key, Span.years(PAST_YEARS, AUTHORITY_YEARS), key)
    return Pair(_as_authority(builder, 1).sign(key, hashes.SHA256()), key)


def authority(name: x509.Name, issuer: Pair) -> Pair:
    """An authority below another."""
    key = new_key()
    builder = _begun(name, issuer.certificate.subject, key, Span.years(PAST_YEARS, AUTHORITY_YEARS), issuer.key)
    return Pair(_as_authority(builder, 0).sign(issuer.key, hashes.SHA256()), key)


def server(name: x509.Name, issuer: Pair, purpose: x509.ObjectIdentifier) -> Pair:
    """A server that stamps time or answers about revocations."""
    key = new_key()
    builder = _begun(name, issuer.certificate.subject, key, Span.years(PAST_YEARS, SERVER_YEARS), issuer.key)
    builder = builder.add_extension(_usage(digital_signature=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    if purpose == ExtendedKeyUsageOID.OCSP_SIGNING:
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    return Pair(builder.sign(issuer.key, hashes.SHA256()), key)


def person(name: x509.Name, issuer: Pair, key: PrivateKey, span: Span, services_url: str) -> x509.Certificate:
    """For signing documents; tells where to ask whether it is revoked."""
    ocsp = x509.AccessDescription(
        AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(f"{services_url}/ocsp")
    )
    lists = x509.DistributionPoint([x509.UniformResourceIdentifier(f"{services_url}/crl")], None, None, None)
    return (
        _begun(name, issuer.certificate.subject, key, span, issuer.key)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.AuthorityInformationAccess([ocsp]), critical=False)
        .add_extension(x509.CRLDistributionPoints([lists]), critical=False)
        .sign(issuer.key, hashes.SHA256())
    )


def _begun(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, span: Span, issuer_key: PrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span.start)
        .not_valid_after(span.end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )


def _as_authority(builder: x509.CertificateBuilder, below: int) -> x509.CertificateBuilder:
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=below), critical=True)
    return builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)


def _usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
