"""The bank's file beside the books: what does not agree, and what is recorded because of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.core.books.errors import FileError
from motcua.core.books.matching import DifferenceKind
from motcua.domain.payments.errors import MissingReasonError, PaymentError
from motcua.domain.payments.models import Charge, Payment
from motcua.domain.payments.receipts.models import Receipt
from motcua.domain.payments.reconciliation import queries, taking
from motcua.domain.payments.reconciliation.comparing import reconcile, settle_difference
from motcua.domain.payments.reconciliation.models import BankEntry
from motcua.domain.payments.reconciliation.taking import record_entry, take_platform_list, take_statement
from motcua.domain.payments.reconciliation.types import BankFile, Taken
from motcua.domain.payments.types import ChargeState
from tests.at_once import at_once
from tests.domain.books.till import FEE, NOW, Till, at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
HEAD = "Ngày giao dịch;Số tham chiếu;Nội dung;Ghi nợ;Ghi có;Loại tiền"


def statement(*lines: tuple[str, str, int], day: str = "23/11/2026") -> bytes:
    """A bank's file with these credits: reference, memo, amount."""
    rows = [f"{day};{reference};{memo};;{amount};VND" for reference, memo, amount in lines]
    return "\n".join(["Sao kê tài khoản 0123456789", HEAD, *rows]).encode()


def take(till: Till, account: int, content: bytes, form: str = "vietnamese_csv") -> Taken:
    return take_statement(account, BankFile(content, "sao-ke.csv", form), till.cashier, NOW)


def memo(charge: int) -> str:
    return f"NGUYEN TRUC LAM chuyen tien {Charge.objects.get(pk=charge).memo}"


def kinds(till: Till, account: int, day: date = TODAY) -> list[DifferenceKind]:
    reconcile(account, day, till.cashier, NOW)
    return [each.kind for each in queries.differences([account], day=day)]


def test_a_transfer_that_nobody_recorded_settles_its_charge_and_gets_its_receipt(till: Till) -> None:
    account, charge = till.account(), till.charge()
    assert take(till, account, statement(("FT1", memo(charge), FEE))).recorded == 1
    assert Charge.objects.get(pk=charge).state == ChargeState.PAID
    assert Receipt.objects.get().number == 1
    assert kinds(till, account) == []


def test_the_same_file_again_changes_nothing(till: Till) -> None:
    account, charge = till.account(), till.charge()
    content = statement(("FT1", memo(charge), FEE))
    take(till, account, content)
    again = take(till, account, content)
    assert (again.new, again.recorded, till.payments()) == (0, 0, 1)


def test_a_longer_file_brings_only_what_is_new(till: Till) -> None:
    account = till.account()
    take(till, account, statement(("FT1", "tien nha", 10_000)))
    assert take(till, account, statement(("FT1", "tien nha", 10_000), ("FT2", "tien dien", 20_000))).new == 1
    assert BankEntry.objects.count() == 2


def test_a_file_that_says_otherwise_of_a_known_movement_is_refused(till: Till) -> None:
    account = till.account()
    take(till, account, statement(("FT1", "x", 10_000)))
    with pytest.raises(FileError, match="FT1"):
        take(till, account, statement(("FT1", "x", 11_000), ("FT2", "y", 1_000)))
    assert BankEntry.objects.count() == 1


def test_a_transfer_recorded_at_the_counter_is_not_recorded_again(till: Till) -> None:
    account, charge = till.account(), till.charge()
    till.transfer(charge, "FT1")
    assert take(till, account, statement(("FT1", memo(charge), FEE))).recorded == 0
    assert till.payments() == 1
    assert kinds(till, account) == []


def test_money_with_an_unknown_memo_is_told(till: Till) -> None:
    account = till.account()
    take(till, account, statement(("FT1", "tien nuoc thang 11", 33_000)))
    assert kinds(till, account) == [DifferenceKind.UNKNOWN_MEMO]


def test_a_payment_that_is_not_in_the_bank_is_told(till: Till) -> None:
    account = till.account()
    till.transfer(till.charge(), "FT9")
    assert kinds(till, account) == [DifferenceKind.IN_BOOKS_ONLY]


def test_too_little_money_is_not_recorded_by_itself_and_is_told(till: Till) -> None:
    account, charge = till.account(), till.charge()
    assert take(till, account, statement(("FT1", memo(charge), 70_000))).recorded == 0
    assert kinds(till, account) == [DifferenceKind.AMOUNT_DIFFERS]
    (told,) = queries.differences([account])
    assert (told.outside_amount, told.booked_amount, told.charge_id) == (70_000, FEE, charge)


def test_the_same_fee_paid_twice_is_told(till: Till) -> None:
    account, charge = till.account(), till.charge()
    take(till, account, statement(("FT1", memo(charge), FEE), ("FT2", memo(charge), FEE)))
    assert till.payments() == 1
    assert kinds(till, account) == [DifferenceKind.TWICE]


def test_money_that_the_bank_books_on_another_day_is_told_on_the_day_of_the_books(till: Till) -> None:
    account, charge = till.account(), till.charge()
    till.transfer(charge, "FT1")
    take(till, account, statement(("FT1", memo(charge), FEE), day="24/11/2026"))
    assert kinds(till, account) == [DifferenceKind.WRONG_DAY]
    assert kinds(till, account, date(2026, 11, 24)) == []


def test_cash_is_no_affair_of_the_bank(till: Till) -> None:
    account = till.account()
    till.paid()
    assert kinds(till, account) == []


def test_a_day_compared_again_comes_out_the_same_and_what_was_settled_stays_settled(till: Till) -> None:
    account = till.account()
    take(till, account, statement(("FT1", "tien nuoc", 33_000), ("FT2", "tien dien", 44_000)))
    kinds(till, account)
    before = queries.differences([account])
    settle_difference(before[0].id, "Đã hoàn trả người chuyển nhầm", till.cashier, NOW)
    kinds(till, account)
    after = queries.differences([account])
    assert [each.id for each in after] == [each.id for each in before]
    assert [bool(each.settled_at) for each in after] == [True, False]
    (day,) = queries.days_between([account], TODAY, TODAY)
    assert (day.bank_lines, day.bank_amount, day.open, day.settled, day.agrees) == (2, 77_000, 1, 1, False)


def test_a_difference_goes_when_more_is_known(till: Till) -> None:
    account, charge = till.account(), till.charge()
    till.transfer(charge, "FT1")
    assert kinds(till, account) == [DifferenceKind.IN_BOOKS_ONLY]
    take(till, account, statement(("FT1", memo(charge), FEE)))
    assert kinds(till, account) == []


def test_a_difference_is_settled_once_and_with_a_reason(till: Till) -> None:
    account = till.account()
    take(till, account, statement(("FT1", "tien nuoc", 33_000)))
    kinds(till, account)
    (told,) = queries.differences([account])
    with pytest.raises(MissingReasonError):
        settle_difference(told.id, "  ", till.cashier, NOW)
    settle_difference(told.id, "Chuyển nhầm", till.cashier, NOW)
    with pytest.raises(PaymentError):
        settle_difference(told.id, "Lần nữa", till.cashier, NOW)


def test_an_officer_ties_money_with_an_unknown_memo_to_its_charge(till: Till) -> None:
    account, charge = till.account(), till.charge()
    take(till, account, statement(("FT1", "le phi xay dung", FEE)))
    entry = BankEntry.objects.get()
    assert record_entry(entry.pk, charge, till.cashier, NOW)
    assert not record_entry(entry.pk, charge, till.cashier, NOW)
    assert till.payments() == 1
    assert kinds(till, account) == []


def test_money_going_out_pays_no_fee(till: Till) -> None:
    account, charge = till.account(), till.charge()
    take(till, account, f"{HEAD}\n23/11/2026;FT1;{memo(charge)};75000;;VND".encode())
    assert till.payments() == 0
    with pytest.raises(PaymentError):
        record_entry(BankEntry.objects.get().pk, charge, till.cashier, NOW)


def test_an_account_sees_only_the_money_that_goes_into_it(till: Till) -> None:
    ward, land = till.account(), till.account("H29.16.10", "9999")
    charge = till.charge(agency="H29.16.10")
    assert take(till, ward, statement(("FT1", memo(charge), FEE))).recorded == 0
    assert take(till, land, statement(("FT1", memo(charge), FEE))).recorded == 1


PLATFORM_HEAD = "MaThamChieu,MaGiaoDich,ThoiGianGD,SoTien,MaTienTe,TKThuHuong"


def test_what_only_the_platform_knows_is_told(till: Till) -> None:
    account = till.account()
    rows = f"{PLATFORM_HEAD}\nREF1,TX1,20261123091500,75000,VND,0123456789".encode()
    assert take_platform_list(rows, NOW) == 1
    assert take_platform_list(rows, NOW) == 0
    assert kinds(till, account) == [DifferenceKind.IN_PLATFORM_ONLY]


def test_a_platform_list_that_changes_its_mind_is_refused(till: Till) -> None:
    take_platform_list(f"{PLATFORM_HEAD}\nREF1,TX1,20261123091500,75000,VND,0123456789".encode(), NOW)
    with pytest.raises(FileError):
        take_platform_list(f"{PLATFORM_HEAD}\nREF1,TX1,20261123091500,85000,VND,0123456789".encode(), NOW)


@pytest.mark.django_db(transaction=True)
def test_the_same_file_taken_by_two_at_once_records_each_transfer_once(till: Till) -> None:
    account = till.account()
    charges = [till.charge() for _ in range(5)]
    content = statement(*((f"FT{n}", memo(charge), FEE) for n, charge in enumerate(charges)))
    answers = at_once(*(lambda: take(till, account, content) for _ in range(3)))
    assert all(isinstance(each, Taken) for each in answers), answers
    assert Payment.objects.count() == 5
    assert sum(each.recorded for each in answers) == 5


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_between_two_transfers_goes_on_where_it_was(till: Till, monkeypatch) -> None:
    account = till.account()
    charges = [till.charge() for _ in range(3)]
    content = statement(*((f"FT{n}", memo(charge), FEE) for n, charge in enumerate(charges)))
    record = taking.record_transfer

    def killed_after_the_first(*what: Any, **more: Any) -> int:
        if till.payments():
            raise KeyboardInterrupt
        return record(*what, **more)

    with monkeypatch.context() as patch:
        patch.setattr(taking, "record_transfer", killed_after_the_first)
        with pytest.raises(KeyboardInterrupt):
            take(till, account, content)
    assert till.payments() == 1
    assert take(till, account, content).recorded == 2
    assert till.payments() == 3


def test_the_moment_of_a_transfer_is_the_banks_day(till: Till) -> None:
    account, charge = till.account(), till.charge()
    take(till, account, statement(("FT1", memo(charge), FEE), day="20/11/2026"))
    assert Payment.objects.get().paid_at == at("2026-11-20 12:00")
