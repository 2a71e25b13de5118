"""The answers of a form as people read them, section by section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.core.forms import Answer
from motcua.core.procedure import Procedure
from motcua.delivery.portal.presenters.words import language
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.parties import naming
from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.dossiers.queries.readiness import Readiness


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """A section and what was answered in it; `missing` is how much of it is still to be mended."""

    id: str
    title: str
    answers: tuple[Answer, ...]
    missing: int = 0


def answers_of(draft: DraftPage, ready: Readiness, on: date) -> tuple[SectionAnswers, ...]:
    """The sections that are shown, also those without any answer yet."""
    told = {section.id: section.answers for section in told_of(draft.procedure, ready.result.values, on)}
    return tuple(
        SectionAnswers(
            section.id,
            in_language(section.title),
            told.get(section.id, ()),
            sum(error.section == section.id for error in ready.result.errors),
        )
        for section in draft.procedure.form.sections
        if any(field.id in ready.result.shown for field in section.fields)
    )


def told_of(procedure: Procedure, form: Mapping[str, Any], on: date) -> tuple[SectionAnswers, ...]:
    """What was handed in, section by section; what is empty is left out."""
    sections = procedure.form.in_words(form, language(), naming(on))
    return tuple(SectionAnswers(each.id, each.title, each.answers) for each in sections)
