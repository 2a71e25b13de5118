"""Recording that the applicant has paid, here or elsewhere."""

from __future__ import annotations

from motcua.core.procedure import WaitsFor, course
from motcua.core.process import Deliver
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.settling import waiting_steps
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import MissingWordsError, WrongPhaseError
from motcua.domain.dossiers.events import EventKind


def record_payment(work: Working, amount: int, receipt: str) -> None:
    """The applicant has paid; a process that waited for it goes on by itself."""
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
        _go_on(work)


def record_payment_elsewhere(work: Working, amount: int, receipt: str) -> None:
    """The applicant has proven by `receipt` that he paid what another body collects, such as a tax of `amount` đồng;
    the process that waited for it goes on. It is not money of ours, so what is due here does not change.
    """
    if not receipt.strip():
        raise MissingWordsError
    waiting = any(step.waits_for is WaitsFor.PAYMENT for _, step in waiting_steps(work))
    if amount <= 0 or not waiting or work.case.fees_due > work.case.fees_paid:
        raise WrongPhaseError(
            "Hồ sơ không chờ nghĩa vụ tài chính tại cơ quan khác, hoặc còn phí, lệ phí phải nộp trước.",
            "The dossier does not wait for a payment elsewhere, or fees of its own are to be paid first.",
        )
    facts = {"amount": amount, "receipt": receipt, "elsewhere": True}
    work.record(EventKind.FEE_PAID, facts, office_id=work.case.receiving_id)
    _go_on(work)


def _go_on(work: Working) -> None:
    for number, _ in course.awaited_answers(work.world.procedure, work.case.process, WaitsFor.PAYMENT):
        drive(work, Deliver(number))
        return
