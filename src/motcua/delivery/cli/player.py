"""Somebody of the demo city, played by a program: signs in at the outside world's provider as a person would, and
speaks HTTP with the city's servers. Knows the city only by its addresses.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

CLIENT = ("motcua-portal", "sandbox")


class Player:
    """One person at one browser and one program of his own."""

    def __init__(self, city: str, provider: str, login: str) -> None:
        """`provider` is the issuer (`…/citizens` or `…/officers`), `login` the personal id or the officer's login."""
        self.city = city
        self.provider = provider
        self.login = login
        self.browser = httpx.Client(base_url=city, follow_redirects=True, timeout=30)
        self.program = httpx.Client(base_url=f"{city}/api/v1", timeout=30)
        self.program.headers["Authorization"] = f"Bearer {self._token()}"

    def sign_in(self) -> httpx.Response:
        """Sign in with the browser, by the code flow with PKCE, choosing oneself on the provider's page."""
        door = "cong-dan" if self.provider.endswith("/citizens") else "can-bo"
        asked = self.browser.get(f"/dang-nhap/{door}/", follow_redirects=False).headers["location"]
        return self.browser.get(self._choose(asked))

    def does(self, path: str, body: Any = None, **named: Any) -> Any:
        """POST to the API; the answer's JSON. An answer that is no success raises with what the city said."""
        return _json(self.program.post(path, json=body, **named))

    def sees(self, path: str) -> Any:
        """GET from the API."""
        return _json(self.program.get(path))

    def close(self) -> None:
        """Leave: close the browser and the program."""
        self.browser.close()
        self.program.close()

    def _token(self) -> str:
        verifier = secrets.token_urlsafe(48)
        name = self.provider.rsplit("/", 1)[-1]
        back = f"{self.city}/dang-nhap/tra-ve/{name}/"
        query = {
            "client_id": CLIENT[0],
            "redirect_uri": back,
            "response_type": "code",
            "scope": "openid",
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        answer = self._choose(f"{self.provider}/oauth2/authorize?{urlencode(query)}")
        code = parse_qs(urlsplit(answer).query)["code"][0]
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        token: str = _json(httpx.post(f"{self.provider}/oauth2/token", auth=CLIENT, data=asked))["access_token"]
        return token

    def _choose(self, address: str) -> str:
        """Choose oneself on the provider's page; the address it sends the browser back to."""
        answer = httpx.post(address, data={"person": self.login, "level": "2"}, follow_redirects=False)
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise PlayError(f"{address} answered {answer.status_code}: {answer.text[:300]}")
        return answer.headers["location"]


class PlayError(Exception):
    """The city or the provider did not do what the player expected."""


def _json(answer: httpx.Response) -> Any:
    if not answer.is_success:
        raise PlayError(
            f"{answer.request.method} {answer.request.url} answered {answer.status_code}: {answer.text[:500]}"
        )
    return answer.json()


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
