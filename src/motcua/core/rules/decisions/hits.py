"""From the rules that match to what a table says: the hit policies."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from motcua.core.rules import arithmetic
from motcua.core.rules.comparison import comparable, equal
from motcua.core.rules.decisions.cells import Cell
from motcua.core.rules.decisions.table import Aggregation, HitPolicy
from motcua.core.rules.decisions.types import Fit, fitted_or_null
from motcua.core.rules.errors import EvaluationError, Message, Position
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.problems import Problem
from motcua.core.rules.values import Value

Hits = Sequence[int]
"""The indexes of the rules that match, in the order of the table."""


class HitPolicyError(EvaluationError):
    """Several rules match that may not; `rules` are their numbers from 1."""

    def __init__(self, message: Message, at: Position, hits: Hits) -> None:
        self.rules = tuple(hit + 1 for hit in hits)
        super().__init__(message, at)


@dataclass(frozen=True, slots=True)
class Answers:
    """The outputs of a table: of each rule, and those of no rule."""

    at: Position
    names: tuple[str, ...]
    rules: tuple[tuple[Code, ...], ...]
    fits: tuple[Fit | None, ...]
    defaults: tuple[Code, ...]
    """Empty when an output has none."""
    priorities: tuple[Cell | None, ...]

    def of(self, hit: int, scope: Scope, run: Run) -> Value:
        """What the rule says."""
        return self._made(self.rules[hit], scope, run)

    def of_none(self, scope: Scope, run: Run) -> Value:
        """What the table says when no rule matches."""
        if not self.defaults:
            return run.null(self.at, Problem.NO_RULE)
        return self._made(self.defaults, scope, run)

    def rank(self, answer: Value, run: Run) -> list[int]:
        """Where the outputs stand among the allowed ones; what stands nowhere comes last."""
        parts = list(answer.values()) if isinstance(answer, dict) and len(self.names) > 1 else [answer]
        return [_place(part, cell, run) for part, cell in zip(parts, self.priorities, strict=True) if cell is not None]

    def _made(self, codes: tuple[Code, ...], scope: Scope, run: Run) -> Value:
        if len(codes) == 1:
            return fitted_or_null(self.fits[0], codes[0](scope, run), run, self.at)
        return {
            name: fitted_or_null(fit, code(scope, run), run, self.at)
            for name, code, fit in zip(self.names, codes, self.fits, strict=True)
        }


Pick = Callable[[Hits, Answers, Scope, Run], Value]
"""A hit policy: what the table says when at least one rule matches."""


def _unique(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    if len(hits) > 1:
        raise HitPolicyError(
            Message(
                f"các quy tắc {_listed(hits)} cùng khớp, bảng UNIQUE chỉ cho phép một",
                f"the rules {_listed(hits)} match, a UNIQUE table allows one",
            ),
            answers.at,
            hits,
        )
    return answers.of(hits[0], scope, run)


def _any(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    found = answers.of(hits[0], scope, run)
    for hit in hits[1:]:
        if equal(found, answers.of(hit, scope, run), run) is not True:
            different = (hits[0], hit)
            raise HitPolicyError(
                Message(
                    f"các quy tắc {_listed(different)} cùng khớp mà cho kết quả khác nhau",
                    f"the rules {_listed(different)} match and say different things",
                ),
                answers.at,
                different,
            )
    return found


def _first(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    return answers.of(hits[0], scope, run)


def _rule_order(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    run.spend(len(hits))
    return [answers.of(hit, scope, run) for hit in hits]


def _output_order(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    found = [answers.of(hit, scope, run) for hit in hits]
    return sorted(found, key=lambda answer: answers.rank(answer, run))


def _priority(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    return min((answers.of(hit, scope, run) for hit in hits), key=lambda answer: answers.rank(answer, run))


def _sum(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    total, *others = [answers.of(hit, scope, run) for hit in hits]
    for other in others:
        try:
            total = arithmetic.add(total, other, run)
        except arithmetic.NotDefinedError:
            return run.null(answers.at, Problem.OPERANDS, "+", total, other)
        except ArithmeticError:
            return run.null(answers.at, Problem.OUT_OF_BOUNDS, "+")
    return total


def _count(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
    return Decimal(len(hits))


def _extreme(sign: int) -> Pick:
    """The smallest output with the sign -1, the largest with 1."""

    def pick(hits: Hits, answers: Answers, scope: Scope, run: Run) -> Value:
        best, *others = [answers.of(hit, scope, run) for hit in hits]
        for other in others:
            pair = comparable(best, other)
            if pair is None:
                return run.null(answers.at, Problem.NOT_COMPARABLE, "", best, other)
            if (pair[1] > pair[0]) - (pair[1] < pair[0]) == sign:
                best = other
        return best

    return pick


PICKS: Final[dict[HitPolicy, Pick]] = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.ANY: _any,
    HitPolicy.FIRST: _first,
    HitPolicy.PRIORITY: _priority,
    HitPolicy.RULE_ORDER: _rule_order,
    HitPolicy.OUTPUT_ORDER: _output_order,
    HitPolicy.COLLECT: _rule_order,
}
AGGREGATIONS: Final[dict[Aggregation, Pick]] = {
    Aggregation.LIST: _rule_order,
    Aggregation.SUM: _sum,
    Aggregation.MIN: _extreme(-1),
    Aggregation.MAX: _extreme(1),
    Aggregation.COUNT: _count,
}


def _place(answer: Value, allowed: Cell, run: Run) -> int:
    """The number of the first allowed value that the answer is."""
    at = allowed.tree.at
    return next(
        (place for place, check in enumerate(allowed.checks) if check(answer, {}, run, at) is True),
        len(allowed.checks),
    )


def _listed(hits: Hits) -> str:
    return ", ".join(str(hit + 1) for hit in hits)
