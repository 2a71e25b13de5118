"""Finds files that read as one kind here and as another kind elsewhere."""

from __future__ import annotations

from typing import Final

from motcua.infra.files.decoders.confinement import TwoKindsError
from motcua.infra.files.kinds import BLANK, HEAD

_MARKS_OF_PAGES: Final = (b"<html", b"<!doctype html", b"<script", b"<body", b"<iframe", b"<svg", b"<?php")
_ZIP_ENTRY: Final = b"PK\x01\x02"
_ZIP_END: Final = b"PK\x05\x06"
_ZIP64_LOCATOR: Final = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE: Final = 20
_ZIP_END_SIZE: Final = 22
_ZIP_END_REACH: Final = _ZIP_END_SIZE + 65_535
"""The end record and the longest comment that may follow it."""


def refuse_two_kinds(content: bytes) -> None:
    """Raises `TwoKindsError` for a PDF or picture that is also a web page, a PDF or a ZIP (office) file.

    Data behind the end of a picture alone is no reason: phones append films and depth maps there.
    """
    head = content[:HEAD].lower()
    if any(mark in head for mark in _MARKS_OF_PAGES):
        raise TwoKindsError
    if b"%pdf-" in head and not content[:HEAD].lstrip(BLANK).startswith(b"%PDF-"):
        raise TwoKindsError
    if _opens_as_zip(content):
        raise TwoKindsError


def _opens_as_zip(content: bytes) -> bool:
    """A ZIP is read from its end, so one can hang behind any other file: an end record, and the directory before it."""
    end = content.rfind(_ZIP_END, max(0, len(content) - _ZIP_END_REACH))
    if end < 0 or end + _ZIP_END_SIZE > len(content):
        return False
    directory = end - int.from_bytes(content[end + 12 : end + 16], "little")
    locator = end - _ZIP64_LOCATOR_SIZE
    return content.startswith(_ZIP_ENTRY, max(0, directory)) or content.startswith(_ZIP64_LOCATOR, max(0, locator))
