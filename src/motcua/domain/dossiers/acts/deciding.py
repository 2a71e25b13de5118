"""A business-rule step: a decision table of the package answers, and the answer is how the step ends."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.core.procedure import Step
from motcua.core.procedure.deciding import decide as ask
from motcua.core.rules import RuleError
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.events import EventKind


def decide(work: Working, step: Step, decision: str) -> None:
    """Ask the decision with the data of the dossier; what it says is what `steps.<step>.outcome` is from now on.

    Raises WrongPhaseError when the decision cannot be made from these data; nothing is changed then.
    """
    try:
        value = ask(work.world.procedure.decisions, decision, work.data()).value
    except RuleError as error:
        raise WrongPhaseError(error.message.vi, error.message.en) from error
    answer = _answer(value)
    work.change(answers={**work.case.answers, step.key: answer})
    work.record(EventKind.DECIDED, {"step": step.key, "decision": decision, "answer": answer})


def _answer(value: object) -> dict[str, str]:
    """What a decision says, as the answers of steps are kept: its only value is the outcome, several have names."""
    if isinstance(value, Mapping):
        return {str(name): _text(each) for name, each in value.items()}
    return {"outcome": _text(value)}


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
