"""Giving every payment its receipt, in the transaction of the payment."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.core.books.receipts import (
    Collector,
    ReceiptContent,
    ReceiptLine,
    ReceiptState,
    lines_for,
    plain_text,
)
from motcua.domain.identity import queries as identity
from motcua.domain.payments.models import Payment
from motcua.domain.payments.receipts.collectors import collector_of, take_number, third_party
from motcua.domain.payments.receipts.models import Receipt, ReceiptCollector, ReceiptSeries
from motcua.domain.payments.receipts.types import Correction
from motcua.domain.payments.types import Method
from motcua.domain.records.tokens import token_for

_METHODS: Final = {
    Method.PLATFORM: "Thanh toán trực tuyến",
    Method.TRANSFER: "Chuyển khoản",
    Method.CASH: "Tiền mặt",
    Method.PROOF: "Chuyển khoản",
}
NO_COLLECTOR: Final = "Chưa khai báo tổ chức thu, mẫu số và ký hiệu biên lai cho cơ quan này."
NAMELESS: Final = "(không ghi tên)"
"""For a name of nothing but blanks, as a program may send: its money is here all the same."""
USED_UP: Final = "Ký hiệu biên lai trong năm đã hết số. Hãy mở ký hiệu mới."


def issue(payment_id: int, now: datetime) -> None:
    """Number the receipt of a payment (NĐ 254/2026 Điều 23: at the time of collection) and fix what it says. A payment
    gets one, however often it is asked for; money that was too much gets none, for it goes back.

    Money is never refused for the want of a number: where none can be given, the receipt is owed, shows on the books of
    the office, and is numbered by the next round after that is mended.
    """
    payment = Payment.objects.select_related("charge").get(id=payment_id)
    if payment.applied and not Receipt.objects.filter(payment=payment).exists():
        give_receipt(payment, payment.applied, now)


def give_receipt(
    payment: Payment, amount: int, now: datetime, replaces: Receipt | None = None, says: Correction | None = None
) -> Receipt:
    """A new receipt for `amount` of the payment; inside a transaction, and late in it: others wait for the number."""
    row = Receipt(
        payment=payment,
        agency_id=payment.charge.agency_id,
        subject_ref=payment.charge.subject_ref,
        amount=amount,
        state=ReceiptState.OWED,
        token=token_for("receipt", payment.pk, Receipt.objects.filter(payment=payment).count()),
        replaces=replaces,
    )
    number_receipt(row, now, says)
    row.save(force_insert=True)
    return row


def number_receipt(row: Receipt, now: datetime, says: Correction | None = None) -> bool:
    """Give the row its number and content, if there is a number; else why there is none. The caller saves it."""
    collector = collector_of(row.agency_id)
    if collector is None:
        row.trouble = NO_COLLECTOR
        return False
    row.through_id = third_party(collector, row.payment.office_id)
    says, lines = says or _as_charged(row), _lines(row)
    # All is known before the number is taken: until the transaction ends, the next cashier waits for it.
    taken = take_number(collector, now)
    if taken is None:
        row.trouble = USED_UP
        return False
    row.series, row.number = taken
    row.issued_at = _not_before_the_last(*taken, now)
    row.content = _content(row, collector, says, lines).as_plain()
    row.state, row.trouble = ReceiptState.UNSIGNED, ""
    return True


@transaction.atomic
def number_owed(now: datetime, most: int = 50) -> int:
    """Number receipts that are owed, the oldest first, where that has become possible; how many were."""
    owed = Receipt.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=ReceiptState.OWED)
    done = 0
    for row in owed.select_related("payment__charge").order_by("id")[:most]:
        before = row.trouble
        if number_receipt(row, now):
            row.save()
            done += 1
        elif row.trouble != before:
            row.save(update_fields=["trouble"])
    return done


def _not_before_the_last(series: ReceiptSeries, number: int, now: datetime) -> datetime:
    """The moment of issue. Whoever waited for his number over midnight must not give a later number an earlier day."""
    last = Receipt.objects.filter(series=series, number=number - 1).values_list("issued_at", flat=True).first()
    return max(now, last) if last else now


def _as_charged(row: Receipt) -> Correction:
    charge = row.payment.charge
    return Correction(charge.payer_name, charge.payer_identifier, charge.payer_address)


def _lines(row: Receipt) -> tuple[ReceiptLine, ...]:
    charge = row.payment.charge
    all_of = [ReceiptLine(plain_text(item.name), item.amount, item.basis) for item in charge.items.order_by("n")]
    return lines_for(all_of, row.amount, plain_text(charge.procedure_name))


def _content(
    row: Receipt, collector: ReceiptCollector, says: Correction, lines: tuple[ReceiptLine, ...]
) -> ReceiptContent:
    charge, series = row.payment.charge, row.series
    if series is None or row.number is None or row.issued_at is None:
        raise ValueError("a receipt is numbered before it says anything")
    body = identity.agency(collector.agency_id)
    return ReceiptContent(
        form_symbol=series.form_symbol,
        series=series.series,
        number=row.number,
        collector=Collector(body.name, collector.tax_code, body.address),
        through=identity.agency(row.through_id).name if row.through_id else "",
        payer=plain_text(says.payer) or NAMELESS,
        payer_identifier=plain_text(says.identifier),
        payer_address=plain_text(says.address),
        purpose=plain_text(charge.procedure_name),
        reference=charge.reference,
        lines=lines,
        method=_METHODS[Method(row.payment.method)],
        issued_at=row.issued_at,
        replaces=str(row.replaces.content["name"]) if row.replaces else "",
    )
