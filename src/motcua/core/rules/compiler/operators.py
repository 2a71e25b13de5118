"""Code of the operators: arithmetic, comparison, logic, membership."""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from motcua.core.rules.arithmetic import OPERATORS, NotDefinedError, negate
from motcua.core.rules.comparison import ORDER, comparable, compare, equal, passes, truth_of_any
from motcua.core.rules.compiler.names import root_path
from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.errors import Position
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.problems import Problem
from motcua.core.rules.syntax import (
    Arithmetic,
    Between,
    Comparison,
    If,
    In,
    Literal,
    Logic,
    Name,
    Negation,
    Node,
    OneSided,
    Placed,
    RangeOf,
    children,
)
from motcua.core.rules.values import Range, Value

_ANY_ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {**ORDER, "=": operator.eq, "!=": operator.ne}


def compile_arithmetic(node: Arithmetic, static: Static, compile_: Compile) -> Code:
    """Code of `+ - * / **`."""
    left, right, sign, at = compile_(node.left, static), compile_(node.right, static), node.operator, node.at
    operation = OPERATORS[sign]

    def code(scope: Scope, run: Run) -> Value:
        one, other = left(scope, run), right(scope, run)
        try:
            return operation(one, other, run)
        except NotDefinedError:
            return run.null(at, Problem.OPERANDS, sign, one, other)
        except ZeroDivisionError:
            return run.null(at, Problem.DIVISION_BY_ZERO)
        except ArithmeticError:
            return run.null(at, Problem.OUT_OF_BOUNDS, sign)

    return code


def compile_negation(node: Negation, static: Static, compile_: Compile) -> Code:
    """Code of a minus sign."""
    operand, at = compile_(node.operand, static), node.at

    def code(scope: Scope, run: Run) -> Value:
        value = operand(scope, run)
        try:
            return negate(value)
        except NotDefinedError:
            return run.null(at, Problem.OPERAND, "-", value)

    return code


def compile_comparison(node: Comparison, static: Static, compile_: Compile) -> Code:
    """Code of the six comparisons."""
    left, right, sign, at = compile_(node.left, static), compile_(node.right, static), node.operator, node.at

    def code(scope: Scope, run: Run) -> Value:
        return compared(sign, left(scope, run), right(scope, run), run, at)

    keys = root_path(node.left, static)
    constant = node.right.value if isinstance(node.right, Literal) else None
    if keys and isinstance(constant, (str, Decimal)):
        return _field_with_constant(keys, constant, _ANY_ORDER[sign], code)
    return code


def compared(sign: str, left: Value, right: Value, run: Run, at: Position) -> bool | None:
    """The answer of a comparison, with a warning when there is none."""
    if sign in ("=", "!="):
        same = equal(left, right, run)
        answer = same if same is None or sign == "=" else not same
    else:
        answer = compare(sign, left, right)
    if answer is None:
        run.null(at, Problem.NOT_COMPARABLE, "", left, right)
    return answer


def _field_with_constant(
    keys: tuple[str, ...], constant: str | Decimal, order: Callable[[Any, Any], bool], otherwise: Code
) -> Code:
    """The commonest condition, a field of the data against a constant, in one step; the unusual goes `otherwise`."""
    first, *rest = keys
    whole = constant == constant.to_integral_value() if isinstance(constant, Decimal) else False
    kinds = (str, str) if isinstance(constant, str) else (Decimal, int if whole else Decimal)
    kind, other_kind = kinds

    def field(scope: Scope, run: Run) -> Value:
        value = scope.get(first)
        found = type(value)
        if found is kind or found is other_kind:
            return order(value, constant)
        return otherwise(scope, run)

    def path(scope: Scope, run: Run) -> Value:
        value = scope.get(first)
        for key in rest:
            if type(value) is not dict:
                return otherwise(scope, run)
            value = value.get(key)
        found = type(value)
        if found is kind or found is other_kind:
            return order(value, constant)
        return otherwise(scope, run)

    return path if rest else field


def compile_logic(node: Logic, static: Static, compile_: Compile) -> Code:
    """Three-valued: `and` is false as soon as one operand is, `or` true; else null when one is no boolean."""
    operands = tuple((compile_(each, static), each.at) for each in node.operands)
    sign, decisive = node.operator, node.operator == "or"

    def code(scope: Scope, run: Run) -> Value:
        answer: bool | None = not decisive
        for operand, at in operands:
            value = operand(scope, run)
            if value is decisive:
                return decisive
            if value is not True and value is not False:
                answer = None
                if value is not None:
                    run.null(at, Problem.NOT_BOOLEAN, sign, value)
        return answer

    return code


def compile_if(node: If, static: Static, compile_: Compile) -> Code:
    """Code of `if`, whose condition must be true: null is not."""
    condition, then, otherwise = (compile_(each, static) for each in (node.condition, node.then, node.otherwise))
    at = node.condition.at

    def code(scope: Scope, run: Run) -> Value:
        answer = condition(scope, run)
        if answer is True:
            return then(scope, run)
        if answer is not False and answer is not None:
            run.null(at, Problem.NOT_BOOLEAN, "if", answer)
        return otherwise(scope, run)

    return code


def compile_between(node: Between, static: Static, compile_: Compile) -> Code:
    """Code of `between`, both ends included."""
    value, low, high = (compile_(each, static) for each in (node.value, node.low, node.high))
    at = node.at

    def code(scope: Scope, run: Run) -> Value:
        tested = value(scope, run)
        above = compared(">=", tested, low(scope, run), run, at)
        below = compared("<=", tested, high(scope, run), run, at)
        if above is False or below is False:
            return False
        return None if above is None or below is None else True

    return code


def compile_in(node: In, static: Static, compile_: Compile) -> Code:
    """Code of `in`."""
    value, at = compile_(node.value, static), node.at
    tests = [compile_test(test, static, compile_) for test in node.tests]

    def code(scope: Scope, run: Run) -> Value:
        tested = value(scope, run)
        answer = truth_of_any([test(tested, scope, run, at) for test in tests])
        if answer is None and tested is None:
            run.null(at, Problem.NOT_COMPARABLE, "in", tested, tested)
        return answer

    return code


Check = Callable[[Value, Scope, Run, Position], bool | None]
"""A compiled unary test: whether a value passes."""


def compile_test(node: Node, static: Static, compile_: Compile) -> Check:
    """A unary test: a condition that names the value `?`, or something that the value is held against."""
    if mentions_input(node):
        condition = compile_(node, static.local("?"))
        return lambda value, scope, run, at: condition(run.copied(scope) | {"?": value}, run) is True
    code = compile_(node, static)

    is_range = isinstance(node, (RangeOf, OneSided))

    def check(value: Value, scope: Scope, run: Run, at: Position) -> bool | None:
        test = code(scope, run)
        if test is None and is_range:
            return None
        answer = passes(value, test, run)
        if answer is None and value is not None:
            run.null(at, Problem.NOT_COMPARABLE, "in", value, test)
        return answer

    return check


def mentions_input(node: Placed) -> bool:
    """Whether the test names the value that it tests."""
    if isinstance(node, Name):
        return node.name == "?"
    return any(mentions_input(child) for child in children(node))


def compile_one_sided(node: OneSided, static: Static, compile_: Compile) -> Code:
    """`< 5` is the range of all that stand in that relation to 5."""
    operand, sign, at = compile_(node.operand, static), node.operator, node.at
    includes = sign in ("<=", ">=", "=")

    def code(scope: Scope, run: Run) -> Value:
        end = operand(scope, run)
        if sign in ("=", "!="):
            return Range(end, end, includes, includes, sign)
        if comparable(end, end) is None:
            return run.null(at, Problem.OPERAND, sign, end)
        if sign.startswith("<"):
            return Range(None, end, start_included=False, end_included=includes, operator=sign)
        return Range(end, None, start_included=includes, end_included=False, operator=sign)

    return code
