"""The result: issued under a number, handed over to whom it belongs (Nghị định 61/2018/NĐ-CP Điều 19, 20)."""

from __future__ import annotations

from typing import Any

from motcua.core.deadlines import finish
from motcua.core.procedure import Result
from motcua.domain.dossiers.acts.steps import complete
from motcua.domain.dossiers.acts.working import NewLetter, Working, lines
from motcua.domain.dossiers.errors import MissingWordsError, PinNeededError, SignatureOwedError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.types import LetterState, Part, Phase, ReturnMethod, SignedLetter, Task


def issue_result(work: Working, task: Task, number: str = "", words: str = "") -> None:
    """Register the signed result: it gets its number and its document, and the clock of the law is finished. Being late
    never blocks this. Without a number from the office's own book the system gives the next.

    A result that was signed with a key gets number, date and the agency's seal in the place that its letter left free.

    words: the reasons, a line each, that the letter states in place of those with which the dossier was decided; not
    for a letter that is signed already.
    """
    work.must_be(Phase.ACCEPTED, Phase.PROCESSING)
    for result in due_results(work):
        if part := _issued_by(work, result):
            facts = {"result": result.key, "code": result.code, "number": part.number, "letter": None, "part": part.n}
            work.record(EventKind.RESULT_ISSUED, facts, task=task)
            continue
        signed = signed_letter(work, result.key)
        if signed:
            _must_be_ready_for_the_seal(work, signed, words)
        given = number or _next_number(work, result)
        letter = _seal(work, signed, given) if signed else _issue(work, result, given, words)
        work.record(
            EventKind.RESULT_ISSUED,
            {"result": result.key, "code": result.code, "number": given, "letter": letter},
            task=task,
        )
    work.change(phase=Phase.RESOLVED, resolved_at=work.now)
    if work.case.clock:
        work.set_clock(finish(work.case.clock, work.now))
    complete(work, task)


def return_result(work: Working, task: Task, method: ReturnMethod, receiver: str) -> None:
    """Hand the result over. Who took it is kept beside the event; a collector brings the authorisation."""
    work.must_be(Phase.RESOLVED)
    if not receiver.strip():
        raise MissingWordsError
    complete(work, task)
    work.change(phase=Phase.RETURNED, ended_at=work.now, waiting_for=None)
    work.record(EventKind.RESULT_RETURNED, {"method": method.value}, task=task, words=receiver)


def results_now(work: Working) -> list[Result]:
    """The results that this dossier ends with as far as it is decided now."""
    data = work.data()
    return [each for each in work.world.variant(work.case).results if each.when.evaluate(data) is True]


def signed_letter(work: Working, result: str) -> SignedLetter | None:
    """The letter of a result that is signed and not issued, whether or not the signature still holds."""
    return next((each for each in work.case.signed if each.result == result), None)


def due_results(work: Working) -> list[Result]:
    """The results that this dossier ends with; WrongPhaseError when its answers lead to none."""
    results = results_now(work)
    if not results:
        raise WrongPhaseError(
            "Chưa xác định được kết quả: các bước trước chưa kết luận.",
            "No result can be issued: the steps before have not come to a conclusion.",
        )
    return results


def result_by_key(work: Working, key: str) -> Result:
    """The result of this dossier's case that has this key."""
    return next(each for each in work.world.variant(work.case).results if each.key == key)


def result_of(work: Working, letter: NewLetter) -> Result | None:
    """The result that a letter of this dossier is; None for the letters on the way."""
    return result_by_key(work, str(letter.details["result"])) if "result" in letter.details else None


def _issue(work: Working, result: Result, number: str, words: str) -> int | None:
    """The letter of a result that is signed on paper, if the system makes one."""
    details: dict[str, Any] = {"result": result.key, "signed_by": result.signed_by}
    if words.strip():
        details["reasons"] = lines(words)
    return work.issue_letter(result.letter, details, number=number) if result.letter else None


def _seal(work: Working, signed: SignedLetter, number: str) -> int:
    work.change_letter(signed, LetterState.ISSUED, number)
    return signed.n


def _must_be_ready_for_the_seal(work: Working, signed: SignedLetter, words: str) -> None:
    if signed.state is LetterState.VOID:
        raise SignatureOwedError
    if words.strip():
        raise WrongPhaseError(
            "Văn bản đã được ký số với lý do ghi sẵn nên không ghi lý do khác được. Hãy để trống rồi phát hành.",
            "The letter is signed with its reasons in it, so no others can be stated. Leave them empty, then issue.",
        )
    if work.pen is None:
        raise PinNeededError
    work.pen.must_seal(work.case.competent_id)


def _issued_by(work: Working, result: Result) -> Part | None:
    """The part that has issued this result at its own agency."""
    ended = (part for part in work.case.parts if part.ended_at and part.child == result.child)
    return next(ended, None) if result.child else None


def _next_number(work: Working, result: Result) -> str:
    year = work.now.year
    return f"{work.world.next_number(f'result:{work.case.competent_id}:{result.key}:{year}')}/{year}"
