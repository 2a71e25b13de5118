"""Texts with gaps: what is always the same, and between it the values that are filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from operator import itemgetter
from typing import Any, Final, NamedTuple

import orjson

from motcua.domain.dossiers.bulk.facts import Fact, Facts
from motcua.domain.dossiers.bulk.learning import Leaf, in_order
from motcua.domain.dossiers.bulk.tables import escaped

LATER: Final = frozenset({Facts.digest, Facts.link})
"""Facts that are found while rows are filled in."""
_SPECIAL: Final = re.compile(r'[\x00-\x1f"\\]')


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
    """Something that is told beside the other data of an object only now and then: a fact that is its whole text."""

    fact: Fact


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
        later = [fact for fact in facts if fact.find in LATER]
        if len(facts) > 1 and not later:
            self._must_agree(facts, None)
        return self.number(min(later or facts, key=in_order))

    def may_be(self, facts: frozenset[Fact], constant: str) -> None:
        """Something was always the same, and so were these facts: nobody can tell yet whether it is one of them."""
        known = frozenset(fact for fact in facts if fact.find not in LATER)
        if known:
            self._must_agree(known, constant)

    def _must_agree(self, facts: frozenset[Fact], constant: str | None) -> None:
        self.same[facts] = constant
        for fact in facts:
            self.number(fact)


def parts_of(leaf: Leaf, written: As, wanted: Wanted) -> list[Part]:
    """The text of a leaf."""
    if leaf.pieces:
        return [
            spelled(each, written) if isinstance(each, str) else Gap(wanted.one_of(each), written)
            for each in leaf.pieces
        ]
    if leaf.is_same:
        wanted.may_be(leaf.facts, str(leaf.value))
        return [spelled(str(leaf.value), written)]
    return [Gap(wanted.one_of(leaf.facts), written)]


def json_of(tree: Any, written: As, wanted: Wanted, *, in_order_of_keys: bool) -> list[Part]:
    """The text of a tree as JSON, as orjson writes it."""
    match tree:
        case Leaf() if isinstance(tree.value, str):
            return ['"', *parts_of(tree, written, wanted), '"']
        case Leaf():
            return parts_of(tree, written, wanted)
        case dict():
            found: list[Part] = []
            for name, value in sorted(tree.items()) if in_order_of_keys else tree.items():
                if isinstance(value, Beside):
                    found.append(Gap(wanted.number(value.fact), As.FIELD))
                    continue
                found += ["," if found else "", f"{spelled(_quoted(name), As.FIELD)}:"]
                found += json_of(value, written, wanted, in_order_of_keys=in_order_of_keys)
            return ["{", *found, "}"]
        case list():
            found = []
            for value in tree:
                found += ["," if found else "", *json_of(value, written, wanted, in_order_of_keys=in_order_of_keys)]
            return ["[", *found, "]"]
    return [orjson.dumps(tree).decode()]


def spelled(text: str, written: As) -> str:
    """A text as it is written there."""
    if not _SPECIAL.search(text):
        return text
    if written is As.FIELD:
        return escaped(text)
    return escaped(_quoted(text)[1:-1]) if written is As.COPIED else _quoted(text)[1:-1]


def spellings(values: Sequence[str]) -> list[str]:
    """All values in each of the ways, one way after the other."""
    if not _SPECIAL.search("".join(values)):
        return [*values, *values, *values]
    return [spelled(value, written) for written in As for value in values]


def filler(parts: Iterable[Part], count: int) -> Callable[[Sequence[str]], str]:
    """What fills the gaps of a text from `spellings` of so many values: the text is put together once for all."""
    texts, gaps = list[str](), list[int]()
    for part in parts:
        if isinstance(part, str):
            texts.append(part.replace("%", "%%"))
        else:
            texts.append("%s")
            gaps.append(part.written * count + part.value)
    text = "".join(texts)
    if not gaps:
        whole = text.replace("%%", "%")
        return lambda values: whole
    if len(gaps) == 1:
        only = gaps[0]
        return lambda values: text % values[only]
    chosen = itemgetter(*gaps)
    return lambda values: text % chosen(values)


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()
