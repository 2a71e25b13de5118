"""The parts of a linked procedure, made from their whole: who is who, the form, the papers, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from motcua.core.deadlines import Outcome, outcome
from motcua.core.procedure import Channel, Child, PassedOn, Procedure, reasoned_at
from motcua.core.rules import Expression
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.acts.hearing import IssuedResult, News
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.forms import filing_context
from motcua.domain.dossiers.types import Paper, PaperOrigin, Part, PartOf, Party, Phase

# Ends without a result, and the event that says why.
_ENDED_WITHOUT = {
    Phase.NOT_ACCEPTED: EventKind.REFUSED,
    Phase.WITHDRAWN: EventKind.WITHDRAWN,
    Phase.STOPPED: EventKind.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Own:
    """The version of its own procedure that a part runs on, and the world of that."""

    version_id: int
    world: World


class Whole(Protocol):
    """What a part takes over from its whole beside the case."""

    def parties(self) -> Sequence[Party]:
        """Who is who."""

    def own_papers(self) -> Sequence[Paper]:
        """All papers that lie in it."""

    def letter_paper(self, key: str) -> Paper | None:
        """Its latest letter of that kind, as a paper; nothing when it was not issued."""


class Ended(Protocol):
    """What a whole takes over of a part that has ended."""

    def results(self) -> Sequence[IssuedResult]:
        """The results that it has ended with."""

    def words_at(self, step: str) -> str:
        """With which words a step last ended."""

    def words_with(self, kind: EventKind) -> str:
        """What was said with the latest event of that kind."""


def part_case(whole: Case, part: Part, own: Own, reference: str, now: datetime) -> Case:
    """The dossier of a part before anything has happened to it."""
    place = PartOf(whole.id, part.n, part.child, whole.version_id)
    procedure = own.world.procedure
    channel = whole.channel if whole.channel in procedure.channels else Channel.ONLINE
    return Case(
        id=part.part_id,
        version_id=own.version_id,
        case_key=own.world.child_of(place).case,
        channel=channel,
        assisted=False,
        reference=reference,
        phase=Phase.SUBMITTED,
        receiving_id=part.agency_id,
        competent_id=part.agency_id,
        submitted_at=now,
        process=procedure.process.initial,
        applicant_kind=whole.applicant_kind,
        form={},
        part_of=place,
    )


def part_filing(whole: Working, case: Case, world: World, past: Whole) -> tuple[Case, Filing]:
    """The part with its form filled in, and all that comes with it. `world`: that of its own procedure.

    What does not satisfy the part's form is left out: its office asks for what it lacks.
    """
    child = world.child_of(_placed(case))
    raw = {field: value for field, value in _answers(child, whole) if value is not None}
    context = filing_context(case.case_key, case.channel.value, case.applicant_kind, case.submitted_at)
    form = dict(world.procedure.form.validate(raw, context=context).values)
    papers = tuple(_papers(child, world.procedure, case.case_key, past))
    return replace(case, form=form), Filing(tuple(past.parties()), form, papers, sent_by=whole.case.competent_id)


def news_of(case: Case, procedure: Procedure, past: Ended) -> News:
    """How a part stands, as its whole is told it. `procedure`: its own."""
    clock = case.clock
    still = News(_placed(case).acknowledged_at, case.code or "", clock.due_at if clock else None, case.waiting_for)
    ended_at = None if case.phase.is_open else case.resolved_at or case.ended_at
    if ended_at is None:
        return still
    results = tuple(past.results())
    return replace(
        still,
        due_at=clock.statutory_due_at if clock else None,
        ended_at=ended_at,
        late=clock is not None and outcome(clock.limit, clock.statutory_due_at, ended_at) is Outcome.LATE,
        results=results,
        words=_reason(case, procedure, results, past),
    )


def result_paper(child: str, procedure: Procedure, case_key: str, issued: IssuedResult) -> Paper:
    """A result of a part as a paper of its whole, without its document."""
    result = next(each for each in procedure.cases[case_key].results if each.key == issued.key)
    name = f"{result.name.vi}, số {issued.number}" if issued.number else result.name.vi
    return Paper(child, PaperOrigin.LINKED, name=name[:200], variant=issued.key, originals=1)


def _placed(case: Case) -> PartOf:
    if case.part_of is None:
        raise ValueError(f"the dossier {case.id} is no part of another")
    return case.part_of


def _reason(case: Case, procedure: Procedure, results: Sequence[IssuedResult], past: Ended) -> str:
    """Why a part ended as it did, in the words of who decided so; empty where there was nothing to explain."""
    if case.phase in _ENDED_WITHOUT:
        return past.words_with(_ENDED_WITHOUT[case.phase])
    issued = {each.key for each in results}
    steps = [
        step
        for result in procedure.cases[case.case_key].results
        if result.key in issued
        for step in reasoned_at(procedure, result, case.answers)
    ]
    return "\n".join(words for step in dict.fromkeys(steps) if (words := past.words_at(step)))


def _answers(child: Child, whole: Working) -> Iterator[tuple[str, Any]]:
    """What the part's form is filled with: an answer of the whole as it was given, or what an expression makes of
    them.
    """
    data = whole.data()
    for field, expression in child.form.items():
        answer = _same_answer(expression)
        yield field, whole.case.form.get(answer) if answer else _plain(expression.evaluate(data))


def _same_answer(expression: Expression) -> str:
    """The field that `form.field` names; empty for every other expression."""
    first, dot, field = expression.text.strip().partition(".")
    return field if first == "form" and dot and field.isidentifier() else ""


def _plain(value: object) -> Any:
    """A value of an expression as a form takes it."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
    return value


def _papers(child: Child, procedure: Procedure, case_key: str, past: Whole) -> Iterator[Paper]:
    components = {each.key: each for each in procedure.cases[case_key].components}
    lying = past.own_papers()
    for key, source in child.papers.items():
        alternatives = {each.key for each in components[key].one_of} if key in components else set()
        for paper in _found(source, lying, past):
            variant = paper.variant if paper.variant in alternatives else ""
            yield replace(paper, component=key, variant=variant, origin=PaperOrigin.LINKED)


def _found(source: PassedOn, lying: Iterable[Paper], past: Whole) -> Iterator[Paper]:
    if source.letter:
        letter = past.letter_paper(source.letter)
        yield from (letter,) if letter else ()
        return
    for paper in lying:
        is_result = paper.origin is PaperOrigin.LINKED and (paper.component, paper.variant) == (
            source.child,
            source.result,
        )
        if is_result or (source.component and paper.component == source.component):
            yield paper
