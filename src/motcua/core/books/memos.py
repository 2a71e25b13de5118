"""Finding the reference of a charge in what a payer or his bank wrote: banks drop marks, glue words and cut ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from motcua.core.text import fold

SHORTEST: Final = 6
"""A shorter reference would be found in any memo."""


class Memos:
    """References by their bare letters and figures, to be found inside memos."""

    def __init__(self, references: Iterable[str]) -> None:
        bare = {squeezed(each): each for each in references}
        self._by_bare: Mapping[str, str] = {key: each for key, each in bare.items() if len(key) >= SHORTEST}
        self._lengths = sorted({len(key) for key in self._by_bare}, reverse=True)

    def found(self, memo: str) -> str | None:
        """The longest reference that the memo holds; None when it holds none. A reference that ends in a figure and
        goes on with one in the memo is another reference.
        """
        words = fold(memo).upper()
        letters, follows = _letters(words)
        for length in self._lengths:
            for start in range(len(letters) - length + 1):
                end = start + length
                key = letters[start:end]
                if key in self._by_bare and not _goes_on(letters, start, end, follows):
                    return self._by_bare[key]
        return None


def squeezed(reference: str) -> str:
    """Its letters and figures alone, in capitals."""
    return fold(reference).upper().replace(" ", "")


def _letters(words: str) -> tuple[str, frozenset[int]]:
    """The words without blanks, and the places where one stood."""
    places, letters = set(), []
    for word in words.split():
        letters.append(word)
        places.add(sum(map(len, letters)))
    return "".join(letters), frozenset(places)


def _goes_on(letters: str, start: int, end: int, ends: frozenset[int]) -> bool:
    """Whether figures stand right before or behind the place, so that it is only a part of a longer number."""
    behind = end < len(letters) and end not in ends and letters[end].isdigit() and letters[end - 1].isdigit()
    before = start > 0 and start not in ends and letters[start - 1].isdigit() and letters[start].isdigit()
    return behind or before
