"""What values a name can stand for in a formula, as far as the definition tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from motcua.core.forms.definition import FormField
from motcua.core.forms.values.places import PARTS
from motcua.core.forms.wording import Text

WORDS: Final = {
    "text": Text("chữ", "text"),
    "number": Text("số", "a number"),
    "truth": Text("đúng/sai", "true or false"),
    "date": Text("ngày", "a date"),
    "list": Text("danh sách", "a list"),
    "record": Text("bản ghi", "a record"),
    "nothing": Text("trống", "nothing"),
    "any": Text("giá trị bất kỳ", "any value"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of value. `codes` are all texts it can be: the options of a field, or what is `written` in the formula."""

    kind: str
    codes: frozenset[str] | None = None
    written: bool = False
    item: Shape | None = None
    members: Mapping[str, Shape] = field(default_factory=dict)

    @property
    def words(self) -> Text:
        return WORDS[self.kind]


TEXT: Final = Shape("text")
NUMBER: Final = Shape("number")
TRUTH: Final = Shape("truth")
DATE: Final = Shape("date", members=dict.fromkeys(("year", "month", "day", "weekday"), NUMBER))
NOTHING: Final = Shape("nothing")
ANY: Final = Shape("any")

_BY_KIND: Final = {
    **dict.fromkeys(("integer", "money", "year", "decimal"), NUMBER),
    **dict.fromkeys(("yes_no", "confirm"), TRUTH),
    "date": DATE,
    "address": Shape("record", members=dict.fromkeys(PARTS, TEXT)),
    "file": Shape("list", item=TEXT),
}


def list_of(item: Shape) -> Shape:
    return Shape("list", item=item)


def shape_of(entry: FormField) -> Shape:
    """The values a field has inside a formula."""
    if entry.fields:
        return list_of(Shape("record", members={row.id: shape_of(row) for row in entry.fields}))
    one = Shape("text", codes=entry.option_codes) if entry.options else TEXT
    if entry.kind == "choices":
        return list_of(one)
    return _BY_KIND.get(entry.kind, one)


def names_of(fields: Mapping[str, FormField]) -> dict[str, Shape]:
    """The shapes of all names in scope: of these fields, and of what every formula may use."""
    circumstances = {"case": TEXT, "channel": TEXT, "today": DATE, "applicant": ANY}
    return {**circumstances, **{name: shape_of(entry) for name, entry in fields.items()}}
