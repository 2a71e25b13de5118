"""Looks into pictures with Pillow."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin

from motcua.infra.files import limits
from motcua.infra.files.decoders.confinement import DamagedError, TooDemandingError, main
from motcua.infra.files.decoders.two_kinds import refuse_two_kinds
from motcua.infra.files.decoders.webp import WebPImagePlugin, as_webp, in_eight_bits

# Imported for what they register: a confined process can load nothing more.
__all__ = ["MpoImagePlugin", "TiffImagePlugin", "WebPImagePlugin"]

_FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP")
_SCALING_FORMATS: Final = ("JPEG", "MPO")
_BAD_FILE: Final = (
    *(OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError, OverflowError),
    *(struct.error, zlib.error),
)
"""What Pillow's decoders raise for files that break their format."""

_ORIENTATION: Final = 0x0112
_LYING: Final = (5, 6, 7, 8)
_LOOK_WIDTH: Final = 160


def look() -> dict[str, Any]:
    """Decode every page of the picture and tell its size."""
    content = sys.stdin.buffer.read()
    refuse_two_kinds(content)
    with _opened(content) as picture:
        size = picture.size
        pages = _page_count(picture)
        for page in range(pages):
            picture.seek(page)
            _decode(picture, _LOOK_WIDTH)
        if _lies(picture):
            size = size[::-1]
    return {"pages": pages, "width": size[0], "height": size[1]}


def draw(page: int, width: int) -> bytes:
    """The page (from 1) as WebP, the right way up, `width` points wide, or narrower if the picture is."""
    with _opened(sys.stdin.buffer.read()) as picture:
        if page > _page_count(picture):
            raise DamagedError
        picture.seek(page - 1)
        _decode(picture, width)
        bounds = (width, width * limits.PREVIEW_ASPECT)
        # Made small first and turned afterwards: turning copies, and a copy of the small one costs nothing.
        small = in_eight_bits(picture)
        small.thumbnail(bounds[::-1] if _lies(picture) else bounds)
        return as_webp(ImageOps.exif_transpose(small))


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            yield picture
    except _BAD_FILE as error:
        raise DamagedError from error


def _lies(picture: Image.Image) -> bool:
    return picture.getexif().get(_ORIENTATION) in _LYING


def _page_count(picture: Image.Image) -> int:
    """Only TIFF has pages; the frames of an animation and a phone's second picture are not pages."""
    pages = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if pages > limits.PAGES:
        raise TooDemandingError
    return pages


def _decode(picture: Image.Image, width: int) -> None:
    """Read all of the picture's data; JPEG at the smallest scale that still gives twice `width`, for sharpness."""
    scales = picture.format in _SCALING_FORMATS
    bound = limits.SCALED_PICTURE_POINTS if scales else limits.PICTURE_POINTS
    if picture.width * picture.height > bound:
        raise TooDemandingError
    if scales:
        picture.draft(None, (width * 2, width * 2))
    picture.load()


if __name__ == "__main__":
    Image.preinit()
    # Our own bounds are stricter and depend on the format.
    Image.MAX_IMAGE_PIXELS = None
    main(look, draw)
