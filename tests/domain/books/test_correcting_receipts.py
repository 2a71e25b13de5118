"""Wrong receipts are replaced or cancelled; their numbers stay."""

from __future__ import annotations

import pytest

from motcua.core.books.receipts import ReceiptError, ReceiptState
from motcua.domain.payments.errors import MissingReasonError
from motcua.domain.payments.models import Payment
from motcua.domain.payments.receipts.correcting import cancel_receipt, replace_receipt
from motcua.domain.payments.receipts.models import Receipt, ReceiptCollector
from motcua.domain.payments.receipts.types import Correction
from motcua.domain.payments.services import ask_refund, decide_refund, pay_refund
from motcua.domain.payments.types import By, Method
from tests.domain.books.till import FEE, NOW, Till

pytestmark = pytest.mark.django_db
LAM = Correction("Nguyễn Trúc Lâm", "079088910001")


def give_back(till: Till, payment: int, amount: int) -> None:
    boss = By("officer:boss", till.city.who("H29.27094.01", "commune_chairman"))
    refund = ask_refund(payment, amount, "Nộp nhầm", till.cashier, NOW)
    decide_refund(refund, approve=True, words="Đồng ý", by=boss, now=NOW)
    pay_refund(refund, Method.CASH, "", till.cashier, NOW)


def test_a_replacement_takes_the_next_number_and_names_the_one_it_replaces(till: Till) -> None:
    wrong = till.paid()
    replace_receipt(wrong.pk, LAM, "Sai tên", till.cashier, NOW)
    right = till.receipt(wrong.payment_id)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.number, right.number) == (ReceiptState.REPLACED, 1, 2)
    assert (right.content["payer"], right.amount) == ("Nguyễn Trúc Lâm", FEE)
    assert right.content["replaces"] == wrong.content["name"]


def test_a_receipt_is_replaced_with_a_reason_and_only_while_it_holds(till: Till) -> None:
    wrong = till.paid()
    with pytest.raises(MissingReasonError):
        replace_receipt(wrong.pk, LAM, " ", till.cashier, NOW)
    with pytest.raises(ReceiptError):
        replace_receipt(wrong.pk, Correction(" "), "Sai tên", till.cashier, NOW)
    replace_receipt(wrong.pk, LAM, "Sai tên", till.cashier, NOW)
    with pytest.raises(ReceiptError):
        replace_receipt(wrong.pk, LAM, "Lần nữa", till.cashier, NOW)


def test_a_receipt_of_money_that_is_still_here_cannot_be_cancelled(till: Till) -> None:
    row = till.paid()
    with pytest.raises(ReceiptError):
        cancel_receipt(row.pk, "Nhầm", till.cashier, NOW)


def test_money_that_went_back_whole_cancels_its_receipt_and_keeps_its_number(till: Till) -> None:
    row = till.paid()
    give_back(till, row.payment_id, FEE)
    row.refresh_from_db()
    assert (row.state, row.number) == (ReceiptState.CANCELLED, 1)
    assert till.paid().number == 2


def test_money_that_went_back_in_part_leaves_a_receipt_for_the_rest(till: Till) -> None:
    row = till.paid()
    give_back(till, row.payment_id, 25_000)
    rest = till.receipt(row.payment_id)
    row.refresh_from_db()
    assert (row.state, rest.amount, rest.number) == (ReceiptState.REPLACED, 50_000, 2)
    assert rest.content["total"] == 50_000


def test_money_that_was_too_much_and_went_back_touches_no_receipt(till: Till) -> None:
    charge = till.charge()
    row = till.receipt(till.cash(charge))
    again = till.transfer(charge, "FT1")
    refund = Payment.objects.get(pk=again).refunds.get()
    decide_refund(refund.pk, approve=True, words="Nộp hai lần", by=By("officer:boss", 1), now=NOW)
    pay_refund(refund.pk, Method.CASH, "", till.cashier, NOW)
    row.refresh_from_db()
    assert row.state == ReceiptState.UNSIGNED


def test_an_owed_receipt_of_money_that_went_back_is_owed_no_more(till: Till) -> None:
    ReceiptCollector.objects.update(most=1)
    till.paid()
    owed = till.paid()
    give_back(till, owed.payment_id, FEE)
    assert not Receipt.objects.filter(pk=owed.pk).exists()
