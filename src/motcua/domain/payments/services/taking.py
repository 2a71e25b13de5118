"""Money taken by people: cash at the counter, a transfer seen on the account."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.domain.payments.book import Money, locked, take
from motcua.domain.payments.errors import AlreadyRecordedError, WrongStateError
from motcua.domain.payments.models import Charge, Payment
from motcua.domain.payments.policies import whole
from motcua.domain.payments.types import By, ChargeState, Method


def record_cash(charge_id: int, amount: int, by: By, now: datetime, *, reference: str = "") -> int:
    """An officer has taken cash; the payment's id. No more than is due is taken, for change can be given.

    Sent twice, it is done once. Raises WrongAmountError, WrongStateError, NoSuchChargeError.
    """
    with transaction.atomic():
        charge = locked(charge_id)
        before = _same_click(by)
        if before is not None:
            return before
        if not ChargeState(charge.state).takes_money:
            raise WrongStateError(
                "Khoản thu này không còn gì phải nộp hoặc đã hủy: xin đừng nhận tiền.",
                "Nothing is left to pay of this charge, or it was cancelled: please take no money.",
            )
        money = Money(whole(amount, charge.due - charge.paid), Method.CASH, reference)
        return take(charge, money, by, now).pk


def record_transfer(
    charge_id: int, amount: int, bank_ref: str, by: By, now: datetime, *, paid_at: datetime | None = None
) -> int:
    """Money has come into the account under the bank's number `bank_ref`; the payment's id. It is kept whatever the
    amount is: too little leaves the charge partly paid, too much is to go back.

    Raises AlreadyRecordedError when that transfer is in the books by another click, WrongAmountError, WrongStateError.
    """
    if not bank_ref.strip():
        raise WrongStateError(
            "Hãy ghi số giao dịch của ngân hàng, để không ghi nhận hai lần.",
            "State the bank's number of the transfer, so that it is not recorded twice.",
        )
    money = Money(whole(amount), Method.TRANSFER, bank_ref.strip(), paid_at)
    with transaction.atomic():
        charge = locked(charge_id)
        before = _same_click(by)
        return before if before is not None else _taken_once(charge, money, by, now)


def _taken_once(charge: Charge, money: Money, by: By, now: datetime) -> int:
    if Payment.objects.filter(method=Method.TRANSFER, reference=money.reference).exists():
        raise AlreadyRecordedError(money.reference)
    try:
        with transaction.atomic():
            return take(charge, money, by, now).pk
    except IntegrityError as error:  # somebody recorded it on another charge at the same moment
        if "a_bank_transfer_is_recorded_once" in str(error):
            raise AlreadyRecordedError(money.reference) from error
        raise


def _same_click(by: By) -> int | None:
    if by.command is None:
        return None
    return Payment.objects.filter(command=by.command).values_list("pk", flat=True).first()
