"""Keys and signed tokens of one provider."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any

from joserfc import jwk, jwt
from joserfc.errors import JoseError

from motcua.sandbox.identity.faults import Fault

SigningKey = jwk.RSAKey | jwk.ECKey


class Signer:
    """Signs with the newest key; the one before stays published, so that tokens signed with it can be verified."""

    def __init__(self, algorithm: str) -> None:
        self._algorithm = algorithm
        self._keys = [self._new_key()]
        self._foreign = self._new_key()

    def rotate(self) -> None:
        """Sign with a new key from now on."""
        self._keys = [self._new_key(), self._keys[0]]

    def published(self) -> dict[str, Any]:
        """The key set (JWKS)."""
        use = {"use": "sig", "alg": self._algorithm}
        return {"keys": [{**key.as_dict(private=False), **use} for key in self._keys]}

    def sign(self, claims: dict[str, Any], kind: str, fault: Fault | None) -> str:
        """The token with these claims; with a fault of signing, the token an attacker would forge."""
        key = self._keys[0]
        header = {"alg": self._algorithm, "typ": kind, "kid": key.kid}
        if fault is Fault.ALG_NONE:
            return f"{_encoded(header | {'alg': 'none'})}.{_encoded(claims)}."
        if fault is Fault.FOREIGN_KEY:
            return jwt.encode(header, claims, self._foreign, algorithms=[self._algorithm])
        if fault is Fault.PUBLIC_KEY_AS_SECRET:
            signed = f"{_encoded(header | {'alg': 'HS256'})}.{_encoded(claims)}"
            mark = hmac.digest(key.as_pem(private=False), signed.encode(), "sha256")
            return f"{signed}.{_base64(mark)}"
        return jwt.encode(header, claims, key, algorithms=[self._algorithm])

    def claims_of(self, token: str) -> dict[str, Any] | None:
        """The claims of a token that was signed here and has not expired, else None."""
        try:
            keys = jwk.KeySet([*self._keys])
            claims = jwt.decode(token, keys, algorithms=[self._algorithm]).claims
            jwt.JWTClaimsRegistry(exp={"essential": True}).validate(claims)
        except (JoseError, ValueError):
            return None
        return claims

    def _new_key(self) -> SigningKey:
        if self._algorithm == "RS256":
            return jwk.RSAKey.generate_key(2048, auto_kid=True)
        return jwk.ECKey.generate_key("P-256", auto_kid=True)


def _encoded(content: dict[str, Any]) -> str:
    return _base64(json.dumps(content).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
