"""The values of a form as others need them: as words for people and letters, and as typed facts for expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from motcua.core.forms.definition import FormField, Section
from motcua.core.forms.kinds import GROUP, INFO, KINDS
from motcua.core.forms.wording import Language, day_text, number_text


class Answer(NamedTuple):
    """One field in words. `text` has a line for each row where the field is a group."""

    id: str
    label: str
    text: str


class AnswersOfSection(NamedTuple):
    id: str
    title: str
    answers: tuple[Answer, ...]


class Naming(NamedTuple):
    """What a form cannot know itself: how the code of a unit is called, and an entry of a named list."""

    unit: Callable[[str], str]
    entry: Callable[[str, str], str]


def in_words(
    sections: Iterable[Section], values: Mapping[str, Any], language: Language, naming: Naming
) -> tuple[AnswersOfSection, ...]:
    """All that was answered, section by section, as a reader of the language says it. What is empty is left out."""
    reader = _InWords(language, naming)
    found = (
        AnswersOfSection(section.id, section.title.in_language(language), tuple(reader.answers(section.fields, values)))
        for section in sections
    )
    return tuple(section for section in found if section.answers)


def as_facts(fields: Iterable[FormField], values: Mapping[str, Any]) -> dict[str, object]:
    """The values as expressions of a procedure see them after `form.`: numbers as numbers, days as days.

    A field without a value is there as nothing, so that a condition on it is undecided and not an error.
    """
    return {field.id: _fact(field, values.get(field.id)) for field in fields if field.kind != INFO}


def _fact(field: FormField, value: Any) -> object:
    if value is None:
        return None
    if field.kind == GROUP:
        return [as_facts(field.fields, row) for row in value]
    return KINDS[field.kind].to_feel(value)


class _InWords:
    def __init__(self, language: Language, naming: Naming) -> None:
        self.language = language
        self.naming = naming

    def answers(self, fields: Iterable[FormField], values: Mapping[str, Any]) -> Iterator[Answer]:
        for field in fields:
            value = values.get(field.id)
            if value not in (None, "", [], {}) and field.kind != INFO:
                yield Answer(field.id, field.label.in_language(self.language), self.text(field, value))

    def text(self, field: FormField, value: Any) -> str:
        match field.kind:
            case "group":
                return "\n".join(" ".join(a.text for a in self.answers(field.fields, row)) for row in value)
            case "integer" | "money" | "decimal":
                unit = "đồng" if field.kind == "money" else field.unit
                return f"{number_text(Decimal(value)).in_language(self.language)} {unit}".rstrip()
            case "date" | "month":
                return day_text(value)
            case "yes_no" | "confirm":
                yes, no = ("Yes", "No") if self.language == "en" else ("Có", "Không")
                return yes if value else no
            case "choice":
                return self.option(field, value)
            case "choices":
                return ", ".join(self.option(field, each) for each in value)
            case "address":
                return self.address(value)
            case "file":
                return str(len(value))
            case _:
                return str(value)

    def option(self, field: FormField, code: str) -> str:
        if field.list_name:
            return self.naming.entry(field.list_name, code)
        return next((o.label.in_language(self.language) for o in field.options if o.code == code), code)

    def address(self, value: Mapping[str, str]) -> str:
        """Street, commune, province by their names."""
        units = [self.naming.unit(value[part]) for part in ("commune", "province") if value.get(part)]
        return ", ".join(part for part in (value.get("street", ""), *units) if part)
