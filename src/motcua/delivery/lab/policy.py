"""What a page of the laboratory may do beyond the policy of the house, and no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar, cast

from csp.decorators import csp_replace
from django.http import HttpResponseBase

V = TypeVar("V", bound=Callable[..., HttpResponseBase])

STYLES_OF_THE_MODELLER: Final = (
    "'sha256-d2xoiruNEGKe7tm8eQYZ4wZfl8lYgb2Sr9xKlvmCmcU='",
    "'sha256-yCTUeVKU6CD7LMSHPoB5JSg4Cl/BZ8jCyNCepX770PY='",
    "'sha256-HXhQM6ELrVUcZms/DLHL1dH06lIksex0j+VgqIIlSmM='",
    "'sha256-YYsquP+xqomqgdAIk5J+Ecd2u1EqIWPCaE4ltXAtPYE='",
)
"""bpmn-js writes four styles into the pictures of its menu for aligning. Each is let in by its hash, no others."""


def in_our_own_frame(view: V) -> V:
    """A page that a page of ours shows inside itself."""
    return cast("V", csp_replace({"frame-ancestors": ["'self'"]})(view))


def with_modeller(view: V) -> V:
    """A page that holds the modeller."""
    return cast("V", csp_replace({"style-src-attr": ["'unsafe-hashes'", *STYLES_OF_THE_MODELLER]})(view))
