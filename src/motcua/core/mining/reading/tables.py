"""Logs in CSV of any usual separator and encoding, as offices and Excel write it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, tzinfo
from itertools import islice
from typing import IO, Final

from motcua.core.mining.reading.columns import columns_of
from motcua.core.mining.reading.encodings import encoding_of, lines_of
from motcua.core.mining.reading.fields import Field
from motcua.core.mining.reading.moment_reader import Order, whatever_comes_first
from motcua.core.mining.reading.read import NOTHING_TOLD, Guess, NoLogError, Omissions, Read, Told
from motcua.core.mining.reading.rows import Row, clean, read_rows

_SEPARATORS: Final = ",;\t|"
_TITLES: Final = 20
"""A report may have so many lines of titles above the row that names the columns."""
_WIDEST: Final = 1_000_000
_NO_MAPPING: Final[Mapping[Field, str]] = {}
Numbered = Iterator[tuple[int, list[str]]]


def read_csv(stream: IO[bytes], mapping: Mapping[Field, str] = _NO_MAPPING, zone: tzinfo = UTC) -> Read:
    """The log in a stream that can seek, as `read_table` reads it."""
    return read_table(stream, replace(NOTHING_TOLD, mapping=mapping, zone=zone))


def read_table(stream: IO[bytes], told: Told = NOTHING_TOLD) -> Read:
    """The log in a stream that can seek. Encoding and separator are found where they are not told; titles above the row
    that names the columns are passed over, and told.

    Raises NoLogError for what has no such row.
    """
    return whatever_comes_first(lambda order: _read(stream, told, order))


def _read(stream: IO[bytes], told: Told, order: Order) -> Read:
    stream.seek(0)
    encoding, guess = encoding_of(stream, told.encoding)
    omitted = Omissions()
    with closing(lines_of(stream, encoding, omitted)) as lines:
        first = list(islice(lines, _TITLES))
        separator = _separator(first)
        csv.field_size_limit(_WIDEST)
        rows = _rows(csv.reader(_chained(first, lines), delimiter=separator), omitted)
        header, columns, above = _header(rows, told.mapping)
        guesses = [each for each in (guess, above) if each]
        return read_rows(header, columns, rows, told, omitted, guesses, order)


def _chained(first: list[str], lines: Iterable[str]) -> Iterator[str]:
    if first and first[0].strip().lower().startswith("sep=") and len(first[0].strip()) == len("sep=;"):
        first[0] = "\n"  # Excel's own line, which names the separator
    yield from first
    yield from lines


def _rows(reader: Iterator[list[str]], omitted: Omissions) -> Numbered:
    """Rows that hold something, with the lines on which they begin; what is no CSV is told and left out."""
    line = 0
    while True:
        begin = line + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            line = reader.line_num  # type: ignore[attr-defined] # csv's reader counts
            omitted.note(
                begin,
                f"Từ dòng {begin} đến dòng {line} không phải CSV đúng cách. Hãy kiểm tra dấu ngoặc kép.",
                f"Lines {begin} to {line} are no proper CSV ({fault}). Look at the quotes.",
            )
            continue
        line = reader.line_num  # type: ignore[attr-defined] # as above
        if any(map(str.strip, row)):
            yield begin, row


def _header(rows: Numbered, mapping: Mapping[Field, str]) -> tuple[Row, dict[Field, int], Guess | None]:
    """The first row that names the columns of a log, the place of each field, and what was passed over."""
    widest: list[str] = []
    refusal: NoLogError | None = None
    for line, row in islice(rows, _TITLES):
        header = [clean(name) for name in row]
        try:
            columns = columns_of(header, mapping)
        except NoLogError as why:
            if sum(map(bool, header)) > sum(map(bool, widest)):
                widest, refusal = header, why
            continue
        return header, columns, _passed_over(line) if widest else None
    raise refusal or NoLogError("Tệp trống.", "The file is empty.")


def _passed_over(line: int) -> Guess:
    return Guess(
        f"Dòng {line} được lấy làm dòng tiêu đề; các dòng phía trên bị bỏ qua.",
        f"Line {line} was taken for the names of the columns; what stands above it was passed over.",
    )


def _separator(first: Iterable[str]) -> str:
    """The one of the usual separators that there are most of, outside quotes; or what Excel's own line says."""
    bare = []
    for line in first:
        text = line.strip()
        if text.lower().startswith("sep=") and len(text) == len("sep=;"):
            return text[-1]
        bare.append("".join(text.split('"')[::2]))
    return max(_SEPARATORS, key="".join(bare).count)
