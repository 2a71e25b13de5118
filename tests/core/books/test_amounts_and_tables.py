"""Amounts as banks write them, and files in any usual encoding."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.books.amounts import LARGEST, AmountError, read_amount
from motcua.core.books.errors import FileError
from motcua.core.books.tables import lines_of, text_of

HEAD = "Ngày,Số tiền\n"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("75000", 75_000),
        ("75.000", 75_000),
        ("75,000", 75_000),
        ("75 000", 75_000),
        ("75\u00a0000", 75_000),
        ("1.250.000", 1_250_000),
        ("1,250,000.00", 1_250_000),
        ("75000.00", 75_000),
        ("+75.000", 75_000),
        ("-75.000", -75_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_however_a_bank_groups_it(text: str, amount: int) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text", ["", "-", "x", "75.5", "75,50000", "1.25.000", "1.250,000", "7 5", "1e5", "75 USD", "９９", "9" * 17]
)
def test_what_has_no_or_two_readings_is_no_amount(text: str) -> None:
    with pytest.raises(AmountError):
        read_amount(text)


@given(st.integers(0, LARGEST))
def test_every_amount_is_read_back_plain_and_grouped(amount: int) -> None:
    grouped = f"{amount:,}"
    for text in (str(amount), grouped, grouped.replace(",", "."), grouped.replace(",", " "), f"{amount}.00"):
        assert read_amount(text) == amount
        assert read_amount(f"-{text}") == -amount


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    with suppress(AmountError):
        assert abs(read_amount(text)) <= LARGEST


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_each_encoding_that_says_what_it_is(encoding: str) -> None:
    (line,) = lines_of((HEAD + "24/11/2026,75.000").encode(encoding), ("Ngày", "Số tiền"))
    assert line.cell("Số tiền") == "75.000"


@pytest.mark.parametrize("content", [b"", b"   \n", b"Ng\xe0y,S\xf4\n1,2", b"a,b\0c", b"\xff\xfea"])
def test_a_file_without_text_that_can_be_told_is_refused(content: bytes) -> None:
    with pytest.raises(FileError):
        text_of(content)


def test_columns_are_found_below_what_a_bank_prints_above_them_in_any_order_and_case() -> None:
    content = "NGÂN HÀNG\nTài khoản;123\n\nSO TIEN;NGÀY\n75.000;24/11/2026\n\n".encode()
    (line,) = lines_of(content, ("Ngày", "Số tiền"))
    assert (line.number, line.cell("Ngày")) == (5, "24/11/2026")


def test_a_file_without_the_columns_says_which_it_needs() -> None:
    with pytest.raises(FileError, match="Ngày, Số tiền"):
        list(lines_of(b"a,b\n1,2", ("Ngày", "Số tiền")))


def test_a_torn_quotation_is_refused_and_not_swallowed() -> None:
    with pytest.raises(FileError):
        list(lines_of((HEAD + '"24/11/2026,75.000\n').encode(), ("Ngày", "Số tiền")))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    with suppress(FileError):
        assert all(line.number > 1 for line in lines_of(content, ("Ngày",)))
