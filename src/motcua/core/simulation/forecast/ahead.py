"""The models of a forecast: what was fitted from the past, begun at a moment with the cases that are open then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from motcua.core.process.steering import Steerable
from motcua.core.simulation.model import Limit, Model, Played, Present, PresentWait, Step
from motcua.core.simulation.scenario import Scenario
from motcua.core.simulation.setting import Setting, model_of


class OpenCases(NamedTuple):
    """Cases that run by one drawing and one limit. name: by which the forecast tells them from others."""

    name: str
    process: Steerable
    limit: Limit | None
    present: tuple[Present, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The model of each run. scenario: of one process, as it was fitted. setting: begins at the moment from which it is
    foreseen. until: so long more cases come. Their own drawings and limits hold for the open ones, and people, work and
    chance are those of the scenario, by the ids of steps.
    """

    scenario: Scenario
    setting: Setting
    until: datetime
    open_cases: tuple[OpenCases, ...]

    def __call__(self, seed: int) -> Model:
        model = model_of(self.scenario, self.setting, until=self.until, seed=seed)
        like, finished_by = model.processes[0], self.scenario.processes[0].finished_by
        return replace(
            model, processes=(*model.processes, *(_standing(like, finished_by, each) for each in self.open_cases))
        )


def _standing(like: Played, finished_by: tuple[str, ...], cases: OpenCases) -> Played:
    nodes = {node.id for node in cases.process.definition.nodes}
    steps = {node: step for node, step in like.steps.items() if node in nodes}
    kept_by = tuple(node for node in finished_by if node in nodes)
    return replace(
        like,
        name=cases.name,
        process=cases.process,
        arrivals=(),
        steps=steps,
        limit=replace(cases.limit, finished_by=kept_by) if cases.limit else None,
        data=None,
        present=tuple(_with_known_interruptions(each, steps) for each in cases.present),
    )


def _with_known_interruptions(present: Present, steps: dict[str, Step]) -> Present:
    """Who was asked for more at a step where nobody ever was before is waited for as the step itself is."""
    node = {wait.number: wait.node for wait in present.state.waits}
    return replace(
        present,
        waits={n: _known(wait, steps.get(node[n])) for n, wait in present.waits.items()},
    )


def _known(wait: PresentWait, step: Step | None) -> PresentWait:
    names: Sequence[str] = [each.name for each in step.interruptions] if step else []
    return wait if not wait.interruption or wait.interruption in names else replace(wait, interruption="", back=None)
