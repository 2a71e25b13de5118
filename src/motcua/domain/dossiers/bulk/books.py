"""The books from which the numbers of codes and results come: which number was drawn from which one when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple


class Draw(NamedTuple):
    """A number was drawn from a book at a moment, by a deed of the course."""

    book: str
    at: datetime
    deed: int


class Pen:
    """Gives an act the numbers that were found for its dossier, in the order in which it asks; where none were found
    yet, numbers of its own. It keeps what was asked for.
    """

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)
        self.deed = 0
        self.drawn: list[Draw] = []
        self._given: Sequence[int] | None = None

    def take(self, given: Sequence[int] | None) -> None:
        """Begin with a dossier and its numbers; None when they are not found yet."""
        self._given = given
        self.drawn = []

    def next(self, book: str) -> int:
        """The next number of a book for the dossier at hand."""
        self.drawn.append(Draw(book, self.now, self.deed))
        return len(self.drawn) if self._given is None else self._given[len(self.drawn) - 1]


def numbered(
    draws: Iterable[tuple[int, Sequence[Draw]]], first: Mapping[str, int]
) -> tuple[dict[int, tuple[int, ...]], dict[str, int]]:
    """The numbers of each dossier in the order in which it drew them, and the last one of each book.

    `draws`: by the number of the dossier. Each book counts on from `first` without gaps, in the order of time; of two
    draws in the same second the dossier that came in first has the smaller one.
    """
    books: dict[str, list[tuple[datetime, int, int]]] = defaultdict(list)
    counts: dict[int, int] = {}
    for n, drawn in draws:
        counts[n] = len(drawn)
        for place, draw in enumerate(drawn):
            books[draw.book].append((draw.at, n, place))
    found = {n: [0] * count for n, count in counts.items()}
    last: dict[str, int] = {}
    for book, entries in books.items():
        before = first.get(book, 0)
        for number, (_, n, place) in enumerate(sorted(entries), before + 1):
            found[n][place] = number
        last[book] = before + len(entries)
    return {n: tuple(numbers) for n, numbers in found.items()}, last
