"""What one body collected for another, what it handed over, and what budgets are asked for."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.payments.errors import PaymentError, WrongAmountError
from motcua.domain.payments.settlement.claims import claim_lines, sums_by_bearer
from motcua.domain.payments.settlement.handing_over import hand_overs, record_hand_over, statements
from motcua.domain.payments.settlement.types import Statement
from tests.at_once import at_once
from tests.domain.books.till import FEE, LAND_OFFICE, NOW, WARD, Till, at

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
HANDED_ON = date(2026, 12, 5)


def statement(till: Till, month: date = NOVEMBER) -> Statement:
    (found,) = statements([till.city.office(LAND_OFFICE)], month)
    return found


def hand_over(till: Till, amount: int, reference: str = "PC-01", month: date = NOVEMBER) -> int:
    told = statement(till, month)
    return record_hand_over(told, amount, reference, handed_on=HANDED_ON, by=till.cashier, now=NOW)


def test_what_the_ward_took_in_cash_for_the_land_office_is_owed_to_it(till: Till) -> None:
    till.cash(till.charge(agency=LAND_OFFICE))
    till.transfer(till.charge(agency=LAND_OFFICE), "FT1")
    till.paid()
    told = statement(till)
    assert told.through_id == till.city.office(WARD)
    assert (told.receipts, told.cash, told.direct, told.handed_over, told.owed) == (2, FEE, FEE, 0, FEE)


def test_both_sides_see_the_same_statement(till: Till) -> None:
    till.cash(till.charge(agency=LAND_OFFICE))
    assert statements([till.city.office(WARD)], NOVEMBER) == (statement(till),)


def test_a_hand_over_lessens_what_is_owed_and_no_more_than_that_is_taken(till: Till) -> None:
    till.cash(till.charge(agency=LAND_OFFICE))
    hand_over(till, 50_000)
    assert (statement(till).handed_over, statement(till).owed) == (50_000, 25_000)
    with pytest.raises(WrongAmountError):
        hand_over(till, 25_001, "PC-02")
    hand_over(till, 25_000, "PC-02")
    with pytest.raises(WrongAmountError):
        hand_over(till, 1, "PC-03")
    assert [each.amount for each in hand_overs([till.city.office(WARD)], NOVEMBER)] == [50_000, 25_000]


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_and_less_than_nothing_is_no_hand_over(till: Till, amount: int) -> None:
    till.cash(till.charge(agency=LAND_OFFICE))
    with pytest.raises(WrongAmountError):
        hand_over(till, amount)


def test_a_voucher_is_recorded_once(till: Till) -> None:
    till.cash(till.charge(agency=LAND_OFFICE))
    hand_over(till, 10_000)
    with pytest.raises(PaymentError, match="PC-01"):
        hand_over(till, 10_000)


def test_what_november_did_not_hand_over_is_owed_in_december(till: Till) -> None:
    till.cash(till.charge(agency=LAND_OFFICE))
    till.cash(till.charge(agency=LAND_OFFICE), now=at("2026-12-01 00:00"))
    assert (statement(till, DECEMBER).cash, statement(till, DECEMBER).owed) == (FEE, 2 * FEE)


def test_the_last_minute_of_a_month_belongs_to_it(till: Till) -> None:
    till.cash(till.charge(agency=LAND_OFFICE), now=at("2026-11-30 23:59"))
    assert statement(till).cash == FEE


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_at_once_do_not_hand_over_more_than_is_owed(till: Till) -> None:
    till.cash(till.charge(agency=LAND_OFFICE))
    answers = at_once(*(lambda n=n: hand_over(till, FEE, f"PC-{n}") for n in range(4)))
    assert sum(isinstance(each, int) for each in answers) == 1
    assert statement(till).owed == 0


def test_what_a_budget_bears_is_claimed_from_it_by_bearer(till: Till) -> None:
    till.charge(0, gross=75_000, subsidised=75_000, borne_by="city_budget")
    till.cash(till.charge(50_000, gross=75_000, subsidised=25_000, borne_by="city_budget"), 50_000)
    till.charge(0, gross=20_000, subsidised=20_000, borne_by="ward_budget")
    till.charge(0, gross=10_000, waived=10_000)
    lines = claim_lines([till.city.office(WARD)], NOVEMBER, date(2026, 11, 30))
    assert sums_by_bearer(lines) == {"city_budget": 100_000, "ward_budget": 20_000}
    assert sum(line.waived for line in lines) == 10_000


def test_a_charge_that_is_not_settled_is_not_claimed_yet(till: Till) -> None:
    till.charge(50_000, gross=75_000, subsidised=25_000, borne_by="city_budget")
    assert claim_lines([till.city.office(WARD)], NOVEMBER, date(2026, 11, 30)) == ()
