"""What is owed: itemised, once, and never more or less than the lines say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.payments import queries, services
from motcua.domain.payments.errors import (
    AlreadyRecordedError,
    FourEyesError,
    MissingReasonError,
    WrongAmountError,
    WrongStateError,
)
from motcua.domain.payments.models import Payment
from motcua.domain.payments.policies import spread, whole
from motcua.domain.payments.types import ChargeLine, ChargeState, EntryKind, Method, Paid, RefundState, Waived
from tests.domain.payments.conftest import NOW, Till

pytestmark = pytest.mark.django_db


def test_a_charge_is_opened_once_for_its_key(till: Till) -> None:
    first = till.charge(8000, key="one")
    assert till.charge(9000, key="one") == first
    assert queries.charge(first).due == 8000


def test_each_charge_of_a_dossier_has_a_memo_of_its_own(till: Till) -> None:
    first, second = queries.charge(till.charge(8000)), queries.charge(till.charge(5000))
    assert (first.memo, second.memo) == ("TTHC H29 12 261123 0001", "TTHC H29 12 261123 0001 L2")


def test_what_a_budget_bears_is_kept_with_its_bearer_and_nothing_is_left_to_pay(till: Till) -> None:
    line = ChargeLine("fee", "Lệ phí", 0, "NQ 77/2025", gross=50000, subsidised=50000, borne_by="city_budget")
    charge = queries.charge(services.open_charge(till.new((line,), "free"), NOW))
    assert (charge.state, charge.gross, charge.subsidised, charge.due) == (ChargeState.PAID, 50000, 50000, 0)
    assert charge.lines == (line,)


@pytest.mark.parametrize(
    "line",
    [
        ChargeLine("fee", "Phí", -8000, "NQ 1"),
        ChargeLine("fee", "Phí", 8000, "NQ 1", gross=9000),
        ChargeLine("fee", "Phí", 8000, ""),
        ChargeLine("fee", "Phí", 8000, "NQ 1", waived=-1000, gross=7000),
    ],
)
def test_a_line_that_is_negative_or_does_not_add_up_or_has_no_basis_is_refused(till: Till, line: ChargeLine) -> None:
    with pytest.raises(WrongAmountError):
        services.open_charge(till.new((line,), "bad"), NOW)


def test_cash_settles_a_charge_and_is_told_once(till: Till) -> None:
    charge, by = till.charge(8000, 2000), till.by()
    payment = services.record_cash(charge, 10000, by, NOW)
    assert services.record_cash(charge, 10000, by, NOW) == payment
    assert queries.charge(charge).state is ChargeState.PAID
    [told] = till.ear.heard
    assert isinstance(told, Paid)
    assert (told.amount, told.settled, told.subject_ref) == (10000, True, till.subject)


@pytest.mark.parametrize("amount", [0, -1, 10001, True, 99.5])
def test_cash_is_some_whole_dong_and_no_more_than_is_due(till: Till, amount: int) -> None:
    with pytest.raises(WrongAmountError):
        services.record_cash(till.charge(10000), amount, till.by(), NOW)


def test_cash_in_parts_leaves_the_rest_to_be_paid(till: Till) -> None:
    charge = till.charge(10000)
    services.record_cash(charge, 4000, till.by(), NOW)
    partly = queries.charge(charge)
    assert (partly.state, partly.outstanding) == (ChargeState.PARTLY, 6000)
    services.record_cash(charge, 6000, till.by(), NOW)
    assert queries.charge(charge).state is ChargeState.PAID


def test_no_cash_is_taken_when_nothing_is_left_to_pay(till: Till) -> None:
    charge = till.charge(10000)
    services.record_cash(charge, 10000, till.by(), NOW)
    with pytest.raises(WrongStateError):
        services.record_cash(charge, 10000, till.by(), NOW)


def test_a_transfer_of_too_much_is_kept_and_the_rest_is_to_go_back(till: Till) -> None:
    charge = till.charge(10000)
    services.record_transfer(charge, 15000, "FT1", till.by(), NOW)
    [payment], [refund] = queries.payments_of(charge), queries.refunds_of(charge)
    assert (payment.applied, payment.excess) == (10000, 5000)
    assert (refund.amount, refund.state, refund.asked_by) == (5000, RefundState.ASKED, "system:payments")


def test_a_transfer_is_in_the_books_once_by_the_banks_number(till: Till) -> None:
    charge, other = till.charge(10000), till.charge(10000)
    services.record_transfer(charge, 10000, "FT1", till.by(), NOW)
    with pytest.raises(AlreadyRecordedError, match="FT1"):
        services.record_transfer(other, 10000, "FT1", till.by(), NOW)
    assert Payment.objects.count() == 1


def test_money_that_comes_after_the_charge_was_cancelled_is_kept_and_to_go_back(till: Till) -> None:
    charge = till.charge(10000)
    services.cancel_charge(charge, "Người nộp rút hồ sơ", till.by(), NOW)
    services.record_transfer(charge, 10000, "FT1", till.by(), NOW)
    card, [refund] = queries.charge(charge), queries.refunds_of(charge)
    assert (card.state, card.paid) == (ChargeState.CANCELLED, 0)
    assert (refund.amount, refund.reason) == (10000, "Nộp sau khi khoản thu đã hủy")
    assert not till.ear.heard


def test_a_charge_cancelled_when_partly_paid_gives_that_part_back(till: Till) -> None:
    charge = till.charge(10000)
    services.record_cash(charge, 4000, till.by(), NOW)
    services.cancel_charge(charge, "Hồ sơ dừng giải quyết", till.by(), NOW)
    [refund] = queries.refunds_of(charge)
    assert refund.amount == 4000


def test_a_waiver_takes_off_with_reason_and_basis_what_is_still_to_be_paid(till: Till) -> None:
    charge, by = till.charge(8000, 2000), till.by()
    services.waive(charge, 9000, "Hộ nghèo", "NQ 10/2024", by=by, now=NOW)
    services.waive(charge, 9000, "Hộ nghèo", "NQ 10/2024", by=by, now=NOW)
    card = queries.charge(charge)
    assert (card.due, card.waived, [line.amount for line in card.lines]) == (1000, 9000, [0, 1000])
    [told] = till.ear.heard
    assert isinstance(told, Waived)
    assert told.amount == 9000
    assert not told.settled


def test_a_waiver_of_all_settles_the_charge(till: Till) -> None:
    charge = till.charge(8000)
    services.waive(charge, 8000, "Hộ nghèo", "NQ 10/2024", by=till.by(), now=NOW)
    assert queries.charge(charge).state is ChargeState.PAID
    assert till.ear.heard[0].amount == 8000


def test_a_waiver_without_a_reason_or_of_more_than_is_due_is_refused(till: Till) -> None:
    charge = till.charge(8000)
    with pytest.raises(MissingReasonError):
        services.waive(charge, 8000, " ", "NQ 10/2024", by=till.by(), now=NOW)
    with pytest.raises(WrongAmountError):
        services.waive(charge, 8001, "Hộ nghèo", "NQ 10/2024", by=till.by(), now=NOW)


def test_a_refund_is_asked_by_one_approved_by_another_and_then_paid(till: Till) -> None:
    charge = till.charge(8000)
    clerk, head = till.by(), till.head()
    payment = services.record_cash(charge, 8000, clerk, NOW)
    refund = services.ask_refund(payment, 8000, "Thu nhầm thủ tục", replace(clerk, command=None), NOW)
    with pytest.raises(FourEyesError):
        services.decide_refund(refund, approve=True, words="", by=till.by(), now=NOW)
    with pytest.raises(WrongStateError):
        services.pay_refund(refund, Method.CASH, "", till.by(), NOW)
    services.decide_refund(refund, approve=True, words="", by=head, now=NOW)
    services.pay_refund(refund, Method.CASH, "", till.by(), NOW)
    card, [back] = queries.charge(charge), queries.refunds_of(charge)
    assert (card.state, card.refunded, back.state) == (ChargeState.REFUNDED, 8000, RefundState.PAID)
    assert till.ear.heard[-1].amount == 8000


def test_a_declined_refund_leaves_everything_and_may_be_asked_for_again(till: Till) -> None:
    charge = till.charge(8000)
    payment = services.record_cash(charge, 8000, till.by(), NOW)
    refund = services.ask_refund(payment, 8000, "Thu nhầm", till.by(), NOW)
    services.decide_refund(refund, approve=False, words="Đã giải quyết xong", by=till.head(), now=NOW)
    assert queries.charge(charge).state is ChargeState.PAID
    services.ask_refund(payment, 3000, "Thu nhầm một phần", till.by(), NOW)


def test_no_more_goes_back_than_came(till: Till) -> None:
    payment = services.record_cash(till.charge(8000), 8000, till.by(), NOW)
    services.ask_refund(payment, 5000, "Thu nhầm", till.by(), NOW)
    with pytest.raises(WrongAmountError):
        services.ask_refund(payment, 3001, "Thu nhầm", till.by(), NOW)


def test_who_did_what_when_stands_in_the_log_that_nobody_changes(till: Till) -> None:
    charge = till.charge(8000)
    services.record_cash(charge, 8000, till.by(), NOW)
    log = queries.log_of(charge)
    assert [entry.kind for entry in log] == [EntryKind.OPENED, EntryKind.PAID]
    assert log[1].by.startswith("officer:")


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(0, 6 * 10**6))
def test_a_waiver_is_spread_over_the_items_and_never_beyond_them(amounts: list[int], waived: int) -> None:
    parts = spread(amounts, waived)
    assert sum(parts) == min(waived, sum(amounts))
    assert all(0 <= part <= amount for part, amount in zip(parts, amounts, strict=True))


@pytest.mark.parametrize("amount", ["8000", 8000.0, None, True, 0, -5])
def test_only_a_whole_positive_number_is_an_amount(amount: object) -> None:
    with pytest.raises(WrongAmountError):
        whole(amount)
