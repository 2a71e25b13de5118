"""When the database goes away in the middle: a clear page instead of a stack trace, and nothing half done."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.gzip import GZipMiddleware

from motcua.delivery.ui.problems import unavailable

log = logging.getLogger(__name__)


class PageCompression(GZipMiddleware):
    """Compresses pages, for a slow line; documents are streamed as they are, their own formats being compressed."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Django's own lengthens each page by chance, so that its size betrays nothing (BREACH)."""
        return response if response.streaming else super().process_response(request, response)


class OutageMiddleware:
    """Answers 503 while the database is away. An act is one transaction, so what was not answered was not done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Only for a database that is away; every other exception goes its way."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        log.error("the database did not answer", exc_info=exception)
        close_old_connections()
        if request.path.startswith("/api/"):
            return JsonResponse({"error": "unavailable"}, status=503, headers={"Retry-After": "60"})
        return unavailable(request)
