"""The providers as the settings name them, and what they publish about themselves, kept in the process."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from motcua.delivery.signin.problems import ProviderDown
from motcua.domain.identity.types import AccountKind

DISCOVERY = "/.well-known/openid-configuration"
PUBLISHED_SECONDS = 3600
# A token with an unknown key may mean that the provider has new keys, or that somebody makes tokens up to keep us busy.
NEW_KEYS_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Provider:
    """Whom we trust to say who somebody is, and how we are registered there."""

    name: str
    issuer: str
    client_id: str
    client_secret: str

    @property
    def kind(self) -> AccountKind:
        """Whom it vouches for."""
        return AccountKind.OFFICER if self.name == "officers" else AccountKind.CITIZEN


@dataclass(slots=True)
class Published:
    """What a provider says of itself: its endpoints and its keys."""

    endpoints: dict[str, str]
    keys: KeySet
    fetched: float
    keys_renewed: float = float("-inf")


_published: dict[str, Published] = {}


def provider(name: str) -> Provider:
    """The provider called `citizens` or `officers` in the settings."""
    return Provider(name, **settings.IDENTITY_PROVIDERS[name])


def provider_of(issuer: str) -> Provider | None:
    """The provider with that issuer, if it is one of ours."""
    named = (provider(name) for name in settings.IDENTITY_PROVIDERS)
    return next((each for each in named if each.issuer == issuer), None)


def endpoint(of: Provider, name: str) -> str:
    """The address of one of its endpoints. Raises ProviderDown."""
    return published(of).endpoints[name]


def key_set(of: Provider, key_id: str | None) -> KeySet:
    """Its keys, fetched anew when none of those at hand has that id. Raises ProviderDown."""
    at_hand = published(of)
    known = any(key.kid == key_id for key in at_hand.keys.keys)
    if not known and time.monotonic() - at_hand.keys_renewed > NEW_KEYS_SECONDS:
        at_hand.keys_renewed = time.monotonic()
        at_hand.keys = _keys(at_hand.endpoints["jwks_uri"])
    return at_hand.keys


def published(of: Provider) -> Published:
    """What it publishes, at most an hour old. Raises ProviderDown when it cannot be had."""
    at_hand = _published.get(of.issuer)
    if at_hand is None or time.monotonic() - at_hand.fetched > PUBLISHED_SECONDS:
        endpoints = _endpoints(of)
        at_hand = Published(endpoints, _keys(endpoints["jwks_uri"]), time.monotonic())
        _published[of.issuer] = at_hand
    return at_hand


def forget_published() -> None:
    """Ask the providers again at the next need."""
    _published.clear()


def fetch(method: str, address: str, **arguments: Any) -> httpx.Response:
    """Its answer, whatever its status below 500. Raises ProviderDown."""
    try:
        answer = httpx.request(method, address, timeout=settings.IDENTITY_PROVIDER_SECONDS, **arguments)
    except httpx.HTTPError as error:
        raise ProviderDown(f"{address}: {type(error).__name__}") from error
    if answer.is_server_error:
        raise ProviderDown(f"{address}: {answer.status_code}")
    return answer


def json_of(answer: httpx.Response) -> dict[str, Any]:
    """The object in its answer. Raises ProviderDown when there is none."""
    try:
        content = answer.json()
    except ValueError as error:
        raise ProviderDown(f"{answer.url}: no JSON") from error
    if not isinstance(content, dict):
        raise ProviderDown(f"{answer.url}: no JSON object")
    return content


def _endpoints(of: Provider) -> dict[str, str]:
    told = json_of(fetch("GET", of.issuer + DISCOVERY))
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")
    # The issuer must name itself, or another could speak in its place (OpenID Connect Discovery 4.3).
    if told.get("issuer") != of.issuer or any(not isinstance(told.get(name), str) for name in needed):
        raise ProviderDown(f"{of.issuer}: its discovery document is not its own or lacks endpoints")
    return {name: told[name] for name in needed}


def _keys(address: str) -> KeySet:
    told = json_of(fetch("GET", address))
    try:
        return KeySet.import_key_set({"keys": told["keys"]})
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise ProviderDown(f"{address}: no key set") from error
