"""The letters a person types into a search box, with or without diacritics, in one form."""

from __future__ import annotations

import unicodedata

_D = str.maketrans("đ", "d")


def normal(text: str) -> str:
    """`text` as it is stored: composed letters (NFC) and single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """`text` as it is searched: lower case, no diacritics, đ as d, words and numbers with single spaces between.

    Both ways to place a tone (hòa, hoà) and both Unicode forms fold to the same letters.
    """
    letters = unicodedata.normalize("NFKD", text).lower().translate(_D)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())
