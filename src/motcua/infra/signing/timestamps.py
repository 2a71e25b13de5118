"""Time stamps (RFC 3161): proof, by the clock of somebody else, that something existed at a moment."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from asn1crypto import cms, core, parser, tsp, x509
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from motcua.infra.signing.errors import (
    ClockSkewError,
    TimestampRefusedError,
    TimestampUnavailableError,
    UntrustedTimestampError,
)
from motcua.infra.signing.exchange import UnansweredError, ask
from motcua.infra.signing.findings import Standing
from motcua.infra.signing.trust import Evidence, Purpose, Trust

_TOKEN_BYTES: Final = 64 * 1024
_DIGEST: Final = "sha256"
SAFE_DIGESTS: Final = frozenset({"sha256", "sha384", "sha512"})


class Timestamps:
    """A time-stamping server, which has `seconds` to answer and whose clock may differ from the city's by `skew`."""

    def __init__(self, url: str, *, seconds: float = 5, skew: timedelta = timedelta(minutes=2)) -> None:
        self._url = url
        self._seconds = seconds
        self._skew = skew
        self._sample: bytes | None = None

    def token(self, digest: bytes) -> bytes:
        """A token in DER over a SHA-256 digest, as openssl reads it. Here it is only checked that it answers this very
        question: whether it can be relied on says `check`. Raises TimestampUnavailableError, TimestampRefusedError.
        """
        nonce = secrets.randbits(63)
        question = tsp.TimeStampReq(
            {
                "version": 1,
                "message_imprint": {"hash_algorithm": {"algorithm": _DIGEST}, "hashed_message": digest},
                "nonce": nonce,
                "cert_req": True,
            }
        )
        try:
            answer = ask(
                self._url, question.dump(), "application/timestamp-query", seconds=self._seconds, most=_TOKEN_BYTES
            )
        except UnansweredError as wrong:
            raise TimestampUnavailableError(str(wrong)) from wrong
        return _granted(answer, digest, nonce)

    def checked_token(self, digest: bytes, at: datetime, trust: Trust | None) -> bytes:
        """A token that says about the time `at`, and that `trust`, where given, relies on.

        Raises ClockSkewError, TimestampUnavailableError, TimestampRefusedError.
        """
        token = self.token(digest)
        moment = self.check(token, digest, trust) if trust else moment_of(token)
        if abs(moment - at) > self._skew:
            raise ClockSkewError(moment - at)
        return token

    def sample(self, at: datetime, trust: Trust | None) -> bytes:
        """Some checked token of this server, asked for once: to know how long they are and who signs them."""
        if self._sample is None:
            self._sample = self.checked_token(hashlib.sha256().digest(), at, trust)
        return self._sample

    @staticmethod
    def check(token: bytes, digest: bytes, trust: Trust) -> datetime:
        """The moment that the token proves for a digest, signed by a server whose certificate leads to a root
        of `trust` and was good at that moment. The digest is of the kind the token names (ours are SHA-256).

        Raises TimestampRefusedError, as UntrustedTimestampError where the token is whole and only trust is missing.
        """
        try:
            signed, told = _opened(token)
            certificates = extract_certificate_info(signed)
            moment: datetime = told["gen_time"].native
            if not _stamps(told, digest):
                raise TimestampRefusedError("it was made for something else")
            if not _holds(signed, certificates.signer_cert):
                raise TimestampRefusedError("its signature does not hold")
        except (ValueError, TypeError, KeyError, SignatureValidationError) as wrong:
            raise TimestampRefusedError(f"it cannot be read ({type(wrong).__name__})") from wrong
        brought = Evidence(certificates=tuple(each.dump() for each in certificates.other_certs))
        standing = trust.standing(certificates.signer_cert.dump(), moment, brought, Purpose.STAMPING)
        if standing is not Standing.VALID:
            raise UntrustedTimestampError(standing)
        return moment


def moment_of(token: bytes) -> datetime:
    """The moment that a token claims, believed by nobody yet. Raises TimestampRefusedError."""
    try:
        moment: datetime = _opened(token)[1]["gen_time"].native
    except (ValueError, TypeError, KeyError) as wrong:
        raise TimestampRefusedError(f"it cannot be read ({type(wrong).__name__})") from wrong
    return moment


def digest_kind(token: bytes) -> str:
    """The digest algorithm that a token is over, one that is safe. Raises TimestampRefusedError."""
    try:
        kind: str = _opened(token)[1]["message_imprint"]["hash_algorithm"]["algorithm"].native
    except (ValueError, TypeError, KeyError) as wrong:
        raise TimestampRefusedError(f"it cannot be read ({type(wrong).__name__})") from wrong
    if kind not in SAFE_DIGESTS:
        raise TimestampRefusedError("it is over a digest that is no longer safe")
    return kind


def _granted(answer: bytes, digest: bytes, nonce: int) -> bytes:
    try:
        # Not by `tsp.TimeStampResp`: it wants a token in refusals as well.
        content: bytes = parser.parse(answer, strict=True)[4]
        info = tsp.PKIStatusInfo.load(content)
        status = info["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise TimestampRefusedError(f"the server refuses ({status})")
        token = content[len(info.dump()) :]
        told = _opened(token)[1]
        if told["nonce"].native != nonce:
            raise TimestampRefusedError("it answers another question")
        if not _stamps(told, digest):
            raise TimestampRefusedError("it was made for something else")
    except (ValueError, TypeError, KeyError) as wrong:
        raise TimestampRefusedError(f"it cannot be read ({type(wrong).__name__})") from wrong
    return token


def _opened(token: bytes) -> tuple[cms.SignedData, tsp.TSTInfo]:
    signed = cms.ContentInfo.load(token, strict=True)["content"]
    if not isinstance(signed, cms.SignedData):
        raise TypeError("no signed data")
    content = signed["encap_content_info"]["content"]
    if not isinstance(content, core.ParsableOctetString) or not isinstance(content.parsed, tsp.TSTInfo):
        raise TypeError("no time stamp")
    return signed, content.parsed


def _stamps(told: tsp.TSTInfo, digest: bytes) -> bool:
    imprint = told["message_imprint"]
    return imprint["hash_algorithm"]["algorithm"].native in SAFE_DIGESTS and imprint["hashed_message"].native == digest


def _holds(signed: cms.SignedData, certificate: x509.Certificate) -> bool:
    info = extract_signer_info(signed)
    algorithm = info["digest_algorithm"]["algorithm"].native
    if algorithm not in SAFE_DIGESTS:
        raise ValueError("signed over a digest that is no longer safe")
    digest = hashlib.new(algorithm, signed["encap_content_info"]["content"].contents).digest()
    return all(validate_sig_integrity(info, certificate, "tst_info", digest))
