"""The fonts of all letters. They come with the program, whole: a letter looks the same on every machine, for ever.

Be Vietnam Pro draws what Vietnamese needs; DejaVu Sans what else people type: Greek, Cyrillic, Arabic, arrows, signs.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import typst

from motcua.infra.letters.coverage import characters

FOLDER: Final = Path(__file__).parent / "fonts"
_MAIN: Final = FOLDER / "BeVietnamPro_400Regular.ttf"
_REST: Final = FOLDER / "DejaVuSans.ttf"


@cache
def fonts() -> typst.Fonts:
    """Read once: finding fonts takes longer than printing a letter."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


@cache
def drawable() -> frozenset[int]:
    """The code points that a letter can show."""
    return characters(_MAIN.read_bytes()) | characters(_REST.read_bytes())
