"""File names as people give them, made fit to be shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 200
_FOLDERS: Final = re.compile(r".*[/\\]", re.DOTALL)
_HIDDEN: Final = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_NAMELESS: Final = "tệp không tên"


def shown_name(given: str) -> str:
    """Without folders, controls and marks that turn writing around; at most `LONGEST` letters, the ending kept."""
    name = visible(_FOLDERS.sub("", given))
    if len(name) > LONGEST:
        stem, dot, ending = name.rpartition(".")
        kept = f"{dot}{ending}" if dot and len(ending) <= 8 else ""
        name = f"{(stem if kept else name)[: LONGEST - 1 - len(kept)]}…{kept}"
    return name or _NAMELESS


def visible(given: str) -> str:
    """A stranger's text in one line, in NFC, without controls and marks that turn writing around."""
    composed = unicodedata.normalize("NFC", given)
    kept = "".join(letter for letter in composed if unicodedata.category(letter) not in _HIDDEN or letter == "\t")
    return " ".join(kept.split())
