"""What is to be paid: opened, waived in part or whole, cancelled."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.core.money import transfer_memo
from motcua.domain.payments import ports
from motcua.domain.payments.book import SYSTEM, ask_back, locked, note, was_done
from motcua.domain.payments.errors import MissingReasonError, WrongStateError
from motcua.domain.payments.models import Charge, ChargeItem, Payment
from motcua.domain.payments.policies import must_add_up, spread, state_after, whole
from motcua.domain.payments.types import By, ChargeState, EntryKind, ExchangeState, NewCharge, RefundState, Waived

OPEN_STATES = (ChargeState.OPEN, ChargeState.PARTLY)


def open_charge(new: NewCharge, now: datetime, by: By = SYSTEM) -> int:
    """Write down what is to be paid, once for each key; its id. What costs the payer nothing is settled at once.

    Raises WrongAmountError for items that do not add up.
    """
    lines = must_add_up(new.lines)
    due = sum(line.amount for line in lines)
    with transaction.atomic():
        charge, is_new = Charge.objects.get_or_create(
            key=new.key,
            defaults={
                "subject_ref": new.subject_ref,
                "title": new.title[:300],
                "payer_name": new.payer.name,
                "payer_identifier": new.payer.identifier,
                "payer_phone": new.payer.phone,
                "payer_email": new.payer.email,
                "payer_address": new.payer.address,
                "agency_id": new.agency_id,
                "reference": new.reference,
                "memo": _free_memo(new),
                "procedure_code": new.procedure_code,
                "procedure_name": new.procedure_name[:500],
                "state": state_after(due, 0),
                "gross": sum(line.gross for line in lines),
                "waived": sum(line.waived for line in lines),
                "subsidised": sum(line.subsidised for line in lines),
                "due": due,
                "opened_at": now,
                "settled_at": None if due else now,
                "assessment": dict(new.assessment),
            },
        )
        if is_new:
            ChargeItem.objects.bulk_create(
                ChargeItem(charge=charge, n=n, **asdict(line)) for n, line in enumerate(lines, 1)
            )
            note(charge, EntryKind.OPENED, by, now, due=due)
    return charge.pk


def waive(charge_id: int, amount: int, reason: str, basis: str, *, by: By, now: datetime) -> None:
    """Take something off what is still to be paid, by a decision with its reason and legal basis. What is paid already
    is not waived: that is a refund. Raises WrongAmountError, WrongStateError, MissingReasonError.
    """
    if not reason.strip() or not basis.strip():
        raise MissingReasonError
    with transaction.atomic():
        charge = locked(charge_id)
        if was_done(charge, by):
            return
        _must_take_money(charge)
        taken = whole(amount, charge.due - charge.paid)
        _waive_items(charge, taken)
        charge.waived += taken
        charge.due -= taken
        charge.state = state_after(charge.due, charge.paid)
        charge.settled_at = now if charge.state == ChargeState.PAID else None
        entry = note(charge, EntryKind.WAIVED, by, now, amount=taken, reason=reason.strip(), basis=basis.strip())
        settled = charge.state == ChargeState.PAID
        told = Waived(charge.subject_ref, charge_id, entry, taken, reason.strip(), basis.strip(), settled, by, now)
        for listener in ports.listeners():
            listener.waived(told)
        charge.exchanges.filter(state__in=[ExchangeState.BEGUN, ExchangeState.OPEN]).update(state=ExchangeState.LEFT)


def cancel_charge(charge_id: int, reason: str, by: By, now: datetime) -> None:
    """Nothing of it is to be paid any more. What was paid in part is to go back; money that comes later too. A charge
    that is settled stays as it is: only a refund gives back what was paid.
    """
    if not reason.strip():
        raise MissingReasonError
    with transaction.atomic():
        charge = locked(charge_id)
        if charge.state not in OPEN_STATES:
            return
        charge.state = ChargeState.CANCELLED
        note(charge, EntryKind.CANCELLED, by, now, reason=reason.strip())
        for payment in Payment.objects.filter(charge=charge, applied__gt=0):
            payment.charge = charge
            asked = sum(each.applied for each in payment.refunds.exclude(state=RefundState.DECLINED))
            if payment.applied > asked:
                ask_back(payment, payment.applied - asked, "Hồ sơ kết thúc khi mới nộp một phần", SYSTEM, now)
        charge.exchanges.filter(state__in=[ExchangeState.BEGUN, ExchangeState.OPEN]).update(state=ExchangeState.LEFT)


def cancel_charges_of(subject_ref: UUID, reason: str, by: By, now: datetime) -> None:
    """Cancel all charges of a subject that still wait for money."""
    still_open = Charge.objects.filter(subject_ref=subject_ref, state__in=OPEN_STATES)
    for charge_id in still_open.order_by("pk").values_list("pk", flat=True):
        cancel_charge(charge_id, reason, by, now)


def _free_memo(new: NewCharge) -> str:
    """What a transfer for it says. Two charges never share one, so that a bank's statement tells them apart."""
    n, memo = 1, new.memo or transfer_memo(new.reference)
    while Charge.objects.filter(memo=memo).exclude(key=new.key).exists():
        n += 1
        memo = transfer_memo(new.reference, n)
    return memo


def _waive_items(charge: Charge, amount: int) -> None:
    items = list(charge.items.order_by("n"))
    for item, part in zip(items, spread([each.amount for each in items], amount), strict=True):
        if part:
            charge.items.filter(n=item.n).update(waived=item.waived + part, amount=item.amount - part)


def _must_take_money(charge: Charge) -> None:
    if not ChargeState(charge.state).takes_money:
        raise WrongStateError(
            "Khoản thu này không còn gì phải nộp hoặc đã hủy. Hãy tải lại trang để xem tình trạng.",
            "Nothing is left to pay of this charge, or it was cancelled. Reload the page to see where it stands.",
        )
