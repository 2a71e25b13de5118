"""Texts with gaps: what is always the same, and between it the values that are filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

import orjson

from motcua.domain.dossiers.bulk.facts import Fact, Facts
from motcua.domain.dossiers.bulk.learning import Leaf, in_order
from motcua.domain.dossiers.bulk.tables import escaped, escaped_json

LATER: Final = frozenset({Facts.digest, Facts.link})
"""Facts that are found while rows are filled in."""
_SPECIAL: Final = re.compile(r'[\x00-\x1f"\\]')
_GAP: Final = "\0"
"""No text of a database has this letter."""
_MANY: Final = 1 << 16


class As(IntEnum):
    """How a text is written: as a field of COPY, within JSON in a field of COPY, or within JSON alone."""

    FIELD = 0
    COPIED = 1
    JSON = 2


class Gap(NamedTuple):
    """A place where the value with this number stands, written in one of the ways."""

    value: int
    written: As


class Beside(NamedTuple):
    """Something that is told beside the other data of an object only now and then: facts that are its whole text, and
    that nobody has told apart yet.
    """

    facts: frozenset[Fact]


Part = str | Gap


@dataclass(slots=True)
class Wanted:
    """The facts that a mould asks for, in the order of their numbers, and what must hold between them. same: facts that
    could not be told apart yet, or from a constant, so they must agree.
    """

    numbers: dict[Fact, int] = field(default_factory=dict)
    same: dict[frozenset[Fact], str | None] = field(default_factory=dict)

    def number(self, fact: Fact) -> int:
        """The number of a fact's value."""
        return self.numbers.setdefault(fact, len(self.numbers))

    def one_of(self, facts: frozenset[Fact]) -> int:
        """The number of one of several facts that nobody has told apart yet."""
        first, known = _first(facts)
        if len(facts) > 1 and len(known) == len(facts):
            self._must_agree(facts, None)
        return self.number(first)

    def may_be(self, facts: frozenset[Fact], constant: str) -> None:
        """Something was always the same, and so were these facts: nobody can tell yet whether it is one of them."""
        if facts and (known := _first(facts)[1]):
            self._must_agree(known, constant)

    def _must_agree(self, facts: frozenset[Fact], constant: str | None) -> None:
        self.same[facts] = constant
        for fact in facts:
            self.number(fact)


def put_text(parts: list[Part], leaf: Leaf, written: As, wanted: Wanted) -> None:
    """Put the text of a leaf behind what is there."""
    if leaf.pieces:
        parts += [
            _same(each, written) if isinstance(each, str) else Gap(wanted.one_of(each), written) for each in leaf.pieces
        ]
    elif leaf.is_same:
        wanted.may_be(leaf.facts, str(leaf.value))
        parts.append(_same(str(leaf.value), written))
    else:
        parts.append(Gap(wanted.one_of(leaf.facts), written))


def put_json(parts: list[Part], tree: Any, written: As, wanted: Wanted, *, in_order_of_keys: bool) -> None:
    """Put the text of a tree as JSON, as orjson writes it, behind what is there."""
    kind = type(tree)
    if kind is Leaf:
        quote = '"' if isinstance(tree.value, str) else ""
        parts.append(quote)
        put_text(parts, tree, written, wanted)
        parts.append(quote)
    elif kind is dict:
        between = "{"
        for name in sorted(tree) if in_order_of_keys else tree:
            value = tree[name]
            if type(value) is Beside:
                parts.append(Gap(wanted.one_of(value.facts), As.FIELD))
                continue
            parts += between, _named(name)
            put_json(parts, value, written, wanted, in_order_of_keys=in_order_of_keys)
            between = ","
        parts.append("}" if between == "," else "{}")
    elif kind is list:
        for n, value in enumerate(tree):
            parts.append("," if n else "[")
            put_json(parts, value, written, wanted, in_order_of_keys=in_order_of_keys)
        parts.append("]" if tree else "[]")
    else:
        parts.append(orjson.dumps(tree).decode())


def spelled(text: str, written: As) -> str:
    """A text as it is written there."""
    if not _SPECIAL.search(text):
        return text
    if written is As.FIELD:
        return escaped(text)
    return escaped_json(_quoted(text)[1:-1]) if written is As.COPIED else _quoted(text)[1:-1]


def spellings(values: Sequence[str]) -> list[str]:
    """All values in each of the ways, one way after the other."""
    found = [*values, *values, *values]
    if _SPECIAL.search("".join(values)):
        count = len(values)
        for n, value in enumerate(values):
            if _SPECIAL.search(value):
                for written in As:
                    found[written * count + n] = spelled(value, written)
    return found


def filler(parts: Sequence[Part], count: int) -> Callable[[Sequence[str]], str]:
    """What fills the gaps of a text from `spellings` of so many values: the text is put together once for all."""
    whole = "".join([part if type(part) is str else _GAP for part in parts])
    gaps = [part.written * count + part.value for part in parts if isinstance(part, Gap)]
    if not gaps:
        return lambda values: whole
    text = whole.replace("%", "%%").replace(_GAP, "%s")
    if len(gaps) == 1:
        only = gaps[0]
        return lambda values: text % values[only]
    chosen = itemgetter(*gaps)
    return lambda values: text % chosen(values)


@lru_cache(_MANY)
def _first(facts: frozenset[Fact]) -> tuple[Fact, frozenset[Fact]]:
    """Which of several facts is asked, one that is found later if there is any; and those that are known before."""
    known = frozenset(fact for fact in facts if fact.find not in LATER)
    return min(facts - known or facts, key=in_order), known


@lru_cache(_MANY)
def _same(text: str, written: As) -> str:
    """As `spelled`, for texts that stand in many moulds."""
    return spelled(text, written)


@lru_cache(_MANY)
def _named(name: str) -> str:
    return f"{_quoted(name)}:"


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()
