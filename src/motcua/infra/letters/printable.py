"""Makes any text a person may have typed printable, without changing what it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from motcua.infra.letters.typefaces import drawable

MISSING: Final = "□"
"""Stands for a character that none of our fonts has, such as a Chinese one: the reader sees that something is there."""

_LINE_ENDS: Final = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_KEPT_CONTROLS: Final = "\n"


def printable(value: Any) -> Any:
    """The same JSON-like value with every text in it made printable, keys of mappings included."""
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, Mapping):
        return {printable_text(str(key)): printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable(each) for each in value]
    return value


def printable_text(text: str) -> str:
    """Normalised (NFC), without what could hide or turn around other text.

    Controls and formatting characters go, among them those that reverse the order of what follows; line ends stay. A
    character that the fonts lack becomes `MISSING`.
    """
    normal = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return "".join(map(_shown, normal))


def _shown(character: str) -> str:
    if character in _KEPT_CONTROLS:
        return character
    category = unicodedata.category(character)
    if category in _HIDDEN or character in _VARIATION_SELECTORS:
        return ""
    return character if ord(character) in drawable() and category != _PRIVATE else MISSING


_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs"})
_PRIVATE: Final = "Co"
"""Characters whose meaning nobody but their inventor knows."""
_VARIATION_SELECTORS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))
