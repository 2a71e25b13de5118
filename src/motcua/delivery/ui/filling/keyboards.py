"""How a one-line input of each type is typed: HTML's `type` and `inputmode`, and how wide what is typed mostly is."""

from __future__ import annotations

from typing import Final, NamedTuple

from motcua.core.forms import FormField


class Keyboard(NamedTuple):
    """`type` and `mode` are HTML's; a `width` of the type goes before the field's own; names are not spell-checked."""

    type: str = "text"
    mode: str = ""
    width: str = ""
    is_spelt: bool = True


_KEYBOARDS: Final = {
    "integer": Keyboard(mode="numeric", width="w-s"),
    "year": Keyboard(mode="numeric", width="w-s"),
    "money": Keyboard(mode="numeric", width="w-m"),
    "decimal": Keyboard(mode="decimal", width="w-s"),
    # A numeric keypad has no slash on many phones, so days are typed on the whole keyboard.
    "date": Keyboard(width="w-s"),
    "month": Keyboard(width="w-s"),
    "personal_id": Keyboard(mode="numeric", width="w-m"),
    "former_id": Keyboard(mode="numeric", width="w-m"),
    "tax_code": Keyboard(width="w-m", is_spelt=False),
    "phone": Keyboard("tel", width="w-m"),
    "email": Keyboard("email", is_spelt=False),
    "person_name": Keyboard(is_spelt=False),
}
_WIDTHS: Final = {"full": "w-l", "half": "w-m", "third": "w-s", "short": "w-s"}


def keyboard_of(field: FormField) -> Keyboard:
    """How the field is typed."""
    return _KEYBOARDS.get(field.kind, Keyboard())


def width_of(field: FormField) -> str:
    """The class of the width of its input."""
    return keyboard_of(field).width or _WIDTHS[field.width]
