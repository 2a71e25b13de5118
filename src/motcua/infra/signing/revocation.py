"""Asking whether certificates are revoked (OCSP, CRL): answers are kept for a while, also that none came."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Generic, TypeVar

from asn1crypto import cms, crl, ocsp, x509
from pyhanko_certvalidator.authority import Authority
from pyhanko_certvalidator.errors import CRLFetchError, OCSPFetchError, OCSPValidationError
from pyhanko_certvalidator.fetchers import CertificateFetcher, CRLFetcher, Fetchers, OCSPFetcher
from pyhanko_certvalidator.fetchers.common_utils import (
    enumerate_delivery_point_urls,
    format_ocsp_request,
    process_ocsp_response_data,
)
from pyhanko_certvalidator.util import get_ocsp_urls, get_relevant_crl_dps, issuer_serial

from motcua.infra.signing.exchange import UnansweredError, ask

_OCSP_BYTES: Final = 64 * 1024
_CRL_BYTES: Final = 16 * 1024 * 1024
_KEPT_MOST: Final = 4_096
"""Answers in one process; then all are forgotten."""
_SILENCE_KEPT: Final = 10.0
"""Seconds in which a server that gave no answer is not asked the same again: a page of many signatures must not wait
for each of them."""

T = TypeVar("T")


@dataclass(slots=True)
class Kept(Generic[T]):
    """Answers to questions already asked, for `seconds`."""

    seconds: float
    _answers: dict[tuple[str, bytes], tuple[float, T | UnansweredError]] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def get(self, question: tuple[str, bytes], ask_anew: Callable[[], T]) -> T:
        """The kept answer, or a new one. Raises UnansweredError."""
        with self._turn:
            until, answer = self._answers.get(question, (float("-inf"), None))
        if answer is None or time.monotonic() > until:
            answer, seconds = self._asked(ask_anew)
            with self._turn:
                if len(self._answers) >= _KEPT_MOST:
                    self._answers.clear()
                self._answers[question] = (time.monotonic() + seconds, answer)
        if isinstance(answer, UnansweredError):
            raise answer
        return answer

    def _asked(self, ask_anew: Callable[[], T]) -> tuple[T | UnansweredError, float]:
        try:
            return ask_anew(), self.seconds
        except UnansweredError as wrong:
            return wrong, _SILENCE_KEPT


class Revocations:
    """Asks those whom the certificates name. Only certificates whose issuer is trusted are asked about: the validator
    checks who signed a certificate before it asks, so no stranger's certificate sends the city to an address.
    """

    def __init__(self, *, seconds: float, kept_for: float) -> None:
        self._seconds = seconds
        self._ocsp: Kept[ocsp.OCSPResponse] = Kept(kept_for)
        self._crls: Kept[crl.CertificateList] = Kept(kept_for)

    def fetchers(self) -> Fetchers:
        """For one validation."""
        return Fetchers(_Ocsp(self._response), _Crls(self._list), _NoCertificates())

    def _response(self, certificate: x509.Certificate, authority: Authority) -> ocsp.OCSPResponse:
        request = format_ocsp_request(certificate, authority, certid_hash_algo="sha1", request_nonces=False)
        content = request.dump()
        reasons = []
        for url in get_ocsp_urls(certificate):
            try:
                return self._ocsp.get((url, content), partial(self._answered, url, request, content))
            except UnansweredError as wrong:
                reasons.append(str(wrong))
        raise OCSPFetchError("; ".join(reasons))

    def _answered(self, url: str, request: ocsp.OCSPRequest, content: bytes) -> ocsp.OCSPResponse:
        answer = ask(url, content, "application/ocsp-request", seconds=self._seconds, most=_OCSP_BYTES)
        try:
            return process_ocsp_response_data(answer, ocsp_request=request, ocsp_url=url)
        except (OCSPValidationError, ValueError, TypeError) as wrong:
            raise UnansweredError(f"{url} gives no answer that can be read") from wrong

    def _list(self, url: str) -> crl.CertificateList:
        return self._crls.get((url, b""), partial(self._listed, url))

    def _listed(self, url: str) -> crl.CertificateList:
        answer = ask(url, None, "", seconds=self._seconds, most=_CRL_BYTES)
        try:
            found = crl.CertificateList.load(answer)
            found["tbs_cert_list"]["this_update"].native  # noqa: B018 read now what would else be found broken later
        except (ValueError, TypeError) as wrong:
            raise UnansweredError(f"{url} gives no list") from wrong
        return found


class _Ocsp(OCSPFetcher):
    """What one validation asked about single certificates."""

    def __init__(self, response: Callable[[x509.Certificate, Authority], ocsp.OCSPResponse]) -> None:
        self._response = response
        self._found: dict[bytes, ocsp.OCSPResponse] = {}

    async def fetch(
        self, cert: x509.Certificate | cms.AttributeCertificateV2, authority: Authority
    ) -> ocsp.OCSPResponse:
        if isinstance(cert, cms.AttributeCertificateV2):
            raise OCSPFetchError("attribute certificates are not asked about")
        self._found[cert.issuer_serial] = found = self._response(cert, authority)
        return found

    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return list(self._found.values())

    def fetched_responses_for_cert(
        self, cert: x509.Certificate | cms.AttributeCertificateV2
    ) -> Iterable[ocsp.OCSPResponse]:
        found = None if isinstance(cert, cms.AttributeCertificateV2) else self._found.get(cert.issuer_serial)
        return [found] if found else []


class _Crls(CRLFetcher):
    """The lists that one validation read."""

    def __init__(self, read: Callable[[str], crl.CertificateList]) -> None:
        self._read = read
        self._found: dict[bytes, list[crl.CertificateList]] = {}

    async def fetch(
        self, cert: x509.Certificate | cms.AttributeCertificateV2, *, use_deltas: bool | None = None
    ) -> Iterable[crl.CertificateList]:
        points = get_relevant_crl_dps(cert, use_deltas=bool(use_deltas))
        urls = [url for point in points for url in enumerate_delivery_point_urls(point)]
        try:
            found = [self._read(url) for url in urls]
        except UnansweredError as wrong:
            raise CRLFetchError(str(wrong)) from wrong
        self._found[issuer_serial(cert)] = found
        return found

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return [each for found in self._found.values() for each in found]

    def fetched_crls_for_cert(
        self, cert: x509.Certificate | cms.AttributeCertificateV2
    ) -> Iterable[crl.CertificateList]:
        return self._found[issuer_serial(cert)]


class _NoCertificates(CertificateFetcher):
    """Issuers come with the signature or lie in the city's folder: no stranger names an address to fetch them from."""

    async def fetch_cert_issuers(
        self, cert: x509.Certificate | cms.AttributeCertificateV2
    ) -> AsyncGenerator[x509.Certificate, None]:
        for each in self.fetched_certs():
            yield each

    async def fetch_crl_issuers(self, certificate_list: crl.CertificateList) -> AsyncGenerator[x509.Certificate, None]:
        for each in self.fetched_certs():
            yield each

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        return ()
