"""The Zalo Notification Service: keys that are renewed, approved texts, telephone numbers plain or hashed."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from motcua.sandbox.messages.arrived import Arrivals, Fault, Vendor
from motcua.sandbox.messages.behaving import behaving
from motcua.sandbox.messages.reports import ZALO_APP, Reports
from motcua.sandbox.messages.templates import Template

SECRET, FIRST_REFRESH_TOKEN = "sandbox", "sandbox-refresh-0"
KEY_SECONDS = 25 * 3600
_PHONE = re.compile(r"84\d{9}")
_HASH = re.compile(r"[0-9a-f]{64}")
OK, INVALID_PHONE, NO_TEMPLATE, BAD_DATA, NO_ZALO, BAD_TOKEN, QUOTA = 0, -108, -109, -112, -118, -124, -144


class Zalo:
    """One official account."""

    def __init__(self, arrivals: Arrivals, reports: Reports, templates: Mapping[str, Template]) -> None:
        self._arrivals, self._reports, self._templates = arrivals, reports, templates
        self._access: dict[str, float] = {}
        self._refresh = FIRST_REFRESH_TOKEN

    def routes(self) -> list[Route]:
        send = behaving(self._arrivals, Vendor.ZALO, self._send)
        return [
            Route("/v4/oa/access_token", self._renew, methods=["POST"]),
            Route("/message/template", send, methods=["POST"]),
            Route("/message/template/hashphone", send, methods=["POST"]),
        ]

    async def _renew(self, request: Request) -> Response:
        """A refresh token is good once. The first one is always good: the sandbox begins anew at each start, the city's
        database does not.
        """
        form = dict(parse_qsl((await request.body()).decode()))
        known = form.get("refresh_token") in (self._refresh, FIRST_REFRESH_TOKEN)
        if request.headers.get("secret_key") != SECRET or form.get("app_id") != ZALO_APP or not known:
            return JSONResponse({"error": -14014, "error_name": "Invalid refresh token"})
        access, self._refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._access[access] = time.time() + KEY_SECONDS
        return JSONResponse({"access_token": access, "refresh_token": self._refresh, "expires_in": str(KEY_SECONDS)})

    async def _send(self, request: Request, fault: Fault | None) -> Response:
        if self._access.get(request.headers.get("access_token", ""), 0) < time.time():
            return _said(BAD_TOKEN, "Access token invalid")
        body: dict[str, Any] = await request.json()
        phone, values = str(body.get("phone", "")), body.get("template_data", {})
        hashed = request.url.path.endswith("hashphone")
        template = self._templates.get(str(body.get("template_id")))
        if not (_HASH if hashed else _PHONE).fullmatch(phone):
            return _said(INVALID_PHONE, "Phone number invalid")
        if template is None:
            return _said(NO_TEMPLATE, "Template ID invalid")
        if wrong := template.wrong_with(values):
            return _said(BAD_DATA, wrong)
        if fault is Fault.LATER:
            return _said(QUOTA, "Quota exceeded")
        if fault is Fault.REFUSES or self._has_no_zalo(phone):
            return _said(NO_ZALO, "Zalo account not existed")
        tracking = str(body.get("tracking_id", ""))
        text = template.text.format_map(values)
        number = self._arrivals.take(Vendor.ZALO, phone, tracking, text, url=values.get("url", ""))
        report = BackgroundTask(self._reports.zalo, tracking, number)
        data = {"msg_id": number, "sent_time": str(int(time.time() * 1000)), "quota": {"dailyQuota": "500"}}
        return JSONResponse({"error": OK, "message": "Success", "data": data}, background=report)

    def _has_no_zalo(self, phone: str) -> bool:
        """Numbers that end in 9 have no Zalo account here, and those that a test names."""
        known = self._arrivals.without_zalo
        return (
            phone in known
            or phone in {hashlib.sha256(each.encode()).hexdigest() for each in known}
            or (len(phone) == 11 and phone.endswith("9"))
        )


def _said(error: int, message: str) -> Response:
    return JSONResponse({"error": error, "message": message})
