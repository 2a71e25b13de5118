"""The cells of a table's inputs, compiled; and of those that hold only constants, the constants."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from motcua.core.rules.comparison import truth_of_any
from motcua.core.rules.compiler.operators import Check, compile_test
from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.errors import Position
from motcua.core.rules.evaluation import Run, Scope
from motcua.core.rules.syntax import (
    AnyOf,
    AtLiteral,
    Call,
    ListOf,
    Literal,
    Name,
    Negation,
    OneSided,
    Placed,
    RangeOf,
    children,
)
from motcua.core.rules.values import Range, Value

_CONSTANT: Final = (Literal, AtLiteral, Negation, ListOf, RangeOf, OneSided)
_MAKERS: Final = frozenset({"date", "time", "date and time", "duration", "years and months duration"})
_NO_DATA: Final[Scope] = {}
_MOST_OF_A_TEST: Final = 50
"""Constants of one test, which may be a list, that can be looked up; a longer list is asked."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Unary tests on the value of an input.

    `constants` are for each test the values that it mentions, when no test mentions anything else: for two values on
    the same side of each of them the answer is then the same.
    """

    tree: AnyOf
    checks: tuple[Check, ...]
    constants: tuple[tuple[Value, ...], ...] | None

    @property
    def always(self) -> bool:
        """Whether every value passes: the cell is `-`."""
        return not self.checks

    def passes(self, value: Value, scope: Scope, run: Run) -> bool:
        """Whether the value passes; a test that cannot be decided is not passed."""
        at: Position = self.tree.at
        run.spend(len(self.checks))
        answer = truth_of_any([check(value, scope, run, at) for check in self.checks]) if self.checks else True
        return answer is (not self.tree.negated)

    @property
    def mentioned(self) -> Iterator[Value]:
        """The constants of all tests."""
        return (constant for constants in self.constants or () for constant in constants)


def compile_cell(tree: AnyOf, static: Static, compile_: Compile) -> Cell:
    """The cell of that tree."""
    checks = tuple(compile_test(test, static, compile_) for test in tree.tests)
    constants = None
    if all(_is_constant(test, static) for test in tree.tests):
        values = [compile_(test, static)(_NO_DATA, Run()) for test in tree.tests]
        constants = tuple(tuple(_ends(value)) for value in values)
    if constants and max(map(len, constants)) > _MOST_OF_A_TEST:
        constants = None
    return Cell(tree, checks, constants)


def _is_constant(node: Placed, static: Static) -> bool:
    """Whether the node has the same value for all data."""
    if isinstance(node, Call):
        callee = node.callee
        maker = isinstance(callee, Name) and callee.name in _MAKERS and static.resolve(callee.name).base == "root"
        return maker and all(_is_constant(argument, static) for argument in node.arguments)
    return isinstance(node, _CONSTANT) and all(_is_constant(child, static) for child in children(node))


def _ends(value: Value) -> Iterator[Value]:
    """The values that a test compares with."""
    if isinstance(value, Range):
        yield from (end for end in (value.start, value.end) if end is not None)
    elif isinstance(value, list):
        for item in value:
            yield from _ends(item)
    else:
        yield value
