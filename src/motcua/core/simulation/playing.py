"""Play a model: from the beginning to any moment, and on from there; what came of it as columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation import kernel
from motcua.core.simulation.model import Model
from motcua.core.simulation.tables import Compiled, Floats, Ints, compile_model

MOST_STEPS = 10**15
ALL = -1
"""For `logged`: every step."""


class Outcome(NamedTuple):
    """What came of it until the moment that was played to.

    case_*: the cases that were open at second 0, in the order of the model, then those that came, in the order in which
    they came. case_process: the number of the process in the model; case_key: of a case that came, its number among the
    arrivals of its process. case_end: endless while it is open. case_used: seconds of its limit that have run.
    case_late: 1, 0, or -1 where it is open and can still be in time, or has no limit.

    node_*: by node, as `Compiled.nodes` names them: how many were done, and in all the seconds that these were delayed,
    waited for somebody, and were worked on (in the hours of who did it). queue_most: the most that ever waited for
    somebody at once; queue_left: how many wait at the end. busy: by pool, the working seconds of its people.

    log_*: what was done, in the order in which it ended. log_case is a row of the case columns. log_person counts all
    people of all pools, pool by pool; -1 if nobody. log_turn: the how many-th time the case was at the node. log_kind:
    0 done, n: ended by the n-th interruption of the step; it came back, or its case ended, at log_back.
    """

    case_process: Ints
    case_key: Ints
    case_arrival: Floats
    case_end: Floats
    case_used: Floats
    case_late: NDArray[np.int8]
    node_count: Ints
    node_delayed: Floats
    node_waited: Floats
    node_worked: Floats
    queue_most: Ints
    queue_left: Ints
    busy: Floats
    log_case: Ints
    log_node: Ints
    log_person: Ints
    log_turn: Ints
    log_kind: Ints
    log_enabled: Floats
    log_ready: Floats
    log_started: Floats
    log_ended: Floats
    log_back: Floats
    steps: int


class Playing:
    """A model on its way."""

    def __init__(self, compiled: Compiled, seed: int, *, logged: int = 0) -> None:
        self._compiled, self._seed, self._logged = compiled, seed, logged
        self._found = kernel.play(compiled.tables, seed, -1.0, 0, 0)

    def until(self, moment: float) -> int:
        """Play on to a moment; how many steps were done in all."""
        self._found = kernel.play(self._compiled.tables, self._seed, moment, max(self._logged, 0), MOST_STEPS)
        return self._found.steps

    def outcome(self) -> Outcome:
        """What came of it so far."""
        t, found = self._compiled.tables, self._found
        cases, nodes, rows = len(t.arrival), len(t.node_kind), len(found.log_case)
        return Outcome(
            case_process=t.case_process,
            case_key=t.case_key,
            case_arrival=t.arrival,
            case_end=found.case_end,
            case_used=np.zeros(cases),
            case_late=np.full(cases, -1, np.int8),
            node_count=found.node_count,
            node_delayed=found.node_delayed,
            node_waited=found.node_waited,
            node_worked=found.node_worked,
            queue_most=np.zeros(nodes, np.int64),
            queue_left=np.zeros(nodes, np.int64),
            busy=found.busy,
            log_case=found.log_case,
            log_node=found.log_node,
            log_person=np.full(rows, -1, np.int64),
            log_turn=np.ones(rows, np.int64),
            log_kind=np.zeros(rows, np.int64),
            log_enabled=found.log_enabled,
            log_ready=found.log_ready,
            log_started=found.log_started,
            log_ended=found.log_ended,
            log_back=np.full(rows, np.inf),
            steps=found.steps,
        )


def play(model: Model | Compiled, seed: int, horizon: float = np.inf, *, logged: int = 0) -> Outcome:
    """Play a model to a moment. logged: how many steps are kept one by one; `ALL` for every one."""
    playing = Playing(model if isinstance(model, Compiled) else compile_model(model), seed, logged=logged)
    playing.until(horizon)
    return playing.outcome()
