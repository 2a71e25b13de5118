"""What a provider remembers, and the rules of the code flow; no HTTP."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.sandbox.identity.faults import Fault
from motcua.sandbox.identity.people import Subject
from motcua.sandbox.identity.tokens import Signer

CODE_SECONDS = 60
TOKEN_SECONDS = 3600
API_AUDIENCE = "motcua"


class FlowError(Exception):
    """An error of OAuth 2.0 (RFC 6749, 4.1.2.1 and 5.2) by its code, and what was wrong."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Client:
    """The city as the provider has registered it."""

    id: str
    secret: str
    redirect_prefix: str
    after_logout: str

    @classmethod
    def of_city(cls, url: str) -> Client:
        secret = os.environ.get("SANDBOX_CLIENT_SECRET", "sandbox")
        return cls("motcua-portal", secret, f"{url}/dang-nhap/tra-ve/", f"{url}/")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to sign somebody in, found good."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str
    level: int


@dataclass(frozen=True, slots=True)
class _Grant:
    """What a code stands for."""

    asked: Asked
    subject: Subject
    level: int
    expires: float


class Provider:
    """One issuer."""

    def __init__(self, issuer: str, algorithm: str, subjects: Mapping[str, Subject], client: Client) -> None:
        self.issuer = issuer
        self.algorithm = algorithm
        self.subjects = subjects
        self.client = client
        self.signer = Signer(algorithm)
        self.fault: Fault | None = None
        self.sessions: dict[str, Subject] = {}
        self._grants: dict[str, _Grant] = {}

    def asked(self, query: Mapping[str, str]) -> Asked:
        """Judge an authorization request. Raises FlowError; `invalid_client` may not be sent to the redirect."""
        redirect_uri = query.get("redirect_uri", "")
        if query.get("client_id") != self.client.id or not redirect_uri.startswith(self.client.redirect_prefix):
            raise FlowError("invalid_client", "client_id or redirect_uri is not registered")
        if query.get("response_type") != "code":
            raise FlowError("unsupported_response_type", "only the code flow is offered")
        if "openid" not in query.get("scope", "").split():
            raise FlowError("invalid_scope", "the scope must contain openid")
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            raise FlowError("invalid_request", "PKCE with S256 is mandatory")
        level = 2 if query.get("acr_values") == "LoA2" else 1
        return Asked(redirect_uri, query.get("state", ""), query.get("nonce", ""), query["code_challenge"], level)

    def code_for(self, asked: Asked, subject: Subject, level: int) -> str:
        """A code for one exchange within a minute."""
        code = secrets.token_urlsafe(32)
        lifetime = -1 if self.fault is Fault.CODE_EXPIRED else CODE_SECONDS
        level = 1 if self.fault is Fault.LOWER_LEVEL else min(level, subject.level)
        self._grants[code] = _Grant(asked, subject, level, time.time() + lifetime)
        return code

    def exchange(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Tokens for a code, which is then spent. Raises FlowError."""
        if form.get("grant_type") != "authorization_code":
            raise FlowError("unsupported_grant_type", "only authorization_code is offered")
        grant = self._grants.pop(form.get("code", ""), None)
        if grant is None or grant.expires < time.time():
            raise FlowError("invalid_grant", "the code is unknown, spent or expired")
        if form.get("redirect_uri") != grant.asked.redirect_uri:
            raise FlowError("invalid_grant", "another redirect_uri than the code was given for")
        if not hmac.compare_digest(_challenge(form.get("code_verifier", "")), grant.asked.challenge):
            raise FlowError("invalid_grant", "the code_verifier does not fit the code_challenge")
        return {
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "access_token": self._token(grant, API_AUDIENCE, "at+jwt", {"scope": "openid", "azp": self.client.id}),
            "id_token": self._token(grant, self.client.id, "JWT", {"nonce": self._nonce(grant)}),
        }

    def knows_client(self, client_id: str, secret: str) -> bool:
        """Whether it is the city that speaks."""
        same_secret = hmac.compare_digest(secret.encode(), self.client.secret.encode())
        return client_id == self.client.id and same_secret

    def _token(self, grant: _Grant, audience: str, kind: str, extra: Mapping[str, str]) -> str:
        now = int(time.time())
        expired = self.fault is Fault.TOKEN_EXPIRED
        claims = {
            "iss": "https://elsewhere.example" if self.fault is Fault.WRONG_ISSUER else self.issuer,
            "sub": grant.subject.subject,
            "aud": "somebody-else" if self.fault is Fault.WRONG_AUDIENCE else audience,
            "iat": now - (TOKEN_SECONDS if expired else 0),
            "exp": now + (-600 if expired else TOKEN_SECONDS),
            "jti": secrets.token_urlsafe(16),
            "acr": f"LoA{grant.level}",
            "loAs": str(grant.level),
            "IAL": str(grant.level),
            **grant.subject.claims,
            **extra,
        }
        if self.fault is Fault.NO_NAME:
            claims = {name: value for name, value in claims.items() if name not in ("HoVaTen", "name")}
        return "not.a.token" if self.fault is Fault.GARBAGE else self.signer.sign(claims, kind, self.fault)

    def _nonce(self, grant: _Grant) -> str:
        return "another nonce" if self.fault is Fault.WRONG_NONCE else grant.asked.nonce


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
