"""Lines of ordered values, one for each kind, and how to find an example between any two points of them."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from motcua.core.rules.numbers import CONTEXT, number_text
from motcua.core.rules.temporal import DAY, Date, DayTimeDuration, YearMonthDuration, date_of_number
from motcua.core.rules.temporal_text import date_text, duration_text
from motcua.core.rules.text import quoted
from motcua.core.rules.values import Value


@dataclass(frozen=True, slots=True)
class Line:
    """All values of one kind in their order. Where there is no value to find, the functions find nothing."""

    kind: str
    below: Callable[[Any], Value]
    above: Callable[[Any], Value]
    between: Callable[[Any, Any], Value]
    anywhere: Value
    """An example that needs no explanation."""
    written: Callable[[Any], str]
    """A value as FEEL writes it."""

    def example(self, after: Value, before: Value) -> Value:
        """A value strictly between two, of which either may be missing; nothing when there is none."""
        if after is None and before is None:
            return self.anywhere
        if after is None:
            return self.below(before)
        return self.above(after) if before is None else self.between(after, before)


def _number_between(low: Decimal, high: Decimal) -> Value:
    """A whole number when there is one."""
    whole = CONTEXT.add(low.to_integral_value(rounding="ROUND_FLOOR"), Decimal(1))
    if low < whole < high:
        return whole
    middle = CONTEXT.divide(CONTEXT.add(low, high), Decimal(2))
    return middle if low < middle < high else None


def _string_above(low: str) -> str:
    return low + "…"


def _string_between(low: str, high: str) -> Value:
    return next((low + more for more in ("…", "a", " ", "\0") if low + more < high), None)


def _date_between(low: Date, high: Date) -> Value:
    return date_of_number(low.number + 1) if high.number - low.number > 1 else None


def _time_between(low: DayTimeDuration, high: DayTimeDuration) -> Value:
    middle = DayTimeDuration((low.nanoseconds + high.nanoseconds) // 2)
    return middle if low < middle else None


def _months_between(low: YearMonthDuration, high: YearMonthDuration) -> Value:
    middle = YearMonthDuration((low.months + high.months) // 2)
    return middle if low < middle else None


LINES: Final[dict[type, Line]] = {
    Decimal: Line(
        "number",
        lambda high: min(CONTEXT.subtract(high, Decimal(1)), CONTEXT.next_minus(high)),
        lambda low: max(CONTEXT.add(low, Decimal(1)), CONTEXT.next_plus(low)),
        _number_between,
        Decimal(0),
        number_text,
    ),
    str: Line("string", lambda high: "" if high else None, _string_above, _string_between, "khác", quoted),
    Date: Line(
        "date",
        lambda high: date_of_number(high.number - 1),
        lambda low: date_of_number(low.number + 1),
        _date_between,
        Date(2026, 1, 1),
        lambda date: f'date("{date_text(date)}")',
    ),
    DayTimeDuration: Line(
        "days and time duration",
        lambda high: DayTimeDuration(high.nanoseconds - DAY),
        lambda low: DayTimeDuration(low.nanoseconds + DAY),
        _time_between,
        DayTimeDuration(DAY),
        lambda duration: f'duration("{duration_text(duration)}")',
    ),
    YearMonthDuration: Line(
        "years and months duration",
        lambda high: YearMonthDuration(high.months - 1),
        lambda low: YearMonthDuration(low.months + 1),
        _months_between,
        YearMonthDuration(1),
        lambda duration: f'duration("{duration_text(duration)}")',
    ),
}
"""Times of day and moments are left out: they are equal to the second but ordered to the nanosecond."""
