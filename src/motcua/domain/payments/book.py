"""The book of charges: whoever changes one locks its row first, and writes into its log what he did.

The row of the charge is locked before the rows of its subject, everywhere, so that nobody waits in a circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.domain.payments import ports
from motcua.domain.payments.errors import NoSuchChargeError
from motcua.domain.payments.models import Charge, ChargeEntry, Exchange, Payment, Refund
from motcua.domain.payments.policies import state_after
from motcua.domain.payments.types import By, ChargeState, EntryKind, ExchangeState, Method, Paid, RefundState

SYSTEM = By("system:payments")


@dataclass(frozen=True, slots=True)
class Money:
    """Money that has come. paid_at: when the payer paid, where that is another moment than now."""

    amount: int
    method: Method
    reference: str
    paid_at: datetime | None = None
    exchange: Exchange | None = None


def locked(charge_id: int) -> Charge:
    """The charge, held until the transaction ends; raises NoSuchChargeError."""
    charge = Charge.objects.select_for_update().filter(pk=charge_id).first()
    if charge is None:
        raise NoSuchChargeError
    return charge


def was_done(charge: Charge, by: By) -> bool:
    """Whether this very click has been written down on the charge before."""
    return by.command is not None and charge.log.filter(data__command=str(by.command)).exists()


def note(charge: Charge, kind: EntryKind, by: By, at: datetime, **facts: Any) -> int:
    """Write one line of the log, and with it all that was changed on the charge; its number."""
    charge.entries += 1
    if by.command is not None:
        facts["command"] = str(by.command)
    charge.save()
    ChargeEntry.objects.create(charge=charge, n=charge.entries, at=at, by=by.actor, kind=kind, data=facts)
    return charge.entries


def take(charge: Charge, money: Money, by: By, now: datetime) -> Payment:
    """Money has come: as much as is due settles the charge, the rest waits to be given back. It gets its receipt, and
    who wants to know is told, in this transaction.
    """
    open_amount = charge.due - charge.paid if ChargeState(charge.state).takes_money else 0
    applied = min(money.amount, open_amount)
    payment = Payment.objects.create(
        charge=charge,
        method=money.method,
        amount=money.amount,
        applied=applied,
        excess=money.amount - applied,
        reference=money.reference,
        exchange=money.exchange,
        at=now,
        paid_at=money.paid_at or now,
        by=by.actor,
        officer_id=by.officer_id,
        office_id=by.office_id,
        command=by.command,
    )
    if applied:
        charge.paid += applied
        charge.state = state_after(charge.due, charge.paid)
        charge.settled_at = now if charge.state == ChargeState.PAID else None
    note(charge, EntryKind.PAID, by, now, payment=payment.pk, amount=money.amount, applied=applied, method=money.method)
    if payment.excess:
        ask_back(payment, payment.excess, why_too_much(charge, payment), SYSTEM, now)
    if applied:
        _tell(charge, payment, by, now)
    _leave_orders(charge)
    receipts = ports.receipts()
    if receipts:  # last: who is next waits for the number until this transaction ends
        receipts.issue(payment.pk, now)
    return payment


def why_too_much(charge: Charge, payment: Payment) -> str:
    """In the words of the office: why money that came is more than is due."""
    if charge.state == ChargeState.CANCELLED:
        return "Nộp sau khi khoản thu đã hủy"
    if charge.payments.filter(method=Method.PROOF).exclude(pk=payment.pk).exists():
        return "Nộp thừa; khoản thu đã có biên lai được kiểm tra: hãy đối chiếu xem có phải cùng một lần nộp"
    return "Nộp thừa" if payment.applied else "Nộp lần nữa khi không còn gì phải nộp"


def ask_back(payment: Payment, amount: int, reason: str, by: By, now: datetime) -> Refund:
    """Write down that money is to go back: what came too much first, then what had settled the charge."""
    asked = payment.refunds.exclude(state=RefundState.DECLINED)
    loose = payment.excess - sum(each.amount - each.applied for each in asked)
    refund = Refund.objects.create(
        payment=payment,
        amount=amount,
        applied=max(0, amount - loose),
        state=RefundState.ASKED,
        reason=reason,
        asked_by=by.actor,
        asked_at=now,
        command=by.command,
    )
    note(payment.charge, EntryKind.REFUND_ASKED, by, now, refund=refund.pk, amount=amount)
    return refund


def _tell(charge: Charge, payment: Payment, by: By, now: datetime) -> None:
    paid = Paid(
        subject_ref=charge.subject_ref,
        charge_id=charge.pk,
        payment_id=payment.pk,
        method=Method(payment.method),
        amount=payment.applied,
        reference=payment.reference,
        settled=charge.state == ChargeState.PAID,
        by=by,
        at=now,
    )
    for listener in ports.listeners():
        listener.paid(paid)


def _leave_orders(charge: Charge) -> None:
    """Nobody is led any more to an order whose amount is not what is due now; money may still come by it."""
    open_orders = charge.exchanges.filter(state__in=[ExchangeState.BEGUN, ExchangeState.OPEN])
    open_orders.update(state=ExchangeState.LEFT)
