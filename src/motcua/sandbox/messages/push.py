"""The push service of a browser (RFC 8030), and the browser behind it that can read what comes (RFC 8291)."""

from __future__ import annotations

import base64
import json
import os
import secrets
import time
from dataclasses import dataclass

import http_ece  # type: ignore[import-untyped] # carries no types
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwk, jwt
from joserfc.errors import JoseError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.sandbox.messages.arrived import Arrivals, Fault, Vendor
from motcua.sandbox.messages.behaving import behaving

_POINT = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that has subscribed."""

    key: ec.EllipticCurvePrivateKey
    auth: bytes


class PushService:
    """All browsers of the sandbox."""

    def __init__(self, arrivals: Arrivals, public_url: str) -> None:
        self._arrivals, self._url = arrivals, public_url
        self.browsers: dict[str, Browser] = {}

    def routes(self) -> list[Route]:
        take = behaving(self._arrivals, Vendor.PUSH, self._take)
        return [Route("/service/{browser}", take, methods=["POST"])]

    def subscribe(self) -> dict[str, object]:
        """A new browser; what `PushManager.subscribe` gives in one."""
        name, browser = secrets.token_urlsafe(12), Browser(ec.generate_private_key(ec.SECP256R1()), os.urandom(16))
        self.browsers[name] = browser
        keys = {"p256dh": _encoded(browser.key.public_key().public_bytes(*_POINT)), "auth": _encoded(browser.auth)}
        return {"endpoint": f"{self._url}/push/service/{name}", "keys": keys}

    async def _take(self, request: Request, fault: Fault | None) -> Response:
        name = request.path_params["browser"]
        browser = self.browsers.get(name)
        if browser is None or fault is Fault.REFUSES:
            return Response(status_code=410)
        if fault is Fault.LATER:
            return Response(status_code=429, headers={"Retry-After": "60"})
        if not _is_signed(request.headers.get("authorization", ""), self._url) or "ttl" not in request.headers:
            return Response(status_code=403)
        try:
            body = http_ece.decrypt(
                await request.body(), private_key=browser.key, auth_secret=browser.auth, version="aes128gcm"
            )
            shown = json.loads(body)
        except (http_ece.ECEException, ValueError) as wrong:
            return JSONResponse({"reason": str(wrong)}, status_code=400)
        topic = request.headers.get("topic", secrets.token_hex(8))
        self._arrivals.take(Vendor.PUSH, name, topic, shown["body"], title=shown["title"], url=shown["url"])
        return Response(status_code=201, headers={"Location": f"{self._url}/push/message/{topic}"})


def _is_signed(header: str, origin: str) -> bool:
    """Whether the application server has signed for this service, not longer than a day ahead (RFC 8292)."""
    given = dict(part.strip().partition("=")[::2] for part in header.removeprefix("vapid ").split(","))
    try:
        point = _decoded(given.get("k", ""))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        claims = jwt.decode(given.get("t", ""), jwk.ECKey.import_key(pem), algorithms=["ES256"]).claims
    except (JoseError, ValueError):
        return False
    in_time = time.time() < claims.get("exp", 0) <= time.time() + 24 * 3600
    return claims.get("aud") == origin and in_time and str(claims.get("sub", "")).startswith(("mailto:", "https:"))


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
