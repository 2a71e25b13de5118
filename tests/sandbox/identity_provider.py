"""The sandbox's identity provider as a running server, and a script that plays a person at it.

`identity_provider` starts it once a worker.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from tests.city import REFERENCE

CITY = "http://localhost:8000"
CLIENT = ("motcua-portal", "sandbox")


@dataclass
class IdentityProvider:
    """A running server: what browsers and the city would do with it."""

    url: str
    http: httpx.Client = field(repr=False)

    def issuer(self, name: str) -> str:
        """The issuer called `citizens` or `officers`."""
        return f"{self.url}/{name}"

    @contextmanager
    def misbehaving(self, name: str, fault: str) -> Iterator[None]:
        """Let an issuer misbehave for a while."""
        self.http.put(f"/control/{name}/fault/{fault}").raise_for_status()
        try:
            yield
        finally:
            self.http.delete(f"/control/{name}/fault").raise_for_status()

    def rotate_keys(self, name: str) -> None:
        """Let an issuer sign with a new key."""
        self.http.post(f"/control/{name}/rotate").raise_for_status()

    def choose(self, address: str, person: str, level: int = 2) -> str:
        """Do what a person does on the sign-in page at `address`; the address it sends the browser back to."""
        answer = self.http.post(address, data={"person": person, "level": str(level)})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def tokens(self, name: str, person: str, level: int = 2) -> dict[str, str]:
        """The whole code flow as a program would play it for a person."""
        verifier = secrets.token_urlsafe(48)
        redirect_uri = f"{CITY}/dang-nhap/tra-ve/{name}/"
        asked = authorization(name, code_challenge=challenge(verifier))
        code = parse_qs(urlsplit(self.choose(asked, person, level)).query)["code"][0]
        answer = self.http.post(
            f"/{name}/oauth2/token",
            auth=CLIENT,
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "code_verifier": verifier,
            },
        )
        answer.raise_for_status()
        tokens: dict[str, str] = answer.json()
        return tokens

    def access_token(self, name: str, person: str, level: int = 2) -> str:
        """A bearer token for the city's API."""
        return self.tokens(name, person, level)["access_token"]


def challenge(verifier: str) -> str:
    """The S256 challenge of a verifier (RFC 7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def authorization(name: str, **other: str) -> str:
    """The path and query of an authorization request, with what is empty left out."""
    query = {
        "client_id": CLIENT[0],
        "redirect_uri": f"{CITY}/dang-nhap/tra-ve/{name}/",
        "response_type": "code",
        "scope": "openid",
        "code_challenge_method": "S256",
        **other,
    }
    return f"/{name}/oauth2/authorize?{urlencode({key: value for key, value in query.items() if value})}"


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[IdentityProvider]:
    """Both issuers on a free port, with the demo city's people."""
    with running_provider(CITY) as provider:
        yield provider


@contextmanager
def running_provider(city: str) -> Iterator[IdentityProvider]:
    """A provider of its own for the city at that address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    people = REFERENCE / "people" / "demo.yaml"
    source = Path(__file__).resolve().parents[2] / "src"
    command = ["--port", str(port), "--public-url", url, "--city-url", city, "--people", str(people)]
    with subprocess.Popen([sys.executable, "-m", "motcua.sandbox", *command], cwd=source) as server:
        try:
            # Connecting is tried again with growing pauses until the server listens.
            with httpx.Client(base_url=url, transport=httpx.HTTPTransport(retries=7), timeout=10) as http:
                assert http.get("/health").text == "ok"
                yield IdentityProvider(url, http)
        finally:
            server.terminate()
