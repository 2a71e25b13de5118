"""The types of fields: what the definition of each adds, how its value is read, and what it is inside an expression.

A new type is one entry here, one reader, and the same reader in the browser's `values.js`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from motcua.core.forms import extras
from motcua.core.forms.definition import FormField
from motcua.core.forms.problems import Json, Refused
from motcua.core.forms.values import choices, dates, files, identifiers, numbers, places, text
from motcua.core.forms.values.reader import Reader
from motcua.core.rules import Date, Value

GROUP: Final = "group"
INFO: Final = "info"


def _as_it_is(value: Json) -> object:
    return value


def _number(value: Json) -> object:
    assert isinstance(value, (int, str))
    return Decimal(value)


def _day(value: Json) -> object:
    assert isinstance(value, str)
    return date.fromisoformat(value)


def _computed_text(value: Value, _field: FormField) -> Json | Refused:
    return value if isinstance(value, str) else None


def _computed_number(value: Value, field: FormField) -> Json | Refused:
    number = numbers.round_half_up(value, field.decimals) if isinstance(value, Decimal) else None
    return numbers.decimal_json(number) if isinstance(number, Decimal) else number


def _computed_day(value: Value, _field: FormField) -> Json | Refused:
    return f"{value.year:04}-{value.month:02}-{value.day:02}" if isinstance(value, Date) else None


def _computed_truth(value: Value, _field: FormField) -> Json | Refused:
    return value if isinstance(value, bool) else None


class Kind(NamedTuple):
    extras: extras.Extras
    reader: Callable[[FormField], Reader] | None
    """None for what has no value of its own: text to read, and groups, whose rows have values."""
    to_feel: Callable[[Json], object] = _as_it_is
    """The normalised value as expressions see it."""
    from_feel: Callable[[Value, FormField], Json | Refused] | None = None
    """What an expression computed, as the reader takes it; None for types that are never computed."""


_amount = Kind(extras.whole(0, numbers.LARGEST), numbers.whole_reader, _number, _computed_number)

KINDS: Final[dict[str, Kind]] = {
    "text": Kind(extras.line, text.text_reader, from_feel=_computed_text),
    "paragraph": Kind(extras.lengths(2000, 20_000), text.paragraph_reader),
    "person_name": Kind(extras.lengths(100, 200), text.person_name_reader),
    "integer": _amount,
    "money": _amount,
    "decimal": Kind(extras.decimals, numbers.decimal_reader, _number, _computed_number),
    "date": Kind(extras.days, dates.date_reader, _day, _computed_day),
    "month": Kind(extras.months, dates.month_reader),
    "year": Kind(extras.whole(dates.EARLIEST_YEAR, dates.LATEST_YEAR), numbers.whole_reader, _number),
    "yes_no": Kind(extras.nothing, choices.yes_no_reader, from_feel=_computed_truth),
    "choice": Kind(extras.options, choices.choice_reader),
    "choices": Kind(extras.options, choices.choices_reader),
    "personal_id": Kind(extras.nothing, identifiers.personal_id_reader),
    "former_id": Kind(extras.nothing, identifiers.former_id_reader),
    "tax_code": Kind(extras.nothing, identifiers.tax_code_reader),
    "phone": Kind(extras.nothing, identifiers.phone_reader),
    "email": Kind(extras.nothing, identifiers.email_reader),
    "address": Kind(extras.address, places.address_reader),
    "file": Kind(extras.files, files.files_reader),
    "confirm": Kind(extras.nothing, choices.confirm_reader),
    GROUP: Kind(extras.nothing, None),
    INFO: Kind(extras.nothing, None),
}
