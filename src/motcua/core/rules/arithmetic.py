"""The operators `+ - * / **` and negation on every pair of kinds that has them.

Each function returns the result, or raises `NotDefinedError` when the kinds do not fit and `ArithmeticError` when the
result is out of bounds.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from motcua.core.rules.evaluation import Run
from motcua.core.rules.numbers import CONTEXT, STEPS_OF_A_ROOT
from motcua.core.rules.temporal import (
    DAY,
    LONGEST_DURATION,
    SECOND,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    add_months,
    date_of_number,
    instant,
    moment_of,
    time_of_day,
    time_offset,
)
from motcua.core.rules.values import Value

_Duration = DayTimeDuration | YearMonthDuration
_LONGEST_MONTHS = 12 * 10**10


class NotDefinedError(Exception):
    """The operator has no meaning for these kinds of values."""


def add(left: Value, right: Value, run: Run) -> Value:
    """Numbers, strings, durations of one kind, or a duration to a date, time or moment."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return CONTEXT.add(left, right)
    if isinstance(left, str) and isinstance(right, str):
        run.reserve(len(left) + len(right))
        return left + right
    if isinstance(right, (DayTimeDuration, YearMonthDuration)):
        return _shifted(left, right)
    if isinstance(left, (DayTimeDuration, YearMonthDuration)):
        return _shifted(right, left)
    raise NotDefinedError


def subtract(left: Value, right: Value, run: Run) -> Value:
    """Numbers, durations, a duration from a date, or what lies between two dates, times or moments."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return CONTEXT.subtract(left, right)
    if isinstance(right, (DayTimeDuration, YearMonthDuration)):
        return _shifted(left, negated(right))
    if isinstance(left, Time) and isinstance(right, Time):
        return _between_times(left, right)
    if isinstance(left, (Date, DateTime)) and isinstance(right, (Date, DateTime)):
        return _between_moments(left, right)
    raise NotDefinedError


def multiply(left: Value, right: Value, run: Run) -> Value:
    """Numbers, or a duration by a number."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return CONTEXT.multiply(left, right)
    if isinstance(left, (DayTimeDuration, YearMonthDuration)) and isinstance(right, Decimal):
        return _of_length(left, CONTEXT.multiply(_length(left), right))
    if isinstance(left, Decimal) and isinstance(right, (DayTimeDuration, YearMonthDuration)):
        return _of_length(right, CONTEXT.multiply(_length(right), left))
    raise NotDefinedError


def divide(left: Value, right: Value, run: Run) -> Value:
    """Numbers, a duration by a number, or by a duration of its kind. Raises `ZeroDivisionError`."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _quotient(left, right)
    if isinstance(left, (DayTimeDuration, YearMonthDuration)) and type(left) is type(right):
        return _quotient(_length(left), _length(right))
    if isinstance(left, (DayTimeDuration, YearMonthDuration)) and isinstance(right, Decimal):
        return _of_length(left, _quotient(_length(left), right))
    raise NotDefinedError


def power(left: Value, right: Value, run: Run) -> Value:
    """Numbers only."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        run.spend(STEPS_OF_A_ROOT)
        return CONTEXT.power(left, right)
    raise NotDefinedError


def negate(value: Value) -> Value:
    """A number or a duration."""
    if isinstance(value, Decimal):
        return CONTEXT.minus(value)
    if isinstance(value, (DayTimeDuration, YearMonthDuration)):
        return negated(value)
    raise NotDefinedError


def negated(duration: _Duration) -> _Duration:
    """The duration in the other direction."""
    if isinstance(duration, DayTimeDuration):
        return DayTimeDuration(-duration.nanoseconds)
    return YearMonthDuration(-duration.months)


OPERATORS: Final[dict[str, Callable[[Value, Value, Run], Value]]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}


def _quotient(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise ZeroDivisionError
    return CONTEXT.divide(left, right)


def _shifted(value: Value, by: _Duration) -> Value:
    """A date, time, moment or duration, later by a duration."""
    shifted: Value
    if isinstance(value, (DayTimeDuration, YearMonthDuration)) and type(value) is type(by):
        shifted = _of_length(by, CONTEXT.add(_length(value), _length(by)))
    elif isinstance(value, Time) and isinstance(by, DayTimeDuration):
        shifted = time_of_day(value.since_midnight + by.nanoseconds, value.zone)
    elif isinstance(value, Date):
        shifted = _shifted_date(value, by)
    elif isinstance(value, DateTime):
        shifted = _shifted_moment(value, by)
    else:
        raise NotDefinedError
    if shifted is None:
        raise OverflowError
    return shifted


def _shifted_date(date: Date, by: _Duration) -> Date | None:
    if isinstance(by, YearMonthDuration):
        return add_months(date, by.months)
    return date_of_number((date.number * DAY + by.nanoseconds) // DAY)


def _shifted_moment(moment: DateTime, by: _Duration) -> DateTime | None:
    if isinstance(by, YearMonthDuration):
        date = add_months(moment.date, by.months)
        return DateTime(date, moment.time) if date else None
    return moment_of(instant(moment) + by.nanoseconds, moment.time.zone)


def _between_times(left: Time, right: Time) -> DayTimeDuration:
    if (left.zone is None) is not (right.zone is None):
        raise NotDefinedError
    offsets = (time_offset(left) or 0) - (time_offset(right) or 0)
    return DayTimeDuration(left.since_midnight - right.since_midnight - offsets * SECOND)


def _between_moments(left: Date | DateTime, right: Date | DateTime) -> DayTimeDuration:
    """A date beside a moment stands for its midnight on the moment's clock."""
    if isinstance(left, Date) and isinstance(right, Date):
        return DayTimeDuration((left.number - right.number) * DAY)
    if isinstance(left, Date) and isinstance(right, DateTime):
        left = DateTime(left, time_of_day(0, right.time.zone))
    if isinstance(right, Date) and isinstance(left, DateTime):
        right = DateTime(right, time_of_day(0, left.time.zone))
    if not isinstance(left, DateTime) or not isinstance(right, DateTime):
        raise NotDefinedError
    if (left.time.zone is None) is not (right.time.zone is None):
        raise NotDefinedError
    return DayTimeDuration(instant(left) - instant(right))


def _length(duration: _Duration) -> Decimal:
    return Decimal(duration.nanoseconds if isinstance(duration, DayTimeDuration) else duration.months)


def _of_length(like: _Duration, length: Decimal) -> _Duration:
    """A duration of the same kind; it is whole nanoseconds or whole months, the rest is cut off."""
    if abs(length) > (LONGEST_DURATION if isinstance(like, DayTimeDuration) else _LONGEST_MONTHS):
        raise OverflowError
    return DayTimeDuration(int(length)) if isinstance(like, DayTimeDuration) else YearMonthDuration(int(length))
