"""Vietnamese alphabetical order as a plain ASCII key, because the database sorts by bytes (it has no Vietnamese rules).

The order of Vietnamese dictionaries: syllable by syllable; in a syllable first its letters in the order of the alphabet
(a ă â b c d đ e ê …), then its tone (ngang, huyền, hỏi, ngã, sắc, nặng).
"""

from __future__ import annotations

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTERS = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LEVEL_TONE = "0"
_MARKED_LETTERS = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn: they make another letter, not a tone
_SYLLABLE_OR_NUMBER = re.compile(r"[0-9]+|[^\W\d_]+")
_NUMBER_WIDTH = 12


def sort_key(text: str) -> str:
    """A key whose order by bytes is the Vietnamese order of `text`; numbers inside sort by value (Phường 2, Phường 10).

    Digits sort before letters, and both ways to place a tone (hòa, hoà) give one key.
    """
    composed = unicodedata.normalize("NFC", text.lower())
    return " ".join(_token(found.group()) for found in _SYLLABLE_OR_NUMBER.finditer(composed))


def _token(text: str) -> str:
    return text.zfill(_NUMBER_WIDTH) if text[0] in "0123456789" else _syllable(text)


def _syllable(text: str) -> str:
    """Letters, then the tone: the tone's digit is smaller than any letter, so a shorter syllable comes first."""
    letters: list[str] = []
    tone = _LEVEL_TONE
    for part in unicodedata.normalize("NFD", text):
        if part in _TONES:
            tone = _TONES[part]
        elif part in _MARKED_LETTERS and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + part)
        elif not unicodedata.combining(part):
            letters.append(part)
    return "".join(_LETTERS.get(letter, letter) for letter in letters) + tone
