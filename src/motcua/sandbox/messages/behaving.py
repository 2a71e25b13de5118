"""How a vendor over HTTP misbehaves, whatever it sends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from motcua.sandbox.messages.arrived import SLOW_SECONDS, Arrivals, Fault, Vendor

# Nobody waits so long for an answer: it is as good as lost.
_WAITS = {Fault.SLOW: SLOW_SECONDS, Fault.LOSES: 60.0}
Handler = Callable[[Request, Fault | None], Awaitable[Response]]


def behaving(arrivals: Arrivals, vendor: Vendor, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The handler of a vendor, as the vendor behaves at the moment."""

    async def answer(request: Request) -> Response:
        fault = arrivals.knocks(vendor)
        if fault is Fault.DOWN:
            return PlainTextResponse("down for a test", status_code=503)
        said = await handler(request, fault)
        await asyncio.sleep(_WAITS.get(fault, 0) if fault else 0)
        return said

    return answer
