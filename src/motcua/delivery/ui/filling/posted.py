"""A posted page as the data that a form reads: `floors.0.area=58,2` is `{"floors": [{"area": "58,2"}]}`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from django.http import QueryDict

from motcua.core.forms import FormField

ADDRESS_PARTS = ("province", "commune", "street", "declared")
_ROW_TO_REMOVE = re.compile(r"([a-z][a-z0-9_]*)\.([0-9]{1,4})")

Values = Mapping[str, Any]


class Button(StrEnum):
    """The buttons of a page that works without JavaScript; each has this name and the field as its value."""

    ADD = "_add"
    REMOVE = "_remove"
    PLACES = "_places"


class ButtonPressed(NamedTuple):
    """Which button sent the page, for which field; `row` is the row to be removed."""

    button: Button
    field: str
    row: int = 0


def posted_values(fields: Iterable[FormField], data: QueryDict) -> dict[str, Any]:
    """What was typed into these fields, as it was typed. Nothing is judged. Boxes that are not ticked are empty; files
    are not here, because they were kept when they were uploaded.
    """
    return {field.id: _typed(field, field.id, data) for field in fields if field.is_input and field.kind != "file"}


def button_pressed(data: QueryDict) -> ButtonPressed | None:
    """The button for a row or a list of places that sent the page; None when the whole page is handed in."""
    for button in Button:
        value = data.get(button)
        if value is None:
            continue
        if button is not Button.REMOVE:
            return ButtonPressed(button, value)
        found = _ROW_TO_REMOVE.fullmatch(value)
        if found:
            return ButtonPressed(button, found[1], int(found[2]))
    return None


def with_row_act(values: dict[str, Any], pressed: ButtonPressed, fields: Iterable[FormField]) -> dict[str, Any]:
    """The values with a row more or less, as the button asks."""
    group = next((field for field in fields if field.id == pressed.field and field.rows), None)
    if group is None or group.rows is None or pressed.button is Button.PLACES:
        return values
    rows = list(values.get(group.id) or [])
    if pressed.button is Button.ADD and len(rows) < group.rows.maximum:
        rows.append({})
    elif pressed.button is Button.REMOVE:
        rows = rows[: pressed.row] + rows[pressed.row + 1 :]
    return {**values, group.id: rows}


def without_empty_rows(values: dict[str, Any], fields: Iterable[FormField]) -> dict[str, Any]:
    """Rows that were opened and left empty say nothing; as many stay as the form asks for at least."""
    kept = dict(values)
    for group in fields:
        if group.rows and isinstance(rows := values.get(group.id), list):
            filled = [row for row in rows if _says_something(row)]
            kept[group.id] = filled + [{}] * (min(group.rows.minimum, len(rows)) - len(filled))
    return kept


def with_least_rows(values: Mapping[str, Any], fields: Iterable[FormField]) -> dict[str, Any]:
    """As many rows as each group asks for at least: they stand on the page, so they are judged like any other field."""
    kept = dict(values)
    for group in fields:
        rows = values.get(group.id) or []
        if group.rows and isinstance(rows, list) and len(rows) < group.rows.minimum:
            kept[group.id] = rows + [{}] * (group.rows.minimum - len(rows))
    return kept


def _typed(field: FormField, name: str, data: QueryDict) -> Any:
    match field.kind:
        case "address":
            parts = {part: data.get(f"{name}.{part}", "") for part in ADDRESS_PARTS}
            return {part: typed for part, typed in parts.items() if typed} or ""
        case "choices":
            return data.getlist(name)
        case "group":
            return _rows(field, name, data)
        case _:
            return data.get(name, "")


def _rows(group: FormField, name: str, data: QueryDict) -> list[dict[str, Any]]:
    """The rows in the order of their numbers, which may have gaps. One more than allowed is read, so that it shows."""
    assert group.rows
    numbered = re.compile(rf"{re.escape(name)}\.([0-9]{{1,4}})\.")
    numbers = sorted({int(found[1]) for key in data if (found := numbered.match(key))})[: group.rows.maximum + 1]
    return [
        {field.id: _typed(field, f"{name}.{number}.{field.id}", data) for field in group.fields if field.is_input}
        for number in numbers
    ]


def _says_something(row: object) -> bool:
    return isinstance(row, Mapping) and any(value not in ("", [], {}, None) for value in row.values())
