"""Equality, order and membership, each of which may be undecided: null.

Equality of null is never undecided (`null = null` is true). Values of different kinds are neither equal nor unequal:
the answer is null. Times and moments are equal when they agree to the second, as the conformance kit of DMN asks;
their order looks at the nanoseconds.
"""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from motcua.core.rules.evaluation import Run
from motcua.core.rules.temporal import (
    SECOND,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    instant,
    time_offset,
)
from motcua.core.rules.values import Range, Value

ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ORDERED_AS_THEY_ARE: Final = frozenset({Decimal, str, Date, DayTimeDuration, YearMonthDuration})


def equal(left: Value, right: Value, run: Run) -> bool | None:
    """Whether two values are the same; null for values of different kinds."""
    if left is None or right is None:
        return left is right
    if type(left) is not type(right):
        return None
    of_kind = _EQUALITIES.get(type(left))
    return of_kind(left, right, run) if of_kind else left == right


def comparable(left: Value, right: Value) -> tuple[Any, Any] | None:
    """Two Python values whose order is that of these two; nothing when they have no order."""
    if type(left) is not type(right):
        return None
    if type(left) in _ORDERED_AS_THEY_ARE:
        return left, right
    if isinstance(left, DateTime) and isinstance(right, DateTime):
        return (instant(left), instant(right)) if _both_zoned_or_none(left.time, right.time) else None
    if isinstance(left, Time) and isinstance(right, Time):
        return (_utc_nanoseconds(left), _utc_nanoseconds(right)) if _both_zoned_or_none(left, right) else None
    return None


def compare(sign: str, left: Value, right: Value) -> bool | None:
    """Whether `left <sign> right` holds; null when the two have no order."""
    pair = comparable(left, right)
    return None if pair is None else ORDER[sign](*pair)


def within(value: Value, bounds: Range, run: Run) -> bool | None:
    """Whether the range holds the value; null when that cannot be said."""
    if value is None:
        return None
    if bounds.operator in ("=", "!="):
        same = equal(value, bounds.start, run)
        return same if same is None or bounds.operator == "=" else not same
    if bounds.operator:
        return compare(bounds.operator, value, bounds.end if bounds.start is None else bounds.start)
    above = compare(">=" if bounds.start_included else ">", value, bounds.start)
    below = compare("<=" if bounds.end_included else "<", value, bounds.end)
    if above is False or below is False:
        return False
    return None if above is None or below is None else True


def passes(value: Value, test: Value, run: Run) -> bool | None:
    """Whether a value passes a test: equals it, lies in its range, or passes one of its list."""
    if isinstance(test, Range) and not isinstance(value, Range):
        return within(value, test, run)
    if not isinstance(test, list):
        return equal(value, test, run)
    run.spend(len(test))
    if any(_passes_item(value, item, run) for item in test):
        return True
    return isinstance(value, list) and equal(value, test, run) is True


def truth_of_any(answers: list[bool | None]) -> bool | None:
    """Disjunction in three-valued logic."""
    if True in answers:
        return True
    return None if None in answers else False


def _passes_item(value: Value, item: Value, run: Run) -> bool:
    if isinstance(item, Range) and not isinstance(value, Range):
        return within(value, item, run) is True
    return equal(value, item, run) is True


def _both_zoned_or_none(left: Time, right: Time) -> bool:
    return (left.zone is None) is (right.zone is None)


def _utc_nanoseconds(time: Time) -> int:
    return time.since_midnight - (time_offset(time) or 0) * SECOND


def _equal_lists(left: list[Value], right: list[Value], run: Run) -> bool:
    if len(left) != len(right):
        return False
    run.spend(len(left))
    return all(equal(one, other, run) is True for one, other in zip(left, right, strict=True))


def _equal_contexts(left: dict[str, Value], right: dict[str, Value], run: Run) -> bool:
    if left.keys() != right.keys():
        return False
    run.spend(len(left))
    return all(equal(entry, right[key], run) is True for key, entry in left.items())


def _equal_ranges(left: Range, right: Range, run: Run) -> bool:
    same_shape = (left.start_included, left.end_included, left.operator) == (
        right.start_included,
        right.end_included,
        right.operator,
    )
    return same_shape and equal(left.start, right.start, run) is True and equal(left.end, right.end, run) is True


def _equal_times(left: Time | DateTime, right: Time | DateTime, run: Run) -> bool:
    pair = comparable(left, right)
    return pair is not None and bool(pair[0] // SECOND == pair[1] // SECOND)


_EQUALITIES: Final[dict[type, Callable[[Any, Any, Run], bool]]] = {
    list: _equal_lists,
    dict: _equal_contexts,
    Range: _equal_ranges,
    Time: _equal_times,
    DateTime: _equal_times,
}
