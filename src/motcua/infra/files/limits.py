"""How much one file may ask of this machine. Generous for real papers, far too little for a bomb."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1024 * 1024

PAGES: Final = 2_000
"""A ream of paper has 500 sheets, 1,000 pages."""

PICTURE_POINTS: Final = 64_000_000
"""An A0 drawing scanned at 200 dots an inch has 62 million."""

SCALED_PICTURE_POINTS: Final = 256_000_000
"""JPEG is decoded at a fraction of its size, so even a 200-megapixel photograph costs little."""

PREVIEW_WIDTHS: Final = (160, 800, 1600)
"""Picture points: a thumbnail, a page beside a form, a page to read small print on. A closed list bounds the cache."""

PREVIEW_ASPECT: Final = 4
"""A preview is at most this many times as tall as wide: a ribbon-shaped page must not become a giant picture."""

DECODER_SECONDS: Final = 10
"""Processor seconds. A 200-page PDF of vector drawings takes 0.1 to look into, a 12-megapixel PNG 0.15."""

DECODER_WALL_SECONDS: Final = 30
"""Time by the clock, for a busy machine; then the decoder is killed."""

DECODER_MEMORY: Final = 1536 * MEGABYTE
"""Address space. The most any allowed picture needs: a transparent WebP of 64 million points, drawn."""

DECODERS_AT_ONCE: Final = 4
"""In one process of the city, and never more than the machine has processors: bombs wait in line."""

DECODER_OUTPUT: Final = 16 * MEGABYTE
