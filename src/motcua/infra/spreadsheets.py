"""Tables as Excel workbooks (xlsx), however long: rows go to the disk as they come, only one is in memory.

Text is only ever text. A cell that begins with `=`, `+`, `-` or `@` is a string that Excel is told to leave alone (its
quote prefix), so nobody's name is a formula, and none becomes one when the cell is edited.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import IO, Final, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from motcua.core.workcal import office_time

MOST_ROWS: Final = 1_000_000
"""What one sheet takes, with room for its head (Excel ends at 1,048,576)."""
_LONGEST_TEXT: Final = 32_767
_ARMED: Final = tuple("=+-@\t\r\n")

Cell: TypeAlias = str | int | date | datetime | None


class Kind(Enum):
    """How a column is shown. The value is Excel's own format."""

    TEXT = "@"
    NUMBER = "#,##0"
    DAY = "dd/mm/yyyy"
    MOMENT = "dd/mm/yyyy hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `width` in letters of the usual font."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the table, a line each, the first one large; and the name of the sheet."""

    sheet: str
    lines: Sequence[str]


class TooManyRowsError(ValueError):
    """More rows than a sheet holds."""


def workbook(head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """The workbook, as an open file of the system that is gone when it is closed. Moments are written in the office's
    own time, because Excel knows no zones. Raises TooManyRowsError.
    """
    # The file outlives this call: whoever sends it closes it.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        _write(file, head, columns, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _write(file: IO[bytes], head: Head, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    with xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": Kind.MOMENT.value}) as book:
        sheet = book.add_worksheet(head.sheet[:31])
        first = _write_head(book, sheet, head, columns)
        shown = [book.add_format({"num_format": each.kind.value, "valign": "top"}) for each in columns]
        disarmed = book.add_format({"num_format": Kind.TEXT.value, "valign": "top", "quote_prefix": True})
        last = first
        for last, row in enumerate(rows, start=first + 1):
            if last > MOST_ROWS + first:
                raise TooManyRowsError
            for place, cell in enumerate(row):
                _write_cell(sheet, (last, place), cell, shown[place], disarmed)
        sheet.autofilter(first, 0, last, len(columns) - 1)


def _write_head(book: xlsxwriter.Workbook, sheet: Worksheet, head: Head, columns: Sequence[Column]) -> int:
    """The row of the column titles."""
    large, bold = book.add_format({"bold": True, "font_size": 14}), {"bold": True, "text_wrap": True, "bottom": 1}
    for row, line in enumerate(head.lines):
        sheet.write_string(row, 0, line, None if row else large)
    first = len(head.lines) + 1
    titles = book.add_format({**bold, "valign": "top"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(first, place, column.title, titles)
    sheet.freeze_panes(first + 1, 0)
    sheet.repeat_rows(first)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return first


def _write_cell(sheet: Worksheet, at: tuple[int, int], cell: Cell, shown: Format, disarmed: Format) -> None:
    match cell:
        case None | "":
            return
        case str():
            sheet.write_string(*at, cell[:_LONGEST_TEXT], disarmed if cell.startswith(_ARMED) else shown)
        case datetime():
            sheet.write_datetime(*at, office_time(cell).replace(tzinfo=None), shown)
        case date():
            sheet.write_datetime(*at, cell, shown)
        case int():
            sheet.write_number(*at, cell, shown)
