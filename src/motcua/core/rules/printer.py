"""A syntax tree written out as FEEL again, with no more brackets than needed: the one spelling of an expression."""

from collections.abc import Callable
from typing import Any, Final

from motcua.core.rules.parser import LEVELS, NEGATION_LEVEL
from motcua.core.rules.syntax import (
    Arithmetic,
    AtLiteral,
    Between,
    Call,
    Comparison,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    If,
    In,
    InstanceOf,
    Iterator,
    ListOf,
    Literal,
    Logic,
    Name,
    Negation,
    OneSided,
    Parameter,
    Path,
    Placed,
    Quantified,
    RangeOf,
    TypeName,
)
from motcua.core.rules.text import quoted, scalar_text

_VALUE = NEGATION_LEVEL + 1


def printed(node: Placed) -> str:
    """The text of a tree; parsed with the same names known, it gives an equal tree."""
    return _PARTS[type(node)](node)


def _within(node: Placed, level: int) -> str:
    """The text of an operand, in brackets when it binds more loosely than its place asks."""
    text = printed(node)
    return text if _level(node) >= level else f"({text})"


def _level(node: Placed) -> int:
    if isinstance(node, (Arithmetic, Comparison, Logic)):
        return LEVELS[node.operator]
    if isinstance(node, (Between, In)):
        return LEVELS["in"]
    if isinstance(node, InstanceOf):
        return LEVELS["instance"]
    if isinstance(node, (If, For, Quantified, FunctionOf)):
        return 0
    return NEGATION_LEVEL if isinstance(node, Negation) else _VALUE


def _binary(node: Arithmetic | Comparison) -> str:
    level = LEVELS[node.operator]
    return f"{_within(node.left, level)} {node.operator} {_within(node.right, level + 1)}"


def _logic(node: Logic) -> str:
    return f" {node.operator} ".join(_within(operand, LEVELS[node.operator] + 1) for operand in node.operands)


def _between(node: Between) -> str:
    level = LEVELS["between"]
    low, high = _within(node.low, level + 1), _within(node.high, level + 1)
    return f"{_within(node.value, level)} between {low} and {high}"


def _in(node: In) -> str:
    tests = ", ".join(map(printed, node.tests))
    return f"{_within(node.value, LEVELS['in'])} in ({tests})"


def _one_sided(node: OneSided) -> str:
    return f"({node.operator} {printed(node.operand)})"


def _negation(node: Negation) -> str:
    return f"-{_within(node.operand, NEGATION_LEVEL)}"


def _call(node: Call) -> str:
    names = node.names or ("",) * len(node.arguments)
    arguments = (
        f"{name}: {printed(argument)}" if name else printed(argument)
        for name, argument in zip(names, node.arguments, strict=True)
    )
    return f"{_within(node.callee, _VALUE)}({', '.join(arguments)})"


def _iterators(iterators: tuple[Iterator, ...]) -> str:
    return ", ".join(
        f"{each.name} in {printed(each.domain)}" + (f"..{printed(each.end)}" if each.end else "") for each in iterators
    )


def _range(node: RangeOf) -> str:
    opening, closing = "[" if node.start_included else "(", "]" if node.end_included else ")"
    return f"{opening}{printed(node.start)}..{printed(node.end)}{closing}"


def _context(node: ContextOf) -> str:
    return "{" + ", ".join(f"{quoted(key)}: {printed(value)}" for key, value in node.entries) + "}"


def _function(node: FunctionOf) -> str:
    external = "external " if node.external else ""
    return f"function({', '.join(map(printed, node.parameters))}) {external}{printed(node.body)}"


def _parameter(node: Parameter) -> str:
    return f"{node.name}: {printed(node.type)}" if node.type else node.name


def _type(node: TypeName) -> str:
    if node.name == "function" and node.parameters:
        *parameters, result = map(printed, node.parameters)
        return f"function<{', '.join(parameters)}> -> {result}"
    labels = node.labels or ("",) * len(node.parameters)
    parts = (
        f"{label}: {printed(part)}" if label else printed(part)
        for label, part in zip(labels, node.parameters, strict=True)
    )
    return f"{node.name}<{', '.join(parts)}>" if node.parameters else node.name


_PARTS: Final[dict[type, Callable[[Any], str]]] = {
    Literal: lambda node: quoted(node.value) if isinstance(node.value, str) else scalar_text(node.value),
    AtLiteral: lambda node: f"@{quoted(node.text)}",
    Name: lambda node: node.name,
    Path: lambda node: f"{_within(node.source, _VALUE)}.{node.member}",
    Filter: lambda node: f"{_within(node.source, _VALUE)}[{printed(node.condition)}]",
    Call: _call,
    Negation: _negation,
    Arithmetic: _binary,
    Comparison: _binary,
    Logic: _logic,
    Between: _between,
    In: _in,
    If: lambda node: f"if {printed(node.condition)} then {printed(node.then)} else {printed(node.otherwise)}",
    For: lambda node: f"for {_iterators(node.iterators)} return {printed(node.body)}",
    Quantified: lambda node: f"{node.quantifier} {_iterators(node.iterators)} satisfies {printed(node.condition)}",
    ListOf: lambda node: f"[{', '.join(map(printed, node.items))}]",
    ContextOf: _context,
    RangeOf: _range,
    OneSided: _one_sided,
    TypeName: _type,
    InstanceOf: lambda node: f"{_within(node.value, LEVELS['instance'])} instance of {printed(node.type)}",
    Parameter: _parameter,
    FunctionOf: _function,
}
