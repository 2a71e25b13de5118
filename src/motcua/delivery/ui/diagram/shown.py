"""The diagram of a procedure, or of a dossier in it, ready for the template `ui/diagram.html`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from motcua.core.procedure import Procedure
from motcua.core.process import Model, read_model
from motcua.delivery.ui.diagram.drawing import draw
from motcua.delivery.ui.diagram.durations import limits_of, notes_of
from motcua.delivery.ui.diagram.marks import HEADINGS, Language, Mark, Note, said
from motcua.delivery.ui.diagram.standing import marks_of
from motcua.delivery.ui.diagram.telling import NO_MARKS, Row, description, rows, title_words
from motcua.domain.dossiers.queries.page import DossierPage

DRAWINGS_KEPT = 256  # models read from the files of published versions


@dataclass(frozen=True, slots=True)
class ShownDiagram:
    """A picture with its table. `summary` says in a sentence or two what the picture shows; `svg` may be empty.

    `headings`: the words around the table, by the keys of `marks.HEADINGS`.
    """

    svg: SafeString
    title: str
    summary: str
    rows: tuple[Row, ...]
    of_dossier: bool
    headings: Mapping[str, str]


def dossier_diagram(page: DossierPage, now: datetime) -> ShownDiagram:
    """The process of a dossier with where it stands at `now`, in the reader's language."""
    language = _language()
    return _shown(page.procedure, marks_of(page, now), notes_of(page, now, language), language)


def procedure_diagram(procedure: Procedure) -> ShownDiagram:
    """The process of a procedure with what each step may take, in the reader's language."""
    language = _language()
    return _shown(procedure, NO_MARKS, limits_of(procedure, language), language)


def _shown(
    procedure: Procedure, marks: Mapping[str, Mark], notes: Mapping[str, Note], language: Language
) -> ShownDiagram:
    model = _model(procedure.diagram)
    told = rows(model, marks=marks, notes=notes, language=language)
    return ShownDiagram(
        svg=draw(model, marks=marks, notes=notes, language=language),
        title=title_words(model, language),
        summary=description(told, language),
        rows=tuple(told),
        of_dossier=bool(marks),
        headings={key: said(text, language) for key, text in HEADINGS.items()},
    )


@lru_cache(maxsize=DRAWINGS_KEPT)
def _model(diagram: bytes) -> Model:
    return read_model(diagram)


def _language() -> Language:
    return "en" if get_language() == "en" else "vi"
