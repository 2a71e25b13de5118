"""Results as they would be signed or issued, to be read before. Acts are tried out in memory; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.core.forms import Text
from motcua.core.procedure import StepKind
from motcua.core.process import ProcessError
from motcua.domain.dossiers.acts import result, signing
from motcua.domain.dossiers.acts.result import results_now, signed_letter
from motcua.domain.dossiers.acts.working import NewLetter, Working
from motcua.domain.dossiers.errors import DossierError, SignatureOwedError, WrongPhaseError
from motcua.domain.dossiers.policies import must_work_on
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.pens import LookingPen
from motcua.domain.dossiers.services.perform import decide
from motcua.domain.dossiers.services.printing import kept_content, pdf_of
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import Actor, ActorKind, LetterState, Task, TaskKind
from motcua.domain.dossiers.world import world_around
from motcua.domain.identity.types import SigningKey
from motcua.domain.records import queries as records

# Stands where the number will stand; none is taken for looking.
_NO_NUMBER = "(xem trước)"
# A mark that no act bears.
_NO_COMMAND = UUID(int=0)


@dataclass(frozen=True, slots=True)
class WouldSign:
    """What ending a step signs or seals with a key, and with which. letters: by the outcome that is chosen."""

    key: SigningKey
    letters: Mapping[str, tuple[Text, ...]]


def would_sign(dossier_id: UUID, n: int, officer_id: int, now: datetime) -> WouldSign | None:
    """What the officer would sign with his key by ending step `n`; None where he signs on paper, or it is not open."""
    key = LookingPen(officer_id).officers_key()
    if key is None:
        return None
    work = _looking(dossier_id, officer_id, now)
    task = next((each for each in work.case.tasks if (each.kind, each.n) == (TaskKind.STEP, n)), None)
    step = work.world.procedure.steps[task.step] if task else None
    if task is None or step is None or step.kind is not StepKind.SIGNATURE:
        return None
    outcomes = [each.key for each in step.outcomes.values() if not each.back_to] or [""]
    tried = {outcome: _signed_letters(_looking(dossier_id, officer_id, now), task, outcome) for outcome in outcomes}
    letters = {outcome: found for outcome, found in tried.items() if found}
    return WouldSign(key, letters) if letters else None


def would_seal(dossier_id: UUID, officer_id: int, now: datetime) -> WouldSign | None:
    """What issuing the result would seal with the agency's key; None where nothing is signed with a key."""
    work = _looking(dossier_id, officer_id, now)
    key = LookingPen(officer_id).agencys_key(work.case.competent_id)
    letters = work.world.procedure.letters
    names = tuple(letters[each.key].name for each in work.case.signed if each.state is LetterState.PREPARED)
    return WouldSign(key, {"": names}) if key and names else None


def preview_signature(dossier_id: UUID, n: int, outcome: str, by: ActingOfficer) -> bytes:
    """The letter that ending task `n` with this outcome would sign, as PDF. Number, date and seal come later.

    Raises TaskGoneError, NotAllowedError, and WrongPhaseError when nothing would be signed.
    """
    work = _looking(dossier_id, by.officer_id, by.now)
    task = work.task(TaskKind.STEP, n)
    must_work_on(by.scope, task)
    decide(work, lambda each: signing.complete_signing(each, task, outcome, "…"))
    letters = [letter for letter in work.letters if letter.state is LetterState.PREPARED]
    if not letters:
        raise WrongPhaseError("Bước này không ký số văn bản nào.", "No letter is signed with a key at this step.")
    return _printed(work, letters[0])


def preview_result(dossier_id: UUID, n: int, by: ActingOfficer) -> bytes:
    """The letter that issuing at task `n` would make, as PDF; one that is signed already, as it was signed.

    Raises TaskGoneError, NotAllowedError, and WrongPhaseError when there is nothing to print yet, or never will be
    because another system makes the paper.
    """
    work = _looking(dossier_id, by.officer_id, by.now)
    task = work.task(TaskKind.STEP, n)
    must_work_on(by.scope, task)
    signed = next(filter(None, (signed_letter(work, each.key) for each in results_now(work))), None)
    if signed:
        if signed.state is LetterState.VOID:
            raise SignatureOwedError
        return kept_content(records.documents([signed.document_id])[signed.document_id])
    decide(work, lambda each: result.issue_result(each, task, _NO_NUMBER))
    letters = [letter for letter in work.letters if letter.number == _NO_NUMBER]
    if not letters:
        raise WrongPhaseError(
            "Kết quả này không in từ hệ thống: giấy do hệ thống khác hoặc phôi riêng lập.",
            "This result is not printed here: another system or a blank form makes the paper.",
        )
    return _printed(work, letters[0])


def _looking(dossier_id: UUID, officer_id: int, now: datetime) -> Working:
    case, _ = read_case(dossier_id, _NO_COMMAND)
    actor = Actor(ActorKind.OFFICER, str(officer_id))
    return Working(case, world_around(case), actor, now, LookingPen(officer_id))


def _signed_letters(work: Working, task: Task, outcome: str) -> tuple[Text, ...]:
    """What this way of ending the step signs; nothing where it cannot be gone now."""
    try:
        signing.complete_signing(work, task, outcome, "…")
    except (DossierError, ProcessError):
        return ()
    letters = work.world.procedure.letters
    return tuple(letters[each.key].name for each in work.letters if each.state is LetterState.PREPARED)


def _printed(work: Working, letter: NewLetter) -> bytes:
    return pdf_of(work.world.procedure.letters[letter.key], letter.details, work.now)
