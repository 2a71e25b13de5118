"""The identity providers: `/citizens` as the national electronic identity answers, `/officers` as a Keycloak does.

Real OpenID Connect (code flow, PKCE, discovery, signed tokens); only the passwords are missing: the sign-in page lets
one choose who to be. `/control` makes a provider misbehave, for tests.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount

from motcua.sandbox.identity.control import control_routes
from motcua.sandbox.identity.endpoints import Endpoints
from motcua.sandbox.identity.people import citizens, officers
from motcua.sandbox.identity.provider import Client, Provider
from motcua.sandbox.options import Options

__all__ = ["routes"]


def routes(options: Options) -> list[BaseRoute]:
    """Both providers and their control."""
    client = Client.of_city(options.city_url)
    providers = {
        "citizens": Provider(f"{options.public_url}/citizens", "RS256", citizens(options.people), client),
        "officers": Provider(f"{options.public_url}/officers", "ES256", officers(options.people), client),
    }
    mounts: list[BaseRoute] = [Mount(f"/{name}", routes=Endpoints(each).routes()) for name, each in providers.items()]
    return [*mounts, Mount("/control", routes=control_routes(providers))]
