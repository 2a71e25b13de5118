"""Web push: encrypted for one browser (RFC 8291, 8188), handed to its push service (RFC 8030), signed by the city as
the application server (VAPID, RFC 8292).
"""

from __future__ import annotations

import base64
import hashlib
import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import http_ece  # type: ignore[import-untyped] # carries no types
import httpx
import orjson
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwk, jwt

from motcua.infra.messages.outgoing import NotNowError, Outgoing, RefusedError, VendorDownError
from motcua.infra.messages.posting import post

_GONE = (404, 410)
_TOKEN_SECONDS = 12 * 3600
_LIFE_SECONDS = 24 * 3600
_POINT = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


@dataclass(frozen=True, slots=True)
class PushCarrier:
    """Every push service; the address of a message says which. contact: whom a service may ask about the city."""

    key: Path
    contact: str
    seconds: float

    def carry(self, outgoing: Outgoing) -> str:
        """Hand the message to the browser's push service. An ended subscription is refused for good; a repetition
        replaces what still waits there, as it has the same topic.
        """
        try:
            body = _encrypted(outgoing)
        except (ValueError, http_ece.ECEException) as wrong:
            raise RefusedError("the subscription's keys are unusable") from wrong
        headers = {
            "Authorization": f"vapid t={self._token(outgoing.address)}, k={public_key(self.key)}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_LIFE_SECONDS),
            "Urgency": "high" if outgoing.urgent else "normal",
            "Topic": _encoded(hashlib.sha256(outgoing.tracking_id.encode()).digest())[:32],
        }
        answer = post(outgoing.address, headers=headers, content=body, seconds=self.seconds)
        return _judged(answer)

    def _token(self, endpoint: str) -> str:
        to = urlsplit(endpoint)
        claims = {"aud": f"{to.scheme}://{to.netloc}", "exp": int(time.time()) + _TOKEN_SECONDS, "sub": self.contact}
        signing = jwk.ECKey.import_key(self.key.read_bytes())
        return jwt.encode({"alg": "ES256", "typ": "JWT"}, claims, signing, algorithms=["ES256"])


@lru_cache(maxsize=4)
def public_key(file: Path) -> str:
    """The public half of the city's key, as browsers and push services take it."""
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    return _encoded(key.public_key().public_bytes(*_POINT))


def make_key(file: Path) -> None:
    """Make a key for a city that has none yet; one that is there stays. Several processes may ask at once."""
    if file.exists():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    scratch = file.with_name(f"{file.name}.{os.getpid()}")
    scratch.touch(mode=0o600)
    scratch.write_bytes(content)
    try:
        file.hardlink_to(scratch)
    except FileExistsError:
        pass
    finally:
        scratch.unlink()


def _encrypted(outgoing: Outgoing) -> bytes:
    shown = {"title": outgoing.title, "body": outgoing.text, "url": outgoing.url, "tag": outgoing.tracking_id}
    encrypted: bytes = http_ece.encrypt(
        orjson.dumps(shown),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_decoded(outgoing.values["p256dh"]),
        auth_secret=_decoded(outgoing.values["auth"]),
        version="aes128gcm",
    )
    return encrypted


def _judged(answer: httpx.Response) -> str:
    if answer.is_success:
        return str(answer.headers.get("Location", ""))
    told = f"push service: {answer.status_code}"
    if answer.status_code in _GONE or answer.status_code in (400, 413):
        raise RefusedError(told)
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise NotNowError(told)
    raise VendorDownError(told)


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
