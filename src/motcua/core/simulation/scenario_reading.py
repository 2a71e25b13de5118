"""Scenarios from YAML and JSON. What is wrong is told with its place and what to write there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from motcua.core.deadlines import ClockRules, TimeLimit
from motcua.core.simulation.absence_plans import AbsencePlan, AwayPlan
from motcua.core.simulation.parts import Part
from motcua.core.simulation.scenario import (
    Arrivals,
    BadScenarioError,
    InterruptionPlan,
    Kind,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)
from motcua.core.simulation.yaml_text import read_yaml

T = TypeVar("T")
Reader = Callable[[Part], Any]


def scenario_from(plain: object) -> Scenario:
    """The scenario that plain values describe. Raises BadScenarioError, naming the place and what to write."""
    return _scenario(Part(plain))


def _scenario(top: Part) -> Scenario:
    told = top.keys(("processes", "pools", "assumed", "weeks"))
    if "processes" not in told:
        raise BadScenarioError((), "thiếu mục processes", "the part processes is missing")
    return Scenario(
        tuple(_made(ProcessPlan, part, _PROCESS, name=name) for name, part in told["processes"].named().items()),
        tuple(_pool(name, part) for name, part in _named(told, "pools").items()),
        tuple(part.text() for part in told["assumed"].items()) if "assumed" in told else (),
        {name: tuple(each.text() for each in part.items()) for name, part in _named(told, "weeks").items()},
    )


def read_scenario(text: str) -> Scenario:
    """The scenario of a YAML or JSON text. Raises BadScenarioError, with the line where it is wrong."""
    return read_yaml(text, _scenario)


def _made(kind: Callable[..., T], part: Part, readers: Mapping[str, Reader], **also: object) -> T:
    told = {key: readers[key](each) for key, each in part.keys(readers).items()}
    if missing := ", ".join(sorted(_REQUIRED.get(kind, set()) - told.keys())):
        raise part.wrong(f"thiếu mục {missing}", f"{missing} is missing")
    return kind(**also, **told)


def _pool(name: str, part: Part) -> PoolPlan:
    """No more people than there are can be away; where others try fewer people, all that are left are."""
    pool: PoolPlan = _made(PoolPlan, part, _POOL, name=name)
    for n, away in enumerate(pool.absences.given if pool.absences else ()):
        if away.people > pool.people:
            raise BadScenarioError(
                (*part.place, "absences", "given", n, "people"),
                f"{away.people} người vắng mà nhóm chỉ có {pool.people}; hãy ghi ít hơn",
                f"{away.people} are away of {pool.people} people; write fewer",
            )
    return pool


def _named(told: Mapping[str, Part], key: str) -> dict[str, Part]:
    return told[key].named() if key in told else {}


def read_numbers(part: Part) -> tuple[float, ...]:
    """The numbers of a list."""
    return tuple(each.number() for each in part.items())


def read_hours(part: Part) -> tuple[float, ...]:
    """24 weights, or only those of the hours at which somebody comes: `{8: 20, 9: 22}`."""
    if not isinstance(part.value, dict):
        return read_numbers(part)
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
    "weekdays": read_numbers,
    "hours": read_hours,
    "months": read_numbers,
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
_AWAY: Mapping[str, Reader] = {"first": Part.day, "last": Part.day, "people": Part.whole}
_ABSENCES: Mapping[str, Reader] = {
    "share": Part.number,
    "days": Part.number,
    "given": lambda part: tuple(_made(AwayPlan, each, _AWAY) for each in part.items()),
}
_POOL: Mapping[str, Reader] = {
    "people": Part.whole,
    "calendar": Part.text,
    "cost": Part.number,
    "absences": lambda part: _made(AbsencePlan, part, _ABSENCES),
}
_REQUIRED: Mapping[Callable[..., Any], set[str]] = {
    ProcessPlan: {"arrivals"},
    InterruptionPlan: {"share"},
    PoolPlan: {"people"},
    AwayPlan: {"first", "last"},
    Kind: {"share"},
}
