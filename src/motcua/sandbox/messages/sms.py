"""A vendor of brand-name SMS, as several in the country are: JSON in, a code and a number out, reports later."""

from __future__ import annotations

import re
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.sandbox.messages.arrived import Arrivals, Fault, Vendor
from motcua.sandbox.messages.behaving import behaving
from motcua.sandbox.messages.reports import Reports

USER, SECRET, BRANDS = "motcua", "sandbox", ("MOTCUA",)
_PHONE = re.compile(r"84\d{9}")
TAKEN, BAD_REQUEST, BAD_PHONE, BAD_BRAND, BUSY = "0", "1", "10", "12", "99"


class SmsVendor:
    """One vendor with one customer."""

    def __init__(self, arrivals: Arrivals, reports: Reports) -> None:
        self._arrivals, self._reports = arrivals, reports

    def routes(self) -> list[Route]:
        return [Route("/send", behaving(self._arrivals, Vendor.SMS, self._send), methods=["POST"])]

    async def _send(self, request: Request, fault: Fault | None) -> Response:
        if request.headers.get("authorization") != f"Bearer {SECRET}":
            return JSONResponse({"code": "401"}, status_code=401)
        body: dict[str, Any] = await request.json()
        phone, text, tracking = (str(body.get(name, "")) for name in ("phone", "message", "requestId"))
        if body.get("user") != USER or not text or not tracking:
            return JSONResponse({"code": BAD_REQUEST})
        if body.get("brandname") not in BRANDS:
            return JSONResponse({"code": BAD_BRAND})
        if fault is Fault.LATER:
            return JSONResponse({"code": BUSY})
        if fault is Fault.REFUSES or not _PHONE.fullmatch(phone):
            return JSONResponse({"code": BAD_PHONE})
        number = self._arrivals.take(Vendor.SMS, phone, tracking, text, title=BRANDS[0], parts=_parts(text))
        status = "2" if fault is Fault.UNDELIVERED else "1"
        report = BackgroundTask(self._reports.sms, tracking, status)
        return JSONResponse({"code": TAKEN, "messageId": number}, background=report)


def _parts(text: str) -> int:
    """What it is paid as: 160 letters, or 153 each in several; with one accented letter 70, or 67 each."""
    alone, together = (160, 153) if text.isascii() else (70, 67)
    return 1 if len(text) <= alone else -(-len(text) // together)
