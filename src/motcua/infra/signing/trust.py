"""Whom the city trusts: authorities whose certificates lie in a folder, and who is asked whether theirs are revoked."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Final

from asn1crypto import x509
from cryptography.x509 import Certificate
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientPOEError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from motcua.infra.signing.awaited import awaited
from motcua.infra.signing.certificates import certificates_in, der
from motcua.infra.signing.findings import Standing
from motcua.infra.signing.revocation import Revocations

_log: Final = logging.getLogger(__name__)

_TOLERANCE: Final = timedelta(minutes=5)
"""How far the clocks of the city and of those who answer about revocations may differ."""


class Purpose(Enum):
    """What a certificate is used for, as its extensions must allow."""

    SIGNING = auto()
    STAMPING = auto()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a signature brings along: certificates of issuers, answers of OCSP servers and revocation lists, in DER."""

    certificates: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


NO_EVIDENCE: Final = Evidence()


class Trust:
    """`roots` are trusted, `others` only help to find the way to them. Whoever answers about revocations has `seconds`,
    and an answer is used for `kept_for` seconds.
    """

    def __init__(
        self,
        roots: Iterable[Certificate],
        others: Iterable[Certificate] = (),
        *,
        seconds: float = 5,
        kept_for: float = 300,
    ) -> None:
        self.roots = tuple(map(_read, map(der, roots)))
        self._others = tuple(map(_read, map(der, others)))
        self._revocations = Revocations(seconds=seconds, kept_for=kept_for)

    @classmethod
    def of(cls, folder: Path, *, seconds: float = 5, kept_for: float = 300) -> Trust:
        """All certificates of the folder: those that issued themselves are the roots. Raises ValueError, OSError."""
        found = certificates_in(folder)
        roots = [each for each in found if each.issuer == each.subject]
        return cls(roots, [each for each in found if each not in roots], seconds=seconds, kept_for=kept_for)

    def roots_pem(self) -> bytes:
        """The certificates of all roots, as openssl reads them."""
        return "".join(ssl.DER_cert_to_PEM_cert(each.dump()) for each in self.roots).encode()

    def standing(
        self, certificate: bytes, at: datetime, evidence: Evidence = NO_EVIDENCE, purpose: Purpose = Purpose.SIGNING
    ) -> Standing:
        """How the certificate stood at the moment `at`, never `ALTERED`. Fresh answers about revocation come first;
        where there are none, those that the signature brought along count if they were fresh at that moment.
        """
        try:
            return self._standing(certificate, at, evidence, purpose)
        except Exception:  # a certificate made to break its readers can do so in any way, and only deep in the judging
            _log.warning("a certificate could not be judged", exc_info=True)
            return Standing.UNREADABLE

    def _standing(self, certificate: bytes, at: datetime, evidence: Evidence, purpose: Purpose) -> Standing:
        leaf, brought = _read(certificate), tuple(map(_read, evidence.certificates))
        found = awaited(_judged(leaf, self.context(at, brought), purpose))
        if found is Standing.NOT_CHECKED and (evidence.ocsps or evidence.crls):
            found = awaited(_judged(leaf, self._offline(at, brought, evidence), purpose))
        return found

    def context(self, at: datetime, brought: Iterable[x509.Certificate] = ()) -> ValidationContext:
        """What the validator needs to judge certificates at the moment `at`."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=[*self._others, *brought],
            moment=at,
            allow_fetching=True,
            fetchers=self._revocations.fetchers(),
            revocation_mode="hard-fail",
            retroactive_revinfo=True,  # the answer of today tells since when a certificate is revoked
            time_tolerance=_TOLERANCE,
        )

    def _offline(self, at: datetime, brought: Iterable[x509.Certificate], evidence: Evidence) -> ValidationContext:
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=[*self._others, *brought],
            moment=at,
            ocsps=evidence.ocsps,
            crls=evidence.crls,
            revocation_mode="hard-fail",
            retroactive_revinfo=True,
            time_tolerance=_TOLERANCE,
        )


async def _judged(leaf: x509.Certificate, context: ValidationContext, purpose: Purpose) -> Standing:
    validator = CertificateValidator(leaf, validation_context=context)
    try:
        await validator.async_validate_path()
        if purpose is Purpose.STAMPING:
            await validator.async_validate_usage(set(), {"time_stamping"})
    except (ValidationError, PathError) as wrong:
        return standing_of(wrong)
    return Standing.VALID if purpose is Purpose.STAMPING or _may_sign(leaf) else Standing.UNKNOWN_ISSUER


def standing_of(wrong: ValidationError | PathError) -> Standing:
    """What the validator's refusal says about the certificate."""
    match wrong:
        case RevokedError():
            return Standing.REVOKED
        case ExpiredError() | InsufficientPOEError():
            return Standing.EXPIRED
        case NotYetValidError():
            return Standing.NOT_YET_VALID
        case InsufficientRevinfoError():
            return Standing.NOT_CHECKED
        case DisallowedAlgorithmError():
            return Standing.WEAK
        case _:
            return Standing.UNKNOWN_ISSUER


def _may_sign(leaf: x509.Certificate) -> bool:
    """RFC 5280, 4.2.1.3: either usage lets a certificate sign documents; one that names no usage may do all."""
    usage = leaf.key_usage_value
    return usage is None or bool({"digital_signature", "non_repudiation"} & usage.native)


def _read(content: bytes) -> x509.Certificate:
    return x509.Certificate.load(content, strict=True)
