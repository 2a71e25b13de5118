"""What FEEL values are in Python.

number: `Decimal`; string: `str`; boolean: `bool`; null: `None`; list: `list`; context: `dict`; the temporal ones and
the ranges and functions are small classes of ours. Nothing else ever is a FEEL value; `from_python` makes values of
what callers have at hand (integers, floats, tuples, Python's own dates and times).
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from motcua.core.rules.errors import DataError, Message
from motcua.core.rules.temporal import SECOND, Date, DateTime, DayTimeDuration, Time, YearMonthDuration, Zone

Value: TypeAlias = (
    "bool | Decimal | str | list[Value] | dict[str, Value] | Date | Time | DateTime"
    " | DayTimeDuration | YearMonthDuration | Range | Function | None"
)


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two ends, or, with `operator`, all that stand in that relation to the one end given.

    A range with an operator has no other end; one without whose end is null is a range of which that end is unknown.
    """

    start: Value
    end: Value
    start_included: bool
    end_included: bool
    operator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value.

    `call` takes the list of arguments in the order of `parameters`, and the run in which it is called. Values know
    nothing of runs, which are made of them, so the type does not say so.
    """

    parameters: tuple[str, ...]
    call: Callable[..., Value]
    name: str = ""


SCALARS: Final = frozenset(
    {type(None), bool, str, Date, Time, DateTime, DayTimeDuration, YearMonthDuration, Range, Function}
)
"""The types of values that are always well as they are; a `Decimal` may be infinite, a list hold anything."""

_KINDS: Final[dict[type, str]] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    list: "list",
    dict: "context",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DayTimeDuration: "days and time duration",
    YearMonthDuration: "years and months duration",
    Range: "range",
    Function: "function",
}
PYTHON_TYPES: Final = {kind: python for python, kind in _KINDS.items()}
"""The types of values by their names in FEEL."""
_KINDS_VI: Final = {
    "null": "giá trị trống",
    "boolean": "giá trị đúng/sai",
    "number": "số",
    "string": "chuỗi",
    "list": "danh sách",
    "context": "bản ghi",
    "date": "ngày",
    "time": "giờ",
    "date and time": "ngày giờ",
    "days and time duration": "khoảng thời gian theo ngày giờ",
    "years and months duration": "khoảng thời gian theo năm tháng",
    "range": "khoảng giá trị",
    "function": "hàm",
}
_DEEPEST_DATA = 100


def kind_of(value: Value) -> str:
    """The FEEL name of the value's type; `null` for nothing."""
    return _KINDS[type(value)]


def kind_in_words(value: Value) -> Message:
    """The value's type for a reader."""
    kind = kind_of(value)
    return Message(_KINDS_VI[kind], kind)


def from_python(value: object, depth: int = 0) -> Value:
    """The FEEL value of what a caller has; raises `DataError` for what has none.

    Integers and floats become numbers (a float by its shortest decimal), tuples and lists lists, mappings with
    string keys contexts, Python's dates, times and `timedelta` the like FEEL values.
    """
    if type(value) in SCALARS:
        return value  # type: ignore[return-value]  # SCALARS holds exactly the scalar members of Value
    if type(value) is Decimal:
        return finite(value)
    if isinstance(value, (int, float, Decimal, str)):
        return _plain(value)
    if isinstance(value, (list, tuple, Mapping)):
        return _compound(value, depth)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return _temporal(value)
    name = type(value).__name__
    raise DataError(
        Message(
            f"biểu thức không dùng được dữ liệu kiểu “{name}”; hãy đổi sang số, chuỗi, ngày, danh sách hoặc bản ghi",
            f"no expression can use data of type “{name}”; make it a number, string, date, list or context",
        )
    )


def finite(number: Decimal) -> Decimal:
    """The number; raises `DataError` for infinity and for what is not a number."""
    if not number.is_finite():
        raise DataError(Message("số vô hạn hoặc không xác định", "a number must be finite"))
    return number


def _plain(value: float | Decimal | str) -> Value:
    """Subclasses (an enumeration of strings, say) lose their class; a boolean cannot come here."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return Decimal(int(value))
    return from_python(Decimal(repr(value)) if isinstance(value, float) else Decimal(value))


def _compound(value: list[object] | tuple[object, ...] | Mapping[object, object], depth: int) -> Value:
    if depth >= _DEEPEST_DATA:
        raise DataError(
            Message(
                f"dữ liệu lồng nhau sâu quá {_DEEPEST_DATA} cấp",
                f"data are nested deeper than {_DEEPEST_DATA} levels",
            )
        )
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise DataError(Message("tên trường phải là chuỗi", "names of fields must be strings"))
        return {str(key): from_python(entry, depth + 1) for key, entry in value.items()}
    return [from_python(item, depth + 1) for item in value]


def _temporal(value: datetime.date | datetime.time | datetime.timedelta) -> Value:
    if isinstance(value, datetime.timedelta):
        return DayTimeDuration((value.days * 86_400 + value.seconds) * SECOND + value.microseconds * 1000)
    if isinstance(value, datetime.time):
        return _time(value)
    date = Date(value.year, value.month, value.day)
    if isinstance(value, datetime.datetime):
        return DateTime(date, _time(value))
    return date


def _time(value: datetime.time | datetime.datetime) -> Time:
    return Time(value.hour, value.minute, value.second, value.microsecond * 1000, _zone(value))


def _zone(value: datetime.time | datetime.datetime) -> Zone:
    name = getattr(value.tzinfo, "key", None)
    if isinstance(name, str):
        return name
    offset = value.utcoffset()
    return None if offset is None else int(offset.total_seconds())
