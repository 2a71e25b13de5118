"""What of a procedure no scenario has walked: arrows of the drawing, steps, outcomes, limits and results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.core.procedure.scenarios.played import Played
from motcua.core.procedure.types import Procedure


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much there is, and what of it is not walked, by sort: `arrows`, `steps`, `outcomes`, `limits`, `results`."""

    total: Mapping[str, int]
    missing: Mapping[str, tuple[str, ...]]

    @property
    def is_whole(self) -> bool:
        return not any(self.missing.values())


def coverage(procedure: Procedure, played: Iterable[Played]) -> Coverage:
    """What these stories leave out. Outcomes are named `step.outcome`, limits and results `case.key`."""
    walked: dict[str, set[str]] = {
        "arrows": set(),
        "steps": set(),
        "outcomes": set(),
        "limits": set(),
        "results": set(),
    }
    for each in played:
        walked["arrows"] |= each.flows
        walked["steps"] |= set(each.path)
        walked["outcomes"] |= {f"{passage.step}.{passage.outcome}" for passage in each.passages if passage.outcome}
        walked["limits"] |= {f"{each.case}.{limit}" for limit in each.limits}
        walked["results"] |= {f"{each.case}.{result}" for result in each.results}
    everything = _everything(procedure)
    return Coverage(
        total={sort: len(names) for sort, names in everything.items()},
        missing={sort: tuple(name for name in names if name not in walked[sort]) for sort, names in everything.items()},
    )


def _everything(procedure: Procedure) -> dict[str, list[str]]:
    cases = procedure.cases.values()
    return {
        "arrows": [flow.id for flow in procedure.process.flows],
        "steps": list(procedure.steps),
        "outcomes": [f"{step.key}.{outcome}" for step in procedure.steps.values() for outcome in step.outcomes],
        "limits": [f"{case.key}.{limit.key}" for case in cases for limit in case.limits],
        "results": [f"{case.key}.{result.key}" for case in cases for result in case.results],
    }
