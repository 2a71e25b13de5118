"""A form on a page: sections with their fields, the summary of errors, and what the browser is given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings

from motcua.core.forms import FilingContext, FormDefinition, FormError, FormResult, Language, Option, Section
from motcua.delivery.ui.filling.browser import for_browser
from motcua.delivery.ui.filling.fields import Circumstances, FilledField, filled_field
from motcua.delivery.ui.filling.posted import with_least_rows

_INDEX = re.compile(r"\[([0-9]+)\]")

Errors = Mapping[str, tuple[str, ...]]


class PageProblem(NamedTuple):
    """A line of the error summary: the sentence, and the id of the input that it is about."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section with its fields."""

    section: Section
    fields: tuple[FilledField, ...]

    @property
    def is_shown(self) -> bool:
        return any(field.shown for field in self.fields)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What the templates show: the sections asked for, and the errors in them. `result` is what the form says of all
    values. `browser` is for `{{ filled.browser|json_script:"filling" }}`.
    """

    sections: tuple[FilledSection, ...]
    problems: tuple[PageProblem, ...]
    result: FormResult
    browser: Mapping[str, Any]

    @property
    def has_files(self) -> bool:
        return any(field.field.kind == "file" for section in self.sections for field in section.fields)


def fill_in(
    form: FormDefinition,
    raw: Mapping[str, Any],
    *,
    context: FilingContext,
    language: Language,
    only: Iterable[str] | None = None,
    judged: bool = False,
    known: Mapping[str, str] | None = None,
    lists: Mapping[str, tuple[Option, ...]] | None = None,
    files: Mapping[str, Any] | None = None,
) -> FilledForm:
    """The form with what was typed so far.

    raw: everything typed into the form, also in sections that are not shown here: conditions may depend on it.
    only: the ids of the sections to show; all of them without it. judged: whether errors are shown, as after handing
    in. known: for the name of a field, in words, where its value was taken from.
    """
    raw = with_least_rows(raw, (field for section in form.sections for field in section.fields))
    result = form.validate(raw, context=context, partial=not judged)
    wanted = [section for section in form.sections if only is None or section.id in set(only)]
    ids = {section.id for section in wanted}
    told = [error for error in result.errors if judged and (error.section in ids or not error.section)]
    around = Circumstances(
        result=result,
        errors=_by_name(told, language),
        on=context.today,
        province=settings.PROVINCE,
        known=known or {},
        lists=lists or {},
        files=files or {},
    )
    return FilledForm(
        sections=tuple(_section(section, raw, around) for section in wanted),
        problems=tuple(PageProblem(error.in_language(language), anchor(error.path)) for error in told),
        result=result,
        browser=for_browser(form, raw, context, lists or {}, language),
    )


def anchor(path: str) -> str:
    """The id of the input for the path of an error: `f.floors.0.area` for `floors[0].area`."""
    return f"f.{name_of(path)}"


def name_of(path: str) -> str:
    """What is posted for the path of a field: `floors.0.area` for `floors[0].area`."""
    return _INDEX.sub(r".\1", path)


def _section(section: Section, raw: Mapping[str, Any], around: Circumstances) -> FilledSection:
    return FilledSection(section, tuple(_field(entry, raw, around) for entry in section.fields))


def _field(entry: Any, raw: Mapping[str, Any], around: Circumstances) -> FilledField:
    source = around.result.values if entry.computed else raw
    return filled_field(entry, source.get(entry.id), around)


def _by_name(errors: Iterable[FormError], language: Language) -> Errors:
    """The sentences for each posted name, without the label that stands above the input already."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for error in errors:
        _label, _colon, sentence = error.in_language(language).partition(": ")
        found[name_of(error.path)].append(sentence[:1].upper() + sentence[1:])
    return {name: tuple(sentences) for name, sentences in found.items()}
