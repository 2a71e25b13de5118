"""The kinds of files, and which of them a name asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import IO, Final

from motcua.core.mining.log import EventLog
from motcua.core.mining.traces import Kind, Trace, kinds_of, traces
from motcua.core.mining.writing.ocel import write_ocel
from motcua.core.mining.writing.parquet import write_parquet_log
from motcua.core.mining.writing.tables import write_table
from motcua.core.mining.writing.xes import write_xes
from motcua.core.text import ToldError

Kinds = Mapping[str, Kind]


class Form(StrEnum):
    """What a log can be written as."""

    PARQUET = "parquet"
    CSV = "csv"
    XES = "xes"
    OCEL = "ocel"


_ENDINGS: Final = {
    ".parquet": Form.PARQUET,
    ".csv": Form.CSV,
    ".xes": Form.XES,
    ".ocel.json": Form.OCEL,
    ".jsonocel": Form.OCEL,
    ".json": Form.OCEL,
}
_WRITERS: Final[Mapping[Form, Callable[[Iterable[Trace], Kinds, IO[bytes]], int]]] = {
    Form.PARQUET: write_parquet_log,
    Form.CSV: write_table,
    Form.XES: write_xes,
}


class UnknownFormError(ToldError):
    """A name that tells no kind of file."""


def form_of(name: str) -> Form:
    """The kind of file that a name asks for by its end. Raises UnknownFormError."""
    for ending, form in _ENDINGS.items():
        if name.lower().endswith(ending):
            return form
    endings = ", ".join(_ENDINGS)
    raise UnknownFormError(
        f"Không biết ghi “{name}” theo dạng nào. Tên tệp phải kết thúc bằng: {endings}.",
        f"It cannot be told how to write {name!r}. Its name must end in one of {endings}.",
    )


def write_log(
    cases: Iterable[Trace], kinds: Kinds, stream: IO[bytes], form: Form, scratch: IO[bytes] | None = None
) -> int:
    """Write cases as they come; how many events. kinds: the attributes that are written, and what their values are.

    scratch: a stream for what cannot be written in one go, so that memory does not grow with the log.
    """
    if form is Form.OCEL:
        return write_ocel(cases, kinds, stream, scratch)
    return _WRITERS[form](cases, kinds, stream)


def write_whole(log: EventLog, stream: IO[bytes], form: Form) -> int:
    """Write a log with all its attributes; how many events."""
    return write_log(traces(log), kinds_of(log), stream, form)
