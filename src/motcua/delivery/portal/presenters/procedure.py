"""A procedure as a citizen understands it: what for, who, how long, how much, what to prepare, where, which steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.core.fees import Relief
from motcua.core.procedure import (
    Basis,
    CaseLimit,
    Certainty,
    Channel,
    DossierComponent,
    LegalBasis,
    Procedure,
    ProcedureCase,
    Step,
    StepKind,
    WhenAbsent,
)
from motcua.delivery.portal.not_offered import takes_filings
from motcua.delivery.portal.presenters.fees import Fees, fees_of
from motcua.delivery.portal.presenters.words import CHANNELS, limit_in_words
from motcua.delivery.ui.papers import files_in_words, quantity_in_words
from motcua.delivery.ui.words import in_language

_NOBODYS_WORK = (StepKind.SYSTEM, StepKind.FEE_NOTICE)


@dataclass(frozen=True, slots=True)
class LimitLine:
    """How long it takes by these ways of filing."""

    channels: tuple[str, ...]
    words: str
    basis: str
    stated: str
    note: str
    is_all: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One thing of the checklist."""

    key: str
    name: str
    hint: str
    alternatives: tuple[str, ...]
    quantity: str
    files: str
    is_conditional: bool
    source: str
    basis: str
    is_unverified: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the citizen prepares, what is filled in online, and what the office looks up without asking him."""

    prepared: tuple[PaperLine, ...]
    filled_in: tuple[PaperLine, ...]
    looked_up: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step: what, by whom, how long at most."""

    name: str
    who: str
    limit: str
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """All that the page of a procedure shows for one of its cases."""

    procedure: Procedure
    case: ProcedureCase
    limits: tuple[LimitLine, ...]
    later_limits: tuple[LimitLine, ...]
    fees: Fees
    checklist: Checklist
    steps: tuple[StepLine, ...]
    steps_are_proposed: bool
    agencies: tuple[str, ...]
    legal: tuple[LegalBasis, ...]
    can_file: bool

    @property
    def first_result(self) -> str:
        return in_language(self.case.results[0].name)

    @property
    def channels(self) -> list[str]:
        return [str(CHANNELS[each]) for each in Channel if each in self.procedure.channels]


def procedure_page(procedure: Procedure, case_key: str, on: date, policy: tuple[Relief, ...] = ()) -> ProcedurePage:
    """The page for the case; for the first one when there is no such case. policy: the city's own reliefs on fees."""
    case = procedure.cases.get(case_key) or next(iter(procedure.cases.values()))
    ways = [each for each in Channel if each in procedure.channels]
    steps = [step for step in procedure.steps.values() if step.kind not in _NOBODYS_WORK]
    return ProcedurePage(
        procedure=procedure,
        case=case,
        limits=tuple(_limits([case.limit_for(way) for way in ways], len(ways))),
        later_limits=tuple(_limits([limit for way in ways for limit in case.limits_on_the_way(way)], len(ways))),
        fees=fees_of(procedure, case.key, on, policy),
        checklist=_checklist(case),
        steps=tuple(map(_step, steps)),
        steps_are_proposed=any(step.certainty is not Certainty.PUBLISHED for step in steps),
        agencies=tuple(dict.fromkeys(in_language(each.kind.name) for each in procedure.competent)),
        legal=tuple(procedure.legal.values()),
        can_file=takes_filings(procedure),
    )


def _limits(limits: list[CaseLimit], ways: int) -> Iterator[LimitLine]:
    """Ways with the same limit are one line."""
    for limit in dict.fromkeys(limits):
        channels = [each for each in Channel if each in limit.channels]
        yield LimitLine(
            tuple(str(CHANNELS[each]) for each in channels),
            limit_in_words(limit.limit),
            _cited(limit.basis),
            limit.stated,
            in_language(limit.note),
            len(channels) >= ways,
        )


def _checklist(case: ProcedureCase) -> Checklist:
    prepared, filled_in, looked_up = [], [], []
    for component in case.components:
        line = _paper(component)
        if component.form:
            filled_in.append(line)
        elif component.source and component.source.when_absent is WhenAbsent.LOOK_UP:
            looked_up.append(line)
        else:
            prepared.append(line)
    return Checklist(tuple(prepared), tuple(filled_in), tuple(looked_up))


def _paper(component: DossierComponent) -> PaperLine:
    source = component.source
    return PaperLine(
        key=component.key,
        name=in_language(component.name),
        hint=in_language(component.hint),
        alternatives=tuple(in_language(each.name) for each in component.one_of),
        quantity=quantity_in_words(component.quantity),
        files=files_in_words(component.file) if component.file else "",
        is_conditional=component.when is not None,
        source=in_language(source.registry.name) if source and source.registry else "",
        basis=_cited(component.basis),
        is_unverified=component.certainty is not Certainty.PUBLISHED,
    )


def _step(step: Step) -> StepLine:
    return StepLine(
        in_language(step.name),
        in_language(step.role.name),
        limit_in_words(step.limit) if step.limit else "",
        step.kind is StepKind.WAIT,
    )


def _cited(basis: Basis | None) -> str:
    return basis.cited if basis else ""
