"""What is written to Excel is read back as it was: dates are dates, numbers numbers, and no text is a formula."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from motcua.infra import spreadsheets
from motcua.infra.spreadsheets import Cell, Column, Head, Kind, TooManyRowsError, workbook

HEAD = Head("Sổ", ("Sổ theo dõi", "Từ ngày đến ngày"))
COLUMNS = (Column("Tên"), Column("Số bộ", Kind.NUMBER), Column("Nhận", Kind.MOMENT), Column("Ngày", Kind.DAY))
FIRST = 5


def read(*rows: Sequence[Cell]) -> Worksheet:
    with workbook(HEAD, COLUMNS, rows) as file:
        sheet = load_workbook(file).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_numbers_and_dates_are_real_cells_in_the_offices_own_time() -> None:
    sheet = read(("Hoa", 1885, datetime(2026, 11, 25, 2, 5, tzinfo=UTC), date(2026, 12, 15)))
    row = sheet[FIRST]
    assert [cell.value for cell in row] == ["Hoa", 1885, datetime(2026, 11, 25, 9, 5), datetime(2026, 12, 15)]  # noqa: DTZ001
    assert [cell.data_type for cell in row] == ["s", "n", "d", "d"]
    assert [cell.number_format for cell in row] == [each.kind.value for each in COLUMNS]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_looks_like_a_formula_stays_a_text_that_excel_leaves_alone(begins: str) -> None:
    text = f'{begins}HYPERLINK("http://evil.example","x")'
    cell = read((text, 1, None, None))[FIRST][0]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.replace("_x000D_", "\r") == text.replace("\r\n", "\n")


def test_what_is_missing_is_an_empty_cell() -> None:
    assert [cell.value for cell in read(("", None, None, None), ("x", 1, None, None))[FIRST]] == [None] * 4


def test_the_table_has_its_head_its_titles_and_stays_under_them() -> None:
    sheet = read(("Hoa", 1, None, None))
    assert sheet.title == "Sổ"
    assert sheet["A1"].value == "Sổ theo dõi"
    assert [cell.value for cell in sheet[FIRST - 1]] == ["Tên", "Số bộ", "Nhận", "Ngày"]
    assert sheet.freeze_panes == f"A{FIRST}"
    assert sheet.print_title_rows == "$4:$4"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert read((text, 1, None, None))[FIRST][0].value == text


def test_a_hundred_thousand_rows_need_no_more_memory_than_a_hundred() -> None:
    def peak(n: int) -> int:
        rows: Iterator[Sequence[Cell]] = ((f"Nguyễn Thị Hoa {i}", i, None, None) for i in range(n))
        tracemalloc.start()
        workbook(HEAD, COLUMNS, rows).close()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    few = peak(100)
    assert peak(20_000) < few + 2 * 1024 * 1024


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    workbook(HEAD, COLUMNS, [("x", 1, None, None)] * 3).close()
    with pytest.raises(TooManyRowsError):
        workbook(HEAD, COLUMNS, [("x", 1, None, None)] * 4)
