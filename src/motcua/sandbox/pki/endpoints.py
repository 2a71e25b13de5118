"""The trust centre over HTTP: stamps, revocations, enrolment."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.sandbox.pki import revocation, stamping
from motcua.sandbox.pki.centre import Centre
from motcua.sandbox.pki.certificates import Span
from motcua.sandbox.pki.faults import HUGE_BYTES, SLOW_SECONDS, Fault, Service

_PERSON_DAYS = 2 * 365


class Endpoints:
    """`POST /tsa`, `POST /ocsp`, `GET /crl`, `GET /chain.pem`, `POST /enrol`."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def routes(self) -> list[Route]:
        return [
            Route("/tsa", self._tsa, methods=["POST"]),
            Route("/ocsp", self._ocsp, methods=["POST"]),
            Route("/crl", self._crl, methods=["GET"]),
            Route("/chain.pem", self._chain, methods=["GET"]),
            Route("/enrol", self._enrol, methods=["POST"]),
        ]

    async def _tsa(self, request: Request) -> Response:
        question = await request.body()
        return await self._serve(
            Service.TSA, "application/timestamp-reply", lambda: stamping.reply(self._centre, question)
        )

    async def _ocsp(self, request: Request) -> Response:
        question = await request.body()
        try:
            return await self._serve(
                Service.OCSP, "application/ocsp-response", lambda: revocation.answer(self._centre, question)
            )
        except ValueError:
            return Response(status_code=400)

    async def _crl(self, _: Request) -> Response:
        return await self._serve(Service.CRL, "application/pkix-crl", lambda: revocation.revocation_list(self._centre))

    async def _chain(self, _: Request) -> Response:
        return Response(self._centre.chain(), media_type="application/x-pem-file")

    async def _enrol(self, request: Request) -> Response:
        """JSON: `name`, `organisation`, `pin`; if wanted `algorithm`, `not_before` and `not_after` as ISO moments."""
        try:
            asked = await request.json()
            enrolled = self._centre.enrol(
                asked["name"], asked["organisation"], asked["pin"], asked.get("algorithm", "p256"), _span(asked)
            )
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            return JSONResponse({"error": f"{type(wrong).__name__}: {wrong}"}, status_code=400)
        told = {
            "serial": enrolled.serial,
            "p12": base64.b64encode(enrolled.p12).decode(),
            "certificate": enrolled.certificate.decode(),
        }
        return JSONResponse(told, status_code=201)

    async def _serve(self, service: Service, kind: str, content: Callable[[], bytes]) -> Response:
        """The content, or what the fault of that service makes of it."""
        match self._centre.faults.get(service):
            case Fault.DOWN:
                return Response("down for a test", status_code=503)
            case Fault.GARBAGE:
                return Response(b"\x30\x03\x02\x01", media_type=kind)
            case Fault.HUGE:
                return Response(bytes(HUGE_BYTES), media_type=kind)
            case Fault.SLOW:
                await asyncio.sleep(SLOW_SECONDS)
        return Response(content(), media_type=kind)


def _span(asked: dict[str, Any]) -> Span:
    now = datetime.now(UTC)
    start = datetime.fromisoformat(asked["not_before"]) if "not_before" in asked else now - timedelta(hours=1)
    end = datetime.fromisoformat(asked["not_after"]) if "not_after" in asked else now + timedelta(days=_PERSON_DAYS)
    return Span(start, end)
