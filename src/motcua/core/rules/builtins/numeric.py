"""Functions on numbers."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Final

from motcua.core.rules.builtins.signature import CannotError, builtin
from motcua.core.rules.evaluation import Run
from motcua.core.rules.numbers import CONTEXT, LARGEST_SCALE, SMALLEST_SCALE, STEPS_OF_A_ROOT, number_of, rounded
from motcua.core.rules.problems import Problem
from motcua.core.rules.temporal import DayTimeDuration, YearMonthDuration
from motcua.core.rules.values import Value

_DIGITS: Final = frozenset("0123456789")


@builtin("decimal(n: number, scale: number)")
def _decimal(run: Run, n: Decimal, scale: Decimal) -> Value:
    return _round("decimal", n, scale, ROUND_HALF_EVEN)


@builtin("floor(n: number, scale: number?)")
def _floor(run: Run, n: Decimal, scale: Decimal | None) -> Value:
    return _round("floor", n, scale, ROUND_FLOOR)


@builtin("ceiling(n: number, scale: number?)")
def _ceiling(run: Run, n: Decimal, scale: Decimal | None) -> Value:
    return _round("ceiling", n, scale, ROUND_CEILING)


@builtin("round up(n: number, scale: number?)")
def _round_up(run: Run, n: Decimal, scale: Decimal | None) -> Value:
    return _round("round up", n, scale, ROUND_UP)


@builtin("round down(n: number, scale: number?)")
def _round_down(run: Run, n: Decimal, scale: Decimal | None) -> Value:
    return _round("round down", n, scale, ROUND_DOWN)


@builtin("round half up(n: number, scale: number?)")
def _round_half_up(run: Run, n: Decimal, scale: Decimal | None) -> Value:
    return _round("round half up", n, scale, ROUND_HALF_UP)


@builtin("round half down(n: number, scale: number?)")
def _round_half_down(run: Run, n: Decimal, scale: Decimal | None) -> Value:
    return _round("round half down", n, scale, ROUND_HALF_DOWN)


@builtin("abs(n: number)")
def _absolute(run: Run, n: Decimal) -> Value:
    return CONTEXT.abs(n)


@builtin("abs(n: days and time duration|years and months duration)")
def _absolute_duration(run: Run, n: DayTimeDuration | YearMonthDuration) -> Value:
    if isinstance(n, DayTimeDuration):
        return DayTimeDuration(abs(n.nanoseconds))
    return YearMonthDuration(abs(n.months))


@builtin("modulo(dividend: number, divisor: number)")
def _modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Value:
    """The remainder with the sign of the divisor."""
    if not divisor:
        raise CannotError(Problem.DIVISION_BY_ZERO)
    remainder = CONTEXT.remainder(dividend, divisor)
    differs = remainder and (remainder < 0) is not (divisor < 0)
    return CONTEXT.add(remainder, divisor) if differs else remainder


@builtin("sqrt(number: number)")
def _square_root(run: Run, number: Decimal) -> Value:
    if number < 0:
        raise CannotError(Problem.OUT_OF_BOUNDS, "sqrt")
    run.spend(STEPS_OF_A_ROOT)
    return CONTEXT.sqrt(number)


@builtin("log(number: number)")
def _natural_logarithm(run: Run, number: Decimal) -> Value:
    if number <= 0:
        raise CannotError(Problem.OUT_OF_BOUNDS, "log")
    run.spend(STEPS_OF_A_ROOT)
    return CONTEXT.ln(number)


@builtin("exp(number: number)")
def _exponential(run: Run, number: Decimal) -> Value:
    run.spend(STEPS_OF_A_ROOT)
    return CONTEXT.exp(number)


@builtin("odd(number: number)")
def _odd(run: Run, number: Decimal) -> Value:
    return abs(CONTEXT.remainder(number, Decimal(2))) == 1


@builtin("even(number: number)")
def _even(run: Run, number: Decimal) -> Value:
    return CONTEXT.remainder(number, Decimal(2)) == 0


@builtin("number(from: number)")
def _number_from_number(run: Run, value: Decimal) -> Value:
    return value


@builtin("number(from: string)")
def _number_from_text(run: Run, text: str) -> Value:
    return _parsed(text, text)


@builtin("number(from: string, grouping separator: string|null, decimal separator: string|null)")
def _number_from_formatted(run: Run, text: str, grouping: str | None, point: str | None) -> Value:
    """Groups may be kept apart by a space, a comma or a point; the other of the two may be the decimal point."""
    allowed = grouping in (None, " ", ",", ".") and point in (None, ",", ".")
    if not allowed or (grouping is not None and grouping == point):
        raise CannotError(Problem.NOT_A_NUMBER, text)
    plain = text.replace(grouping, "") if grouping else text
    return _parsed(plain.replace(point, ".") if point else plain, text)


def _round(name: str, number: Decimal, scale: Decimal | None, rounding: str) -> Decimal:
    places = int(scale) if scale is not None and abs(scale) < 2 * LARGEST_SCALE else 0
    if scale is not None and not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
        raise CannotError(Problem.OUT_OF_BOUNDS, name)
    return rounded(number, places, rounding)


def _parsed(text: str, shown: str) -> Decimal:
    """A number as FEEL writes it; Python would also take `1_000`, `NaN` or Arabic digits."""
    digits = text.removeprefix("-")
    whole, _, fraction = digits.partition(".")
    if not (set(whole + fraction) <= _DIGITS and (whole or fraction)) or digits.endswith("."):
        raise CannotError(Problem.NOT_A_NUMBER, shown)
    return number_of(text)
