"""What happens to the money of a dossier: paid here or elsewhere, waived, given back."""

from __future__ import annotations

from motcua.core.procedure import WaitsFor, course
from motcua.core.process import Deliver
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.settling import waiting_steps
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import MissingWordsError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind


def record_payment(work: Working, amount: int, receipt: str) -> None:
    """The applicant has paid what this office asks for; a process that waited for it goes on by itself. One that waits
    for what another body collects waits on.
    """
    outstanding = work.case.fees_due - work.case.fees_paid
    if not 0 < amount <= outstanding:
        raise WrongPhaseError(
            f"Số tiền phải từ 1 đến {outstanding} đồng, là số còn phải nộp."
            if outstanding
            else "Hồ sơ không còn khoản nào phải nộp.",
            f"The amount must be from 1 to {outstanding} đồng." if outstanding else "Nothing is left to pay.",
        )
    work.change(fees_paid=work.case.fees_paid + amount)
    work.record(EventKind.FEE_PAID, {"amount": amount, "receipt": receipt}, office_id=work.case.receiving_id)
    if amount == outstanding:
        _go_on(work, WaitsFor.PAYMENT)


def hear_of_payment(work: Working, amount: int, receipt: str) -> None:
    """The same for money that is here already: what this dossier does not owe is not refused, but is no news to it."""
    owed = min(amount, work.case.fees_due - work.case.fees_paid)
    if owed:
        record_payment(work, owed, receipt)


def hear_of_waiver(work: Working, amount: int, reason: str, basis: str) -> None:
    """Less is to be paid than was noticed, by a decision with its reason and legal basis."""
    outstanding = work.case.fees_due - work.case.fees_paid
    waived = min(amount, outstanding)
    if not waived:
        return
    work.change(fees_due=work.case.fees_due - waived)
    facts = {"amount": waived, "basis": basis}
    work.record(EventKind.FEE_WAIVED, facts, office_id=work.case.competent_id, words=reason)
    if waived == outstanding:
        _go_on(work, WaitsFor.PAYMENT)


def hear_of_refund(work: Working, amount: int, applied: int, reason: str) -> None:
    """Money has gone back. As far as it had settled what was due, that is due no more; nothing is asked for again."""
    off = min(applied, work.case.fees_paid)
    work.change(fees_due=work.case.fees_due - off, fees_paid=work.case.fees_paid - off)
    facts = {"amount": amount, "applied": off}
    work.record(EventKind.FEE_REFUNDED, facts, office_id=work.case.competent_id, words=reason)


def record_payment_elsewhere(work: Working, amount: int, receipt: str) -> None:
    """The applicant has proven by `receipt` that he paid what another body collects, such as a tax of `amount` đồng;
    the process that waited for it goes on. It is not money of ours, so what is due here does not change.
    """
    if not receipt.strip():
        raise MissingWordsError
    ended = _owed_elsewhere(work)
    if amount <= 0 or ended is None:
        raise WrongPhaseError(
            "Hồ sơ không chờ nghĩa vụ tài chính tại cơ quan khác, hoặc còn phí, lệ phí phải nộp trước.",
            "The dossier does not wait for a payment elsewhere, or fees of its own are to be paid first.",
        )
    facts = {"amount": amount, "receipt": receipt, "elsewhere": True}
    work.record(EventKind.FEE_PAID, facts, office_id=work.case.receiving_id)
    _go_on(work, ended)


def _owed_elsewhere(work: Working) -> WaitsFor | None:
    """Which wait a payment to another body ends. Packages of before the word `obligation` say `payment` for both kinds:
    there, what is due here comes first.
    """
    waits = {step.waits_for for _, step in waiting_steps(work)}
    if WaitsFor.OBLIGATION in waits:
        return WaitsFor.OBLIGATION
    settled = work.case.fees_due <= work.case.fees_paid
    return WaitsFor.PAYMENT if settled and WaitsFor.PAYMENT in waits else None


def _go_on(work: Working, awaited: WaitsFor) -> None:
    for number, _ in course.awaited_answers(work.world.procedure, work.case.process, awaited):
        drive(work, Deliver(number))
        return
