"""What was simulated as an event log: what mining reads of a real office can be read of an imagined one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, Times, as_time
from motcua.core.simulation.log_rows import Floats, Rows, rows_of
from motcua.core.simulation.playing import Outcome
from motcua.core.simulation.scenario import ProcessPlan, Scenario
from motcua.core.simulation.setting import Setting
from motcua.core.simulation.tables import Compiled

_SECOND = 1_000_000


def event_log_of(compiled: Compiled, outcome: Outcome, setting: Setting, scenario: Scenario) -> EventLog:
    """All steps that were done or broken off, of all processes. A case is called by its process and its number in the
    order of arrival, a person by the pool and a number, an activity as the drawing calls it.

    Raises ValueError for an outcome that did not log every step.
    """
    told = list(rows_of(scenario, compiled, outcome))
    activities = list(dict.fromkeys(label for plan, rows in told for label in _labels(plan, rows, setting)))
    number = {label: n for n, label in enumerate(activities)}
    cases = [0, *np.cumsum([len(rows.arrival) for _, rows in told]).tolist()]
    people = tuple(f"{pool.name}-{n + 1}" for pool in scenario.pools for n in range(pool.people))
    pool_of = np.repeat(np.arange(len(scenario.pools)), [pool.people for pool in scenario.pools])
    case = np.concatenate([rows.case + before for (_, rows), before in zip(told, cases, strict=False)])
    person = np.concatenate([rows.person for _, rows in told])
    begin = as_time(setting.begin)
    return EventLog(
        cases=tuple(_case_names(told)),
        activities=tuple(activities),
        resources=people,
        roles=tuple(pool.name for pool in scenario.pools),
        case=case,
        activity=np.concatenate([_activity(plan, rows, setting, number) for plan, rows in told]),
        resource=person,
        role=_pools(person, pool_of),
        enabled=_times(begin, np.concatenate([rows.enabled for _, rows in told])),
        claimed=np.full(len(case), NO_TIME),
        started=_times(begin, np.concatenate([rows.started for _, rows in told])),
        ended=_times(begin, np.concatenate([rows.ended for _, rows in told])),
        first=np.searchsorted(case, np.arange(cases[-1] + 1)),
        attributes={},
    )


def _case_names(told: list[tuple[ProcessPlan, Rows]]) -> Iterator[str]:
    for plan, rows in told:
        yield from (f"{plan.name}-{n + 1:06}" for n in range(len(rows.arrival)))


def _labels(plan: ProcessPlan, rows: Rows, setting: Setting) -> list[str]:
    """What the drawing calls each node that the log knows; nodes of other processes have their ids."""
    node = setting.processes[plan.name].definition.graph.node
    return [node[name].label if name in node else name for name in rows.nodes]


def _activity(plan: ProcessPlan, rows: Rows, setting: Setting, number: dict[str, int]) -> Ids:
    numbers = np.array([number[label] for label in _labels(plan, rows, setting)], dtype=np.int64)
    found: Ids = numbers[rows.node]
    return found


def _pools(person: Ids, pool_of: Ids) -> Ids:
    found = np.full(len(person), NOBODY, np.int64)
    found[person >= 0] = pool_of[person[person >= 0]]
    return found


def _times(begin: int, seconds: Floats) -> Times:
    return begin + np.rint(seconds * _SECOND).astype(np.int64)
