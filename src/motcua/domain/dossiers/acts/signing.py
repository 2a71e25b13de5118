"""Digital signatures in the life of a dossier, in the order of Nghị định 30/2020/NĐ-CP: who signs the result does so
first; then the clerk gives it number and date and sets the agency's seal.
"""

from __future__ import annotations

from enum import StrEnum

from motcua.core.procedure import Result, StepKind
from motcua.domain.dossiers.acts.result import results_now
from motcua.domain.dossiers.acts.steps import complete
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import NoKeyError, NoSealError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import LetterState, Phase, SignedLetter, Task, TaskKind


class VoidReason(StrEnum):
    """Why a prepared letter no longer holds."""

    RETURNED = "returned"
    CHANGED = "changed"
    OTHER_RESULT = "other_result"
    SIGNED_ANEW = "signed_anew"
    ENDED = "ended"


def complete_signing(work: Working, task: Task, outcome: str = "", words: str = "") -> None:
    """End a step; where it is a signature that goes forward, and who ends it holds a key, the results that his role
    signs are signed by this very act. Without a key nothing is different from any other step.
    """
    step = work.world.procedure.steps[task.step]
    complete(work, task, outcome, words)
    goes_back = bool(outcome) and bool(step.outcomes[outcome].back_to)
    if step.kind is StepKind.SIGNATURE and not goes_back:
        prepare_results(work, task.role, task)


def roles_that_signed(work: Working) -> frozenset[str]:
    """The roles whose signature under a result is not sealed yet; WrongPhaseError when there is none."""
    work.must_be(Phase.ACCEPTED, Phase.PROCESSING)
    if not work.case.signed:
        raise WrongPhaseError(
            "Hồ sơ này không có văn bản nào cần ký lại.", "No letter of this dossier has to be signed again."
        )
    return frozenset(found.signed_by for letter in work.case.signed if (found := _result(work, letter)))


def sign_again(work: Working, role: str) -> None:
    """Sign the results of a role anew, after something made the signature void and no step leads back to it."""
    if work.pen is None or not work.pen.has_seal(work.case.competent_id):
        raise NoSealError
    if not work.pen.officer_signs():
        raise NoKeyError
    prepare_results(work, role)


def prepare_results(work: Working, role: str, task: Task | None = None) -> None:
    """Issue the letters of the results that this role signs, without number and date, to be signed at once. They count
    when the seal gives them both. What the role had signed before is given up.
    """
    for letter in work.case.signed:
        signed = _result(work, letter)
        if signed is None or signed.signed_by == role:
            _give_up(work, letter, task)
    results = [each for each in results_now(work) if each.letter and each.signed_by == role and not each.child]
    pen = work.pen
    if not (results and pen and pen.has_seal(work.case.competent_id) and pen.officer_signs()):
        return
    for result in results:
        details = {"result": result.key, "signed_by": role, "signer": work.actor.officer_id}
        work.issue_letter(result.letter, details, state=LetterState.PREPARED)


def void_what_changed(work: Working) -> None:
    """After an act: a prepared letter that no longer says what the dossier says is void, and its signer signs again."""
    for letter in work.before.signed:
        if letter.state is LetterState.PREPARED and letter in work.case.signed:
            reason = _why_void(work, letter)
            if reason:
                work.change_letter(letter, LetterState.VOID)
                work.record(EventKind.LETTER_VOIDED, {"n": letter.n, "letter": letter.key, "reason": reason.value})


def _give_up(work: Working, letter: SignedLetter, task: Task | None) -> None:
    if letter.state is LetterState.PREPARED:
        facts = {"n": letter.n, "letter": letter.key, "reason": VoidReason.SIGNED_ANEW.value}
        work.record(EventKind.LETTER_VOIDED, facts, task=task)
    work.change_letter(letter, LetterState.GIVEN_UP)


def _why_void(work: Working, letter: SignedLetter) -> VoidReason | None:
    if any(event.kind is EventKind.STEP_RETURNED for event in work.events):
        return VoidReason.RETURNED
    if work.content is not None:
        return VoidReason.CHANGED
    if work.case.phase.is_final:
        return VoidReason.ENDED
    result = _result(work, letter)
    if result is None or result not in results_now(work):
        return VoidReason.OTHER_RESULT
    return VoidReason.SIGNED_ANEW if _is_to_be_signed(work, result) else None


def _result(work: Working, letter: SignedLetter) -> Result | None:
    """The result that a letter is; None when the version to which the dossier was moved has no such result."""
    return next((each for each in work.world.variant(work.case).results if each.key == letter.result), None)


def _is_to_be_signed(work: Working, result: Result) -> bool:
    """Whether the process has come back to a step at which this result is signed."""
    steps, before = work.world.procedure.steps, {(task.kind, task.n) for task in work.before.tasks}
    opened = (task for task in work.case.tasks if task.kind is TaskKind.STEP and (task.kind, task.n) not in before)
    return any(steps[task.step].kind is StepKind.SIGNATURE and task.role == result.signed_by for task in opened)
