"""Looks into PDF files with pdfium."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types
from pypdfium2 import raw

from motcua.infra.files import limits
from motcua.infra.files.decoders.active_content import active_content
from motcua.infra.files.decoders.confinement import DamagedError, TooDemandingError, main
from motcua.infra.files.decoders.two_kinds import refuse_two_kinds
from motcua.infra.files.decoders.webp import as_webp

_TAIL: Final = 2048
"""Bytes in which the end mark must be: programs append a little after it, a broken transfer loses it."""


def look() -> dict[str, Any]:
    """Open the PDF, find every page, and search it for what acts."""
    content = sys.stdin.buffer.read()
    refuse_two_kinds(content)
    if b"%%EOF" not in content[-_TAIL:]:
        raise DamagedError
    try:
        with _opened(content) as pdf:
            for index in range(len(pdf)):
                pdf.get_page_size(index)
            anew = io.BytesIO()
            pdf.save(anew, flags=raw.FPDF_REMOVE_SECURITY)
            return {"pages": len(pdf), "active": active_content(content, anew.getvalue())}
    except _LockedError:
        return {"encrypted": True}


def draw(page: int, width: int) -> bytes:
    """The page (from 1) with what its form fields hold, as WebP, `width` points wide."""
    with _opened(sys.stdin.buffer.read()) as pdf:
        if page > len(pdf):
            raise DamagedError
        pdf.init_forms()
        paper = pdf[page - 1]
        across, down = paper.get_size()
        scale = min(width / across, width * limits.PREVIEW_ASPECT / down)
        picture = paper.render(scale=scale, rev_byteorder=True).to_pil()
        return as_webp(picture)


class _LockedError(Exception):
    """It cannot be opened without a password."""


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        pdf = pypdfium2.PdfDocument(content)
        if len(pdf) > limits.PAGES:
            raise TooDemandingError
        yield pdf
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise _LockedError from error
        raise DamagedError from error


if __name__ == "__main__":
    # pdfium looks for the computer's own fonts where a PDF brings none along.
    main(look, draw, files_while_drawing=64)
