"""A drawing by itself as a scenario: its lanes are the pools, and everything else is assumed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from motcua.core.procedure import StepKind, WaitsFor
from motcua.core.process.graph import MESSAGES, SIGNALS, Kind, Node
from motcua.core.process.steering import Steerable
from motcua.core.simulation.assumptions import Assumptions
from motcua.core.simulation.package import loads_of, staffed
from motcua.core.simulation.scenario import ProcessPlan, Scenario, StepPlan

NOBODY_NAMED: Final = "staff"
"""The pool of work that stands in no lane."""
_WORK = frozenset({Kind.TASK, Kind.USER, Kind.MANUAL})
_WAITS = MESSAGES | SIGNALS | {Kind.RECEIVE}
_ALIKE = "mọi nhánh rẽ đều nhau, không có thời hạn (all ways are equally likely, and there is no limit)"


def scenario_of_drawing(name: str, process: Steerable, assumptions: Assumptions) -> Scenario:
    """The scenario of any process that can run. Work takes as long as a step of a procedure does."""
    steps = {node.id: step for node in process.definition.nodes if (step := _step(node, assumptions))}
    per_day = assumptions.procedures.get(name, assumptions.usual)
    plan = ProcessPlan(name, replace(assumptions.pattern, per_working_day=per_day), steps)
    pools = staffed(loads_of(plan, process), assumptions.busy)
    says = (assumptions.says[part] for part in ("arrivals", "work", "staff", "waits"))
    return Scenario((plan,), pools, (*says, _ALIKE))


def _step(node: Node, assumptions: Assumptions) -> StepPlan | None:
    if node.kind in _WORK:
        return StepPlan(assumptions.work[StepKind.WORK], (node.role or node.lane or NOBODY_NAMED,))
    if node.kind in _WAITS:
        return StepPlan(assumptions.waits[WaitsFor.APPLICANT], outside=True)
    return None
