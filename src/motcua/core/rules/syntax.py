"""The syntax tree of FEEL: small frozen nodes, each with its place in the text.

Two trees are equal when they say the same; the places do not count.
"""

from collections.abc import Callable
from collections.abc import Iterator as Iterating
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Final, TypeAlias

from motcua.core.rules.errors import Position


@dataclass(frozen=True, slots=True)
class Placed:
    """Anything with a place in the text."""

    at: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class Literal(Placed):
    """A number, string, boolean or null."""

    value: Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class AtLiteral(Placed):
    """`@"2026-11-21"`."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Placed):
    """A name, resolved at compile time."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Placed):
    """`source.member`."""

    source: "Node"
    member: str


@dataclass(frozen=True, slots=True)
class Filter(Placed):
    """`source[condition]`, also for an index."""

    source: "Node"
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Call(Placed):
    """`callee(1, 2)` or `callee(a: 1, b: 2)`: `names` is empty, or as long as `arguments`."""

    callee: "Node"
    arguments: tuple["Node", ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negation(Placed):
    """`-operand`."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic(Placed):
    """`+ - * / **`."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison(Placed):
    """`= != < <= > >=`."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic(Placed):
    """`and`, `or` between two operands or more."""

    operator: str
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Between(Placed):
    """`value between low and high`."""

    value: "Node"
    low: "Node"
    high: "Node"


@dataclass(frozen=True, slots=True)
class In(Placed):
    """`value in test` or `value in (test, test)`."""

    value: "Node"
    tests: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class If(Placed):
    """`if condition then then else otherwise`."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Iterator(Placed):
    """`name in domain` or `name in domain..end`."""

    name: str
    domain: "Node"
    end: "Node | None" = None


@dataclass(frozen=True, slots=True)
class For(Placed):
    """`for iterators return body`."""

    iterators: tuple[Iterator, ...]
    body: "Node"


@dataclass(frozen=True, slots=True)
class Quantified(Placed):
    """`some` or `every` … `satisfies`."""

    quantifier: str
    iterators: tuple[Iterator, ...]
    condition: "Node"


@dataclass(frozen=True, slots=True)
class ListOf(Placed):
    """`[item, item]`."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Placed):
    """`{key: value}`."""

    entries: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class RangeOf(Placed):
    """`[start..end)` and its like."""

    start: "Node"
    end: "Node"
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class OneSided(Placed):
    """`< operand` and its like, as a unary test or in parentheses."""

    operator: str
    operand: "Node"


@dataclass(frozen=True, slots=True)
class TypeName(Placed):
    """A type: its name and what stands between `<` and `>`.

    `list<number>` has one parameter without a label, `context<a: number>` labelled ones, `function<number> -> string`
    the parameters and then the result.
    """

    name: str
    parameters: tuple["TypeName", ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceOf(Placed):
    """`value instance of type`."""

    value: "Node"
    type: TypeName


@dataclass(frozen=True, slots=True)
class Parameter(Placed):
    """A parameter of a function, with its type when it has one."""

    name: str
    type: TypeName | None


@dataclass(frozen=True, slots=True)
class FunctionOf(Placed):
    """`function(parameters) body`; an external one has the context that describes it as its body."""

    parameters: tuple[Parameter, ...]
    body: "Node"
    external: bool = False


@dataclass(frozen=True, slots=True)
class Construct(Placed):
    """What is drawn in boxes and has no writing in FEEL's text, such as a decision table.

    `make` gives its code when it is called with what is known at the place and with the compiler for the parts.
    """

    parts: tuple[Placed, ...]
    make: Callable[..., Callable[..., Any]] = field(compare=False)


Node: TypeAlias = (
    Literal
    | AtLiteral
    | Name
    | Path
    | Filter
    | Call
    | Negation
    | Arithmetic
    | Comparison
    | Logic
    | Between
    | In
    | If
    | For
    | Quantified
    | ListOf
    | ContextOf
    | RangeOf
    | OneSided
    | InstanceOf
    | FunctionOf
    | Construct
)


@dataclass(frozen=True, slots=True)
class AnyOf(Placed):
    """Unary tests of which one must hold, or with `negated` none may; no tests at all (`-`) always hold."""

    tests: tuple[Node, ...]
    negated: bool = False


_FIELDS: Final[dict[type, tuple[str, ...]]] = {}
"""The fields of each kind of nodes, found out once: they are asked for at every node of every tree."""


def children(node: Placed) -> Iterating[Placed]:
    """The nodes directly below a node, in the order of the text."""
    names = _FIELDS.get(type(node))
    if names is None:
        names = _FIELDS[type(node)] = tuple(each.name for each in fields(node) if each.name != "at")
    for name in names:
        yield from _nodes_in(getattr(node, name))


def depth_of(node: Placed) -> int:
    """Levels of nodes inside one another. Walks without recursion: the tree may be as deep as its text is long."""
    deepest, level = 0, [node]
    while level:
        deepest += 1
        level = [child for parent in level for child in children(parent)]
    return deepest


def _nodes_in(value: object) -> Iterating[Placed]:
    if isinstance(value, Placed):
        yield value
    elif isinstance(value, tuple) and not isinstance(value, Position):
        for item in value:
            yield from _nodes_in(item)
