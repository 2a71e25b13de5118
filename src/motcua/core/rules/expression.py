"""Expressions and unary tests, compiled and ready to be evaluated."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import InvalidOperation
from types import MappingProxyType
from typing import Final

from motcua.core.rules.comparison import truth_of_any
from motcua.core.rules.compiler import compile_checks, compile_tree
from motcua.core.rules.compiler.operators import Check
from motcua.core.rules.compiler.static import Static
from motcua.core.rules.cursor import Known, Names, too_deep
from motcua.core.rules.errors import DataError, LimitExceededError, Message, Origin
from motcua.core.rules.evaluation import STANDARD_LIMITS, Code, Evaluation, Limits, Run, Scope
from motcua.core.rules.parser import parse_expression, parse_types, parse_unary_tests
from motcua.core.rules.reads import Reads, reads_of
from motcua.core.rules.syntax import AnyOf, Node
from motcua.core.rules.values import Value, from_python

NO_TYPES: Final[Mapping[str, str]] = MappingProxyType({})


class Expression:
    """One compiled expression; it may be evaluated any number of times, from any number of threads."""

    __slots__ = ("_code", "reads", "text", "tree")

    def __init__(self, text: str, tree: Node, code: Code) -> None:
        self.text = text
        self.tree = tree
        self.reads: Reads = reads_of(tree)
        self._code = code

    def evaluate(self, data: Mapping[str, object], evaluation: Evaluation | None = None) -> Value:
        """The value of the expression for this data.

        What the standard calls an error becomes null: pass an `Evaluation` to learn the reasons, or to have them
        raised as `EvaluationError`. Raises `LimitExceededError` when the expression asks for too much, and
        `DataError` when the data hold something that is no FEEL value.
        """
        run = Run() if evaluation is None else begun(evaluation)
        try:
            return self._code(data if type(data) is dict else dict(data), run)
        except RecursionError:
            raise too_deep_to_evaluate() from None
        except InvalidOperation:
            raise not_a_number() from None

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


@dataclass(frozen=True, slots=True)
class UnaryTests:
    """A decision table's cell: tests on one value."""

    text: str
    tree: AnyOf
    reads: Reads
    checks: tuple[Check, ...]

    def matches(self, value: object, data: Mapping[str, object], evaluation: Evaluation | None = None) -> bool:
        """Whether the value passes; a test that cannot be decided is not passed. Raises as `Expression.evaluate`."""
        if not self.checks:
            return True
        run = Run() if evaluation is None else begun(evaluation)
        with guarded():
            return self.passes(from_python(value), dict(data), run)

    def passes(self, value: Value, scope: Scope, run: Run) -> bool:
        """As `matches`, within an evaluation that has begun."""
        at = self.tree.at
        answer = truth_of_any([check(value, scope, run, at) for check in self.checks]) if self.checks else True
        return answer is (not self.tree.negated)


def compile_expression(
    text: str, names: Names = (), types: Mapping[str, str] = NO_TYPES, limits: Limits = STANDARD_LIMITS
) -> Expression:
    """Compile one FEEL expression.

    `names` are the names in the data, needed only where a name holds an operator or a keyword (`days in weekend`): a
    string for a name, a tuple for the path to an entry. `types` are the types that have names, each as text
    (`{"tAges": "list<number>"}`). Raises `FeelSyntaxError` or `LimitExceededError`.
    """
    try:
        tree = parse_expression(text, Known.of(names, types), limits)
        return Expression(text, tree, compile_tree(tree, _static(types, limits)))
    except RecursionError:
        raise too_deep(limits) from None


def compile_unary_tests(
    text: str,
    names: Names = (),
    types: Mapping[str, str] = NO_TYPES,
    limits: Limits = STANDARD_LIMITS,
    origin: Origin | None = None,
) -> UnaryTests:
    """Compile unary tests such as `-`, `> 5, [1..3]` or `not("a", "b")`; otherwise as `compile_expression`.

    `origin` says which of many texts this is.
    """
    try:
        tree = parse_unary_tests(text, Known.of(names, types), limits, origin)
        return UnaryTests(text, tree, reads_of(tree), tuple(compile_checks(tree, _static(types, limits))))
    except RecursionError:
        raise too_deep(limits) from None


def _static(types: Mapping[str, str], limits: Limits) -> Static:
    return Static(types=parse_types(types, limits))


@contextmanager
def guarded() -> Iterator[None]:
    """What Python itself refuses, said as errors of rules; slower than to catch the two errors at the place."""
    try:
        yield
    except RecursionError:
        raise too_deep_to_evaluate() from None
    except InvalidOperation:
        raise not_a_number() from None


def begun(evaluation: Evaluation) -> Evaluation:
    """The evaluation, with its steps counted anew and nothing kept of other data."""
    evaluation.spent = evaluation.depth = 0
    evaluation.converted = None
    return evaluation


def too_deep_to_evaluate() -> LimitExceededError:
    """The error of values, or calls, that are deeper than Python goes."""
    return LimitExceededError("depth", Message("dữ liệu lồng nhau quá sâu", "the data are nested too deeply"))


def not_a_number() -> DataError:
    """The error of a datum that Python calls a number, and is none."""
    return DataError(Message("số không xác định (NaN)", "a number is not a number (NaN)"))
