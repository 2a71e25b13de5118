"""The log of a run, by process: what happened to each of its cases, in the order of time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.playing import Outcome
from motcua.core.simulation.scenario import ProcessPlan, Scenario
from motcua.core.simulation.setting import sorts_of
from motcua.core.simulation.tables import Compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Rows(NamedTuple):
    """The cases of one process and what was done in them.

    arrival, end: by case, seconds; endless while it is open. sort: which kind of the process's cases it is. number: its
    row among all cases of the outcome. clock: what the clock that was kept while playing says: 1 late, 0 not, -1 that
    nobody knows. The other columns are by row, ordered by case and then by their ends; `nodes`
    are the names behind `node`, and the rows of case n are those from first[n] to first[n + 1].
    """

    arrival: Floats
    end: Floats
    sort: Ints
    number: Ints
    clock: NDArray[np.int8]
    nodes: tuple[str, ...]
    first: Ints
    case: Ints
    node: Ints
    person: Ints
    kind: Ints
    enabled: Floats
    ready: Floats
    started: Floats
    ended: Floats
    back: Floats

    def first_end(self, nodes: Collection[str]) -> Floats:
        """By case, when one of these nodes was first done; endless where none was."""
        found = np.full(len(self.arrival), np.inf)
        wanted = [n for n, node in enumerate(self.nodes) if node in nodes]
        done = np.isin(self.node, wanted) & (self.kind == 0)
        np.minimum.at(found, self.case[done], self.ended[done])
        return found


def rows_of(scenario: Scenario, compiled: Compiled, outcome: Outcome) -> Iterator[tuple[ProcessPlan, Rows]]:
    """The plans of the scenario with their rows. Raises ValueError for an outcome that did not log every step."""
    if len(outcome.log_case) < outcome.steps:
        raise ValueError(f"only {len(outcome.log_case)} of {outcome.steps} steps were logged; play with logged=ALL")
    sorts = sorts_of(scenario)
    names = list(dict.fromkeys(node for _, node in compiled.nodes))
    name = np.array([names.index(node) for _, node in compiled.nodes], dtype=np.int64)
    plan_of_case = _plans(scenario, [sort.plan for sort in sorts])[outcome.case_process]
    by_case = np.lexsort((outcome.log_ended, outcome.log_case))
    plan_of_row = plan_of_case[outcome.log_case[by_case]]
    for n, plan in enumerate(scenario.processes):
        cases = np.flatnonzero(plan_of_case == n)
        rows = by_case[plan_of_row == n]
        case = np.searchsorted(cases, outcome.log_case[rows])
        yield (
            plan,
            Rows(
                outcome.case_arrival[cases],
                outcome.case_end[cases],
                outcome.case_process[cases],
                cases,
                outcome.case_late[cases],
                tuple(names),
                np.searchsorted(case, np.arange(len(cases) + 1)),
                case,
                name[outcome.log_node[rows]],
                outcome.log_person[rows],
                outcome.log_kind[rows],
                outcome.log_enabled[rows],
                outcome.log_ready[rows],
                outcome.log_started[rows],
                outcome.log_ended[rows],
                outcome.log_back[rows],
            ),
        )


def _plans(scenario: Scenario, of_sorts: list[ProcessPlan]) -> Ints:
    """The number of the plan that each process of the model was made of."""
    number = {plan.name: n for n, plan in enumerate(scenario.processes)}
    return np.array([number[plan.name] for plan in of_sorts], dtype=np.int64)
