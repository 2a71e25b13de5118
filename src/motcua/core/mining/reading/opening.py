"""A file of unknown kind, read as what it shows itself to be."""

from __future__ import annotations

import codecs
import re
from typing import IO, Final

from motcua.core.mining.reading.ocel.document import read_ocel_json
from motcua.core.mining.reading.ocel.elements import read_ocel_xml
from motcua.core.mining.reading.parquet import read_parquet_log
from motcua.core.mining.reading.read import NOTHING_TOLD, NoLogError, Read, Told
from motcua.core.mining.reading.tables import read_table
from motcua.core.mining.reading.unpacking import GZIP, unpacked
from motcua.core.mining.reading.xes import read_xes_log

SQLITE: Final = b"SQLite format 3\0"
_PARQUET: Final = b"PAR1"
_BEGIN: Final = 1 << 16
_OBJECT_CENTRIC: Final = re.compile(r"<(?:\w+:)?(?:object-types|event-types|objects|events)\b")
_LIST: Final = re.compile(r"\[\s*[{\[]")
_OTHERS: Final = (
    (b"PK\x03\x04", "tệp Excel .xlsx hoặc tệp nén .zip", "an Excel .xlsx or a .zip file"),
    (b"\xd0\xcf\x11\xe0", "tệp Excel .xls cũ", "an old Excel .xls file"),
    (b"%PDF", "tệp PDF", "a PDF file"),
)


def read_log(stream: IO[bytes], told: Told = NOTHING_TOLD) -> Read:
    """The log in a stream that can seek: Parquet, XES, OCEL as JSON or XML, or else a table; gzipped or plain. A
    database needs more than a stream: `read_ocel_database`.

    Raises NoLogError for what is none of these, with what to do.
    """
    begin = stream.read(_BEGIN)
    stream.seek(0)
    _refuse_others(begin)
    if begin.startswith(_PARQUET):
        return read_parquet_log(stream, told)
    inner = unpacked(stream)
    within = inner.read(_BEGIN)
    inner.seek(0)
    if inner is not stream:
        _refuse_others(within)
        _refuse_packed(within)
    text = _plain(within)
    if text.startswith("<") and _OBJECT_CENTRIC.search(text):
        return read_ocel_xml(inner, told)
    if text.startswith("{"):
        _refuse_the_old_standard(text)
        return read_ocel_json(inner, told)
    if told.case_object:
        raise NoLogError(
            "--object chỉ dùng cho nhật ký OCEL 2.0; tệp này không phải. Hãy bỏ --object.",
            "--object is for OCEL 2.0, which this file is not. Leave it out.",
        )
    if _LIST.match(text):
        raise NoLogError(
            "Đây là một mảng JSON, không phải nhật ký OCEL 2.0. Hãy xuất thành CSV, XES, OCEL 2.0 hoặc Parquet.",
            "This is a JSON array and no OCEL 2.0 log. Export CSV, XES, OCEL 2.0 or Parquet.",
        )
    return read_xes_log(inner, told) if text.startswith("<") else read_table(inner, told)


def _plain(begin: bytes) -> str:
    """The first letters, without the mark of the encoding."""
    wide = begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return begin.decode("utf-16" if wide else "utf-8-sig", "replace").lstrip()


def _refuse_others(begin: bytes) -> None:
    if not begin:
        raise NoLogError("Tệp trống.", "The file is empty.")
    for magic, vi, en in _OTHERS:
        if begin.startswith(magic):
            raise NoLogError(
                f"Đây là {vi}. Hãy lưu bảng dữ liệu thành CSV (UTF-8) rồi đưa tệp đó.",
                f"This is {en}. Save the table as CSV (UTF-8) and give that.",
            )
    if begin.startswith(SQLITE):
        raise NoLogError("Cơ sở dữ liệu phải được mở theo tên tệp.", "A database must be opened by its name.")


def _refuse_packed(begin: bytes) -> None:
    if begin.startswith((_PARQUET, GZIP)):
        raise NoLogError(
            "Trong tệp nén là một tệp Parquet hoặc lại một tệp nén. Hãy giải nén rồi đưa tệp bên trong.",
            "Packed in the file is Parquet, or another packed file. Unpack it and give what is inside.",
        )


def _refuse_the_old_standard(text: str) -> None:
    if '"ocel:' in text:
        raise NoLogError(
            "Đây là OCEL 1.0. Hãy xuất lại theo OCEL 2.0 (JSON, XML hoặc SQLite).",
            "This is OCEL 1.0. Export it again as OCEL 2.0 (JSON, XML or SQLite).",
        )
