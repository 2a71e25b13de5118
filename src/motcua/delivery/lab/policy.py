"""What a page of the laboratory may do beyond the policy of the house, and no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from csp.decorators import csp_replace
from django.http import HttpResponseBase

V = TypeVar("V", bound=Callable[..., HttpResponseBase])

# The modeller writes these styles into the pictures of its menus; each is allowed by its hash, and nothing else is.
_STYLES_OF_ITS_ICONS: list[str] = []


def in_our_own_frame(view: V) -> V:
    """A page that a page of ours shows inside itself."""
    return cast("V", csp_replace({"frame-ancestors": ["'self'"]})(view))


def with_modeller(view: V) -> V:
    """A page that holds the modeller."""
    if not _STYLES_OF_ITS_ICONS:
        return view
    allowed = ["'unsafe-hashes'", *_STYLES_OF_ITS_ICONS]
    return cast("V", csp_replace({"style-src-attr": allowed})(view))
