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
# Vietnamese words of one syllable that names of steps are full of. Nearly all others have two, written apart.
ALONE = frozenset(
    {
        "bị", "các", "cho", "chưa", "chờ", "còn", "có", "coi", "cùng", "cấp", "cục", "của", "do", "ghi", "gửi", "hoặc",
        "hết", "in", "khi", "không", "ký", "là", "làm", "lấy", "lập", "mà", "mỗi", "một", "nhận", "nộp", "người",
        "nơi", "phòng", "phải", "qua", "ra", "sau", "sở", "sửa", "tại", "theo", "thu", "thì", "trả", "trong", "trên",
        "trước", "tìm", "từ", "và", "vào", "về", "với", "vì", "xét", "xem", "đã", "đang", "đến", "để", "đi", "được",
        "đủ", "đóng",
    }
)  # fmt: skip
SPLIT = 0.12  # what a line break within a word costs, as a part of the width squared
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
    """The text in as few lines as can be, of about equal length, none wider than `width` unless a single word is.

    A break between the two syllables of a Vietnamese word is avoided where the other breaks are not much worse.
    """
    words = text.split()
    count = len(_fill(words, width, size))
    if count < 2:
        return [" ".join(words)] if words else []
    ends = _best_ends(words, width, size, count)
    return [" ".join(words[begin:end]) for begin, end in zip([0, *ends], ends, strict=False)]


def splits_a_word(lines: list[str]) -> bool:
    """Whether a line ends between the two syllables of what is likely one word."""
    within = _within_words(" ".join(lines).split())
    return any(len(" ".join(lines[:count]).split()) in within for count in range(1, len(lines)))


def _best_ends(words: list[str], width: float, size: float, count: int) -> list[int]:
    """Behind which words the lines end: the unused rooms squared are least, with a charge for every split word."""
    within = _within_words(words)
    best: list[dict[int, tuple[float, list[int]]]] = [{0: (0.0, [])}]
    for _ in range(count):
        ways: dict[int, tuple[float, list[int]]] = {}
        for begin, (cost, ends) in best[-1].items():
            for end in range(begin + 1, len(words) + 1):
                wide = width_of(" ".join(words[begin:end]), size)
                if wide > width and end > begin + 1:
                    break
                here = cost + (1 - wide / width) ** 2 + SPLIT * (end in within)
                if end not in ways or here < ways[end][0]:
                    ways[end] = here, [*ends, end]
        best.append(ways)
    return best[count][len(words)][1]


def _within_words(words: list[str]) -> set[int]:
    """The places between two syllables that are likely one word."""
    within: set[int] = set()
    open_word = False
    for place, word in enumerate(words):
        if open_word:
            within.add(place)
        alone = not word[-1].isalpha() or not word.isalpha() or word.lower() in ALONE
        open_word = not open_word and not alone
    return within


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
