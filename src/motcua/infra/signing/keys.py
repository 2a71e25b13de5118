"""A signing key that was opened with its PIN, and the port behind which keys lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from motcua.infra.signing.certificates import der, name_of, organisation_of, serial_of
from motcua.infra.signing.errors import StoreUnreachableError


class Algorithm(StrEnum):
    """How a key signs, always over SHA-256."""

    RSA = "rsa"
    ECDSA = "ecdsa"


@dataclass(frozen=True, slots=True)
class Key:
    """An opened key with its certificate and the chain of those who issued it, all in DER.

    It may still refuse: `sign` raises WrongPinError, PinLockedError and StoreUnreachableError like `KeyStore.open`.
    """

    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(repr=False)
    subject: str
    organisation: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    algorithm: Algorithm
    bits: int
    _signing: Callable[[bytes], bytes] = field(repr=False, compare=False)

    def sign(self, content: bytes) -> bytes:
        """The signature of SHA-256 over `content`: PKCS #1 v1.5 with an RSA key, DER with an elliptic one."""
        return self._signing(content)


class KeyStore(Protocol):
    """Where keys lie: files or a token. A PIN is asked for each time, and kept nowhere but in the opened key."""

    def labels(self) -> tuple[str, ...]:
        """The names of all keys, in alphabetical order. Raises StoreUnreachableError."""

    def certificate(self, label: str) -> bytes:
        """The key's certificate in DER, without a PIN. Raises KeyMissingError, StoreUnreachableError."""

    def open(self, label: str, pin: str) -> Key:
        """The key, ready to sign. Raises WrongPinError, PinLockedError, KeyMissingError, StoreUnreachableError."""


def opened(certificate: x509.Certificate, chain: tuple[bytes, ...], signing: Callable[[bytes], bytes]) -> Key:
    """The key of `certificate`, which signs by `signing`. Raises StoreUnreachableError for another kind of key."""
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        algorithm = Algorithm.RSA
    elif isinstance(public, ec.EllipticCurvePublicKey):
        algorithm = Algorithm.ECDSA
    else:
        raise StoreUnreachableError("only RSA and elliptic-curve keys can sign")
    return Key(
        certificate=der(certificate),
        chain=chain,
        subject=name_of(certificate.subject),
        organisation=organisation_of(certificate.subject),
        serial=serial_of(certificate),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        algorithm=algorithm,
        bits=public.key_size,
        _signing=signing,
    )
