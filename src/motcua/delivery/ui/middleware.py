"""Pages made small for a slow line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PageCompression(GZipMiddleware):
    """Compresses pages, for a slow line; documents are streamed as they are, their own formats being compressed."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Django's own lengthens each page by chance, so that its size betrays nothing (BREACH)."""
        return response if response.streaming else super().process_response(request, response)
