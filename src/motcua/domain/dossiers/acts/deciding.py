"""A business-rule step: a decision table of the package answers, and the answer is how the step ends."""

from __future__ import annotations

from motcua.core.procedure import Step
from motcua.core.procedure.answering import answer_of
from motcua.core.procedure.deciding import decide as ask
from motcua.core.rules import RuleError
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.events import EventKind


def decide(work: Working, step: Step, decision: str) -> None:
    """Ask the decision with the data of the dossier; what it says is what `steps.<step>.outcome` is from now on. The
    log keeps the answer and the rules that matched, by table.

    Raises WrongPhaseError when the decision cannot be made from these data; nothing is changed then.
    """
    try:
        verdict = ask(work.world.procedure.decisions, decision, work.data(), work.now)
    except RuleError as error:
        raise WrongPhaseError(error.message.vi, error.message.en) from error
    answer = answer_of(verdict.value)
    work.answer(step.key, answer)
    rules = [[match.table, *match.rules] for match in verdict.matches]
    work.record(EventKind.DECIDED, {"step": step.key, "decision": decision, "answer": answer, "rules": rules})
