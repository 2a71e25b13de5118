"""Plain values in and out: ISO texts, whole numbers, lists and mappings, nothing that JSON would bend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

from motcua.core.deadlines.errors import ClockDataError, ClockError
from motcua.core.workcal import office_time

Readers = Mapping[str, Callable[[Any], Any]]


def read(source: object, readers: Readers, *, required: bool) -> dict[str, Any]:
    """Each value of a mapping, read by the reader of its key.

    Raises ClockDataError, naming the key, on an unknown key, a value that cannot be read, or, when all keys are
    `required`, a missing one.
    """
    if not isinstance(source, Mapping):
        raise ClockDataError(f"Cần một bảng khóa và giá trị, không phải {source!r}.", f"Not a mapping: {source!r}.")
    if unknown := [str(key) for key in source if key not in readers]:
        raise ClockDataError(
            f"Không có mục {', '.join(unknown)}; chỉ dùng {', '.join(readers)}.",
            f"Unknown: {', '.join(unknown)}; the keys are {', '.join(readers)}.",
        )
    if required and (missing := [key for key in readers if key not in source]):
        raise ClockDataError(f"Thiếu mục {', '.join(missing)}.", f"Missing: {', '.join(missing)}.")
    return {key: _value(key, value, readers[key]) for key, value in source.items()}


def _value(key: str, value: object, reader: Callable[[Any], Any]) -> object:
    try:
        return reader(value)
    except ClockError:
        raise
    except (TypeError, ValueError) as wrong:
        raise ClockDataError(
            f"Không đọc được {key}: {value!r}; xem tài liệu về thời hạn để ghi đúng dạng.",
            f"{key}: {value!r} cannot be read ({wrong}).",
        ) from wrong


def moment(value: Any) -> datetime:
    """An ISO moment with its zone, on the office's wall clock."""
    return office_time(datetime.fromisoformat(value))


def moment_or_none(value: Any) -> datetime | None:
    return None if value is None else moment(value)


def moment_text(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def hour_or_none(value: Any) -> time | None:
    """An hour of the day, `"15:00"`. In YAML it needs the quotes: bare, 15:00 is the number 900."""
    hour = None if value is None else time.fromisoformat(value)
    if hour and hour.tzinfo:
        raise ValueError("an hour of the office's clock names no zone")
    return hour


def whole_number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("a whole number from 0 is needed")
    return value


def truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError("true or false is needed")
    return value


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is needed")
    return value
