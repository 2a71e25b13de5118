"""How wide words are and where their lines break, before any browser has seen them."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

# Advance widths of Be Vietnam Pro, in thousandths of the letter size. Marks above and below a letter add nothing to it.
LETTERS = {
    " ": 230, "!": 280, '"': 318, "#": 807, "$": 645, "%": 849, "&": 740, "'": 179, "(": 439, ")": 439, "*": 497,
    "+": 608, ",": 303, "-": 608, ".": 286, "/": 503, "0": 676, "1": 385, "2": 651, "3": 660, "4": 710, "5": 660,
    "6": 680, "7": 594, "8": 634, "9": 680, ":": 286, ";": 303, "<": 556, "=": 726, ">": 556, "?": 573, "@": 1005,
    "A": 736, "B": 674, "C": 775, "D": 728, "E": 620, "F": 633, "G": 783, "H": 709, "I": 258, "J": 465, "K": 679,
    "L": 624, "M": 853, "N": 732, "O": 826, "P": 644, "Q": 822, "R": 668, "S": 635, "T": 650, "U": 725, "V": 706,
    "W": 1005, "X": 720, "Y": 665, "Z": 660, "a": 653, "b": 652, "c": 613, "d": 662, "e": 609, "f": 386, "g": 643,
    "h": 583, "i": 264, "j": 274, "k": 555, "l": 255, "m": 893, "n": 573, "o": 652, "p": 652, "q": 652, "r": 392,
    "s": 508, "t": 428, "u": 591, "v": 576, "w": 870, "x": 559, "y": 583, "z": 502, "đ": 662, "Đ": 788, "·": 255,
    "–": 682, "…": 726,
}  # fmt: skip
OTHER = 800  # a letter that the table does not know, on the safe side
LEADING = 1.25  # the distance of lines, in letter sizes


class Size(NamedTuple):
    """Width and height, in the pixels of the file."""

    width: int
    height: int


NOTHING = Size(0, 0)


def width_of(text: str, size: float) -> float:
    """How wide a line of letters of this size is, in pixels."""
    plain = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(LETTERS.get(letter, OTHER) for letter in plain) * size / 1000


def wrap(text: str, width: float, size: float) -> list[str]:
    """The text in lines of about equal length, none wider than `width` unless a single word is."""
    words = text.split()
    lines = _fill(words, width, size)
    widest = max((width_of(word, size) for word in words), default=0.0)
    low, high = max(widest, width / 2), width
    while len(lines) > 1 and high - low > 1:
        middle = (low + high) / 2
        tried = _fill(words, middle, size)
        if len(tried) == len(lines):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def block(text: str, width: float, size: float) -> Size:
    """The room that the wrapped text needs."""
    lines = wrap(text, width, size)
    if not lines:
        return NOTHING
    widest = max(width_of(line, size) for line in lines)
    return Size(int(widest) + 2, int(len(lines) * size * LEADING + 1))


def _fill(words: list[str], width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
