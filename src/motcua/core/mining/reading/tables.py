"""Logs in CSV of any usual separator and encoding."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from typing import IO, Final

from motcua.core.mining.reading.columns import Field
from motcua.core.mining.reading.read import NoLogError, Omissions, Read
from motcua.core.mining.reading.rows import read_rows

_SAMPLE: Final = 1 << 16
_SEPARATORS: Final = ",;\t|"
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLD_VIETNAMESE: Final = "cp1258"
_WIDEST: Final = 1_000_000
_NO_MAPPING: Final[Mapping[Field, str]] = {}


def read_csv(stream: IO[bytes], mapping: Mapping[Field, str] = _NO_MAPPING, zone: tzinfo = UTC) -> Read:
    """The log in a stream that can seek; its first row names the columns.

    The encoding is told by the file's mark, else it is UTF-8, else (where that fails) Windows-1258. Raises NoLogError
    for what has no header, or no columns of a log.
    """
    encoding = _encoding(stream)
    text = codecs.getreader(encoding)(stream, "replace")
    sample = text.read(_SAMPLE)
    stream.seek(0)
    text = codecs.getreader(encoding)(stream, "replace")
    csv.field_size_limit(_WIDEST)
    reader = csv.reader(text, delimiter=_separator(sample))
    omitted = Omissions()
    header = next(_lines(reader, omitted), None)
    if header is None:
        raise NoLogError("Tệp trống.", "The file is empty.")
    return read_rows([name.strip() for name in header[1]], _lines(reader, omitted), mapping, zone, omitted)


def _lines(reader: Iterator[list[str]], omitted: Omissions) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with their lines; what is no CSV is told and left out."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            line = reader.line_num  # type: ignore[attr-defined] # csv's reader counts
            omitted.note(line, "Dòng không phải CSV đúng cách.", f"The line is no proper CSV ({fault}).")
            continue
        if any(cell.strip() for cell in row):
            yield reader.line_num, row  # type: ignore[attr-defined] # as above


def _encoding(stream: IO[bytes]) -> str:
    begin = stream.read(4)
    stream.seek(0)
    for mark, name in _MARKS:
        if begin.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part := stream.read(_SAMPLE):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _OLD_VIETNAMESE
    finally:
        stream.seek(0)
    return "utf-8"


def _separator(sample: str) -> str:
    """The one of the usual separators that the first line has most of."""
    first = sample.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
