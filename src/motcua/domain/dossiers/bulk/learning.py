"""Where the values of a dossier's rows come from, as several dossiers of one shape show it.

A value that is the same in all of them is a constant of the shape. One that differs is explained by the facts that have
the same value in each of them, alone or within a text. What cannot be told apart yet stays open: every fact that would
explain a value is kept until another dossier rules it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.domain.dossiers.bulk.facts import Fact

_LEAST = 3
"""Shorter values are found within texts by accident."""


class UnsteadyError(Exception):
    """Dossiers of this shape differ in a way that no fact explains."""


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
    that are always the same the facts that explain the rest.
    """

    value: str | int
    is_same: bool
    facts: frozenset[Fact]
    pieces: tuple[Piece, ...] = ()

    def learn(self, value: str | int, known: Known, first: Known) -> None:
        """See the value of one more dossier. `first`: the facts of the first. Raises UnsteadyError."""
        if self.pieces:
            self.pieces = _narrowed(self.pieces, str(value), known) or _made_of(
                str(self.value), str(value), first, known
            )
            return
        was_same, self.is_same = self.is_same, self.is_same and value == self.value
        if self.facts:
            self.facts = known.keeping(self.facts, value)
        if self.is_same or self.facts:
            return
        if not was_same or not isinstance(value, str) or not isinstance(self.value, str):
            raise UnsteadyError(f"{self.value!r} here and {value!r} there")
        self.pieces = _made_of(self.value, value, first, known)


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


def learn(tree: Any, value: Any, known: Known, first: Known) -> None:
    """Let the leaves of a tree see one more dossier. Raises UnsteadyError where it is built otherwise."""
    match tree:
        case Leaf() if type(tree.value) is type(value):
            tree.learn(value, known, first)
        case dict() if isinstance(value, dict) and tree.keys() == value.keys():
            for name, each in tree.items():
                learn(each, value[name], known, first)
        case list() if isinstance(value, list) and len(tree) == len(value):
            for each, own in zip(tree, value, strict=True):
                learn(each, own, known, first)
        case _ if isinstance(tree, Leaf | dict | list) or type(tree) is not type(value) or tree != value:
            raise UnsteadyError(f"{tree!r} here and {value!r} there")


def _made_of(one: str, other: str, first: Known, second: Known) -> tuple[Piece, ...]:
    """Two texts as what both have in common, and facts between. Raises UnsteadyError."""
    if one == other:
        return (one,)
    for value in sorted((each for each in first.texts if len(each) >= _LEAST and each in one), key=len, reverse=True):
        for fact in sorted(first.texts[value], key=in_order):
            own = second.value(fact)
            if len(own) < _LEAST or own not in other:
                continue
            before, _, after = one.partition(value)
            own_before, _, own_after = other.partition(own)
            both = second.keeping(first.texts[value], own)
            try:
                return (*_made_of(before, own_before, first, second), both, *_made_of(after, own_after, first, second))
            except UnsteadyError:
                continue
    raise UnsteadyError(f"{one!r} here and {other!r} there")


def _narrowed(pieces: Sequence[Piece], value: str, known: Known) -> tuple[Piece, ...]:
    """The pieces of a text after one more was seen; nothing where it is put together otherwise."""
    found: list[Piece] = []
    rest = value
    for piece in pieces:
        own, same = (piece, piece) if isinstance(piece, str) else _longest(piece, rest, known)
        if not rest.startswith(own) or not same:
            return ()
        found.append(same)
        rest = rest.removeprefix(own)
    return () if rest else tuple(found)


def _longest(facts: frozenset[Fact], text: str, known: Known) -> tuple[str, Piece]:
    """The longest value of these facts with which a text begins, and those that have it."""
    fits = [own for fact in facts if (own := known.value(fact)) and text.startswith(own)]
    own = max(fits, key=len, default="")
    return own, known.keeping(facts, own)


def in_order(fact: Fact) -> tuple[str, str]:
    """One order for all facts, so that of several the same one is taken each time."""
    return fact.find.__name__, repr(fact.arguments)
