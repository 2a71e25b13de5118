"""Short messages as the networks count them (3GPP TS 23.038): letters without diacritics, in parts of 160 or 153."""

from __future__ import annotations

import unicodedata

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€")
_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
ALONE, TOGETHER = 160, 153
UNKNOWN = "?"


def unaccented(text: str) -> str:
    """`text` with plain letters only, as an SMS carries it at its full length: what no network knows becomes `?`."""
    letters = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = (letter for letter in letters if not unicodedata.combining(letter))
    return "".join(letter if letter in _BASIC or letter in _EXTENDED else UNKNOWN for letter in bare)


def septets(text: str) -> int:
    """How much room a plain text takes: a few signs take two places."""
    return sum(2 if letter in _EXTENDED else 1 for letter in text)


def parts(text: str) -> int:
    """How many messages a plain text is sent and paid as. A sign of two places is not cut in two."""
    if septets(text) <= ALONE:
        return 1
    count, room = 1, TOGETHER
    for letter in text:
        size = septets(letter)
        if size > room:
            count, room = count + 1, TOGETHER
        room -= size
    return count
