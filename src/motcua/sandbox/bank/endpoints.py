"""The bank over HTTP: name check, batches, results; and its control."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from motcua.sandbox.bank.ledger import INVENTED, BatchError, Fault, Ledger

SLOW_SECONDS = 2.0
Handler = Callable[[Request], Awaitable[Response]]


def routes_of(ledger: Ledger) -> list[Route]:
    """`GET /accounts/{bank}/{account}`, `PUT /batches/{reference}`, `GET /batches/{reference}/results`."""

    async def account(request: Request) -> Response:
        name = ledger.holder(request.path_params["bank"], request.path_params["account"])
        return JSONResponse({"name": name}) if name else JSONResponse({"error": "no such account"}, status_code=404)

    async def hand_in(request: Request) -> Response:
        try:
            ledger.take(request.path_params["reference"], await request.body())
        except BatchError as wrong:
            return JSONResponse({"error": str(wrong)}, status_code=422)
        if ledger.fault is Fault.DONE_BUT_SILENT:
            return PlainTextResponse("lost on the way", status_code=504)
        return Response(status_code=204)

    async def results(request: Request) -> Response:
        content = None if ledger.fault is Fault.NO_RESULTS_YET else ledger.results(request.path_params["reference"])
        if ledger.fault is Fault.GARBAGE:
            content = b"\xff\x00 no file"
        return Response(status_code=404) if content is None else Response(content, media_type="text/csv")

    return [
        _route(ledger, "/accounts/{bank}/{account}", account, "GET"),
        _route(ledger, "/batches/{reference}", hand_in, "PUT"),
        _route(ledger, "/batches/{reference}/results", results, "GET"),
    ]


def control_routes(ledger: Ledger) -> list[Route]:
    """`PUT /accounts/{bank}/{account}?name=…`, `PUT /closed/{account}`, `PUT|DELETE /fault[/{fault}]`, `GET /paid`."""

    async def open_account(request: Request) -> Response:
        key = request.path_params["bank"], request.path_params["account"]
        ledger.holders[key] = request.query_params.get("name", INVENTED)
        return Response(status_code=204)

    async def close_account(request: Request) -> Response:
        ledger.closed.add(request.path_params["account"])
        return Response(status_code=204)

    async def put_fault(request: Request) -> Response:
        try:
            ledger.fault = Fault(request.path_params["fault"])
        except ValueError:
            return JSONResponse({"faults": list(Fault)}, status_code=404)
        return Response(status_code=204)

    async def no_fault(_: Request) -> Response:
        ledger.fault = None
        return Response(status_code=204)

    async def paid(_: Request) -> Response:
        return JSONResponse(ledger.paid)

    return [
        Route("/accounts/{bank}/{account}", open_account, methods=["PUT"]),
        Route("/closed/{account}", close_account, methods=["PUT"]),
        Route("/fault/{fault}", put_fault, methods=["PUT"]),
        Route("/fault", no_fault, methods=["DELETE"]),
        Route("/paid", paid, methods=["GET"]),
    ]


def _route(ledger: Ledger, path: str, handler: Handler, method: str) -> Route:
    async def answer(request: Request) -> Response:
        if ledger.fault is Fault.DOWN:
            return PlainTextResponse("down for a test", status_code=503)
        if ledger.fault is Fault.SLOW:
            await asyncio.sleep(SLOW_SECONDS)
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), ledger.token.encode()):
            return JSONResponse({"error": "unknown client"}, status_code=401)
        return await handler(request)

    return Route(path, answer, methods=[method])
