"""What a form is made of, once its definition has been read: sections, fields, and what each may say of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from motcua.core.forms.files import FileRule
from motcua.core.forms.formulas import Formula
from motcua.core.forms.patterns import Pattern
from motcua.core.forms.problems import Json
from motcua.core.forms.wording import Text

TODAY: Final = "today"
"""As a bound: the day of filing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The smallest and the largest number, and one that must be exceeded."""

    minimum: Decimal
    maximum: Decimal
    above: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day or month: ISO text, or `today`."""

    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Check:
    """A rule between values. It is broken only when it is false: with a value missing nobody can tell yet."""

    rule: Formula
    message: Text


@dataclass(frozen=True, slots=True)
class Rows:
    """How often a group repeats, and what one of its rows is called."""

    each: Text
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question, computed value, text or repeating group. What does not apply to its kind is left at its default."""

    id: str
    kind: str
    label: Text
    hint: Text | None = None
    required: bool | Formula = False
    when: Formula | None = None
    computed: Formula | None = None
    checks: tuple[Check, ...] = ()
    source: str | None = None
    default: Json = None
    limits: Limits | None = None
    days: Days | None = None
    decimals: int = 0
    unit: str = ""
    min_length: int = 0
    max_length: int = 0
    pattern: Pattern | None = None
    options: tuple[Option, ...] = ()
    list_name: str = ""
    street: str = ""
    files: FileRule | None = None
    rows: Rows | None = None
    fields: tuple[FormField, ...] = ()
    width: str = "full"
    autocomplete: str = ""
    option_codes: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "option_codes", frozenset(option.code for option in self.options))

    @property
    def is_input(self) -> bool:
        """Whether the citizen fills it in."""
        return self.kind != "info" and self.computed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One page for the citizen."""

    id: str
    title: Text
    hint: Text | None = None
    when: Formula | None = None
    fields: tuple[FormField, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """Where the form comes from: a key of the procedure's `legal` and the place inside that text."""

    legal: str
    article: str = ""


def walk(fields: tuple[FormField, ...]) -> Iterator[tuple[str, FormField]]:
    """Every field with its path, groups before what they hold: `floors`, `floors.area`."""
    for entry in fields:
        yield entry.id, entry
        for inner in entry.fields:
            yield f"{entry.id}.{inner.id}", inner
