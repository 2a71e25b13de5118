"""A dossier as its page shows it: who is who, the form in words, the papers beside it, what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils.translation import get_language

from motcua.core.forms import AnswersOfSection, Language, Text
from motcua.delivery.ui.evidence import Evidence, evidence_of
from motcua.delivery.ui.signed_words import signatures_of
from motcua.delivery.ui.timeline import Line, past
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.parties import naming
from motcua.domain.dossiers.queries.components import ComponentState, components_of
from motcua.domain.dossiers.queries.page import DossierPage, FormVersion, NumberedPaper, form_versions
from motcua.domain.dossiers.types import Letter, LetterState, PaperOrigin, Party, PartyRole, SupplementItem, WaitingFor
from motcua.domain.records import queries as records
from motcua.domain.records.types import Document


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer. `before`: what the version before it said, where that differs."""

    label: str
    text: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class ShownSection:
    title: str
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True, slots=True)
class ShownForm:
    """One version of the form in words, and the versions there are."""

    n: int
    versions: tuple[FormVersion, ...]
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper with the document that can be looked at, if there is one, and what that proves by itself."""

    n: int
    paper: NumberedPaper
    name: str
    document: Document | None
    evidence: Evidence | None = None

    @property
    def pages(self) -> range:
        return range(1, self.document.pages + 1) if self.document else range(0)


@dataclass(frozen=True, slots=True)
class ShownComponent:
    state: ComponentState
    papers: tuple[ShownPaper, ...]

    @property
    def is_missing(self) -> bool:
        return self.state.asked_for and not self.papers


@dataclass(frozen=True, slots=True)
class ShownResult:
    """What a part of a linked dossier ended with and passed on: `name` is the part's, as the whole calls it."""

    name: Text
    papers: tuple[ShownPaper, ...]


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter, and who signed and sealed it with a key. state: of one that is signed and not issued."""

    letter: Letter
    name: Text
    signatures: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        return "" if self.letter.state is LetterState.ISSUED else self.letter.state.value


@dataclass(frozen=True, slots=True)
class Told:
    """One act with all that it did, in the order in which it was done."""

    at: datetime | None
    lines: tuple[Line, ...]

    @property
    def who(self) -> str:
        """Who did it, with the office that most of it was done in."""
        return Counter(line.who for line in self.lines).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class Viewed:
    """The page of a paper that lies beside the form."""

    paper: ShownPaper
    page: int

    @property
    def previous(self) -> int:
        return self.page - 1

    @property
    def next(self) -> int:
        return self.page + 1 if self.page < len(self.paper.pages) else 0


def shown_form(page: DossierPage, asked: str) -> ShownForm:
    """The version that was asked for, else the latest; what it changed of the one before it is marked."""
    versions = form_versions(page.card.id)
    known = {str(version.n): place for place, version in enumerate(versions)}
    place = known.get(asked, len(versions) - 1)
    version = versions[place]
    before = _in_words(page, versions[place - 1]) if place else ()
    told = {answer.id: answer.text for section in before for answer in section.answers}
    sections = tuple(
        ShownSection(
            section.title,
            tuple(
                ShownAnswer(each.label, each.text, _changed(told, each.id, each.text) if place else None)
                for each in section.answers
            ),
        )
        for section in _in_words(page, version)
    )
    return ShownForm(version.n, versions, sections)


def shown_components(page: DossierPage) -> tuple[ShownComponent, ...]:
    """Every component with its papers, and those papers that no component asks for any more."""
    documents = _documents(page)
    evidence = evidence_of(documents.values())
    return tuple(
        ShownComponent(state, tuple(_shown_paper(state, paper, documents, evidence) for paper in state.papers))
        for state in components_of(page)
    )


def shown_results(page: DossierPage) -> tuple[ShownResult, ...]:
    """What the parts of a linked dossier passed on to it, part by part."""
    documents = _documents(page) if page.procedure.children else {}
    found = (
        ShownResult(
            child.name,
            tuple(
                ShownPaper(each.n, each, each.paper.name, documents.get(each.paper.document_id))
                for each in page.papers
                if each.paper.component == key and each.paper.origin is PaperOrigin.LINKED
            ),
        )
        for key, child in page.procedure.children.items()
    )
    return tuple(each for each in found if each.papers)


def viewed(holders: Iterable[ShownComponent | ShownResult], asked_paper: str, asked_page: str) -> Viewed | None:
    """The page of a paper that was asked for, else the first that can be looked at."""
    papers = [paper for holder in holders for paper in holder.papers if paper.document]
    chosen = next((paper for paper in papers if str(paper.n) == asked_paper), next(iter(papers), None))
    if chosen is None:
        return None
    number = int(asked_page) if asked_page.isdecimal() else 1
    return Viewed(chosen, number if number in chosen.pages else 1)


def shown_letters(page: DossierPage) -> tuple[ShownLetter, ...]:
    """The letters, newest first; with those that are signed and wait for number and seal, or never got them."""
    letters = sorted((*page.letters, *page.signed), key=lambda each: -each.n)
    return tuple(
        ShownLetter(each, letter_name(page, each.key), tuple(signatures_of(page.events, each.n))) for each in letters
    )


def letter_name(page: DossierPage, key: str) -> Text:
    """What a letter is called."""
    found = page.procedure.letters.get(key)
    return found.name if found else Text(key, key)


def letters_of_last_act(page: DossierPage) -> tuple[ShownLetter, ...]:
    """What the act that was done last has issued: to be printed now."""
    last: datetime | None = page.events[-1].at if page.events else None
    return tuple(each for each in shown_letters(page) if each.letter.issued_at == last and not each.state)


def story(page: DossierPage) -> list[Told]:
    """The log in full, newest first; what one act did at once is told at once."""
    lines = past(page.events, page.procedure, in_full=True)
    acts = [Told(at, tuple(found)) for at, found in groupby(lines, key=lambda line: line.at)]
    return acts[::-1]


def parties(page: DossierPage) -> tuple[tuple[Party, bool], ...]:
    """Who is who, the applicant first; whether the person stands already in a row above."""
    order = list(PartyRole)
    wanted = sorted(page.parties, key=lambda party: (party.role is not PartyRole.APPLICANT, order.index(party.role)))
    seen: set[tuple[str, str]] = set()
    rows = []
    for party in wanted:
        rows.append((party, (party.name, party.identifier) in seen))
        seen.add((party.name, party.identifier))
    return tuple(rows)


def asked_items(page: DossierPage) -> tuple[SupplementItem, ...]:
    """What the applicant was asked to add, while it is waited for."""
    if page.card.waiting_for is not WaitingFor.SUPPLEMENT:
        return ()
    requests = [letter for letter in page.letters if letter.key == "supplement_request"]
    items = requests[-1].details.get("letter", {}).get("items", ()) if requests else ()
    return tuple(SupplementItem(item["component"], item["what"], item["reason"]) for item in items)


def waits_since(page: DossierPage) -> datetime | None:
    """Since when the applicant is waited for."""
    asked = [event.at for event in page.events if event.kind is EventKind.SUPPLEMENT_REQUESTED]
    return asked[-1] if asked and page.card.waiting_for is WaitingFor.SUPPLEMENT else None


def _documents(page: DossierPage) -> Mapping[UUID | None, Document]:
    ids = [each.paper.document_id for each in page.papers if each.paper.document_id]
    return dict(records.documents(ids).items())


def _shown_paper(
    state: ComponentState,
    paper: NumberedPaper,
    documents: Mapping[UUID | None, Document],
    evidence: Mapping[UUID, Evidence],
) -> ShownPaper:
    alternatives = {each.key: each.name for each in state.component.one_of}
    named = alternatives.get(paper.paper.variant)
    name = paper.paper.name or (_in_language(named) if named else "")
    document = documents.get(paper.paper.document_id)
    return ShownPaper(paper.n, paper, name, document, evidence.get(document.id) if document else None)


def _in_words(page: DossierPage, version: FormVersion) -> tuple[AnswersOfSection, ...]:
    on = page.card.submitted_at.date()
    return page.procedure.form.in_words(version.form, _language(), naming(on))


def _changed(told: Mapping[str, str], field: str, text: str) -> str | None:
    before = told.get(field, "")
    return before if before != text else None


def _language() -> Language:
    return "en" if get_language() == "en" else "vi"


def _in_language(text: Text) -> str:
    return text.in_language(_language())
