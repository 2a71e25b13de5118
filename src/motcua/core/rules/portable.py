"""The part of FEEL that also runs in the browser, as a tree of JSON arrays.

A node is an array: its kind, then its parts in the order given here. A part in capitals is a node.

    ["value", x]                      x is null, true, false or a string
    ["number", "12.5"]                the number, written as a decimal without exponent
    ["date", "2026-11-21"]            a date
    ["name", "pages"]                 a loop variable of that name, else the entry of the data; null when missing
    ["path", SOURCE, "ward"]          the entry of a context; of a list, the list of the entries of its items; of a date
                                      its year, month, day or weekday (1 is Monday) as a number; else null
    ["list", ITEM, …]                 a list; may be empty
    ["neg", A]                        -A
    ["+", A, B]  ["-", …]  ["*", …]  ["/", …]
    ["=", A, B]  ["!=", …]  ["<", …]  ["<=", …]  [">", …]  [">=", …]
    ["and", A, B, …]  ["or", A, B, …]     two operands or more
    ["not", A]
    ["if", CONDITION, THEN, ELSE]
    ["in", VALUE, TEST, …]            one test or more; a test is a node, or one of the next two
    ["test", "<", A]                  stands only as a test: VALUE < A; the sign is any of the six of comparison
    ["range", LOW, HIGH, l, h]        stands only as a test: l and h (booleans) say whether the end belongs to it
    ["some", "x", LIST, CONDITION]    ["every", "x", LIST, CONDITION]     CONDITION may use the name "x"
    ["call", "count", A]              the functions of `FUNCTIONS`, with exactly as many parts as is said there

Values are null, booleans, strings, numbers, dates, lists and contexts (objects). A date must not be confused with a
string: who evaluates wraps the date fields of a form first. There are no durations: the difference of two dates, which
is one here, is null there.

What is wrong becomes null and never stops anything:
- arithmetic is on two numbers; `+` also joins two strings; anything else, null too, and division by zero give null.
  Numbers are decimals of 34 digits here and may be binary ones there: what the browser computes is a preview, and sums
  of money are integers, which agree;
- `=`: two nulls are equal, null and anything else are not; values of different kinds give null; lists and contexts are
  equal when all their parts are, in lists in the same order; a part that gives null is not equal. `!=` is the opposite,
  and null where `=` is null;
- `<` and its like are on two numbers, two dates or two strings (by code points); anything else gives null;
- `and` is false when an operand is false, else null when one is not true, else true; `or` is true when an operand is
  true, else null when one is not false, else false; `not` turns true and false round and makes null of all else;
- `if` takes ELSE for every CONDITION that is not true;
- `in` is true when a test is, else null when one is null, else false. A plain node as a test: a list is true when VALUE
  is equal to one of its items or to the list itself, else false; any other value is as by `=`. `["range", …]`: null
  when LOW > HIGH, or when neither is null and they have no order; else false when VALUE lies outside by one of the two
  ends, null when it has no order with one of them, else true. `["test", …]` is as the comparison, except that
  VALUE null with `=` or `!=` gives null;
- `some`: true when CONDITION is for one item, else null when it was no boolean for one, else false; `every`: false when
  it is for one, else null likewise, else true. LIST null gives null; another value that is no list is one of itself;
- a function gets null or a part of the wrong kind: null. Where it says list, another value than null is a list of
  itself; where it does not, a list of one item is that item.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from motcua.core.rules.errors import Message, NotPortableError
from motcua.core.rules.expression import Expression
from motcua.core.rules.numbers import number_text
from motcua.core.rules.syntax import (
    Arithmetic,
    AtLiteral,
    Between,
    Call,
    Comparison,
    If,
    In,
    ListOf,
    Literal,
    Logic,
    Name,
    Negation,
    OneSided,
    Path,
    Placed,
    Quantified,
    RangeOf,
)
from motcua.core.rules.temporal import Date
from motcua.core.rules.temporal_text import date_text, parse_temporal

Portable: TypeAlias = "list[Portable | str | bool | None]"

FUNCTIONS: Final = {
    "count": 1,
    "sum": 1,
    "min": 1,
    "max": 1,
    "contains": 2,
    "starts with": 2,
    "ends with": 2,
    "string length": 1,
    "upper case": 1,
    "lower case": 1,
    "date": 1,
}
"""How many parts each function takes.

count, sum, min, max: a list; the last three are null for an empty list, sum is of numbers, min and max of values that
can be compared. The others: strings; string length counts code points. date: the date in a string, or null.
"""
_OF_A_LIST: Final = frozenset({"sum", "min", "max"})


def to_portable(expression: Expression) -> Portable:
    """The expression as nodes for the browser; raises `NotPortableError` with the place of what it cannot do."""
    return _node(expression.tree)


def _node(node: Placed) -> Portable:
    part = _PARTS.get(type(node))
    if part is None:
        raise _not_portable(node)
    return part(node)


def _literal(node: Literal) -> Portable:
    if isinstance(node.value, Decimal):
        return ["number", number_text(node.value)]
    return ["value", node.value]


def _at_literal(node: AtLiteral) -> Portable:
    date = parse_temporal(node.text)
    if not isinstance(date, Date) or not 0 <= date.year <= 9999:
        raise _not_portable(node)
    return ["date", date_text(date)]


def _arithmetic(node: Arithmetic) -> Portable:
    if node.operator == "**":
        raise _not_portable(node)
    return [node.operator, _node(node.left), _node(node.right)]


def _between(node: Between) -> Portable:
    value = _node(node.value)
    return ["and", [">=", value, _node(node.low)], ["<=", value, _node(node.high)]]


def _in(node: In) -> Portable:
    return ["in", _node(node.value), *(_test(test) for test in node.tests)]


def _test(test: Placed) -> Portable:
    if isinstance(test, OneSided):
        return ["test", test.operator, _node(test.operand)]
    if isinstance(test, RangeOf):
        return ["range", _node(test.start), _node(test.end), test.start_included, test.end_included]
    if any(isinstance(item, (OneSided, RangeOf)) for item in (test.items if isinstance(test, ListOf) else ())):
        raise _not_portable(test)
    return _node(test)


def _quantified(node: Quantified) -> Portable:
    """Several variables are quantifiers one inside the other."""
    made = _node(node.condition)
    for iterator in reversed(node.iterators):
        if iterator.end:
            raise _not_portable(iterator)
        made = [node.quantifier, iterator.name, _node(iterator.domain), made]
    return made


def _call(node: Call) -> Portable:
    name = node.callee.name if isinstance(node.callee, Name) else ""
    arguments: list[Portable] = [_node(argument) for argument in node.arguments]
    if name == "not" and len(arguments) == 1 and not node.names:
        return ["not", *arguments]
    if name in _OF_A_LIST and len(arguments) > 1:
        arguments = [["list", *arguments]]
    if FUNCTIONS.get(name) != len(arguments) or node.names:
        raise _not_portable(node)
    return ["call", name, *arguments]


def _not_portable(node: Placed) -> NotPortableError:
    return NotPortableError(
        Message(
            "trình duyệt không tính được phần này; hãy để máy chủ tính hoặc viết lại bằng phép tính đơn giản",
            "the browser cannot evaluate this part; leave it to the server, or write it with plain operators",
        ),
        node.at,
    )


_PARTS: Final[dict[type, Callable[[Any], Portable]]] = {
    Literal: _literal,
    AtLiteral: _at_literal,
    Name: lambda node: ["name", node.name],
    Path: lambda node: ["path", _node(node.source), node.member],
    ListOf: lambda node: ["list", *map(_node, node.items)],
    Negation: lambda node: ["neg", _node(node.operand)],
    Arithmetic: _arithmetic,
    Comparison: lambda node: [node.operator, _node(node.left), _node(node.right)],
    Logic: lambda node: [node.operator, *map(_node, node.operands)],
    If: lambda node: ["if", _node(node.condition), _node(node.then), _node(node.otherwise)],
    Between: _between,
    In: _in,
    Quantified: _quantified,
    Call: _call,
}
