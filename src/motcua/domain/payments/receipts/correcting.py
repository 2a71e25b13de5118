"""Receipts that were wrong or whose money went back. The number stays for ever; what it says no longer holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.core.books.receipts import ReceiptError, ReceiptState
from motcua.domain.payments.errors import MissingReasonError
from motcua.domain.payments.models import Refund
from motcua.domain.payments.receipts.issuing import give_receipt, number_receipt
from motcua.domain.payments.receipts.models import Receipt
from motcua.domain.payments.receipts.types import Correction
from motcua.domain.payments.types import By, RefundState
from motcua.domain.records import services as records

_HELD = (ReceiptState.UNSIGNED, ReceiptState.ISSUED)


@transaction.atomic
def replace_receipt(receipt_id: int, says: Correction, reason: str, by: By, now: datetime) -> int:
    """Issue another receipt in the place of one that names the payer wrongly; returns its id.

    The amount is the payment's and cannot be corrected. Raises ReceiptError, MissingReasonError.
    """
    row = _locked(receipt_id)
    if not says.payer.strip():
        raise ReceiptError("Biên lai phải có tên người nộp.", "A receipt names the payer.")
    _end(row, ReceiptState.REPLACED, reason, by, now)
    return give_receipt(row.payment, row.amount, now, replaces=row, says=says).pk


@transaction.atomic
def cancel_receipt(receipt_id: int, reason: str, by: By, now: datetime) -> None:
    """Let a receipt no longer hold, without another in its place: its money went back. Raises ReceiptError,
    MissingReasonError.
    """
    row = _locked(receipt_id)
    if _still_held(row):
        raise ReceiptError(
            "Khoản tiền của biên lai này chưa được hoàn trả hết; chỉ có thể lập biên lai thay thế.",
            "The money of this receipt has not gone back whole; it can only be replaced.",
        )
    _end(row, ReceiptState.CANCELLED, reason, by, now)


@transaction.atomic
def after_refund(payment_id: int, reason: str, by: By, now: datetime) -> None:
    """Money of a payment went back: its receipt is replaced by one for what is left, or cancelled when nothing is."""
    row = Receipt.objects.select_for_update(of=("self",)).filter(payment_id=payment_id, ended_at=None).first()
    if row is None:
        return
    left = _still_held(row)
    if left == row.amount:
        return
    if row.state == ReceiptState.OWED:
        _lessen_owed(row, left, now)
        return
    says = Correction(row.content["payer"], row.content["payer_identifier"], row.content["payer_address"])
    _end(row, ReceiptState.REPLACED if left else ReceiptState.CANCELLED, reason, by, now)
    if left:
        give_receipt(row.payment, left, now, replaces=row, says=says)


def _lessen_owed(row: Receipt, left: int, now: datetime) -> None:
    """Nobody has seen a receipt that is only owed: it becomes one for what is left, or none."""
    if left:
        row.amount = left
        number_receipt(row, now)
        row.save()
    else:
        row.delete()


def _locked(receipt_id: int) -> Receipt:
    row = Receipt.objects.select_for_update(of=("self",)).filter(id=receipt_id).first()
    if row is None or ReceiptState(row.state) not in _HELD:
        raise ReceiptError(
            "Biên lai này không còn hiệu lực hoặc chưa có số, nên không thay thế hay hủy được.",
            "This receipt no longer holds or has no number yet, so it cannot be replaced or cancelled.",
        )
    return row


def _still_held(row: Receipt) -> int:
    """What of the payment was applied and has not gone back, in đồng."""
    back = Refund.objects.filter(payment_id=row.payment_id, state=RefundState.PAID).values_list("applied", flat=True)
    return row.payment.applied - sum(back)


def _end(row: Receipt, state: ReceiptState, reason: str, by: By, now: datetime) -> None:
    if not reason.strip():
        raise MissingReasonError
    row.state, row.ended_at, row.ended_by, row.end_reason = state, now, by.actor, reason.strip()[:300]
    row.save(update_fields=["state", "ended_at", "ended_by", "end_reason"])
    if row.document_id is not None:
        public = "Biên lai đã bị hủy" if state is ReceiptState.CANCELLED else "Biên lai đã được thay thế"
        records.revoke_document(row.document_id, public, by.actor, now)
