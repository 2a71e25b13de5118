"""Which letters a procedure issues, where, and what the act that issues each of them brings along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.core.fees import FeeTable
from motcua.core.procedure.checks.names import outcomes_read
from motcua.core.procedure.types import Procedure, Result, Step
from motcua.core.procedure.vocabulary import LetterValue, StepKind

Brought = frozenset[LetterValue]

FEE_LETTER = "fee_notice"
# The shared letter that a step of this kind issues where it names no other.
LETTER_OF_KIND: Mapping[StepKind, str] = {
    StepKind.CONSULTATION: "opinion_request",
    StepKind.INSPECTION: "inspection_minutes",
    StepKind.FEE_NOTICE: FEE_LETTER,
}
# Letters of the acts that the law gives to every procedure.
GENERAL: Mapping[str, Brought] = {
    "receipt_slip": frozenset(),
    "supplement_request": frozenset({LetterValue.ITEMS}),
    "rejection_notice": frozenset({LetterValue.REASONS}),
    "apology_letter": frozenset({LetterValue.REASONS, LetterValue.APPOINTMENT}),
    "stop_notice": frozenset({LetterValue.REASONS}),
}
_BY_ACTS_OF_THEIR_OWN: Mapping[StepKind, Brought] = {
    StepKind.CONSULTATION: frozenset({LetterValue.QUESTIONS}),
    StepKind.INSPECTION: frozenset({LetterValue.MINUTES}),
    StepKind.FEE_NOTICE: frozenset({LetterValue.FEES}),
    StepKind.SYSTEM: frozenset(),
}
# Steps that an officer ends with words of his own; their letters go out when they end.
_BY_HAND = frozenset(
    {StepKind.WORK, StepKind.DRAFT, StepKind.REVIEW, StepKind.SIGNATURE, StepKind.PUBLIC_NOTICE, StepKind.CHILD}
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter that a dossier may get: at a step, as a result, or by a general act when both are empty."""

    letter: str
    brings: Brought
    step: str = ""
    result: str = ""


def issued_letters(procedure: Procedure) -> Iterator[Issued]:
    """Every letter that an act on a dossier of this procedure can issue."""
    for key, brings in GENERAL.items():
        yield Issued(key, brings)
    if has_charges(procedure.fees):
        yield Issued(FEE_LETTER, frozenset({LetterValue.FEES}))
    for step in procedure.steps.values():
        if step.kind in _BY_ACTS_OF_THEIR_OWN:
            for key in letters_of(step):
                yield Issued(key, _BY_ACTS_OF_THEIR_OWN[step.kind], step=step.key)
        for key in letters_at_the_end(procedure, step):
            yield Issued(key, frozenset({LetterValue.WORDS}), step=step.key)
    for result in _results(procedure).values():
        if result.letter:
            yield Issued(result.letter, _brought_by(procedure, result), result=result.key)


def has_charges(fees: FeeTable) -> bool:
    """Whether anything is ever to be paid."""
    return any(row.amount != 0 for item in fees.items for row in item.rows)


def letters_of(step: Step) -> tuple[str, ...]:
    """The letters that a step names, or the shared one of its kind."""
    default = LETTER_OF_KIND.get(step.kind)
    return step.letters or ((default,) if default else ())


def letters_at_the_end(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """What goes out when an officer ends this step. The letter of a result does not: it is drafted here, and issued
    under its number.
    """
    if step.kind not in _BY_HAND:
        return ()
    as_results = {result.letter for result in _results(procedure).values()}
    return tuple(key for key in step.letters if key not in as_results)


def wants_words(procedure: Procedure, step: Step) -> bool:
    """Whether this step does not end without words, because a letter that goes out with it is made of them."""
    letters = letters_at_the_end(procedure, step)
    return any(LetterValue.WORDS in procedure.letters[key].needs for key in letters)


def reasoned_at(procedure: Procedure, result: Result, answers: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """The steps at which it was decided, with a reason, that a dossier with these answers ends in this result."""
    return tuple(
        step
        for step, outcome in sorted(outcomes_read(result.when))
        if answers.get(step, {}).get("outcome") == outcome and _has_reason(procedure, step, outcome)
    )


def _brought_by(procedure: Procedure, result: Result) -> Brought:
    """The reasons, where every outcome that can lead to this result was chosen with a reason."""
    ways = outcomes_read(result.when)
    reasoned = ways and all(_has_reason(procedure, step, outcome) for step, outcome in ways)
    return frozenset({LetterValue.REASONS}) if reasoned else frozenset()


def _has_reason(procedure: Procedure, step: str, outcome: str) -> bool:
    found = procedure.steps[step].outcomes.get(outcome) if step in procedure.steps else None
    return bool(found and found.needs_reason)


def _results(procedure: Procedure) -> dict[str, Result]:
    return {result.key: result for case in procedure.cases.values() for result in case.results}
