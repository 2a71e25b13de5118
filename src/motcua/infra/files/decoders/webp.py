"""The one format in which pages are shown."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, WebPImagePlugin

__all__ = ["WebPImagePlugin", "as_webp"]

_QUALITY: Final = 80
_EFFORT: Final = 2
"""Of 6. Measured on a text page, a scan and a drawing: 4 makes files 3 % smaller and takes twice as long."""


def as_webp(picture: Image.Image) -> bytes:
    """The picture as it would look on white paper, without the original's metadata."""
    out = io.BytesIO()
    _on_white(picture).save(out, "WEBP", quality=_QUALITY, method=_EFFORT)
    return out.getvalue()


def in_eight_bits(picture: Image.Image) -> Image.Image:
    """The same picture, but 65,536 greys, as some scanners write them, as 256: Pillow would make most of them white."""
    if not picture.mode.startswith("I;16"):
        return picture
    return picture.point(lambda grey: grey / 256).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    paper.alpha_composite(layered)
    return paper.convert("RGB")
