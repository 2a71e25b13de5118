"""Everything outside the city, behind one port. Each service brings its own routes."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from motcua.sandbox import bank, identity, messages, payments, pki
from motcua.sandbox.options import Options


def application() -> Starlette:
    """The server's application, made in its worker."""
    options = Options.from_environment()
    services = (identity, pki, bank, messages, payments)
    return Starlette(routes=[Route("/health", _health), *(each for one in services for each in one.routes(options))])


async def _health(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")
