"""Answers over HTTP with a document, for a view that has already asked who may see it.

A stranger's file is handed out as a file to keep, never shown by the browser in our name; officers look at previews.
What the city itself wrote may be shown.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from motcua.domain.records.shelf import previews, store
from motcua.domain.records.types import Document, Origin
from motcua.infra.files import DecoderError, Kind

_SHOWN_BY_THE_BROWSER: Final = frozenset({Origin.ISSUED_LETTER, Origin.RESULT})
_NOTHING_ALLOWED: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Chromium's own PDF viewer shows a letter under this policy all the same."""


def file_response(request: HttpRequest, document: Document, *, keep: bool = False) -> HttpResponseBase:
    """The document itself, under its own name with the ending of what it really is.

    `keep` asks for a file to save even where it could be shown. The browser asks again each time (304 when nothing
    changed), so whoever lost the right to see it loses it at once.
    """
    unchanged = get_conditional_response(request, etag=_etag(document.sha256))
    if unchanged is not None:
        return _safe(unchanged, document.sha256)
    shown = document.origin in _SHOWN_BY_THE_BROWSER and document.media_type == Kind.PDF.media_type and not keep
    response = FileResponse(
        store().open(document.sha256),
        as_attachment=not shown,
        filename=file_name(document),
        content_type=document.media_type,
    )
    return _safe(response, document.sha256)


def preview_response(request: HttpRequest, document: Document, page: int, width: int) -> HttpResponseBase:
    """A page (from 1) as a picture in a width of `infra.files.limits`. Raises Http404 where none can be drawn."""
    if page > document.pages:
        raise Http404("the document has no such page")
    seen = f"{document.sha256}-{page}-{width}"
    unchanged = get_conditional_response(request, etag=_etag(seen))
    if unchanged is not None:
        return _safe(unchanged, seen)
    try:
        picture = previews().page(document.sha256, page, width)
    except (DecoderError, ValueError):
        raise Http404("this page cannot be drawn") from None
    return _safe(HttpResponse(picture, content_type="image/webp"), seen)


def file_name(document: Document) -> str:
    """The name a saved file gets: as given, with the ending of what it really is, so that no `.exe` is handed out."""
    kinds = {kind.media_type: kind for kind in Kind if kind.readable}
    return f"{PurePath(document.name).stem}{kinds[document.media_type].suffix}"


def _etag(seen: str) -> str:
    return f'"{seen}"'


def _safe(response: HttpResponseBase, seen: str) -> HttpResponseBase:
    response["ETag"] = _etag(seen)
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = _NOTHING_ALLOWED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
