"""Sets of characters: what stands between square brackets, and the classes behind a backslash."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Predicate = Callable[[str], bool]

_BLOCKS: Final = {
    "BasicLatin": (0x0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "CombiningDiacriticalMarks": (0x300, 0x36F),
    "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
}
_MINOR_CATEGORIES: Final = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "Z": "slp",
    "S": "mcko",
    "C": "cfon",
}
_CATEGORIES: Final = frozenset(major + minor for major, minors in _MINOR_CATEGORIES.items() for minor in ("", *minors))


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """Characters that pass one of the tests, or with `negated` none; without those of `minus`."""

    tests: tuple[Predicate, ...]
    negated: bool = False
    minus: "CharacterSet | None" = None

    def holds(self, letter: str) -> bool:
        """Whether the letter is of the set."""
        found = any(test(letter) for test in self.tests)
        return found is not self.negated and not (self.minus and self.minus.holds(letter))


def span(first: str, last: str, *, ignore_case: bool) -> Predicate:
    """The characters from one to another."""
    if not ignore_case:
        return lambda letter: first <= letter <= last
    return lambda letter: any(first <= variant <= last for variant in _variants(letter))


def block_or_category(name: str) -> Predicate | None:
    r"""What `\p{name}` stands for; nothing for an unknown name."""
    if name in _CATEGORIES:
        return lambda letter: unicodedata.category(letter).startswith(name)
    block = _BLOCKS.get(name.removeprefix("Is")) if name.startswith("Is") else None
    if block is None:
        return None
    first, last = block
    return lambda letter: first <= ord(letter) <= last


def inverse(predicate: Predicate) -> Predicate:
    """The opposite test."""
    return lambda letter: not predicate(letter)


def same_letter(one: str, other: str, *, ignore_case: bool) -> bool:
    """Whether two letters are one, or one but for case."""
    return one == other or (ignore_case and other in _variants(one))


def _variants(letter: str) -> set[str]:
    return {letter, letter.lower(), letter.upper(), letter.lower().upper(), letter.upper().lower()}


def _is_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "PZC"


def _is_space(letter: str) -> bool:
    return letter in " \t\n\r"


def _is_digit(letter: str) -> bool:
    return unicodedata.category(letter) == "Nd"


def _begins_name(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "L" or letter in "_:"


def _is_in_name(letter: str) -> bool:
    return _begins_name(letter) or unicodedata.category(letter) in ("Nd", "Mn", "Mc") or letter in ".-·"


CLASSES: Final[dict[str, Predicate]] = {
    "d": _is_digit,
    "s": _is_space,
    "w": _is_word,
    "i": _begins_name,
    "c": _is_in_name,
}
