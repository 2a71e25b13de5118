"""Functions that make one value of many."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from motcua.core.rules.builtins.signature import CannotError, builtin
from motcua.core.rules.comparison import comparable
from motcua.core.rules.evaluation import Run
from motcua.core.rules.numbers import CONTEXT, STEPS_OF_A_ROOT
from motcua.core.rules.problems import Problem
from motcua.core.rules.temporal import DayTimeDuration, YearMonthDuration
from motcua.core.rules.values import Value

List = list[Value]


@builtin("min(list: list)", "min(*values: any)")
def _minimum(run: Run, items: List) -> Value:
    return _extreme("min", items, run, lambda one, other: bool(one < other))


@builtin("max(list: list)", "max(*values: any)")
def _maximum(run: Run, items: List) -> Value:
    return _extreme("max", items, run, lambda one, other: bool(one > other))


@builtin("sum(list: list)", "sum(*values: any)")
def _total(run: Run, items: List) -> Value:
    """Of numbers, or of durations of one kind."""
    if items and all(isinstance(item, DayTimeDuration) for item in items):
        run.spend(len(items))
        return DayTimeDuration(sum(item.nanoseconds for item in items if isinstance(item, DayTimeDuration)))
    if items and all(isinstance(item, YearMonthDuration) for item in items):
        run.spend(len(items))
        return YearMonthDuration(sum(item.months for item in items if isinstance(item, YearMonthDuration)))
    return _folded(_numbers("sum", items, run), CONTEXT.add)


@builtin("product(list: list)", "product(*values: any)")
def _product(run: Run, items: List) -> Value:
    return _folded(_numbers("product", items, run), CONTEXT.multiply)


@builtin("mean(list: list)", "mean(*values: any)")
def _mean(run: Run, items: List) -> Value:
    return _mean_of(_numbers("mean", items, run))


@builtin("median(list: list)", "median(*values: any)")
def _median(run: Run, items: List) -> Value:
    numbers = sorted(_numbers("median", items, run))
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else _mean_of(numbers[middle - 1 : middle + 1])


@builtin("stddev(list: list)", "stddev(*values: any)")
def _standard_deviation(run: Run, items: List) -> Value:
    """Of a sample: divided by one less than its size."""
    numbers = _numbers("stddev", items, run)
    if len(numbers) < 2:
        raise CannotError(Problem.EMPTY_LIST, "stddev")
    run.spend(STEPS_OF_A_ROOT)
    middle = _mean_of(numbers)
    deviations = [CONTEXT.subtract(number, middle) for number in numbers]
    squares = _folded([CONTEXT.multiply(deviation, deviation) for deviation in deviations], CONTEXT.add)
    return CONTEXT.sqrt(CONTEXT.divide(squares, Decimal(len(numbers) - 1)))


@builtin("mode(list: list)", "mode(*values: any)")
def _mode(run: Run, items: List) -> Value:
    """The most frequent numbers, smallest first; of an empty list there are none."""
    counts: dict[Decimal, int] = {}
    for number in _numbers("mode", items, run) if items else []:
        counts[number] = counts.get(number, 0) + 1
    highest = max(counts.values(), default=0)
    return [*sorted(number for number, times in counts.items() if times == highest)]


def _numbers(name: str, items: List, run: Run) -> list[Decimal]:
    run.spend(len(items))
    if not items:
        raise CannotError(Problem.EMPTY_LIST, name)
    numbers = [item for item in items if isinstance(item, Decimal)]
    if len(numbers) < len(items):
        raise CannotError(Problem.ARGUMENT_TYPES, name)
    return numbers


def _folded(numbers: list[Decimal], operation: Callable[[Decimal, Decimal], Decimal]) -> Decimal:
    result = numbers[0]
    for number in numbers[1:]:
        result = operation(result, number)
    return result


def _mean_of(numbers: list[Decimal]) -> Decimal:
    return CONTEXT.divide(_folded(numbers, CONTEXT.add), Decimal(len(numbers)))


def _extreme(name: str, items: List, run: Run, wins: Callable[[Any, Any], bool]) -> Value:
    run.spend(len(items))
    if not items:
        raise CannotError(Problem.EMPTY_LIST, name)
    best = items[0]
    for item in items:
        pair = comparable(item, best)
        if pair is None:
            raise CannotError(Problem.NOT_COMPARABLE, name, item, best)
        best = item if wins(*pair) else best
    return best
