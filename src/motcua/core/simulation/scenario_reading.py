"""Scenarios from YAML and JSON. What is wrong is told with its place and what to write there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import yaml

from motcua.core.deadlines import ClockRules, TimeLimit
from motcua.core.simulation.parts import Part
from motcua.core.simulation.scenario import (
    Arrivals,
    BadScenarioError,
    InterruptionPlan,
    Kind,
    Place,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)

T = TypeVar("T")
Reader = Callable[[Part], Any]


def scenario_from(plain: object) -> Scenario:
    """The scenario that plain values describe. Raises BadScenarioError, naming the place and what to write."""
    told = Part(plain).keys(("processes", "pools", "assumed", "weeks"))
    if "processes" not in told:
        raise BadScenarioError((), "thiếu mục processes", "the part processes is missing")
    return Scenario(
        tuple(_made(ProcessPlan, part, _PROCESS, name=name) for name, part in told["processes"].named().items()),
        tuple(_made(PoolPlan, part, _POOL, name=name) for name, part in _named(told, "pools").items()),
        tuple(part.text() for part in told["assumed"].items()) if "assumed" in told else (),
        {name: tuple(each.text() for each in part.items()) for name, part in _named(told, "weeks").items()},
    )


def read_scenario(text: str) -> Scenario:
    """The scenario of a YAML or JSON text. Raises BadScenarioError, with the line where it is wrong."""
    plain, lines = _read_yaml(text)
    try:
        return scenario_from(plain)
    except BadScenarioError as wrong:
        place = wrong.place
        while place not in lines:
            place = place[:-1]
        raise wrong.at_line(lines[place]) from None


def _read_yaml(text: str) -> tuple[object, dict[Place, int]]:
    """The values of a text, and on which line each of them stands."""
    loader = yaml.CSafeLoader(text)
    lines: dict[Place, int] = {}
    try:
        node = loader.get_single_node()
        if node is None:
            raise BadScenarioError((), "tệp trống", "the file is empty")
        _note_lines(node, (), lines, set())
        return loader.construct_document(node), lines
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as wrong:
        mark = wrong.problem_mark if isinstance(wrong, yaml.MarkedYAMLError) else None
        problem = wrong.problem if isinstance(wrong, yaml.MarkedYAMLError) else wrong.reason
        line = mark.line + 1 if mark else 1
        raise BadScenarioError((), f"không đọc được YAML: {problem}", f"this is no YAML: {problem}", line) from None
    finally:
        loader.dispose()


def _note_lines(node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]) -> None:
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise BadScenarioError(place, "không dùng neo (&, *); hãy viết ra", "no anchors (&, *); write it out", line)
    seen.add(id(node))
    lines.setdefault(place, line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, str(key.value))
            if inner in lines:
                raise BadScenarioError(inner, "ghi hai lần", "it stands there twice", key.start_mark.line + 1)
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            _note_lines(value, (*place, n), lines, seen)


def _made(kind: Callable[..., T], part: Part, readers: Mapping[str, Reader], **also: object) -> T:
    told = {key: readers[key](each) for key, each in part.keys(readers).items()}
    if missing := ", ".join(sorted(_REQUIRED.get(kind, set()) - told.keys())):
        raise part.wrong(f"thiếu mục {missing}", f"{missing} is missing")
    return kind(**also, **told)


def _named(told: Mapping[str, Part], key: str) -> dict[str, Part]:
    return told[key].named() if key in told else {}


def _numbers(part: Part) -> tuple[float, ...]:
    return tuple(each.number() for each in part.items())


def _hours(part: Part) -> tuple[float, ...]:
    """24 weights, or only those of the hours at which somebody comes: `{8: 20, 9: 22}`."""
    if not isinstance(part.value, dict):
        return _numbers(part)
    weights = [0.0] * 24
    for hour, weight in part.value.items():
        each = Part(weight, (*part.place, str(hour)))
        if not str(hour).isdecimal() or int(hour) > 23:
            raise each.wrong("giờ trong ngày từ 0 đến 23", "hours of the day go from 0 to 23")
        weights[int(hour)] = each.number()
    return tuple(weights)


def _texts(part: Part) -> tuple[str, ...]:
    return tuple(each.text() for each in part.items())


def _shares(part: Part) -> dict[str, float]:
    return {name: each.number() for name, each in part.named().items()}


def _arrivals(part: Part) -> Arrivals:
    told = part.keys(_ARRIVALS)
    if "replay" in told:
        return Arrivals(0.0, replay=_ARRIVALS["replay"](told["replay"]))
    if "per_working_day" not in told:
        raise part.wrong("thiếu mục per_working_day", "per_working_day is missing")
    return _made(Arrivals, part, _ARRIVALS)


def _limit(part: Part) -> TimeLimit:
    return part.told(TimeLimit.parse)


_INTERRUPTION: Mapping[str, Reader] = {
    "share": Part.number,
    "wait": Part.length,
    "outside": Part.flag,
    "ends": Part.flag,
    "most": Part.whole,
    "supplement": Part.flag,
}
_STEP: Mapping[str, Reader] = {
    "work": Part.length,
    "pools": _texts,
    "delay": Part.length,
    "priority": Part.whole,
    "sitting_days": lambda part: tuple(each.whole() for each in part.items()),
    "interruptions": lambda part: tuple(
        _made(InterruptionPlan, each, _INTERRUPTION, name=name) for name, each in part.named().items()
    ),
    "outside": Part.flag,
    "stops_limit": Part.flag,
    "limit": _limit,
    "brings": _limit,
}
_ARRIVALS: Mapping[str, Reader] = {
    "per_working_day": Part.number,
    "weekdays": _numbers,
    "hours": _hours,
    "months": _numbers,
    "closed": Part.number,
    "replay": lambda part: tuple(sorted(each.moment() for each in part.items())),
}
_KIND: Mapping[str, Reader] = {
    "share": Part.number,
    "data": lambda part: {key: each.value for key, each in part.named().items()},
    "shares": _shares,
}
_PROCESS: Mapping[str, Reader] = {
    "arrivals": _arrivals,
    "steps": lambda part: {name: _made(StepPlan, each, _STEP) for name, each in part.named().items()},
    "shares": _shares,
    "kinds": lambda part: tuple(_made(Kind, each, _KIND, name=name) for name, each in part.named().items()),
    "limit": _limit,
    "clock": lambda part: part.told(ClockRules.parse),
    "accepted_by": Part.text,
    "finished_by": _texts,
    "calendar": Part.text,
}
_POOL: Mapping[str, Reader] = {"people": Part.whole, "calendar": Part.text, "cost": Part.number}
_REQUIRED: Mapping[Callable[..., Any], set[str]] = {
    ProcessPlan: {"arrivals"},
    InterruptionPlan: {"share"},
    PoolPlan: {"people"},
    Kind: {"share"},
}
