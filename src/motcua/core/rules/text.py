"""Any value as text: what FEEL's `string` makes of it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from motcua.core.rules.evaluation import Run
from motcua.core.rules.numbers import number_text
from motcua.core.rules.temporal import Date, DateTime, DayTimeDuration, Time, YearMonthDuration
from motcua.core.rules.temporal_text import date_text, date_time_text, duration_text, time_text
from motcua.core.rules.values import Function, Range, Value


def text_of(value: Value, run: Run) -> str:
    """The value as text: a string as it is, a list or context as FEEL would write it."""
    if isinstance(value, str):
        return value
    pieces: list[str] = []
    length = 0
    for piece in _pieces(value, run):
        length += len(piece)
        if length > run.limits.text:
            break
        pieces.append(piece)
    run.reserve(length)
    return "".join(pieces)


def quoted(text: str) -> str:
    """The string as a literal of FEEL."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def scalar_text(value: Value) -> str:
    """The text of a value that holds no others."""
    return _TEXTS[type(value)](value)


def _pieces(value: Value, run: Run) -> Iterator[str]:
    run.spend(1)
    if isinstance(value, str):
        yield quoted(value)
    elif isinstance(value, list):
        yield "["
        for index, item in enumerate(value):
            yield ", " if index else ""
            yield from _pieces(item, run)
        yield "]"
    elif isinstance(value, dict):
        yield "{"
        for index, (key, entry) in enumerate(value.items()):
            yield f"{', ' if index else ''}{key if key.isidentifier() else quoted(key)}: "
            yield from _pieces(entry, run)
        yield "}"
    elif isinstance(value, Range):
        yield from _range_pieces(value, run)
    else:
        yield scalar_text(value)


def _range_pieces(value: Range, run: Run) -> Iterator[str]:
    if value.operator in ("=", "!="):
        yield f"{value.operator} "
        yield from _pieces(value.start, run)
        return
    yield "[" if value.start_included else "("
    if value.start is not None or not value.operator:
        yield from _pieces(value.start, run)
    yield ".."
    if value.end is not None or not value.operator:
        yield from _pieces(value.end, run)
    yield "]" if value.end_included else ")"


_TEXTS: Final[dict[type, Callable[[Any], str]]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    Decimal: number_text,
    Date: date_text,
    Time: time_text,
    DateTime: date_time_text,
    DayTimeDuration: duration_text,
    YearMonthDuration: duration_text,
    Function: lambda value: "function",
}
