"""Reading one field of a definition: what all fields share, what its type adds, and the fields of a group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from motcua.core.forms.context import NAMES_IN_SCOPE, FilingContext
from motcua.core.forms.definition import Check, FormField, Rows
from motcua.core.forms.formulas import Formula, is_name, read_formula, read_optional_formula
from motcua.core.forms.kinds import GROUP, INFO, KINDS
from motcua.core.forms.part import Part
from motcua.core.forms.problems import Json, Refused
from motcua.core.forms.sources import ASK, read_source

WIDTHS: Final = ("full", "half", "third", "short")
AUTOCOMPLETE: Final = (
    *("name", "organization", "street-address", "postal-code", "country", "bday", "sex", "tel", "email", "url"),
)
"""The tokens of HTML that say a field is about the person who types; browsers fill those in."""
DEFAULTABLE: Final = ("text", "integer", "decimal", "money", "year", "yes_no", "choice")
MOST_FIELDS: Final = 200
MOST_ROWS: Final = 500
MOST_CHECKS: Final = 20
_NO_CIRCUMSTANCES: Final = FilingContext(today=date.min)
"""The defaultable kinds do not ask."""


def read_field(part: Part, group: FormField | None = None) -> FormField:
    """The field, inside `group` if one is given; where its definition is wrong, one that can stand in its place."""
    kind = part.word("type", [kind for kind in KINDS if group is None or kind != GROUP])
    field = FormField(
        id=_field_id(part),
        kind=kind or INFO,
        label=part.text("label"),
        hint=part.optional_text("hint"),
        when=read_optional_formula(part, "when"),
    )
    if not kind:
        return field
    field = KINDS[kind].extras(part, field)
    if part.has("computed"):
        field = replace(field, computed=_computed(part, kind), width=part.word("width", WIDTHS, "full"))
    elif kind != INFO:
        field = _with_input(part, field, group)
    if kind == GROUP:
        field = _with_rows(part, field)
    part.close()
    return field


def _field_id(part: Part) -> str:
    found = part.identifier("id")
    if found and (found in NAMES_IN_SCOPE or not is_name(found)):
        part.wrong(
            "id", f"“{found}” là từ dành riêng; hãy đặt mã khác", f"“{found}” is a reserved word; choose another id"
        )
    return found


def _computed(part: Part, kind: str) -> Formula | None:
    if not KINDS[kind].from_feel:
        part.wrong("computed", f"trường kiểu {kind} không tính được", f"a field of type {kind} cannot be computed")
    return read_formula(part, "computed")


def _with_input(part: Part, field: FormField, group: FormField | None) -> FormField:
    """What a field says that the citizen fills in."""
    if field.kind == "confirm":
        required, source = (_required(part) if part.has("required") else True), ASK
    else:
        required = False if field.kind == GROUP else _required(part)
        source = read_source(part, rows_from=group.source if group else None)
    return replace(
        field,
        required=required,
        source=source,
        checks=tuple(filter(None, map(_check, part.parts("checks", MOST_CHECKS)))),
        default=_default(part, field) if part.has("default") else None,
        width=part.word("width", WIDTHS, "full"),
        autocomplete=part.word("autocomplete", AUTOCOMPLETE) if part.has("autocomplete") else "",
    )


def _required(part: Part) -> bool | Formula:
    if isinstance(part.raw("required"), bool):
        return part.raw("required") is True
    return read_optional_formula(part, "required") or False


def _check(part: Part) -> Check | None:
    """`{rule: …, message: {vi: …, en: …}}`."""
    rule, message = read_formula(part, "rule"), part.text("message")
    part.close()
    return Check(rule, message) if rule else None


def _default(part: Part, field: FormField) -> Json:
    """A value that the field itself would take, in its normalised form."""
    value = _taken(field, part.raw("default")) if field.kind in DEFAULTABLE else None
    if value is None or isinstance(value, Refused):
        part.wrong("default", "trường này không nhận giá trị mặc định đó", "the field does not take that default value")
        return None
    return value


def _taken(field: FormField, raw: object) -> Json | Refused:
    """What the field makes of it. The codes of a named list are not at hand here."""
    if field.list_name:
        return raw if isinstance(raw, str) else None
    reader = KINDS[field.kind].reader
    return reader(field)(raw, _NO_CIRCUMSTANCES) if reader else None


def _with_rows(part: Part, group: FormField) -> FormField:
    """`repeat: {each: {vi: Tầng, en: Floor}, min: 1, max: 20}` and the fields of a row."""
    repeat = part.part("repeat")
    most = repeat.whole("max", 1, MOST_ROWS)
    rows = Rows(repeat.text("each"), repeat.whole("min", 0, most, 0), most)
    repeat.close()
    return replace(group, rows=rows, required=rows.minimum > 0, fields=read_fields(part, group))


def read_fields(part: Part, group: FormField | None = None) -> tuple[FormField, ...]:
    """The fields under `fields`: at least one."""
    found = tuple(read_field(inside, group) for inside in part.parts("fields", MOST_FIELDS))
    if not found:
        part.wrong("fields", "cần ít nhất một trường", "at least one field is needed")
    return found
