"""Statements of banks: all of a file or nothing of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.books.errors import FileError
from motcua.core.books.mt940 import read_mt940
from motcua.core.books.platform_list import read_platform_list
from motcua.core.books.statement import CsvFormat, read_csv

TWO = CsvFormat("Ngày", "%d/%m/%Y", "Số", "Nội dung", credit="Có", debit="Nợ", currency="Tiền")
ONE = CsvFormat("Date", "%Y-%m-%d", "Ref", "Memo", amount="Amount")
HEAD = "Ngày,Số,Nội dung,Có,Nợ,Tiền\n"


def problems(content: str, form: CsvFormat = TWO) -> list[tuple[int, str]]:
    with pytest.raises(FileError) as told:
        read_csv(content.encode(), form)
    return [(each.line, each.what.vi) for each in told.value.problems]


def test_credits_come_in_and_debits_go_out() -> None:
    read = read_csv(f"{HEAD}24/11/2026,A,thu,75.000,,VND\n24/11/2026,B,chi,,10.000,VND".encode(), TWO)
    assert [(line.reference, line.day, line.amount) for line in read] == [
        ("A", date(2026, 11, 24), 75_000),
        ("B", date(2026, 11, 24), -10_000),
    ]


def test_one_column_of_amounts_carries_their_sign() -> None:
    read = read_csv(b"Date,Ref,Memo,Amount\n2026-11-24,A,x,75000\n2026-11-24,B,y,-10000", ONE)
    assert [line.amount for line in read] == [75_000, -10_000]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("24/11/2026,A,x,75000,,USD", "không phải VND"),
        ("24/11/2026,A,x,-75000,,VND", "số tiền âm"),
        ("24/11/2026,A,x,0,0,VND", "bằng 0"),
        ("24/11/2026,A,x,5,5,VND", "vừa ghi có vừa ghi nợ"),
        ("24/11/2026,A,x,75.5,,VND", "không phải số tiền"),
        ("31/02/2026,A,x,5,,VND", "không phải ngày"),
        ("24/11/2026,,x,5,,VND", "thiếu số tham chiếu"),
        ("24/11/2026,A,x,99999999999999999,,VND", "không phải số tiền"),
    ],
)
def test_a_wrong_line_is_told_by_its_number(line: str, says: str) -> None:
    ((number, what),) = problems(f"{HEAD}24/11/2026,Z,x,5,,VND\n{line}\n")
    assert number == 3
    assert says in what


def test_all_problems_of_a_file_are_told_at_once() -> None:
    assert [n for n, _ in problems(f"{HEAD}x,A,x,5,,VND\n24/11/2026,B,x,5,,EUR\n24/11/2026,C,x,y,,VND\n")] == [2, 3, 4]


def test_the_same_reference_twice_in_a_file_is_refused() -> None:
    ((number, what),) = problems(f"{HEAD}24/11/2026,A,x,5,,VND\n24/11/2026,A,x,5,,VND\n")
    assert (number, "đã có ở dòng 2" in what) == (3, True)


def test_a_file_with_a_head_and_nothing_else_is_refused() -> None:
    assert problems(HEAD) == [(0, "Tệp không có giao dịch nào.")]


MT940 = """:20:STMT
:25:0123456789
:60F:C261123VND1000000,
:61:2611241124C75000,00NTRFNONREF//FT26328001
:86:NGUYEN TRUC LAM
 H29270942611240001
:61:2611241124D10000,NMSCPHI01
:86:PHI
:62F:C261124VND1065000,
-"""


def test_mt940_is_read_with_its_memos_over_several_lines() -> None:
    first, second = read_mt940(MT940.encode())
    assert (first.reference, first.day, first.amount) == ("FT26328001", date(2026, 11, 24), 75_000)
    assert first.memo == "NGUYEN TRUC LAM H29270942611240001"
    assert (second.reference, second.amount) == ("PHI01", -10_000)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("VND", "USD"),
        ("C75000,00", "C75000,50"),
        ("2611241124C", "2613411124C"),
        ("//FT", "/FT"),
    ],
)
def test_mt940_in_another_currency_or_torn_is_refused(wrong: str, right: str) -> None:
    with pytest.raises(FileError):
        read_mt940(MT940.replace(wrong, right).encode())


@given(st.text(max_size=300))
def test_any_text_is_a_statement_or_a_refusal(text: str) -> None:
    for read in (read_mt940, read_platform_list, lambda content: read_csv(content, TWO)):
        with pytest.raises(FileError):
            read(text.encode(errors="replace"))


PLATFORM = "MaThamChieu,MaGiaoDich,ThoiGianGD,SoTien,MaTienTe,TKThuHuong\n"


def test_the_platforms_list_is_read() -> None:
    (line,) = read_platform_list(f"{PLATFORM}R1,T1,20261124091500,75000,VND,0123".encode())
    assert (line.reference, line.day, line.amount, line.account) == ("R1", date(2026, 11, 24), 75_000, "0123")


@pytest.mark.parametrize(
    "lines",
    [
        "R1,T1,20261124,75000,USD,1",
        "R1,T1,2026,75000,VND,1",
        "R1,T1,20261124,-5,VND,1",
        ",T1,20261124,5,VND,1",
        "R1,T1,20261124,5,VND,1\nR1,T1,20261124,5,VND,1",
    ],
)
def test_a_platform_list_with_one_wrong_line_is_refused(lines: str) -> None:
    with pytest.raises(FileError):
        read_platform_list(f"{PLATFORM}{lines}".encode())
