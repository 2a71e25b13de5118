"""Several letters to be looked at as one file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types


def joined(letters: Sequence[bytes]) -> bytes:
    """The pages of all, in order; one letter stays as it is. For reading only: what is joined is no longer PDF/A."""
    if len(letters) == 1:
        return letters[0]
    with closing(pypdfium2.PdfDocument.new()) as whole:
        for letter in letters:
            with closing(pypdfium2.PdfDocument(letter)) as part:
                whole.import_pages(part)
        written = io.BytesIO()
        whole.save(written)
    return written.getvalue()
