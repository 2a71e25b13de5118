"""Code that reads names and paths.

Data of the caller are turned into values only when they are read, and of a path only what stands at its end: a
condition on one field of a form of two hundred must not pay for the others.
"""

from collections.abc import Callable
from typing import Any, Final

from motcua.core.rules import calendar
from motcua.core.rules.builtins import BUILTINS
from motcua.core.rules.compiler.calls import builtin_as_function
from motcua.core.rules.compiler.static import Compile, Static
from motcua.core.rules.errors import Position
from motcua.core.rules.evaluation import Code, Run, Scope
from motcua.core.rules.problems import Problem
from motcua.core.rules.syntax import Name, Path, Placed
from motcua.core.rules.temporal import (
    DAY,
    SECOND,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    offset_seconds,
    time_offset,
)
from motcua.core.rules.values import SCALARS, Range, Value, from_python

_MISSING: Final = object()


def compile_name(node: Name, static: Static) -> Code:
    """Code that reads a name."""
    found = static.resolve(node.name)
    if found.base == "item":
        return _item_itself(found.slots)
    base = _local(node.name) if found.base == "local" else _root(node)
    return _of_items(node.name, found.slots, base) if found.slots else base


def compile_path(node: Path, static: Static, compile_: Compile) -> Code:
    """Code that follows a path."""
    keys = root_path(node, static)
    source, member, at = compile_(node.source, static), node.member, node.at

    def follow(scope: Scope, run: Run) -> Value:
        return member_of(source(scope, run), member, run, at)

    return _data_path(keys, follow) if keys else follow


def root_path(node: Placed, static: Static) -> tuple[str, ...]:
    """The names of a path that begins in the caller's data; nothing for any other node."""
    if isinstance(node, Path):
        keys = root_path(node.source, static)
        return (*keys, node.member) if keys else ()
    if isinstance(node, Name):
        found = static.resolve(node.name)
        return (node.name,) if found.base == "root" and not found.slots else ()
    return ()


def member_of(value: Value, member: str, run: Run, at: Position) -> Value:
    """The entry of a context, the property of another value, or the list of those of a list's items."""
    if isinstance(value, dict):
        return value[member] if member in value else run.null(at, Problem.NO_MEMBER, member, value)
    if isinstance(value, list):
        run.spend(len(value))
        return [member_of(item, member, run, at) for item in value]
    properties = _PROPERTIES[type(value)](value) if type(value) in _PROPERTIES else {}
    if member not in properties:
        return run.null(at, Problem.NO_MEMBER, member, value)
    return from_python(properties[member])


def _data_path(keys: tuple[str, ...], otherwise: Code) -> Code:
    first, *rest = keys

    def code(scope: Scope, run: Run) -> Value:
        value = scope.get(first)
        for key in rest:
            if type(value) is not dict:
                return otherwise(scope, run)
            value = value.get(key, _MISSING)
        if type(value) in SCALARS:
            return value
        return otherwise(scope, run) if value is _MISSING else run.value_of(value)

    return code


def _local(name: str) -> Code:
    if name == "partial":

        def results_so_far(scope: Scope, run: Run) -> Value:
            """A copy, since the loop goes on to add to its list."""
            partial: Value = scope["partial"]
            if not isinstance(partial, list):
                return partial
            run.spend(len(partial))
            return [*partial]

        return results_so_far
    return lambda scope, run: scope[name]


def _root(node: Name) -> Code:
    name, at = node.name, node.at
    function = builtin_as_function(BUILTINS[name]) if name in BUILTINS else None

    def code(scope: Scope, run: Run) -> Value:
        value = scope.get(name, _MISSING)
        if type(value) in SCALARS:
            return value  # type: ignore[no-any-return]  # SCALARS holds exactly the scalar members of Value
        if value is _MISSING:
            return function or run.null(at, Problem.UNKNOWN_NAME, name)
        return run.value_of(value)

    return code


def _item_itself(slots: tuple[str, ...]) -> Code:
    """`item` is the item, unless a filter's items have an entry of that name."""
    return _of_items("item", slots, lambda scope, run: scope[slots[-1]])


def _of_items(name: str, slots: tuple[str, ...], base: Code) -> Code:
    def code(scope: Scope, run: Run) -> Value:
        for slot in slots:
            item: Value = scope[slot]
            if isinstance(item, dict) and name in item:
                return item[name]
        return base(scope, run)

    return code


def _date_properties(date: Date) -> dict[str, object]:
    return {"year": date.year, "month": date.month, "day": date.day, "weekday": calendar.weekday(date.number)}


def _time_properties(time: Time, offset: int | None) -> dict[str, object]:
    return {
        "hour": time.hour,
        "minute": time.minute,
        "second": time.second,
        "time offset": None if offset is None else DayTimeDuration(offset * SECOND),
        "timezone": time.zone if isinstance(time.zone, str) else None,
    }


def _month_properties(duration: YearMonthDuration) -> dict[str, object]:
    sign = -1 if duration.months < 0 else 1
    return {"years": sign * (abs(duration.months) // 12), "months": sign * (abs(duration.months) % 12)}


def _day_time_properties(duration: DayTimeDuration) -> dict[str, object]:
    sign = -1 if duration.nanoseconds < 0 else 1
    days, rest = divmod(abs(duration.nanoseconds), DAY)
    seconds = rest // SECOND
    return {
        "days": sign * days,
        "hours": sign * (seconds // 3600),
        "minutes": sign * (seconds // 60 % 60),
        "seconds": sign * (seconds % 60),
    }


def _range_properties(bounds: Range) -> dict[str, object]:
    return {
        "start": bounds.start,
        "end": bounds.end,
        "start included": bounds.start_included,
        "end included": bounds.end_included,
    }


_PROPERTIES: Final[dict[type, Callable[[Any], dict[str, object]]]] = {
    Date: _date_properties,
    Time: lambda time: _time_properties(time, time_offset(time)),
    DateTime: lambda moment: _date_properties(moment.date) | _time_properties(moment.time, offset_seconds(moment)),
    YearMonthDuration: _month_properties,
    DayTimeDuration: _day_time_properties,
    Range: _range_properties,
}
"""The properties that the standard gives to dates, times, durations and ranges."""
