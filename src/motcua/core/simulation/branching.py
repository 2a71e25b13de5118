"""How choices of a drawing fall, from how likely it is what their conditions ask: every combination is evaluated by the
engine's own language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, Final

from motcua.core.process import Definition
from motcua.core.process.graph import Node
from motcua.core.rules import Expression, compile_expression

DataPath = tuple[str, ...]
Chances = Mapping[DataPath, Mapping[object, float]]
"""By what a condition can ask (`steps.check.outcome`): each of its values, and how likely it is; they add up to 1."""
MOST_COMBINATIONS: Final = 10_000


def shares_of(process: Definition, chances: Chances) -> tuple[dict[str, float], tuple[str, ...]]:
    """How likely each arrow out of a choice is taken, and the nodes whose conditions ask what `chances` does not know:
    nothing is told of those.
    """
    shares: dict[str, float] = {}
    unknown = []
    for node in process.nodes:
        conditions = {
            flow: compile_expression(text) for flow in node.outgoing if (text := process.graph.flow[flow].condition)
        }
        if not conditions:
            continue
        asked = sorted({tuple(path) for each in conditions.values() for path in each.reads.paths})
        combinations = prod(len(chances.get(path, ())) for path in asked)
        if not 0 < combinations <= MOST_COMBINATIONS:
            unknown.append(node.id)
            continue
        first_only = process.exits[node.id].first_only
        shares |= _falls(node, conditions, [(path, chances[path]) for path in asked], first_only=first_only)
    return shares, tuple(unknown)


def _falls(
    node: Node,
    conditions: Mapping[str, Expression],
    asked: Sequence[tuple[DataPath, Mapping[object, float]]],
    *,
    first_only: bool,
) -> dict[str, float]:
    found = dict.fromkeys((*conditions, *((node.default,) if node.default else ())), 0.0)
    for values in product(*(chances.items() for _, chances in asked)):
        data = _nested(zip((path for path, _ in asked), (value for value, _ in values), strict=True))
        likely = prod(chance for _, chance in values)
        taken = [flow for flow, condition in conditions.items() if condition.evaluate(data) is True]
        for flow in (taken[:1] if first_only else taken) or ([node.default] if node.default else []):
            found[flow] += likely
    if not first_only:
        found.pop(node.default, None)  # an inclusive choice takes it when it takes nothing else
    return found


def _nested(told: Iterator[tuple[DataPath, object]]) -> dict[str, object]:
    data: dict[str, Any] = {}
    for path, value in told:
        part = data
        for name in path[:-1]:
            part = part.setdefault(name, {})
        part[path[-1]] = value
    return data
