"""Numbers, as people in Vietnam write them and as data keep them.

Read: `1.250,5`, `1250,5`, `1 250,5`, `1250.5`; a single point before exactly three digits groups thousands, as every
Vietnamese reader takes it (`1.250` is one thousand two hundred and fifty). Also JSON numbers.

Kept: whole numbers as JSON integers. Decimals as text with a point, without needless zeros: `"1250.5"`. The kept form
is itself readable input and means the same; so three digits after the point get a zero more (`"1.1250"`), for `1.125`
would be read as a thousand. No floating point anywhere: fifteen digits before the point and six after are exact.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import FormField
from motcua.core.forms.problems import Json, Refused, refused
from motcua.core.forms.values.reader import Reader
from motcua.core.forms.values.text import clean_line

NOT_A_NUMBER = refused("not_a_number")
NOT_WHOLE = refused("not_whole")
TOO_SMALL = refused("too_small")
TOO_BIG = refused("too_big")
TOO_MANY_DECIMALS = refused("too_many_decimals")

LARGEST: Final = 999_999_999_999_999
"""Fifteen digits: what a browser's numbers hold exactly, and a thousand times what a city spends in a year."""
MOST_DECIMALS: Final = 6

_LONGEST_TEXT = 60
_WIDE: Final = Context(prec=100)
_grouped = re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?")
_pointed = re.compile(r"([+-]?)([0-9]+)\.([0-9]+)")
_currency = re.compile(r" ?(?:đồng|đ|vnđ|vnd)$", re.IGNORECASE)


def whole_reader(field: FormField) -> Reader:
    """An integer, an amount in đồng, or a year."""
    smallest, over, largest = _limits(field)
    money = field.kind == "money"

    def read(raw: object, _context: FilingContext) -> Json | Refused:
        if type(raw) is int:
            value = raw
        else:
            number = read_number(raw, money=money)
            if number is None or isinstance(number, Refused):
                return number
            if not -LARGEST <= number <= LARGEST:
                return _beyond(number)
            if number != number.to_integral_value():
                return NOT_WHOLE
            value = int(number)
        return _within(value, smallest, over, largest) or value

    return read


def decimal_reader(field: FormField) -> Reader:
    smallest, over, largest = _limits(field)
    most = field.decimals

    def read(raw: object, _context: FilingContext) -> Json | Refused:
        number = read_number(raw)
        if number is None or isinstance(number, Refused):
            return number
        outside = _within(number, smallest, over, largest)
        if outside:
            return outside
        text = _shortest(number)
        return TOO_MANY_DECIMALS if len(text.partition(".")[2]) > most else _unlike_thousands(text)

    return read


def read_number(raw: object, *, money: bool = False) -> Decimal | Refused | None:
    """The exact number; None for empty text. Amounts may end in đ, đồng or VND."""
    if isinstance(raw, str):
        return _read_text(raw, money=money)
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        return NOT_A_NUMBER
    if not -LARGEST <= raw <= LARGEST:
        return _beyond(raw)
    # The shortest decimal that stands for the float: the one that was written.
    return Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)


def decimal_json(number: Decimal) -> str:
    """The one text of a number: see the top of this file."""
    return _unlike_thousands(_shortest(number))


def round_half_up(number: Decimal, decimals: int) -> Decimal | Refused:
    """A computed number as its field keeps it; 0.5 goes away from zero."""
    if not -LARGEST <= number <= LARGEST:
        return _beyond(number)
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def _read_text(raw: str, *, money: bool) -> Decimal | Refused | None:
    if len(raw) > _LONGEST_TEXT:
        return NOT_A_NUMBER
    match = _grouped.fullmatch(raw) or _pointed.fullmatch(raw)
    if not match:
        text = clean_line(raw)
        if isinstance(text, Refused) or not text:
            return text or None
        text = (_currency.sub("", text) if money else text).replace(" ", "")
        match = _grouped.fullmatch(text) or _pointed.fullmatch(text)
    if not match:
        return NOT_A_NUMBER
    sign, whole, fraction = match.groups()
    return Decimal(f"{sign}{whole.replace('.', '')}.{fraction or '0'}")


def _beyond(number: float | Decimal) -> Refused:
    """Why a number that is not within all limits is none; NaN lies beyond neither end."""
    if number > LARGEST:
        return TOO_BIG
    return TOO_SMALL if number < -LARGEST else NOT_A_NUMBER


def _limits(field: FormField) -> tuple[Decimal, Decimal | None, Decimal]:
    limits = field.limits
    assert limits
    return limits.minimum, limits.above, limits.maximum


def _within(value: Decimal | int, smallest: Decimal, over: Decimal | None, largest: Decimal) -> Refused | None:
    if value < smallest or (over is not None and value <= over):
        return TOO_SMALL
    return TOO_BIG if value > largest else None


def _shortest(number: Decimal) -> str:
    """Without needless zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unlike_thousands(text: str) -> str:
    return text + "0" if text[-4:-3] == "." else text
