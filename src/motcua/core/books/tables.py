"""Files of lines and columns as banks and offices hand them over: bytes in any usual encoding become named cells."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from motcua.core.books.errors import whole_file
from motcua.core.text import fold, normal

MOST_BYTES: Final = 20_000_000
MOST_LINES: Final = 200_000
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS: Final = ",;\t|"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file (from 1) with its cells by the name of their column, folded."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """What stands in the column; empty when it has none."""
        return self.cells.get(fold(column), "")


def text_of(content: bytes) -> str:
    """The file as text. Raises FileError when it is empty, too large or in no encoding that can be told: a file read in
    a wrong one would show wrong names.
    """
    if not content.strip():
        raise whole_file("Tệp không có nội dung.", "The file is empty.")
    if len(content) > MOST_BYTES:
        raise whole_file("Tệp lớn hơn 20 MB.", "The file is larger than 20 MB.")
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise whole_file(
            "Tệp không phải văn bản UTF-8; hãy xuất lại với bảng mã UTF-8.",
            "The file is no UTF-8 text; export it again as UTF-8.",
        ) from None
    if "\0" in text:
        raise whole_file("Tệp không phải văn bản.", "The file is no text.")
    return unicodedata.normalize("NFC", text)


def lines_of(content: bytes, columns: Sequence[str], delimiter: str = "") -> Iterator[Line]:
    """The lines below the head, which is the first line that names all `columns`; empty lines are left out. Without a
    `delimiter`, the one that the head is split by. Raises FileError.
    """
    text = text_of(content)
    wanted = {fold(each) for each in columns}
    mark = delimiter or _delimiter_of(text, wanted)
    head: list[str] | None = None
    for number, cells in _rows(text, mark):
        if number > MOST_LINES:
            raise whole_file(f"Tệp có hơn {MOST_LINES} dòng.", f"The file has more than {MOST_LINES} lines.")
        if head is None:
            named = [fold(each) for each in cells]
            head = named if wanted <= set(named) else None
        elif any(cell.strip() for cell in cells):
            yield Line(number, dict(zip(head, map(normal, cells), strict=False)))
    if head is None:
        raise whole_file(
            f"Không thấy dòng tiêu đề có đủ các cột: {', '.join(columns)}.",
            f"No line names all columns: {', '.join(columns)}.",
        )


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise whole_file(
            f"Dòng {reader.line_num} không phải dòng CSV.", f"Line {reader.line_num} is no line of CSV."
        ) from None


def _delimiter_of(text: str, wanted: set[str]) -> str:
    """The mark between the columns of the line that names them all."""
    for line in text.splitlines()[:50]:
        for mark in _DELIMITERS:
            if wanted <= {fold(cell) for cell in line.split(mark)}:
                return mark
    return _DELIMITERS[0]
