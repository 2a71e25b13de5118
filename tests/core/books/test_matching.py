"""Which line of the bank is which payment, and what is left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.books.matching import (
    Booked,
    DifferenceKind,
    OpenCharge,
    Outside,
    compare_with_bank,
    compare_with_platform,
)
from motcua.core.books.memos import Memos

DAY = date(2026, 11, 24)
MEMO = "H29270942611240001"


@pytest.mark.parametrize(
    "memo",
    [
        "H29.27094-261124-0001",
        "TT le phi H2927094 261124 0001 NGUYEN TRUC LAM",
        "tth29270942611240001-CHUYEN TIEN",
        "MBVCB.123.h29 27094 261124 0001.CT tu 0011",
        "Lệ phí H29.27094‑261124‑0001",
    ],
)
def test_a_reference_is_found_however_a_bank_or_payer_wrote_it(memo: str) -> None:
    assert Memos([MEMO]).found(memo) == MEMO


def test_a_longer_number_is_another_reference() -> None:
    assert Memos([MEMO]).found("H29270942611240001" + "2") is None
    assert Memos([MEMO, MEMO + "2"]).found(f"x {MEMO}2") == MEMO + "2"


def test_a_short_reference_is_found_nowhere() -> None:
    assert Memos(["HO SO", "12345"]).found("ho so 12345") is None


def bank(*lines: tuple[str, int, str], day: date = DAY) -> list[Outside]:
    return [Outside(n, reference, day, amount, memo) for n, (reference, amount, memo) in enumerate(lines, 1)]


def paid(n: int, amount: int = 75_000, memo: str = MEMO, day: date = DAY, *references: str) -> Booked:
    return Booked(n, n, day, amount, memo, frozenset(references))


def kinds(lines: list[Outside], booked: list[Booked], *charges: OpenCharge, day: date = DAY) -> list[DifferenceKind]:
    return [each.kind for each in compare_with_bank(day, lines, booked, charges).differences]


def test_what_agrees_makes_no_difference() -> None:
    compared = compare_with_bank(DAY, bank(("F1", 75_000, MEMO)), [paid(1)], [])
    assert (compared.matched, compared.matched_amount, compared.differences) == (1, 75_000, ())


def test_the_banks_number_goes_before_the_memo() -> None:
    lines = bank(("F1", 75_000, "x"), ("F2", 75_000, MEMO))
    booked = [paid(1, 75_000, "OTHER REFERENCE", DAY, "F1"), paid(2)]
    assert kinds(lines, booked) == []


def test_an_open_charge_tells_whose_unrecorded_money_it_is() -> None:
    assert kinds(bank(("F1", 75_000, MEMO)), [], OpenCharge(9, MEMO, 75_000)) == [DifferenceKind.IN_BANK_ONLY]
    assert kinds(bank(("F1", 70_000, MEMO)), [], OpenCharge(9, MEMO, 75_000)) == [DifferenceKind.AMOUNT_DIFFERS]


def test_the_second_line_of_a_paid_fee_is_told_as_twice() -> None:
    assert kinds(bank(("F1", 75_000, MEMO), ("F2", 75_000, MEMO)), [paid(1)]) == [DifferenceKind.TWICE]


def test_a_payment_booked_twice_for_one_line_is_told_as_twice() -> None:
    booked = [Booked(1, 7, DAY, 75_000, MEMO), Booked(2, 7, DAY, 75_000, MEMO)]
    assert kinds(bank(("F1", 75_000, MEMO)), booked) == [DifferenceKind.TWICE]


def test_another_amount_and_another_day_are_told() -> None:
    assert kinds(bank(("F1", 70_000, MEMO)), [paid(1)]) == [DifferenceKind.AMOUNT_DIFFERS]
    later = bank(("F1", 75_000, MEMO), day=DAY + timedelta(days=1))
    assert kinds(later, [paid(1)]) == [DifferenceKind.WRONG_DAY]
    assert kinds(later, [paid(1)], day=DAY + timedelta(days=1)) == []


def test_what_only_one_side_knows_is_told() -> None:
    assert kinds(bank(("F1", 75_000, "tien nha")), []) == [DifferenceKind.UNKNOWN_MEMO]
    assert kinds([], [paid(1)]) == [DifferenceKind.IN_BOOKS_ONLY]


def test_the_platform_is_compared_by_reference_alone() -> None:
    told = compare_with_platform(
        DAY, bank(("R1", 75_000, ""), ("R2", 5, "")), [paid(1, 75_000, MEMO, DAY, "R1"), paid(3)]
    )
    assert [each.kind for each in told.differences] == [
        DifferenceKind.IN_PLATFORM_ONLY,
        DifferenceKind.NOT_ON_PLATFORM,
    ]


_lines = st.lists(
    st.tuples(st.sampled_from(["F1", "F2", "F3", "F4"]), st.sampled_from([5, 75_000]), st.sampled_from([MEMO, "x"])),
    max_size=6,
)
_paid = st.lists(st.tuples(st.sampled_from([5, 75_000]), st.sampled_from([MEMO, "OTHERREFERENCE"])), max_size=6)


@given(_lines, _paid)
def test_every_line_and_every_payment_is_either_matched_or_told_once(lines, booked) -> None:
    outside = bank(*lines)
    own = [paid(n, amount, memo) for n, (amount, memo) in enumerate(booked, 1)]
    compared = compare_with_bank(DAY, outside, own, [])
    told_lines = [each.outside_id for each in compared.differences if each.outside_id]
    told_payments = [each.booked_id for each in compared.differences if each.booked_id]
    assert len(told_lines) == len(set(told_lines)) == len(outside) - compared.matched
    assert len(told_payments) == len(set(told_payments)) == len(own) - compared.matched
    assert sum(line.amount for line in outside) - sum(each.outside_amount for each in compared.differences) == sum(
        each.amount for each in own
    ) - sum(each.booked_amount for each in compared.differences)


@given(_lines, _paid, st.randoms())
def test_the_order_in_which_things_are_known_changes_nothing(lines, booked, random) -> None:
    outside = bank(*lines)
    own = [paid(n, amount, memo) for n, (amount, memo) in enumerate(booked, 1)]
    before = compare_with_bank(DAY, outside, own, [])
    random.shuffle(outside)
    random.shuffle(own)
    assert compare_with_bank(DAY, outside, own, []) == before
