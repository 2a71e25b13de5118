from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from motcua.delivery.signin.providers import forget_published
from tests.sandbox.identity_provider import CITY, CLIENT, IdentityProvider


@pytest.fixture(autouse=True)
def providers(identity_provider: IdentityProvider, settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """The city trusts the running sandbox."""
    settings.STATIC_ROOT = tmp_path
    settings.PUBLIC_URL = CITY
    settings.ROOT_URLCONF = "tests.delivery.signin.pages"
    settings.IDENTITY_PROVIDERS = {
        name: {"issuer": identity_provider.issuer(name), "client_id": CLIENT[0], "client_secret": CLIENT[1]}
        for name in ("citizens", "officers")
    }
    forget_published()
    yield
    forget_published()


@dataclass
class Browser:
    """A browser that goes between the city and the provider."""

    client: Client
    provider: IdentityProvider

    def begin(self, door: str = "cong-dan", **query: str) -> str:
        """Knock at a door; the address at the provider."""
        answer = self.client.get(f"/dang-nhap/{door}/", query)
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    def come_back(self, address: str) -> Any:
        """Follow the provider's redirect to the city."""
        assert address.startswith(CITY)
        return self.client.get(address.removeprefix(CITY))

    def sign_in(self, person: str, door: str = "cong-dan", level: int = 2, **query: str) -> Any:
        """The whole way; the city's answer at the end."""
        return self.come_back(self.provider.choose(self.begin(door, **query), person, level))


@pytest.fixture
def browser(city: object, identity_provider: IdentityProvider) -> Browser:
    return Browser(Client(), identity_provider)
