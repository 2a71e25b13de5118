"""The addresses to which vendors of messages report what arrived. Machines only: a report shows that it is the vendor's
by his signature or his secret, and says of a message nothing but whether it arrived.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.domain.notifications.reading import book
from motcua.domain.notifications.services import take_report
from motcua.domain.notifications.types import Channel
from motcua.infra import clock, ratelimit
from motcua.infra.messages.zalo import report_signature

_MOST, _WINDOW = 6000, timedelta(minutes=1)


@csrf_exempt
@require_POST
@ratelimit.limited("message reports", _MOST, _WINDOW)
def zalo(request: HttpRequest) -> HttpResponse:
    """Zalo's events, signed over the body as it came. Of all events only the arrival of a message is kept."""
    told = _object(request.body)
    signed = request.headers.get("X-ZEvent-Signature", "")
    secret = settings.ZALO["oa_secret"]
    if told is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    body = request.body.decode(errors="replace")
    expected = report_signature(settings.ZALO["app"], body, str(told.get("timestamp")), secret)
    if not secret or not hmac.compare_digest(signed.encode(), expected.encode()):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    message = told.get("message")
    if told.get("event_name") in book().vendors["zalo"]["report_events"] and isinstance(message, Mapping):
        take_report(Channel.ZALO, str(message.get("tracking_id", "")), delivered=True, now=clock.now())
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@csrf_exempt
@require_POST
@ratelimit.limited("message reports", _MOST, _WINDOW)
def sms(request: HttpRequest) -> HttpResponse:
    """The SMS vendor's reports, in the words that messages.yaml gives them."""
    told, secret = _object(request.body), settings.SMS["report_secret"]
    if told is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    shown = request.headers.get("Authorization", "")
    if not secret or not hmac.compare_digest(shown.encode(), f"Bearer {secret}".encode()):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    words: dict[str, Any] = book().vendors["sms"]["report"]
    tracking_id, code = str(told.get(words["tracking_id"], "")), str(told.get(words["code"], ""))
    if code in words["delivered"] or code in words["failed"]:
        delivered = code in words["delivered"]
        take_report(Channel.SMS, tracking_id, delivered=delivered, now=clock.now(), problem=f"SMS {code}")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        content = json.loads(body)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None
