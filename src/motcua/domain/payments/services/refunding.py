"""Money that goes back: asked by one, decided by another, paid out, and told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.domain.payments import ports
from motcua.domain.payments.book import ask_back, locked, note, was_done
from motcua.domain.payments.errors import FourEyesError, MissingReasonError, NoSuchChargeError, WrongStateError
from motcua.domain.payments.models import Charge, Payment, Refund
from motcua.domain.payments.policies import whole
from motcua.domain.payments.types import By, ChargeState, EntryKind, Method, Refunded, RefundState


def ask_refund(payment_id: int, amount: int, reason: str, by: By, now: datetime) -> int:
    """Ask for money of a payment to go back; the refund's id. No more can be asked for than came and is not asked for
    yet. Raises WrongAmountError, MissingReasonError, NoSuchChargeError.
    """
    if not reason.strip():
        raise MissingReasonError
    with transaction.atomic():
        payment = _payment(payment_id)
        same = payment.refunds.filter(command=by.command).first() if by.command else None
        if same:
            return same.pk
        asked = sum(each.amount for each in payment.refunds.exclude(state=RefundState.DECLINED))
        return ask_back(payment, whole(amount, payment.amount - asked), reason.strip()[:300], by, now).pk


def decide_refund(refund_id: int, *, approve: bool, words: str, by: By, now: datetime) -> None:
    """Approve or decline a refund. Who asked for it does not approve it. Raises FourEyesError, WrongStateError,
    MissingReasonError.
    """
    if not approve and not words.strip():
        raise MissingReasonError
    with transaction.atomic():
        refund, charge = _locked(refund_id)
        if was_done(charge, by):
            return
        if refund.asked_by == by.actor:
            raise FourEyesError
        _must_be(refund, RefundState.ASKED)
        refund.state = RefundState.APPROVED if approve else RefundState.DECLINED
        refund.decided_by, refund.decided_at, refund.words = by.actor, now, words.strip()[:300]
        refund.save()
        kind = EntryKind.REFUND_APPROVED if approve else EntryKind.REFUND_DECLINED
        note(charge, kind, by, now, refund=refund.pk, amount=refund.amount)


def pay_refund(refund_id: int, method: Method, reference: str, by: By, now: datetime) -> None:
    """The money has been given back, in cash or by a transfer with its number. Raises WrongStateError."""
    with transaction.atomic():
        refund, charge = _locked(refund_id)
        if was_done(charge, by):
            return
        _must_be(refund, RefundState.APPROVED)
        if method not in (Method.CASH, Method.TRANSFER) or (method is Method.TRANSFER and not reference.strip()):
            raise WrongStateError(
                "Tiền được trả lại bằng tiền mặt, hoặc chuyển khoản kèm số giao dịch của ngân hàng.",
                "Money goes back in cash, or by a transfer with the bank's number.",
            )
        refund.state, refund.method, refund.reference = RefundState.PAID, method, reference.strip()[:60]
        refund.paid_by, refund.paid_at = by.actor, now
        refund.save()
        charge.refunded += refund.applied
        if charge.state == ChargeState.PAID and charge.refunded == charge.paid and charge.paid:
            charge.state = ChargeState.REFUNDED
        note(charge, EntryKind.REFUNDED, by, now, refund=refund.pk, amount=refund.amount, method=method)
        told = Refunded(charge.subject_ref, charge.pk, refund.pk, refund.amount, refund.applied, refund.reason, by, now)
        for listener in ports.listeners():
            listener.refunded(told)


def _payment(payment_id: int) -> Payment:
    """The payment, with its charge held."""
    found = Payment.objects.filter(pk=payment_id).first()
    if found is None:
        raise NoSuchChargeError
    found.charge = locked(found.charge_id)
    return found


def _locked(refund_id: int) -> tuple[Refund, Charge]:
    """The refund as it stands once its charge is held."""
    found = Refund.objects.filter(pk=refund_id).values_list("payment__charge_id", flat=True).first()
    if found is None:
        raise NoSuchChargeError
    charge = locked(found)
    return Refund.objects.get(pk=refund_id), charge


def _must_be(refund: Refund, state: RefundState) -> None:
    if refund.state != state:
        raise WrongStateError(
            "Đề nghị hoàn trả này đã được xử lý. Hãy tải lại trang để xem tình trạng.",
            "This refund has been dealt with already. Reload the page to see where it stands.",
        )
