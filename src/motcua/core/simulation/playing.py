"""Play a model: from the beginning to any moment, and on from there; what came of it as columns."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation import kernel
from motcua.core.simulation.memory import (
    DELAYED,
    DELAYED_FOR,
    DONE,
    LOG_BACK,
    LOG_CASE,
    LOG_ENABLED,
    LOG_ENDED,
    LOG_KIND,
    LOG_NODE,
    LOG_PERSON,
    LOG_READY,
    LOG_STARTED,
    LOG_TURN,
    LOGGED,
    QUEUE_MOST,
    READY,
    STATUS,
    STEPS,
    TASKS_USED,
    TROUBLE,
    WAITED_FOR,
    WORKED_FOR,
    made_for,
    more_log,
    more_room,
    room_for,
)
from motcua.core.simulation.model import Model
from motcua.core.simulation.overlooking import EndlessProcessError
from motcua.core.simulation.reading import read_clocks, read_work
from motcua.core.simulation.resuming import NOW, line_up, stand_open
from motcua.core.simulation.rows import CASE_PROCESS, Floats, Ints, Numbers
from motcua.core.simulation.standings import EXPLORING
from motcua.core.simulation.tables import Compiled, compile_model

MOST_STEPS: Final = 2**62
ALL: Final = -1
"""For `logged`: every step."""


class Outcome(NamedTuple):
    """What came of it until the moment that was played to.

    case_*: the cases that were open at second 0, in the order of the model, then those that came, in the order in which
    they came. case_process: the number of the process in the model; case_key: of a case that came, its number among the
    arrivals of its process. case_end: endless while it is open. case_used: seconds of its limit that have run.
    case_late: 1, 0, or -1 where it is open and can still be in time, or has no limit.

    node_*: by node, as `Compiled.nodes` names them: how many were done, and in all the seconds that work at the node
    was delayed, waited for somebody, and took (in the hours of who did it), that which was interrupted included.
    queue_most: the most that ever waited for somebody at once; queue_left: how many wait at the end. busy: by pool, the
    working seconds of its people.

    log_*: what was worked on, in the order in which it ended. log_case is a row of the case columns. log_person counts
    all people of all pools, pool by pool; -1 if nobody. log_turn: the how many-th time the case was at the node.
    log_kind: 0 done, n: ended by the n-th interruption of the step; it came back, or its case ended, at log_back.
    steps: how much was worked on.
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
    log_case: Numbers
    log_node: Numbers
    log_person: Numbers
    log_turn: Numbers
    log_kind: Numbers
    log_enabled: Floats
    log_ready: Floats
    log_started: Floats
    log_ended: Floats
    log_back: Floats
    steps: int


class Playing:
    """A model on its way. seed: all chance comes from it. logged: how many steps are kept one by one; `ALL` for every
    one.
    """

    def __init__(self, compiled: Compiled, seed: int, *, logged: int = 0) -> None:
        self._compiled, self._seed = compiled, seed % 2**63
        self._logs_all = logged == ALL
        self._widest = compiled.charting.widest
        self._city = room_for(compiled.tables, self._widest)
        self._made = made_for(compiled.tables, max(logged, 0))
        self._now = NOW
        if len(compiled.tables.used):
            with EXPLORING:
                self._stand_open()

    def until(self, moment: float, *, most_steps: int = MOST_STEPS) -> int:
        """Play on to a moment, or until so many steps were done in all; how many were done in all.

        Raises EndlessProcessError for a case that goes round for ever, and what compiling raises for a standing that
        was not come to before.
        """
        with EXPLORING:
            stopped = self._run(moment, most_steps)
        self._now = max(self._now, moment) if stopped == kernel.OVER else self._now
        return int(self._city.number[STEPS])

    def _run(self, moment: float, most_steps: int) -> int:
        """Let the loop run, and do what it returns for until it is done; why it returned last."""
        t, charting = self._compiled.tables, self._compiled.charting
        self._make_room()  # others who play the same may have found standings since
        while True:
            stopped = kernel.run(
                t, charting.chart, self._city, self._made, self._seed, moment, self._logs_all, most_steps
            )
            if stopped == kernel.ENDLESS:
                raise self._endless(int(self._city.number[TROUBLE]))
            if stopped == kernel.EXPLORE:
                charting.explore(int(self._city.number[TROUBLE]))
            elif stopped != kernel.ROOM:
                return stopped
            self._make_room()

    def outcome(self) -> Outcome:
        """What came of it so far."""
        t, made, number = self._compiled.tables, self._made, self._city.number
        busy = made.busy.copy()
        read_clocks(t, self._city, made, self._now)
        read_work(t, self._city, busy, self._now)
        log, when = made.log[: number[LOGGED]], made.log_when[: number[LOGGED]]
        return Outcome(
            case_process=t.case[:, CASE_PROCESS],
            case_key=self._compiled.case_key,
            case_arrival=t.arrival,
            case_end=made.case_end.copy(),
            case_used=made.case_used.copy(),
            case_late=made.case_late.copy(),
            node_count=made.node_number[:, DONE].copy(),
            node_delayed=made.node_sum[:, DELAYED_FOR].copy(),
            node_waited=made.node_sum[:, WAITED_FOR].copy(),
            node_worked=made.node_sum[:, WORKED_FOR].copy(),
            queue_most=made.node_number[:, QUEUE_MOST].copy(),
            queue_left=self._city.waiting.copy(),
            busy=busy,
            log_case=log[:, LOG_CASE],
            log_node=log[:, LOG_NODE],
            log_person=log[:, LOG_PERSON],
            log_turn=log[:, LOG_TURN],
            log_kind=log[:, LOG_KIND],
            log_enabled=when[:, LOG_ENABLED],
            log_ready=when[:, LOG_READY],
            log_started=when[:, LOG_STARTED],
            log_ended=when[:, LOG_ENDED],
            log_back=when[:, LOG_BACK],
            steps=int(number[STEPS]),
        )

    @property
    def memory(self) -> int:
        """How many bytes what is open takes now."""
        return sum(column.nbytes for column in self._city)

    def _stand_open(self) -> None:
        t, city = self._compiled.tables, self._city
        stand_open(t, self._compiled.charting.chart, city, self._seed)
        tasks = int(city.number[TASKS_USED])
        ready = np.flatnonzero((city.task[:tasks, STATUS] == DELAYED) & (city.when[:tasks, READY] <= NOW))
        self._make_room()
        line_up(t, self._city, self._made, self._seed, ready[np.argsort(city.when[ready, READY], kind="stable")])

    def _make_room(self) -> None:
        self._widest = max(self._widest, self._compiled.charting.widest)
        self._city = more_room(self._compiled.tables, self._city, self._widest)
        if self._logs_all and self._city.number[LOGGED] == len(self._made.log):
            self._made = more_log(self._made)

    def _endless(self, node: int) -> EndlessProcessError:
        name, step = self._compiled.nodes[node]
        return EndlessProcessError(
            f"“{name}”: có hồ sơ quay lại bước “{step}” quá nhiều lần. Hãy giảm tỷ lệ quay lại, hoặc vẽ lối ra.",
            f"“{name}”: a case comes to “{step}” again and again. Lower the share that goes back, or draw a way out.",
        )


def play(
    model: Model | Compiled,
    seed: int,
    horizon: float = np.inf,
    *,
    logged: int = 0,
    most_steps: int = MOST_STEPS,
) -> Outcome:
    """Play a model to a moment; `Playing` says what may be raised, and so does `compile_model`."""
    playing = Playing(model if isinstance(model, Compiled) else compile_model(model), seed, logged=logged)
    playing.until(horizon, most_steps=most_steps)
    return playing.outcome()
