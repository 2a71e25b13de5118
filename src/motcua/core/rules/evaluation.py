"""One evaluation: its limits, its clock, how strict it is, and what it noticed on the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from motcua.core.rules.errors import EvaluationError, LimitExceededError, Message, Position
from motcua.core.rules.problems import Problem
from motcua.core.rules.temporal import DateTime
from motcua.core.rules.values import Value, finite, from_python

Scope: TypeAlias = dict[str, Any]
"""The caller's data by name, as they came, and the values of loop variables and parameters."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one expression may ask for; every limit ends in `LimitExceededError` with its name."""

    length: int = 20_000
    """Characters of an expression's text."""
    nesting: int = 64
    """Levels of brackets, operators and constructs inside one another."""
    steps: int = 200_000
    """Turns of loops, calls, and items of lists made or looked at, in one evaluation."""
    text: int = 100_000
    """Characters of one string that an evaluation makes."""
    depth: int = 300
    """Levels of constructs open at once, through all functions that call one another."""
    pattern_steps: int = 100_000
    """Steps of the search for one regular expression; they count among `steps` too."""
    cells: int = 20_000
    """Cells of one decision table; each of several tests in a cell counts."""


STANDARD_LIMITS = Limits()
_CHARACTERS_A_STEP = 1000
_NAMES_A_STEP = 20
_MOST_WARNINGS = 100


@dataclass(frozen=True, slots=True)
class EvaluationWarning:
    """Something became null for a reason that the reader should know."""

    at: Position
    problem: Problem
    message: Message

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True, slots=True)
class Match:
    """A decision table was asked: the numbers of the rules that matched, from 1."""

    table: str
    at: Position
    rules: tuple[int, ...]


class Run:
    """The state of one evaluation that nobody watches: what is wrong becomes null silently.

    The attributes begin as those of the class, because making one must cost nothing next to a short condition.
    """

    limits: Limits = STANDARD_LIMITS
    strict: bool = False
    now: DateTime | None = None
    spent: int = 0
    depth: int = 0
    warnings: list[EvaluationWarning] | None = None
    matches: list[Match] | None = None
    """What the decision tables answered, when somebody asks."""
    converted: dict[int, tuple[object, Value]] | None = None
    """Values made of the caller's data, by the identity of the datum, which is kept so that it stays the only one."""

    def value_of(self, datum: object) -> Value:
        """The FEEL value of a datum, made once in an evaluation however often it is read."""
        if type(datum) is int:
            return Decimal(datum)
        if type(datum) is Decimal:
            return finite(datum)
        if self.converted is None:
            self.converted = {}
        if id(datum) not in self.converted:
            self.converted[id(datum)] = (datum, from_python(datum))
        return self.converted[id(datum)][1]

    def spend(self, steps: int) -> None:
        """Count work done; raise when it is too much."""
        self.spent += steps
        if self.spent > self.limits.steps:
            raise LimitExceededError(
                "steps",
                Message(
                    f"biểu thức cần hơn {self.limits.steps} bước tính; hãy thu nhỏ danh sách hoặc vòng lặp",
                    f"the expression needs more than {self.limits.steps} steps; make its lists or loops smaller",
                ),
            )

    def reserve(self, characters: int) -> None:
        """Say that a string of this length is about to be made, or was; its length counts as work too."""
        if characters > self.limits.text:
            raise LimitExceededError(
                "text",
                Message(
                    f"chuỗi được tạo dài hơn {self.limits.text} ký tự",
                    f"a string of more than {self.limits.text} characters would be made",
                ),
            )
        self.spend(1 + characters // _CHARACTERS_A_STEP)

    def weigh(self, values: Iterable[Value]) -> None:
        """Count a call with these arguments as work: long strings weigh more."""
        steps = 1
        for value in values:
            if type(value) is str:
                steps += len(value) // _CHARACTERS_A_STEP
        self.spend(steps)

    def copied(self, scope: Scope) -> Scope:
        """The scope, for names to be added to; a long one counts as work, as a loop may copy it at each turn."""
        self.spend(1 + len(scope) // _NAMES_A_STEP)
        return dict(scope)

    def enter(self, levels: int, at: Position) -> None:
        """Open the constructs of a function's body; `leave` closes them."""
        if self.depth + levels > self.limits.depth:
            raise LimitExceededError(
                "depth", Message("hàm gọi lồng nhau quá sâu", "functions call one another too deeply"), at
            )
        self.depth += levels
        self.spend(1)

    def leave(self, levels: int) -> None:
        """Close what `enter` opened."""
        self.depth -= levels

    def null(self, at: Position, problem: Problem, text: str = "", *values: Value) -> Value:
        """Null, for this reason: forgotten, noted, or raised, as the evaluation wants it."""
        if self.strict:
            raise EvaluationError(problem.sentence(text, values), at)
        if self.warnings is not None and len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(EvaluationWarning(at, problem, problem.sentence(text, values)))
        return None


class Evaluation(Run):
    """An evaluation that is watched: it keeps its first hundred warnings, or with `strict` raises the first one.

    `now` is the moment that the functions `now` and `today` tell; without it they are null. An `Evaluation` serves
    one expression after another, but one at a time; its steps are counted anew for each.
    """

    warnings: list[EvaluationWarning]

    def __init__(self, *, strict: bool = False, now: DateTime | None = None, limits: Limits = STANDARD_LIMITS) -> None:
        self.strict = strict
        self.now = now
        self.limits = limits
        self.warnings = []


Code: TypeAlias = Callable[[Scope, Run], Value]
"""A compiled expression."""
