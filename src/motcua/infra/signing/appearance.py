"""What a reader sees of a signature on the page."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from motcua.infra.signing.errors import UnsignableError


@dataclass(frozen=True, slots=True)
class Appearance:
    """A picture on a page (from 1): `box` is left, lower, right and upper edge in points from the lower left corner of
    the page; `picture` a PDF of one page, which is laid into the box as large as it fits, its own proportions kept.
    """

    page: int
    box: tuple[float, float, float, float]
    picture: bytes


def stamp_style(appearance: Appearance) -> StaticStampStyle:
    """How pyHanko is told to draw it. Raises UnsignableError for a picture that is no PDF."""
    whole_box = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0))
    return StaticStampStyle(
        background=_Picture(appearance.picture), background_layout=whole_box, background_opacity=1, border_width=0
    )


class _Picture(PdfContent):
    """The page of a PDF that is in memory."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    def render(self) -> bytes:
        try:
            picture = PdfFileReader(io.BytesIO(self._content))
            drawn = self._ensure_writer.import_page_as_xobject(picture)
        except PdfError as wrong:
            raise UnsignableError("the picture of the signature is no PDF") from wrong
        self.resources.xobject["/Picture"] = drawn
        left, lower, right, upper = map(float, drawn.get_object()["/BBox"])
        self.box = BoxConstraints(width=abs(right - left), height=abs(upper - lower))
        return b"/Picture Do"
