"""Accounts of people, lists of them, and the files of the bank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.books.accounts import account_problem, ascii_name, bare_account, same_name
from motcua.core.books.errors import FileError
from motcua.core.books.payouts import (
    Beneficiary,
    Ordered,
    batch_file,
    checked_outcomes,
    ordered_in,
    read_beneficiaries,
    read_outcomes,
)

BANKS = {"970436": "Vietcombank"}
HEAD = "Họ tên,Số định danh,Mã ngân hàng,Số tài khoản,Số tiền\n"


@pytest.mark.parametrize(
    ("ours", "banks", "same"),
    [
        ("Nguyễn Thị Hoa", "NGUYEN THI HOA", True),
        ("Đặng  Ư Hòa", "DANG U HOA", True),
        ("Nguyễn Thị Hoa", "NGUYEN THI HOAI", False),
        ("Nguyễn Thị Hoa", "HOA", False),
        ("", "", False),
    ],
)
def test_a_name_is_the_banks_without_diacritics_and_not_a_part_of_it(ours: str, banks: str, same: bool) -> None:
    assert same_name(ours, banks) is same


@pytest.mark.parametrize(
    ("bank", "account", "fits"),
    [
        ("970436", "0123456789", True),
        ("970436", "VQRQ0001ABC", True),
        ("999999", "0123456789", False),
        ("97043", "0123456789", False),
        ("970436", "123", False),
        ("970436", "1" * 20, False),
        ("970436", "12345;DROP", False),
    ],
)
def test_an_account_has_a_known_bank_and_a_number_of_the_right_form(bank: str, account: str, fits: bool) -> None:
    assert (account_problem(bank, account, BANKS) is None) is fits


def test_what_people_put_between_figures_is_no_part_of_an_account() -> None:
    assert bare_account(" 0123-456.789 ") == "0123456789"


def test_somebody_who_stands_twice_in_a_list_is_told() -> None:
    line = "Hoa,079150000001,970436,1111111,500000\n"
    with pytest.raises(FileError, match="line 2"):
        read_beneficiaries((HEAD + line + line).encode(), BANKS)


amounts = st.lists(st.integers(1, 500_000_000), min_size=1, max_size=30)


def orders(of: list[int]) -> list[Ordered]:
    return [
        Ordered(f"B1-{n}", Beneficiary("Nguyễn Thị Hoa", "079150000001", "970436", "1111111", amount))
        for n, amount in enumerate(of, 1)
    ]


@given(amounts)
def test_a_batch_holds_all_orders_and_their_sum(of: list[int]) -> None:
    content = batch_file(orders(of), "Trợ cấp")
    assert list(ordered_in(content).values()) == of
    assert content.decode().splitlines()[-1] == f",TONG,,,,{sum(of)},"


def test_names_go_to_the_bank_as_it_writes_them() -> None:
    assert ascii_name("Đặng Thị Ước") == "DANG THI UOC"


def test_a_formula_in_a_name_does_not_reach_the_banks_file() -> None:
    to = Beneficiary("=cmd|' /C calc'!A0", "079150000001", "970436", "1111111", 5)
    assert "=" not in batch_file([Ordered("B1-1", to)], "x").decode()


def test_results_are_believed_only_for_what_was_ordered() -> None:
    head = "MA_GD,SO_TIEN,KET_QUA,LY_DO,SO_CT\n"
    good = read_outcomes(f"{head}B1-1,500,THANH_CONG,,CT1\n".encode())
    assert checked_outcomes(good, {"B1-1": 500})[0].paid
    for wrong in ("B1-2,500,THANH_CONG,,CT1", "B1-1,501,THANH_CONG,,CT1", "B1-1,500,THAT_BAI,x,"):
        outcomes = read_outcomes(f"{head}B1-1,500,THANH_CONG,,CT1\n{wrong}\n".encode())
        with pytest.raises(FileError):
            checked_outcomes(outcomes, {"B1-1": 500})
