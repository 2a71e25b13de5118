"""Which characters a font can draw, read from its `cmap` table (OpenType, formats 4 and 12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_UNICODE_TABLES = ((3, 10), (0, 4), (3, 1), (0, 3))
"""Platform and encoding, the fullest first."""


def characters(font: bytes) -> frozenset[int]:
    """The code points that the TrueType font has a glyph for. Raises ValueError for a font without a Unicode table."""
    table = _unicode_table(font, _offset_of(b"cmap", font))
    (form,) = struct.unpack_from(">H", font, table)
    if form == 12:
        return frozenset(_segments_of_format_12(font, table))
    if form == 4:
        return frozenset(_segments_of_format_4(font, table))
    raise ValueError(f"a cmap table of format {form} is not read")


def _offset_of(tag: bytes, font: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for entry in range(12, 12 + 16 * count, 16):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", font, entry)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag.decode()}")


def _unicode_table(font: bytes, cmap: int) -> int:
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    entries = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * n) for n in range(count))
    tables = {(platform, encoding): cmap + offset for platform, encoding, offset in entries}
    for wanted in _UNICODE_TABLES:
        if wanted in tables:
            return int(tables[wanted])
    raise ValueError("the font has no Unicode table")


def _segments_of_format_12(font: bytes, table: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, table + 12)
    for n in range(count):
        first, last, _glyph = struct.unpack_from(">III", font, table + 16 + 12 * n)
        yield from range(first, last + 1)


def _segments_of_format_4(font: bytes, table: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, table + 6)
    ends_at, starts_at = table + 14, table + 16 + doubled
    for n in range(0, doubled, 2):
        (last,) = struct.unpack_from(">H", font, ends_at + n)
        (first,) = struct.unpack_from(">H", font, starts_at + n)
        yield from range(first, last + 1)
