"""Recording that the applicant has paid."""

from __future__ import annotations

from motcua.core.procedure import WaitsFor
from motcua.core.process import Deliver
from motcua.domain.dossiers.acts.drive import drive, waiting_steps
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import WrongPhaseError
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
        for number, step in waiting_steps(work):
            if step.waits_for is WaitsFor.PAYMENT:
                drive(work, Deliver(number))
                return
