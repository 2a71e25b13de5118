"""What a file is by its first bytes. Names and declared types are a stranger's words and are not asked."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The kinds of file that citizens send. Only the readable ones can become a document."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    HEIC = "heic"
    OFFICE = "office"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"

    @property
    def readable(self) -> bool:
        """An officer can be shown it as pictures.

        Office files are not: they carry macros and outside links, look different on every machine and are no evidence.
        HEIC is not: no decoder of it is part of this system.
        """
        return self in _MEDIA_TYPES

    @property
    def decoder(self) -> str:
        """The program that reads it."""
        return "pdf" if self is Kind.PDF else "picture"

    @property
    def media_type(self) -> str:
        """The type under which such a file is served: never the one its sender claimed."""
        return _MEDIA_TYPES.get(self, "application/octet-stream")

    @property
    def suffix(self) -> str:
        """The ending a downloaded file of this kind gets."""
        return _SUFFIXES.get(self, ".bin")


_MEDIA_TYPES: Final = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.TIFF: "image/tiff",
}
_SUFFIXES: Final = {Kind.PDF: ".pdf", Kind.JPEG: ".jpg", Kind.PNG: ".png", Kind.WEBP: ".webp", Kind.TIFF: ".tif"}

HEAD: Final = 1024
"""How many bytes from the start decide the kind: readers of PDF look for its mark as far in as this."""

_STARTS: Final = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OFFICE),
    (b"{\\rtf", Kind.OFFICE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
)
_ZIP: Final = b"PK\x03\x04"
_OFFICE_PARTS: Final = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"mimetypeapplication/vnd.oasis.opendocument")
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
BLANK: Final = b"\xef\xbb\xbf \t\r\n\x00"
"""A byte-order mark and white space, which some scanners put before a PDF."""


def kind_of(head: bytes) -> Kind:
    """The kind of a file that starts with these bytes (at least `HEAD` of them, or all)."""
    if head.lstrip(BLANK).startswith(b"%PDF-"):
        return Kind.PDF
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    if head.startswith(_ZIP):
        return Kind.OFFICE if any(part in head for part in _OFFICE_PARTS) else Kind.ARCHIVE
    return Kind.UNKNOWN
