"""The compiler: from the syntax tree to Python closures.

Each node becomes a function of the scope and the run; what is known beforehand (names, constants, heads of built-in
functions) is decided once, at compile time. There is no `eval`: compiled code can do what FEEL can do and no more.
"""

from collections.abc import Callable
from typing import Any, Final

from motcua.core.rules import syntax
from motcua.core.rules.compiler.calls import compile_call, compile_function
from motcua.core.rules.compiler.collections import compile_context, compile_filter, compile_list, compile_range
from motcua.core.rules.compiler.loops import compile_for, compile_quantified
from motcua.core.rules.compiler.names import compile_name, compile_path
from motcua.core.rules.compiler.operators import (
    Check,
    compile_arithmetic,
    compile_between,
    compile_comparison,
    compile_if,
    compile_in,
    compile_logic,
    compile_negation,
    compile_one_sided,
    compile_test,
)
from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.compiler.types import compile_instance_of
from motcua.core.rules.evaluation import Code
from motcua.core.rules.problems import Problem
from motcua.core.rules.temporal_text import parse_temporal

_PARTS: Final[dict[type, Callable[[Any, Static, Compile], Code]]] = {
    syntax.Path: compile_path,
    syntax.Filter: compile_filter,
    syntax.Call: compile_call,
    syntax.Negation: compile_negation,
    syntax.Arithmetic: compile_arithmetic,
    syntax.Comparison: compile_comparison,
    syntax.Logic: compile_logic,
    syntax.Between: compile_between,
    syntax.In: compile_in,
    syntax.If: compile_if,
    syntax.For: compile_for,
    syntax.Quantified: compile_quantified,
    syntax.ListOf: compile_list,
    syntax.ContextOf: compile_context,
    syntax.RangeOf: compile_range,
    syntax.OneSided: compile_one_sided,
    syntax.InstanceOf: compile_instance_of,
    syntax.FunctionOf: compile_function,
}


def compile_tree(node: syntax.Placed, static: Static) -> Code:
    """The code of an expression's tree."""
    if isinstance(node, syntax.Literal):
        constant = node.value
        return lambda scope, run: constant
    if isinstance(node, syntax.AtLiteral):
        return _at_literal(node)
    if isinstance(node, syntax.Name):
        return compile_name(node, static)
    if isinstance(node, syntax.Construct):
        return node.make(static, compile_tree)
    return _PARTS[type(node)](node, static, compile_tree)


def compile_checks(cell: syntax.AnyOf, static: Static) -> list[Check]:
    """The code of unary tests, one by one."""
    return [compile_test(test, static, compile_tree) for test in cell.tests]


def _at_literal(node: syntax.AtLiteral) -> Code:
    constant, text, at = parse_temporal(node.text), node.text, node.at
    if constant is None:
        return lambda scope, run: run.null(at, Problem.LITERAL, text)
    return lambda scope, run: constant
