"""FEEL's numbers: decimal floating point of 34 digits, rounded half to even (IEEE 754 decimal128)."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Final

DIGITS: Final = 34
CONTEXT: Final = Context(
    prec=DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
STEPS_OF_A_ROOT: Final = 20
"""What a power, root, logarithm or exponential costs, counted in steps of an evaluation."""
SMALLEST_SCALE: Final = -6111
LARGEST_SCALE: Final = 6176
_WIDE: Final = Context(prec=2 * LARGEST_SCALE, Emin=-20_000, Emax=20_000, flags=[], traps=[InvalidOperation])


def number_of(text: str) -> Decimal:
    """The number written in the text, rounded to 34 digits; raises `ArithmeticError` beyond the largest number."""
    return CONTEXT.create_decimal(text)


def number_text(number: Decimal) -> str:
    """The number without exponent and without zeros at its end."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: Decimal, scale: int, rounding: str) -> Decimal:
    """The number with `scale` decimal places; raises `ArithmeticError` when it would need more than 34 digits."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= scale:
        return number
    return CONTEXT.plus(number.quantize(Decimal((0, (1,), -scale)), rounding=rounding, context=_WIDE))
