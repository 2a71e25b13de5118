"""Where the values of a dossier's rows come from, as several dossiers of one shape show it.

A value that is the same in all of them is a constant of the shape. One that differs is explained by the facts that have
the same value in each of them, alone or within a text. What cannot be told apart yet stays open: every fact that would
explain a value is kept until another dossier rules it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.domain.dossiers.bulk.facts import Fact

_LEAST = 3
"""Shorter values are found within texts by accident."""


class UnsteadyError(Exception):
    """Dossiers of this shape differ in a way that no fact explains."""


@dataclass(slots=True)
class Known:
    """The facts of one dossier by their values."""

    texts: dict[str, frozenset[Fact]]
    numbers: dict[int, frozenset[Fact]]
    values: dict[Fact, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[Fact, str], numbers: Mapping[Fact, str]) -> Known:
        """From facts with their values."""
        return cls(_inverse(texts), {int(v): facts for v, facts in _inverse(numbers).items()}, dict(texts))

    def explaining(self, value: str | int) -> frozenset[Fact]:
        """The facts that have this value."""
        if isinstance(value, int):
            return self.numbers.get(value, frozenset())
        return self.texts.get(value, frozenset())


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
        self.facts &= known.explaining(value)
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


def _inverse(values: Mapping[Fact, str]) -> dict[str, frozenset[Fact]]:
    found: dict[str, set[Fact]] = {}
    for fact, value in values.items():
        if value:
            found.setdefault(value, set()).add(fact)
    return {value: frozenset(facts) for value, facts in found.items()}


def _made_of(one: str, other: str, first: Known, second: Known) -> tuple[Piece, ...]:
    """Two texts as what both have in common, and facts between. Raises UnsteadyError."""
    if one == other:
        return (one,)
    for value in sorted((each for each in first.texts if len(each) >= _LEAST and each in one), key=len, reverse=True):
        for fact in sorted(first.texts[value], key=in_order):
            own = second.values.get(fact, "")
            if len(own) < _LEAST or own not in other:
                continue
            before, _, after = one.partition(value)
            own_before, _, own_after = other.partition(own)
            both = frozenset(each for each in first.texts[value] if second.values.get(each) == own)
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
    fits = [own for fact in facts if (own := known.values.get(fact)) and text.startswith(own)]
    own = max(fits, key=len, default="")
    return own, frozenset(fact for fact in facts if own and known.values.get(fact) == own)


def in_order(fact: Fact) -> tuple[str, str]:
    """One order for all facts, so that of several the same one is taken each time."""
    return fact.find.__name__, repr(fact.arguments)
