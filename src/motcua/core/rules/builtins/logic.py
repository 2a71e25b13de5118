"""Functions that answer true, false, or null when it cannot be said."""

from motcua.core.rules.builtins.signature import builtin
from motcua.core.rules.comparison import equal
from motcua.core.rules.evaluation import Run
from motcua.core.rules.temporal import DateTime, Time
from motcua.core.rules.values import Range, Value, kind_of


@builtin("not(negand: any)")
def _negation(run: Run, negand: Value) -> Value:
    return not negand if isinstance(negand, bool) else None


@builtin("all(list: list)", "all(*values: any)")
def _all_true(run: Run, items: list[Value]) -> Value:
    run.spend(len(items))
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


@builtin("any(list: list)", "any(*values: any)")
def _any_true(run: Run, items: list[Value]) -> Value:
    run.spend(len(items))
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None


@builtin("is(value1: any, value2: any)")
def _is_same(run: Run, first: Value, second: Value) -> Value:
    """Whether two values are one and the same: unlike `=`, also in zone, and never undecided."""
    if kind_of(first) != kind_of(second):
        return False
    if isinstance(first, (Time, DateTime, Range)):
        return first == second
    return equal(first, second, run)
