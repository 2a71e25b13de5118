"""Whether what a scenario says of a process fits the drawing of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.core.process.steering import Steerable
from motcua.core.simulation.scenario import BadScenarioError, Place, ProcessPlan

_TOLD_OF = 40


def check_against_drawing(plan: ProcessPlan, process: Steerable) -> None:
    """Raises BadScenarioError for steps and arrows that the drawing does not have, and for a choice of which no way can
    be taken.
    """
    graph = process.definition.graph
    for place, node in _named_nodes(plan):
        if node not in graph.node:
            raise _not_drawn(place, sorted(graph.node))
    for place, shares in _shares(plan):
        for flow in shares:
            if flow not in graph.flow:
                raise _not_drawn((*place, flow), sorted(graph.flow))
        _check_choices(place, {**plan.shares, **shares}, process)


def _named_nodes(plan: ProcessPlan) -> Iterator[tuple[Place, str]]:
    place: Place = ("processes", plan.name)
    for node in plan.steps:
        yield (*place, "steps", node), node
    for node in plan.finished_by:
        yield (*place, "finished_by", node), node
    if plan.accepted_by:
        yield (*place, "accepted_by"), plan.accepted_by


def _shares(plan: ProcessPlan) -> Iterator[tuple[Place, Mapping[str, float]]]:
    place: Place = ("processes", plan.name)
    yield (*place, "shares"), plan.shares
    for kind in plan.kinds:
        yield (*place, "kinds", kind.name, "shares"), kind.shares


def _check_choices(place: Place, shares: Mapping[str, float], process: Steerable) -> None:
    for node in process.definition.nodes:
        exits = process.definition.exits.get(node.id)
        if exits and exits.guarded and exits.first_only and all(shares.get(flow) == 0 for flow in node.outgoing):
            ways = ", ".join(node.outgoing)
            raise BadScenarioError(
                place,
                f"các nhánh sau «{node.id}» đều bằng 0 ({ways}); hãy ghi ít nhất một số lớn hơn 0",
                f"all ways out of “{node.id}” are 0 ({ways}); write at least one that is more",
            )


def _not_drawn(place: Place, known: list[str]) -> BadScenarioError:
    listed = ", ".join(known[:_TOLD_OF])
    return BadScenarioError(
        place, f"sơ đồ không có phần tử này; sơ đồ có: {listed}", f"the drawing has no such element; it has: {listed}"
    )
