"""Scenarios as plain values for YAML and JSON: what `scenario_from` reads back as the same scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from math import exp, sqrt
from typing import Any

from motcua.core.deadlines import ClockRules, TimeLimit
from motcua.core.simulation.lengths import NEVER, Length, Shape, lognormal
from motcua.core.simulation.scenario import InterruptionPlan, Kind, Scenario

Plain = dict[str, Any]
_ROUND, _EXACT = 9, 17
"""Digits of a mean: round, if the very same length can be made of it, else all that a number has."""


def plain_of(scenario: Scenario) -> Plain:
    """The scenario in plain values, without what is as usual."""
    told: Plain = {
        "processes": {plan.name: _told(plan) for plan in scenario.processes},
        "pools": {pool.name: _told(pool) for pool in scenario.pools},
        "weeks": _plain(scenario.weeks),
        "assumed": list(scenario.assumed),
    }
    return {key: value for key, value in told.items() if value}


def plain_length(length: Length) -> object:
    """A length as a scenario states it: seconds, or a distribution by its name."""
    match length.shape:
        case Shape.FIXED:
            return "never" if length == NEVER else length.a
        case Shape.EXPONENTIAL:
            return {"exponential": length.a}
        case Shape.UNIFORM:
            return {"uniform": [length.a, length.b]}
        case Shape.LOGNORMAL:
            return {"lognormal": _mean_and_deviation(length) or {"mu": length.a, "sigma": length.b}}
        case Shape.WEIBULL:
            return {"weibull": {"scale": length.a, "form": length.b}}
        case Shape.SAMPLED:
            return {"sampled": list(length.values)}


def _mean_and_deviation(length: Length) -> Plain | None:
    """The figures that people know, where they make the very same length."""
    mean = exp(length.a + length.b**2 / 2)
    deviation = mean * sqrt(exp(length.b**2) - 1)
    for digits in (_ROUND, _EXACT):
        found = float(f"{mean:.{digits}g}"), float(f"{deviation:.{digits}g}")
        if found[0] > 0 and lognormal(*found) == length:
            return {"mean": found[0], "deviation": found[1]}
    return None


def _told(plan: Any) -> Plain:
    """The fields of a part that differ from what is usual; its name is told by where it stands."""
    return {
        each.name: _plain(value)
        for each in fields(plan)
        if each.name != "name" and (value := getattr(plan, each.name)) != _usual(each)
    }


def _usual(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _plain(value: object) -> object:
    match value:
        case Length():
            return plain_length(value)
        case TimeLimit() | ClockRules():
            return value.as_dict()
        case date():
            return value.isoformat()
        case tuple() if value and isinstance(value[0], (InterruptionPlan, Kind)):
            return {each.name: _told(each) for each in value}
        case tuple() | list():
            return [_plain(each) for each in value]
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
    return _told(value) if is_dataclass(value) else value
