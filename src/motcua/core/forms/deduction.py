"""What a formula can give, deduced before there are any data; and what in it can never work.

A comparison of text with a number, a sum of names, a code that is not among a field's options: FEEL makes a silent null
of these, and a condition would never hold. Here they are mistakes of the definition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.core.forms.shapes import ANY, DATE, NOTHING, NUMBER, TEXT, TRUTH, Shape, list_of
from motcua.core.forms.wording import Text
from motcua.core.rules import Portable

_FREE: Final = frozenset({"any", "nothing"})
"""Kinds that go together with every other."""
_ORDERED: Final = frozenset({"number", "date", "text"}) | _FREE


class Deduction:
    """One formula held against the shapes of its names; `complaints` are the reasons why it cannot work."""

    def __init__(self, names: Mapping[str, Shape]) -> None:
        self.names = names
        self.complaints: list[Text] = []

    def deduce(self, node: Portable) -> Shape:
        """The shape of the node's value."""
        kind = str(node[0])
        return _RULES[kind](self, node)

    def wanted(self, node: Portable, kind: str) -> None:
        """Complain unless the node can give such a value."""
        self.fits(self.deduce(node), kind)

    def fits(self, found: Shape, kind: str) -> None:
        if found.kind != kind and found.kind not in _FREE:
            wanted = Shape(kind).words
            self.complain(
                f"cần {wanted.vi} nhưng lại là {found.words.vi}", f"{wanted.en} is needed, not {found.words.en}"
            )

    def same(self, one: Shape, other: Shape) -> Shape:
        """The shape of something that is either; complain when the two never go together."""
        if one.kind in _FREE or other.kind in _FREE:
            return other if one.kind == "nothing" else one
        if one.kind != other.kind:
            self.complain(
                f"{one.words.vi} và {other.words.vi} không đi cùng nhau",
                f"{one.words.en} and {other.words.en} do not go together",
            )
        if one.codes is not None and other.codes is not None:
            return Shape("text", codes=one.codes | other.codes, written=one.written and other.written)
        return one if one.codes is None else other

    def equal(self, one: Shape, other: Shape) -> None:
        """Complain when the two can never be equal, or a code is written that is none of a field's options."""
        self.same(one, other)
        if one.codes is None or other.codes is None or one.written is other.written:
            return
        options, written = (other.codes, one.codes) if one.written else (one.codes, other.codes)
        shown = ", ".join(sorted(options))
        for code in sorted(written - options):
            self.complain(
                f"“{code}” không có trong các lựa chọn: {shown}", f"“{code}” is not among the options: {shown}"
            )

    def complain(self, vi: str, en: str) -> None:
        self.complaints.append(Text(vi, en))


Rule = Callable[[Deduction, Any], Shape]


def _value(_at: Deduction, node: Any) -> Shape:
    if isinstance(node[1], bool):
        return TRUTH
    return NOTHING if node[1] is None else Shape("text", codes=frozenset({node[1]}), written=True)


def _path(at: Deduction, node: Any) -> Shape:
    return _member(at.deduce(node[1]), node[2])


def _member(source: Shape, member: str) -> Shape:
    if source.kind == "list":
        return list_of(_member(source.item or ANY, member))
    return source.members.get(member, ANY)


def _list(at: Deduction, node: Any) -> Shape:
    item = NOTHING
    for part in node[1:]:
        item = at.same(item, at.deduce(part))
    return list_of(item)


def _plus(at: Deduction, node: Any) -> Shape:
    one, other = at.deduce(node[1]), at.deduce(node[2])
    together = at.same(one, other)
    if together.kind == "text":
        return TEXT
    at.fits(together, "number")
    return NUMBER


def _calculated(at: Deduction, node: Any) -> Shape:
    for part in node[1:]:
        at.wanted(part, "number")
    return NUMBER


def _equality(at: Deduction, node: Any) -> Shape:
    at.equal(at.deduce(node[1]), at.deduce(node[2]))
    return TRUTH


def _order(at: Deduction, node: Any) -> Shape:
    _in_order(at, at.same(at.deduce(node[1]), at.deduce(node[2])))
    return TRUTH


def _in_order(at: Deduction, found: Shape) -> None:
    if found.kind not in _ORDERED:
        at.complain(f"không so sánh lớn bé được với {found.words.vi}", f"{found.words.en} has no larger or smaller")


def _logic(at: Deduction, node: Any) -> Shape:
    for part in node[1:]:
        at.wanted(part, "truth")
    return TRUTH


def _if(at: Deduction, node: Any) -> Shape:
    at.wanted(node[1], "truth")
    return at.same(at.deduce(node[2]), at.deduce(node[3]))


def _in(at: Deduction, node: Any) -> Shape:
    value = at.deduce(node[1])
    for test in node[2:]:
        if test[0] == "range":
            for end in test[1:3]:
                _in_order(at, at.same(value, at.deduce(end)))
        elif test[0] == "test":
            other = at.deduce(test[2])
            _in_order(at, at.same(value, other)) if test[1] not in ("=", "!=") else at.equal(value, other)
        else:
            other = at.deduce(test)
            at.equal(value, other.item or ANY if other.kind == "list" and value.kind != "list" else other)
    return TRUTH


def _quantified(at: Deduction, node: Any) -> Shape:
    items = at.deduce(node[2])
    at.fits(items, "list")
    inner = Deduction({**at.names, node[1]: items.item or ANY})
    inner.wanted(node[3], "truth")
    at.complaints += inner.complaints
    return TRUTH


def _call(at: Deduction, node: Any) -> Shape:
    name, *parts = node[1:]
    shapes = [at.deduce(part) for part in parts]
    wanted, gives = _FUNCTIONS[name]
    for shape in shapes:
        at.fits(shape, wanted)
    item = shapes[0].item or ANY
    if name == "sum":
        at.fits(item, "number")
    if name in ("min", "max"):
        _in_order(at, item)
    return gives or item


_FUNCTIONS: Final[dict[str, tuple[str, Shape | None]]] = {
    "count": ("list", NUMBER),
    "sum": ("list", NUMBER),
    "min": ("list", None),
    "max": ("list", None),
    "contains": ("text", TRUTH),
    "starts with": ("text", TRUTH),
    "ends with": ("text", TRUTH),
    "string length": ("text", NUMBER),
    "upper case": ("text", TEXT),
    "lower case": ("text", TEXT),
    "date": ("text", DATE),
}
"""For each function what it takes and what it gives; None for an item of the list."""

_RULES: Final[dict[str, Rule]] = {
    "value": _value,
    "number": lambda _at, _node: NUMBER,
    "date": lambda _at, _node: DATE,
    "name": lambda at, node: at.names.get(node[1], ANY),
    "path": _path,
    "list": _list,
    "+": _plus,
    **dict.fromkeys(("neg", "-", "*", "/"), _calculated),
    **dict.fromkeys(("=", "!="), _equality),
    **dict.fromkeys(("<", "<=", ">", ">="), _order),
    **dict.fromkeys(("and", "or", "not"), _logic),
    "if": _if,
    "in": _in,
    **dict.fromkeys(("some", "every"), _quantified),
    "call": _call,
}
