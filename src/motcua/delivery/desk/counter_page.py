"""The counter's page: which procedure, who hands it in, the form, the papers, and what can be told of the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language

from motcua.core.forms import FilingContext, FormField, Language
from motcua.core.procedure import Channel, Procedure
from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.posted import Posted
from motcua.delivery.desk.taking_in import Bay
from motcua.delivery.ui.filling import FilledForm, PageProblem, fill_in
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.types import ProcedureCard
from motcua.domain.dossiers.forms import filing_context
from motcua.domain.dossiers.parties import applicant_kind
from motcua.domain.dossiers.policies import is_filed_here, receives_for
from motcua.domain.dossiers.queries.components import ComponentState, components_for
from motcua.domain.dossiers.queries.prospect import Prospect, prospect
from motcua.domain.dossiers.services.intake import Caller
from motcua.domain.reporting.queries import filed_by_procedure
from motcua.domain.reporting.types import Period

MOST_FOUND = 12
USUAL_OF = timedelta(days=90)
WAYS = (Channel.COUNTER, Channel.POST, Channel.ONLINE)


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure that may be chosen, with the ways in which this counter takes it; none where a ministry's own system
    takes it.
    """

    card: ProcedureCard
    ways: tuple[Channel, ...]
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class TakingIn:
    """One dossier being taken in: everything that was said of it so far."""

    procedure: Procedure
    case_key: str
    way: Channel
    caller: Caller
    raw: Mapping[str, Any]

    @property
    def fields(self) -> list[FormField]:
        return [field for section in self.procedure.form.sections for field in section.fields]

    def context(self, by: AtWork) -> FilingContext:
        """The circumstances in which the form is judged."""
        kind = applicant_kind(self.procedure, self.raw)
        return filing_context(self.case_key, self.way.value, kind.value, by.now)


@dataclass(frozen=True, slots=True)
class CounterPage:
    """What the template shows."""

    taking: TakingIn
    ways: tuple[Channel, ...]
    filled: FilledForm
    bays: tuple[Bay, ...]
    looked_up: tuple[ComponentState, ...]
    prospect: Prospect
    problems: Sequence[PageProblem]


def offered(text: str, by: AtWork) -> list[Offered]:
    """The procedures that everyday words mean; without words those that are filed most."""
    on = by.now.date()
    if text:
        cards: Sequence[ProcedureCard] = [hit.card for hit in catalogue.search(text, language(), on, MOST_FOUND)]
    else:
        cards = _usual(on)
    return [_offered(card) for card in cards]


def begun(procedure: Procedure, posted: Posted) -> TakingIn:
    """What the address or the page says of the case and the way; the first of each where it says nothing."""
    ways = ways_of(procedure)
    chosen = posted.words("way")
    way = next((each for each in ways if each.value == chosen), ways[0])
    cases = list(procedure.cases)
    case_key = posted.words("case") if posted.words("case") in cases else cases[0]
    return TakingIn(procedure, case_key, way, Caller(""), {})


def ways_of(procedure: Procedure) -> tuple[Channel, ...]:
    """In which ways the city's own counters take dossiers of the procedure."""
    return tuple(way for way in WAYS if is_filed_here(procedure, way))


def filled_in(taking: TakingIn, by: AtWork, *, judged: bool) -> FilledForm:
    """The form as it stands."""
    context = taking.context(by)
    return fill_in(taking.procedure.form, taking.raw, context=context, language=language(), judged=judged)


def needed(taking: TakingIn, filled: FilledForm) -> tuple[ComponentState, ...]:
    """The papers that the form, as far as it is filled in, makes necessary."""
    kind = applicant_kind(taking.procedure, taking.raw)
    return components_for(taking.procedure, taking.case_key, taking.way, filled.result.values, kind)


def told(taking: TakingIn, filled: FilledForm, by: AtWork) -> Prospect:
    """Until when and for how much, if it were accepted now."""
    office = min(receives_for(by.scope))
    values = filled.result.values
    return prospect(taking.procedure, taking.case_key, taking.way, values, office_id=office, now=by.now)


def with_form(taking: TakingIn, raw: Mapping[str, Any], caller: Caller) -> TakingIn:
    """The same with what was typed."""
    return replace(taking, raw=raw, caller=caller)


def language() -> Language:
    """The reader's language."""
    return "en" if get_language() == "en" else "vi"


def _usual(on: date) -> list[ProcedureCard]:
    filed = filed_by_procedure(Period(on - USUAL_OF, on))
    cards = catalogue.list_published(on)
    return sorted(cards, key=lambda card: -filed.get(card.code, 0))[:MOST_FOUND]


def _offered(card: ProcedureCard) -> Offered:
    procedure = catalogue.version(card.version_id)
    elsewhere = procedure.runs_on.name.in_language(language()) if procedure.runs_on else None
    return Offered(card, ways_of(procedure), elsewhere)
