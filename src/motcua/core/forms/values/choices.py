"""Values that are chosen: yes or no, one option, several options, a commitment."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import FormField
from motcua.core.forms.problems import Json, Refused, refused
from motcua.core.forms.values.reader import Reader

NOT_YES_OR_NO = refused("not_yes_or_no")
UNKNOWN_OPTION = refused("unknown_option")

MOST_CHOICES: Final = 100
_LONGEST_CODE = 100
# What a page without JavaScript sends for a radio button or a ticked box.
_YES = ("true", "on")
_NO = ("false",)


def yes_no_reader(_field: FormField) -> Reader:
    def read(raw: object, _context: FilingContext) -> Json | Refused:
        if isinstance(raw, bool):
            return raw
        if not isinstance(raw, str):
            return NOT_YES_OR_NO
        if raw in _YES:
            return True
        return False if raw in _NO else (NOT_YES_OR_NO if raw else None)

    return read


def confirm_reader(field: FormField) -> Reader:
    """A box to tick. Not ticking it says nothing, so the value is true or absent."""
    read_yes_no = yes_no_reader(field)

    def read(raw: object, context: FilingContext) -> Json | Refused:
        value = read_yes_no(raw, context)
        return None if value is False else value

    return read


def choice_reader(field: FormField) -> Reader:
    """The code of one option."""

    def read(raw: object, context: FilingContext) -> Json | Refused:
        if raw == "":
            return None
        return raw if isinstance(raw, str) and _is_option(raw, _known(field, context)) else UNKNOWN_OPTION

    return read


def choices_reader(field: FormField) -> Reader:
    """The codes of several options, in the order they were chosen, each once."""

    def read(raw: object, context: FilingContext) -> Json | Refused:
        if raw in ("", []):
            return None
        codes = [raw] if isinstance(raw, str) else raw
        if not isinstance(codes, list) or len(codes) > MOST_CHOICES:
            return UNKNOWN_OPTION
        known = _known(field, context)
        if not all(isinstance(code, str) and _is_option(code, known) for code in codes):
            return UNKNOWN_OPTION
        return list(dict.fromkeys(codes))

    return read


def _is_option(code: str, known: Container[str]) -> bool:
    return len(code) <= _LONGEST_CODE and code in known


def _known(field: FormField, context: FilingContext) -> Container[str]:
    return context.options(field.list_name) if field.list_name else field.option_codes
