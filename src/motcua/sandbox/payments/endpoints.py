"""The platform over HTTP: the gateway for the city, the page for the payer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from motcua.sandbox.payments import pages
from motcua.sandbox.payments.faults import SLOW_SECONDS, Fault
from motcua.sandbox.payments.platform import FAILED, PAID, Platform, RefusedError
from motcua.sandbox.payments.post import Post

Handler = Callable[[Request], Awaitable[Response]]


class Endpoints:
    """Gateway and pay page; `back_url` is where payers are led back to."""

    def __init__(self, platform: Platform, post: Post, back_url: str) -> None:
        self._platform = platform
        self._post = post
        self._back_url = back_url

    def routes(self) -> list[Route]:
        return [
            self._route("/gateway", self._gateway, "POST"),
            self._route("/pay/{reference}", self._page, "GET"),
            self._route("/pay/{reference}", self._decide, "POST"),
        ]

    def _route(self, path: str, handler: Handler, method: str) -> Route:
        async def answer(request: Request) -> Response:
            if self._post.fault is Fault.DOWN:
                return PlainTextResponse("down for a test", status_code=503)
            if self._post.fault is Fault.SLOW:
                await asyncio.sleep(SLOW_SECONDS)
            return await handler(request)

        return Route(path, answer, methods=[method])

    async def _gateway(self, request: Request) -> Response:
        try:
            told = self._platform.answer(await request.json())
        except (RefusedError, ValueError) as wrong:
            return JSONResponse({"MaLoi": "97", "MoTa": str(wrong)}, status_code=400)
        if self._post.fault is Fault.SILENT:
            return PlainTextResponse("lost for a test", status_code=504)
        return JSONResponse(told)

    async def _page(self, request: Request) -> Response:
        bill = self._platform.bills.get(request.path_params["reference"])
        if bill is None:
            return HTMLResponse(pages.unknown(), status_code=404)
        return HTMLResponse(pages.pay(bill, self._back(bill.reference)))

    async def _decide(self, request: Request) -> Response:
        reference = request.path_params["reference"]
        if reference not in self._platform.bills:
            return HTMLResponse(pages.unknown(), status_code=404)
        form = parse_qs((await request.body()).decode())
        callback = self._platform.decide(reference, PAID if form.get("decision") == ["pay"] else FAILED)
        # The payer is led back at once; the call-back comes when it comes.
        return RedirectResponse(self._back(reference), 303, background=BackgroundTask(self._post.send, callback))

    def _back(self, reference: str) -> str:
        return f"{self._back_url}/{reference}/"
