"""Receipts are numbered with the payment: no gap, no duplicate, by the office's year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.core.books.receipts import ReceiptError, ReceiptState
from motcua.domain.payments.models import Payment
from motcua.domain.payments.receipts import queries
from motcua.domain.payments.receipts.collectors import open_series
from motcua.domain.payments.receipts.issuing import NO_COLLECTOR, USED_UP, issue, number_owed
from motcua.domain.payments.receipts.models import Receipt, ReceiptCollector, ReceiptSeries
from motcua.domain.payments.services import record_cash
from motcua.domain.payments.types import By
from motcua.infra.numbering import next_number
from tests.at_once import at_once
from tests.domain.books.till import FEE, LAND_OFFICE, NOW, WARD, Till, at

pytestmark = pytest.mark.django_db


def test_the_first_receipt_of_a_collector_is_number_one(till: Till) -> None:
    first, second = till.paid(), till.paid()
    assert (first.number, second.number) == (1, 2)
    assert first.content["name"] == "01BLP0-001 AK-26E 1"


def test_a_receipt_says_all_that_the_decree_asks_for(till: Till) -> None:
    said = till.paid().content
    assert said["collector"]["name"] == "Ủy ban nhân dân phường An Khánh"
    assert said["collector"]["tax_code"] == "0399000014"
    assert said["payer"] == "Nguyễn Trúc Lam"
    assert [(line["name"], line["amount"]) for line in said["lines"]] == [("Lệ phí cấp giấy phép", FEE)]
    assert said["total_in_words"] == "Bảy mươi lăm nghìn đồng"
    assert said["issued_at"] == "2026-11-23T09:00+07:00"


def test_asking_again_for_the_receipt_of_a_payment_gives_no_second_one(till: Till) -> None:
    row = till.paid()
    issue(row.payment_id, NOW)
    assert Receipt.objects.filter(payment_id=row.payment_id).count() == 1


def test_each_collector_has_numbers_of_its_own(till: Till) -> None:
    till.paid()
    elsewhere = till.receipt(till.cash(till.charge(agency=LAND_OFFICE)))
    assert (elsewhere.number, elsewhere.content["series"]) == (1, "DD-26E")


def test_who_collects_for_another_is_named_beside_the_collector(till: Till) -> None:
    said = till.receipt(till.cash(till.charge(agency=LAND_OFFICE))).content
    assert said["collector"]["name"] == "Văn phòng đăng ký đất đai Thành phố"
    assert said["through"] == "Ủy ban nhân dân phường An Khánh"


def test_the_year_turns_at_midnight_of_the_office_not_of_the_machine(till: Till) -> None:
    last = till.paid(at("2026-12-31 23:59:59"))
    first = till.paid(at("2027-01-01 00:00:00"))
    assert (last.content["series"], last.number) == ("AK-26E", 1)
    assert (first.content["series"], first.number) == ("AK-27E", 1)


def test_seventeen_hours_utc_on_new_years_eve_is_already_the_new_year(till: Till) -> None:
    assert till.paid(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)).content["series"] == "AK-26E"
    assert till.paid(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)).content["series"] == "AK-27E"


def test_a_later_number_never_bears_an_earlier_day(till: Till) -> None:
    till.paid(at("2026-11-24 00:00:01"))
    waited_over_midnight = till.paid(at("2026-11-23 23:59:59"))
    assert waited_over_midnight.number == 2
    assert waited_over_midnight.issued_at == at("2026-11-24 00:00:01")


def test_a_payment_that_fails_gives_its_number_back(till: Till) -> None:
    charge = till.charge()
    with transaction.atomic():
        till.cash(charge)
        transaction.set_rollback(True)
    assert till.paid().number == 1


def test_money_that_was_too_much_gets_no_receipt(till: Till) -> None:
    charge = till.charge()
    till.cash(charge)
    again = till.transfer(charge, "FT1")
    assert Payment.objects.get(pk=again).applied == 0
    assert not Receipt.objects.filter(payment_id=again).exists()


def test_money_of_somebody_without_a_name_is_receipted_all_the_same(till: Till) -> None:
    assert till.receipt(till.cash(till.charge(payer=" \x01 "))).content["payer"] == "(không ghi tên)"


def test_a_part_is_receipted_as_a_part(till: Till) -> None:
    said = till.receipt(till.transfer(till.charge(), "FT1", 50_000)).content
    assert [(line["name"], line["amount"]) for line in said["lines"]] == [
        ("Thu một phần: Cấp giấy phép xây dựng", 50_000)
    ]


def test_money_is_taken_when_the_series_is_used_up_and_its_receipt_is_owed(till: Till) -> None:
    ReceiptCollector.objects.update(most=1)
    till.paid()
    owed = till.paid()
    assert (owed.state, owed.number, owed.trouble) == (ReceiptState.OWED, None, USED_UP)
    assert [each.trouble for each in queries.receipts_waiting([owed.agency_id])][-1] == USED_UP


def test_owed_receipts_are_numbered_once_another_series_is_open(till: Till) -> None:
    ReceiptCollector.objects.update(most=1)
    till.paid()
    owed = [till.paid(), till.paid()]
    collector = ReceiptCollector.objects.get(agency_id=till.city.office(WARD))
    assert number_owed(NOW) == 0
    open_series(collector.pk, "AK-26F", "officer:1", NOW, most=5)
    assert number_owed(NOW) == 2
    for n, row in enumerate(owed, 1):
        row.refresh_from_db()
        assert (row.content["series"], row.number, row.state) == ("AK-26F", n, ReceiptState.UNSIGNED)


def test_a_series_is_not_opened_twice_in_a_year_and_not_with_a_wrong_symbol(till: Till) -> None:
    till.paid()
    collector = ReceiptCollector.objects.get(agency_id=till.city.office(WARD))
    for series in ("AK-26E", "ak 26", ""):
        with pytest.raises(ReceiptError):
            open_series(collector.pk, series, "officer:1", NOW)


def test_a_series_that_runs_low_is_told(till: Till) -> None:
    ReceiptCollector.objects.update(most=20)
    for _ in range(20):
        till.paid()
    (card,) = queries.series_of_year([till.city.office(WARD)], NOW)
    assert (card.used, card.left, card.runs_low) == (20, 0, True)


def test_an_agency_without_a_collector_still_takes_money(till: Till) -> None:
    ReceiptSeries.objects.all().delete()
    ReceiptCollector.objects.all().delete()
    assert till.paid().trouble == NO_COLLECTOR


def test_the_database_refuses_to_remove_or_rewrite_a_numbered_receipt(till: Till) -> None:
    row = till.paid()
    for sql in (
        "DELETE FROM payments_receipt WHERE id = %s",
        "UPDATE payments_receipt SET number = 7 WHERE id = %s",
        "UPDATE payments_receipt SET content = '{}' WHERE id = %s",
        "UPDATE payments_receipt SET amount = 1 WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [row.pk])


def test_the_ninth_digit_is_refused_by_the_database(till: Till) -> None:
    row = till.paid()
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.create(
            payment=row.payment,
            agency_id=row.agency_id,
            subject_ref=row.subject_ref,
            amount=1,
            state=ReceiptState.CANCELLED,
            series=row.series,
            number=100_000_000,
            issued_at=NOW,
            token="x",
            ended_at=NOW,
            end_reason="x",
        )


def test_after_the_largest_number_there_is_none(till: Till) -> None:
    till.paid()
    series = ReceiptSeries.objects.get(collector__agency_id=till.city.office(WARD))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE infra_counter SET last = 99999998 WHERE scope = %s", [f"receipts/{series.pk}"])
    assert till.paid().number == 99_999_999
    assert till.paid().state == ReceiptState.OWED
    assert next_number(f"receipts/{series.pk}") == 100_000_000


@pytest.mark.django_db(transaction=True)
def test_ten_cashiers_at_once_leave_no_gap_and_no_duplicate(till: Till) -> None:
    charges = [[till.charge() for _ in range(5)] for _ in range(10)]
    cashier = till.cashier

    def work(mine: list[int]) -> None:
        for charge in mine:
            record_cash(charge, FEE, By(cashier.actor, cashier.officer_id, cashier.office_id, uuid4()), NOW)

    assert at_once(*(lambda mine=mine: work(mine) for mine in charges)) == [None] * 10
    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, 51))
    assert ReceiptSeries.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_cashiers_who_fail_among_others_leave_no_gap(till: Till) -> None:
    charges = [till.charge() for _ in range(12)]

    def work(charge: int, fails: bool) -> str:
        try:
            with transaction.atomic():
                till.cash(charge)
                if fails:
                    raise RuntimeError
        except RuntimeError:
            return "failed"
        return "paid"

    done = at_once(*(lambda n=n, charge=charge: work(charge, n % 3 == 0) for n, charge in enumerate(charges)))
    assert done.count("paid") == 8
    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, 9))


@pytest.mark.django_db(transaction=True)
def test_the_new_year_over_ten_cashiers_starts_one_new_series(till: Till) -> None:
    charges = [till.charge() for _ in range(10)]
    eve = at("2026-12-31 23:59:58")
    at_once(
        *(
            lambda n=n, charge=charge: till.cash(charge, now=eve + timedelta(seconds=n // 3))
            for n, charge in enumerate(charges)
        )
    )
    by_year: dict[str, list[int]] = {}
    for row in Receipt.objects.order_by("number"):
        by_year.setdefault(row.content["series"], []).append(row.number or 0)
    assert by_year == {"AK-26E": [1, 2, 3, 4, 5, 6], "AK-27E": [1, 2, 3, 4]}
