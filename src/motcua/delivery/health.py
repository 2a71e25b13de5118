"""`/healthz`: whether this process serves and its database answers, for whoever watches at 3 a.m."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from motcua import __version__


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 while all is well. A database that is away is answered with 503, as on every page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})
