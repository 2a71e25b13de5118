"""What the web server serves: the pages, and the API with only those middlewares that a program needs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
django.setup(set_prefix=False)


class ApiHandler(WSGIHandler):
    """A bearer token needs no session, no language, no CSRF token and no content policy: for the API they would be a
    third of the work of a request.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """Django reads one list from its settings; it is the API's while this handler is made."""
        pages, settings.MIDDLEWARE = settings.MIDDLEWARE, settings.API_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = pages


_api, _pages = ApiHandler(), WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """One server, two handlers."""
    handler = _api if environ["PATH_INFO"].startswith("/api/") else _pages
    return handler(environ, start_response)
