"""A form: one definition that browser and server both follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from motcua.core.forms.answers import AnswersOfSection, Naming, as_facts, in_words
from motcua.core.forms.browser import browser_json
from motcua.core.forms.checking import check_form
from motcua.core.forms.context import FilingContext
from motcua.core.forms.definition import Basis, FormField, Section
from motcua.core.forms.field_reading import read_fields
from motcua.core.forms.formulas import read_optional_formula
from motcua.core.forms.mistakes import InvalidFormError, Mistake
from motcua.core.forms.part import Part
from motcua.core.forms.plan import Level, plan_of
from motcua.core.forms.sources import Prefill
from motcua.core.forms.validation import FormResult, validate
from motcua.core.forms.values.places import PARTS
from motcua.core.forms.wording import Language, Text

CERTAINTIES: Final = ("published", "unverified", "design")
MOST_SECTIONS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """A form, read and found without mistakes. It never changes and may be shared by all threads."""

    title: Text
    sections: tuple[Section, ...]
    basis: Basis | None = None
    certainty: str = "published"
    plan: Level = field(repr=False, compare=False)

    def fields(self) -> Iterator[tuple[str, FormField]]:
        """Every field with its path, groups before what they hold: `floors`, `floors.area`."""
        for section in self.sections:
            for entry in section.fields:
                yield entry.id, entry
                for inner in entry.fields:
                    yield f"{entry.id}.{inner.id}", inner

    def validate(self, data: object, *, context: FilingContext, partial: bool = False) -> FormResult:
        """Normalised values, and everything that is wrong with `data`, which may be anything at all.

        `partial` is for drafts: nothing is required and no rule between values is checked, but what is there must be of
        its type. Validating the values of a result again gives the same values. Raises `MissingListError` when the
        context lacks a list the form names, and nothing else.
        """
        return validate(self.plan, data, context, partial=partial)

    def to_browser(self, language: Language) -> dict[str, Any]:
        """The definition as `form.js` takes it: plain JSON in one language, formulas as trees."""
        return browser_json(self.title, self.sections, self.plan, language)

    def facts(self, values: Mapping[str, Any]) -> dict[str, object]:
        """Normalised values as the expressions of a procedure see them after `form.`: see `answers.as_facts`."""
        return as_facts(chain.from_iterable(section.fields for section in self.sections), values)

    def in_words(self, values: Mapping[str, Any], language: Language, naming: Naming) -> tuple[AnswersOfSection, ...]:
        """Normalised values as people read them, section by section; what is empty is left out."""
        return in_words(self.sections, values, language, naming)

    def prefill_plan(self) -> list[Prefill]:
        """Where each field that the citizen would fill in can come from instead."""
        return [Prefill(path, entry.source) for path, entry in self.fields() if entry.source]

    def paths(self) -> list[str]:
        """Everything that other files of the package may name after `form.`: fields, and the parts of addresses."""
        found: list[str] = []
        for path, entry in self.fields():
            found += [path] if entry.kind != "info" else []
            found += [f"{path}.{part}" for part in PARTS] if entry.kind == "address" else []
        return found

    def lists(self) -> frozenset[str]:
        """The named lists that the context of a validation must hold."""
        return frozenset(entry.list_name for _, entry in self.fields() if entry.list_name)


def parse_form(data: object) -> FormDefinition:
    """The form that plain data (a parsed `form.yaml`) describe; raises `InvalidFormError` with every mistake."""
    mistakes: list[Mistake] = []
    part = Part(data, (), mistakes)
    title, basis = part.text("title"), _basis(part)
    certainty = part.word("certainty", CERTAINTIES, "published")
    sections = _sections(part)
    part.close()
    mistakes += check_form(sections)
    if mistakes:
        raise InvalidFormError(tuple(mistakes))
    return FormDefinition(title=title, sections=sections, basis=basis, certainty=certainty, plan=plan_of(sections))


def _basis(part: Part) -> Basis | None:
    if not part.has("basis"):
        return None
    inside = part.part("basis")
    basis = Basis(inside.identifier("legal"), inside.optional_line("article"))
    inside.close()
    return basis


def _sections(part: Part) -> tuple[Section, ...]:
    found = [_section(inside) for inside in part.parts("sections", MOST_SECTIONS)]
    if not found:
        part.wrong("sections", "cần ít nhất một phần", "at least one section is needed")
    return tuple(found)


def _section(part: Part) -> Section:
    section = Section(
        id=part.identifier("id"),
        title=part.text("title"),
        hint=part.optional_text("hint"),
        when=read_optional_formula(part, "when"),
        fields=read_fields(part),
    )
    part.close()
    return section
