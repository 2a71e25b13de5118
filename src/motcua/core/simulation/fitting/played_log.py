"""What was simulated as a log of the same kind as the one it is to be set beside."""

from __future__ import annotations

from collections.abc import Set

import numpy as np

from motcua.core.mining.conformance import Moves
from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, Times, as_time
from motcua.core.simulation.log_rows import Floats, Rows, rows_of
from motcua.core.simulation.playing import Outcome
from motcua.core.simulation.scenario import Scenario
from motcua.core.simulation.setting import Setting
from motcua.core.simulation.tables import Compiled

_SECOND = 1_000_000


def played_log(scenario: Scenario, setting: Setting, compiled: Compiled, outcome: Outcome, shown: Set[str]) -> EventLog:
    """The events of the first process of a scenario, interrupted work too. shown: the activities that the measured log
    knows; what a drawing has besides (timers, messages) is not in it.
    """
    plan, rows = next(iter(rows_of(scenario, compiled, outcome)))
    process = setting.processes[plan.name]
    moves = Moves(process, shown)
    drawn = [process.definition.graph.node[name] for name in rows.nodes]
    visible = np.array([moves.is_shown(node) for node in drawn], dtype=bool)
    labels = [moves.label(node) for node in drawn]
    return _log_of(rows, labels, visible[rows.node] if len(rows.node) else np.zeros(0, bool), setting)


def _log_of(
    rows: Rows, labels: list[str], kept: np.ndarray[tuple[int], np.dtype[np.bool_]], setting: Setting
) -> EventLog:
    activities = tuple(dict.fromkeys(labels))
    number = np.array([activities.index(label) for label in labels], dtype=np.int64)
    case = rows.case[kept]
    people = int(rows.person.max(initial=NOBODY)) + 1
    begin = as_time(setting.begin)
    none: Ids = np.full(len(case), NOBODY, np.int64)
    return EventLog(
        cases=tuple(str(n) for n in range(len(rows.arrival))),
        activities=activities,
        resources=tuple(str(n) for n in range(people)),
        roles=(),
        case=case,
        activity=number[rows.node[kept]],
        resource=rows.person[kept],
        role=none,
        enabled=_times(begin, rows.enabled[kept]),
        claimed=np.full(len(case), NO_TIME),
        started=_times(begin, rows.started[kept]),
        ended=_times(begin, rows.ended[kept]),
        first=np.searchsorted(case, np.arange(len(rows.arrival) + 1)),
        attributes={},
    )


def _times(begin: int, seconds: Floats) -> Times:
    return begin + np.rint(seconds * _SECOND).astype(np.int64)
