"""The national payment platform: `/payments/gateway` takes INIT and GET_BILL, `/payments/pay/…` is the page on which a
person pays, and the result is posted to the city. `/payments/control` makes it misbehave, for tests and for the demo.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount

from motcua.sandbox.options import Options
from motcua.sandbox.payments.control import control_routes
from motcua.sandbox.payments.endpoints import Endpoints
from motcua.sandbox.payments.platform import Platform
from motcua.sandbox.payments.post import Post

__all__ = ["routes"]

PARTNER, SECRET = "MOTCUA-TRAINING", "sandbox"


def routes(options: Options) -> list[BaseRoute]:
    """The platform as this city sees it, and its control."""
    platform = Platform(PARTNER, SECRET, f"{options.public_url}/payments/pay")
    post = Post(f"{options.city_url}/api/payments/callback")
    pages = Endpoints(platform, post, f"{options.city_url}/thanh-toan/tro-ve").routes()
    return [Mount("/payments", routes=[*pages, Mount("/control", routes=control_routes(platform, post))])]
