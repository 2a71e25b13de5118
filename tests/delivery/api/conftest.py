from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings

from motcua.delivery.signin.providers import forget_published
from tests.sandbox.identity_provider import CLIENT, IdentityProvider


@pytest.fixture
def trusted_provider(identity_provider: IdentityProvider, settings: LazySettings) -> Iterator[None]:
    """The city trusts the running sandbox."""
    settings.IDENTITY_PROVIDERS = {
        name: {"issuer": identity_provider.issuer(name), "client_id": CLIENT[0], "client_secret": CLIENT[1]}
        for name in ("citizens", "officers")
    }
    forget_published()
    yield
    forget_published()


@pytest.fixture
def token(identity_provider: IdentityProvider) -> Callable[..., str]:
    """An access token of somebody in the sandbox."""
    return identity_provider.access_token
