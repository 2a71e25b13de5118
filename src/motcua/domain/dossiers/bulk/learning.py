"""Where the values of a dossier's rows come from, as several dossiers of one shape show it.

A value that is the same in all of them is a constant of the shape. One that differs is explained by the facts that have
the same value in each of them, alone or within a text. What cannot be told apart yet stays open: every fact that would
explain a value is kept until another dossier rules it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from motcua.domain.dossiers.bulk.facts import Fact

_LEAST = 3
"""Shorter values are found within texts by accident."""


class UnsteadyError(Exception):
    """Dossiers of this shape differ in a way that no fact explains."""


class ForgottenError(UnsteadyError):
    """To explain what differs, dossiers would have to be known that are forgotten."""


class Known:
    """The facts of one dossier. Of the first of a shape all that are offered are asked for; of every further one only
    those that would still explain something, which are few.
    """

    def __init__(self, value: Callable[[Fact], str], found: Mapping[Fact, str]) -> None:
        """value: of any fact, empty where it is not known. found: what is known of the contents already."""
        self._find = value
        self._found = dict(found)
        self.texts: dict[str, frozenset[Fact]] = {}
        self._numbers: dict[int, frozenset[Fact]] = {}

    def offer(self, texts: Iterable[Fact], numbers: Iterable[Fact]) -> None:
        """Find what all these facts are."""
        self.texts = self._inverse((*texts, *self._found))
        self._numbers = {int(value): facts for value, facts in self._inverse(numbers).items()}

    def value(self, fact: Fact) -> str:
        """What a fact is; empty where it is not known."""
        found = self._found.get(fact)
        if found is None:
            found = self._found[fact] = self._find(fact)
        return found

    def explaining(self, value: str | int) -> frozenset[Fact]:
        """The facts that were offered and have this value."""
        if isinstance(value, int):
            return self._numbers.get(value, frozenset())
        return self.texts.get(value, frozenset())

    def keeping(self, facts: frozenset[Fact], value: str | int) -> frozenset[Fact]:
        """Those of the facts that have this value."""
        wanted = str(value)
        kept = [fact for fact in facts if self.value(fact) == wanted] if wanted else ()
        return facts if len(kept) == len(facts) else frozenset(kept)

    def _inverse(self, facts: Iterable[Fact]) -> dict[str, frozenset[Fact]]:
        found: dict[str, set[Fact]] = {}
        for fact in facts:
            if value := self.value(fact):
                found.setdefault(value, set()).add(fact)
        return {value: frozenset(each) for value, each in found.items()}


Piece = str | frozenset[Fact]


@dataclass(slots=True)
class Leaf:
    """A text or a whole number at one place of the rows. `pieces`, where it is a text made of several: between pieces
    that are always the same the facts that explain the rest; `said`: what it was in each of the dossiers then.
    """

    value: str | int
    is_same: bool
    facts: frozenset[Fact]
    pieces: tuple[Piece, ...] = ()
    said: list[str] = field(default_factory=list)

    def learn(self, value: str | int, known: Known, earlier: Sequence[Known]) -> None:
        """See the value of one more dossier. earlier: the facts of those before. Raises UnsteadyError."""
        if self.pieces:
            self._narrow(str(value), known, earlier)
            return
        was_same, self.is_same = self.is_same, self.is_same and value == self.value
        if self.facts:
            self.facts = known.keeping(self.facts, value)
        if self.is_same or self.facts:
            return
        if not was_same or not isinstance(value, str) or not isinstance(self.value, str):
            raise UnsteadyError(f"{self.value!r} here and {value!r} there")
        self.said = [self.value] * len(earlier)
        self._put_together(value, known, earlier)

    def _narrow(self, value: str, known: Known, earlier: Sequence[Known]) -> None:
        """Keep what this dossier says too; where it is put together otherwise, find how all of them are."""
        try:
            self.pieces = _narrowed(self.pieces, value, known)
            self.said.append(value)
        except UnsteadyError:
            self._put_together(value, known, earlier)

    def _put_together(self, value: str, known: Known, earlier: Sequence[Known]) -> None:
        if not earlier:
            raise ForgottenError(value)
        pieces = _made_of(str(self.value), value, earlier[0], known)
        for said, own in zip(self.said, earlier, strict=True):
            pieces = _narrowed(pieces, said, own)
        self.pieces = pieces
        self.said.append(value)


def leaves(value: Any, known: Known) -> Any:
    """The same tree with a leaf for each text and number."""
    match value:
        case dict():
            return {name: leaves(each, known) for name, each in value.items()}
        case list():
            return [leaves(each, known) for each in value]
        case str():
            return Leaf(value, is_same=True, facts=known.explaining(value))
        case int() if not isinstance(value, bool):
            return Leaf(value, is_same=True, facts=known.explaining(value))
    return value


def learn(tree: Any, value: Any, known: Known, earlier: Sequence[Known]) -> None:
    """Let the leaves of a tree see one more dossier. Raises UnsteadyError where it is built otherwise."""
    match tree:
        case Leaf() if type(tree.value) is type(value):
            tree.learn(value, known, earlier)
        case dict() if isinstance(value, dict) and tree.keys() == value.keys():
            for name, each in tree.items():
                learn(each, value[name], known, earlier)
        case list() if isinstance(value, list) and len(tree) == len(value):
            for each, own in zip(tree, value, strict=True):
                learn(each, own, known, earlier)
        case _ if isinstance(tree, Leaf | dict | list) or type(tree) is not type(value) or tree != value:
            raise UnsteadyError(f"{tree!r} here and {value!r} there")


def _made_of(one: str, other: str, first: Known, second: Known) -> tuple[Piece, ...]:
    """Two texts as what both have in common, and between it facts that differ. Raises UnsteadyError."""
    if one == other:
        return (one,)
    for value in sorted((each for each in first.texts if len(each) >= _LEAST and each in one), key=len, reverse=True):
        for fact in sorted(first.texts[value], key=in_order):
            own = second.value(fact)
            if own == value or len(own) < _LEAST:
                continue
            both = second.keeping(first.texts[value], own)
            for (before, after), (own_before, own_after) in product(_around(one, value), _around(other, own)):
                try:
                    begun = _made_of(before, own_before, first, second)
                    return (*begun, both, *_made_of(after, own_after, first, second))
                except UnsteadyError:
                    continue
    raise UnsteadyError(f"{one!r} here and {other!r} there")


def _around(text: str, value: str) -> Iterator[tuple[str, str]]:
    """What stands before and after a value within a text, for each place where it stands."""
    at = text.find(value)
    while at >= 0:
        yield text[:at], text[at + len(value) :]
        at = text.find(value, at + 1)


def _narrowed(pieces: Sequence[Piece], value: str, known: Known) -> tuple[Piece, ...]:
    """The pieces of a text after one more was seen. Raises UnsteadyError where it is put together otherwise."""
    found: list[Piece] = []
    rest = value
    for piece in pieces:
        own, same = (piece, piece) if isinstance(piece, str) else _longest(piece, rest, known)
        if not rest.startswith(own) or same == frozenset():
            raise UnsteadyError(f"{value!r} is put together otherwise than {pieces!r}")
        found.append(same)
        rest = rest.removeprefix(own)
    if rest:
        raise UnsteadyError(f"{value!r} goes on after {pieces!r}")
    return tuple(found)


def _longest(facts: frozenset[Fact], text: str, known: Known) -> tuple[str, Piece]:
    """The longest value of these facts with which a text begins, and those that have it."""
    fits = [own for fact in facts if (own := known.value(fact)) and text.startswith(own)]
    own = max(fits, key=len, default="")
    return own, known.keeping(facts, own)


def in_order(fact: Fact) -> tuple[str, str]:
    """One order for all facts, so that of several the same one is taken each time."""
    return fact.find.__name__, repr(fact.arguments)
