"""The platform over HTTP."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx

from motcua.infra.payment_platform.errors import ForgedError, UnreachableError
from motcua.infra.payment_platform.messages import (
    Bill,
    Order,
    Terms,
    bill_message,
    comes_from,
    init_message,
    read_bill,
)

_LARGEST_ANSWER = 64 * 1024


class PlatformClient:
    """Asks the platform with a time limit for each call. Never retries by itself: who calls knows whether he may."""

    def __init__(self, url: str, terms: Terms, seconds: float) -> None:
        self._url = url
        self._terms = terms
        self._http = httpx.Client(timeout=seconds, follow_redirects=False)

    def begin(self, order: Order) -> str:
        """INIT: the address at which the payer pays. The same order again gives the same one. Raises
        UnreachableError.
        """
        told = self._told(init_message(order, self._terms))
        url = told.get("UrlThanhToan")
        if told.get("MaLoi") != "00" or not isinstance(url, str) or not url.startswith(("https://", "http://")):
            raise UnreachableError(f"INIT was answered by {str(told.get('MaLoi'))[:20]!r}")
        return url

    def ask(self, reference: str, now: datetime) -> Bill:
        """GET_BILL: what became of an order. Raises UnreachableError, also for an answer about something else."""
        try:
            bill = read_bill(self._told(bill_message(reference, now, self._terms)), self._terms, now)
        except ForgedError as error:
            raise UnreachableError(f"GET_BILL was answered wrongly: {error}") from error
        if bill.reference != reference:
            raise UnreachableError("GET_BILL was answered about another order")
        return bill

    def confirmed(self, told: Mapping[str, object], origin: str, now: datetime) -> Bill:
        """What a call-back says; raises ForgedError for one that is not surely the platform's."""
        if not comes_from(origin, self._terms):
            raise ForgedError("origin")
        return read_bill(told, self._terms, now)

    def _told(self, message: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = self._http.post(self._url, json=message)
            answer.raise_for_status()
            if len(answer.content) > _LARGEST_ANSWER:
                raise UnreachableError("the answer is too long")
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise UnreachableError(str(error)) from error
        if not isinstance(told, dict):
            raise UnreachableError("the answer is no object")
        return told


def platform_from(given: Mapping[str, Any]) -> PlatformClient | None:
    """The platform that the settings name; None where they name none."""
    if not given["url"]:
        return None
    origins = tuple(ipaddress.ip_network(each) for each in given["origins"])
    terms = Terms(given["partner"], given["secret"], timedelta(seconds=given["skew_seconds"]), origins)
    return PlatformClient(given["url"], terms, given["seconds"])
