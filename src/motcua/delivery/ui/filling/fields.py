"""One field as a page shows it: its value, its errors, and the HTML that fits its type."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.core.forms import FormField, FormResult, Option
from motcua.delivery.ui.filling import units
from motcua.delivery.ui.filling.keyboards import Keyboard, keyboard_of, width_of
from motcua.delivery.ui.filling.written import as_read, as_written

MOST_RADIOS = 5
_OWN_TEMPLATE = {"paragraph", "yes_no", "confirm", "choices", "address", "group", "info", "file"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What all fields of a page share: the form's judgement, the day, where values came from.

    errors: the sentences for each posted name. known: for the name of a field, in words, where its value was taken
    from. province: where most people live. lists: the options of the lists that the city keeps. files: what was
    uploaded, by id.
    """

    result: FormResult
    errors: Mapping[str, tuple[str, ...]]
    on: date
    province: str
    known: Mapping[str, str]
    lists: Mapping[str, tuple[Option, ...]]
    files: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a group. `number` counts from 1; the blank row that a browser copies has none."""

    number: str
    fields: tuple[FilledField, ...]


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field of a page. `name` is what is posted, `raw` what was typed or kept."""

    field: FormField
    name: str
    raw: Any
    shown: bool
    required: bool
    around: Circumstances = dataclasses.field(repr=False)
    in_row: bool = False
    rows: tuple[FilledRow, ...] = ()
    blank: FilledRow | None = None

    @property
    def id(self) -> str:
        return f"f.{self.name}"

    @property
    def template(self) -> str:
        kind = self.field.kind
        if self.field.computed:
            return "ui/filling/computed.html"
        if kind == "choice":
            few = len(self.options) <= MOST_RADIOS and not self.in_row
            return f"ui/filling/{'choice' if few else 'select'}.html"
        return f"ui/filling/{kind if kind in _OWN_TEMPLATE else 'line'}.html"

    @property
    def keyboard(self) -> Keyboard:
        return keyboard_of(self.field)

    @property
    def width(self) -> str:
        return width_of(self.field)

    @property
    def unit(self) -> str:
        return "đồng" if self.field.kind == "money" else self.field.unit

    @property
    def example(self) -> str:
        """How to write what can be written in many ways, where the form itself says nothing."""
        examples = {"date": _("Ví dụ: 15/12/2026"), "month": _("Ví dụ: 12/2026")}
        return "" if self.field.hint else examples.get(self.field.kind, "")

    @property
    def options(self) -> tuple[Option, ...]:
        return self.around.lists.get(self.field.list_name, ()) if self.field.list_name else self.field.options

    @property
    def value(self) -> str:
        """As the input shows it."""
        return as_written(self.field, self.raw)

    @property
    def read(self) -> str:
        """A computed value as a reader takes it in."""
        return as_read(self.field, self.raw, "en" if get_language() == "en" else "vi")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes, or the ids of files, chosen of several."""
        listed = self.raw if isinstance(self.raw, list) else [self.raw]
        return tuple(each for each in listed if isinstance(each, str))

    @property
    def answer(self) -> str:
        """`true`, `false` or nothing."""
        if isinstance(self.raw, bool):
            return "true" if self.raw else "false"
        return {"on": "true", "true": "true", "false": "false"}.get(str(self.raw), "")

    @property
    def errors(self) -> tuple[str, ...]:
        return self.around.errors.get(self.name, ())

    @property
    def is_wrong(self) -> bool:
        """Whether it, or a part of its address, has an error to be shown at it."""
        return bool(self.errors) or bool(self.address and self.address.errors)

    @property
    def known(self) -> str:
        return self.around.known.get(self.name, "")

    @property
    def files(self) -> list[Any]:
        return [self.around.files[each] for each in self.chosen if each in self.around.files]

    @property
    def address(self) -> FilledAddress | None:
        return FilledAddress.of(self) if self.field.kind == "address" else None

    @property
    def described_by(self) -> str:
        """The ids of what is said about the input, in the order in which it is read out."""
        said = {"hint": self.field.hint or self.example, "known": self.known, "error": True}
        return " ".join(f"{self.id}-{part}" for part, there in said.items() if there)


@dataclass(frozen=True, slots=True)
class AddressPart:
    """One input of an address."""

    name: str
    value: str
    errors: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"f.{self.name}"


@dataclass(frozen=True, slots=True)
class FilledAddress:
    """The inputs of an address, and the units to choose from."""

    province: AddressPart
    commune: AddressPart
    street: AddressPart
    declared: AddressPart
    chosen_province: str
    on: date

    @classmethod
    def of(cls, filled: FilledField) -> FilledAddress:
        """The address of a field. Where one must be given and no province is chosen yet, most mean the city itself."""
        raw = filled.raw if isinstance(filled.raw, Mapping) else {}

        def part(key: str) -> AddressPart:
            name, value = f"{filled.name}.{key}", raw.get(key, "")
            return AddressPart(name, value if isinstance(value, str) else "", filled.around.errors.get(name, ()))

        usual = filled.around.province if filled.required else ""
        province = part("province")
        return cls(
            province=province,
            commune=part("commune"),
            street=part("street"),
            declared=part("declared"),
            chosen_province=province.value or usual,
            on=filled.around.on,
        )

    @property
    def errors(self) -> tuple[str, ...]:
        return (*self.province.errors, *self.commune.errors, *self.street.errors, *self.declared.errors)

    @property
    def provinces(self) -> tuple[units.Place, ...]:
        return units.provinces(self.on)

    @property
    def communes(self) -> tuple[units.Place, ...]:
        return units.communes(self.chosen_province, self.on) if self.chosen_province else ()


def filled_field(entry: FormField, raw: Any, around: Circumstances) -> FilledField:
    """A field of a section with its value and, of a group, its rows and the blank row that a browser copies."""
    if not entry.rows:
        return _field(entry, raw, around)
    listed = raw if isinstance(raw, list) else []
    given = [row for row in listed if isinstance(row, Mapping)]
    rows = tuple(
        FilledRow(str(n + 1), _row(entry, row, around, f"{entry.id}.{n}.", f"{entry.id}[{n}]."))
        for n, row in enumerate(given)
    )
    blank = FilledRow("", _row(entry, {}, around, f"{entry.id}.#.", ""))
    return _field(entry, raw, around, rows=rows, blank=blank)


def _row(
    group: FormField, row: Mapping[str, Any], around: Circumstances, prefix: str, path: str
) -> tuple[FilledField, ...]:
    return tuple(_field(each, row.get(each.id), around, prefix=prefix, path=path) for each in group.fields)


def _field(
    entry: FormField,
    raw: Any,
    around: Circumstances,
    *,
    prefix: str = "",
    path: str = "",
    rows: tuple[FilledRow, ...] = (),
    blank: FilledRow | None = None,
) -> FilledField:
    """A blank row was judged by nobody: its fields are shown unless they wait for an answer."""
    place = f"{path}{entry.id}"
    is_blank = bool(prefix) and not path
    return FilledField(
        field=entry,
        name=f"{prefix}{entry.id}",
        raw=entry.default if raw is None else raw,
        shown=entry.when is None if is_blank else place in around.result.shown,
        required=entry.required is True if is_blank else place in around.result.required,
        around=around,
        in_row=bool(prefix),
        rows=rows,
        blank=blank,
    )
