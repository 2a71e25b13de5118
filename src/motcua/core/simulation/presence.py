"""The cases that are open at second 0, as rows of a model's tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import isfinite, isnan

import numpy as np

from motcua.core.process import State, Wait
from motcua.core.simulation.chart import Charting
from motcua.core.simulation.model import BadModelError, ClockState, Played, Present, PresentWait
from motcua.core.simulation.rows import NONE, NOT_BEGUN, OVER, RUNNING, Floats, Numbers

_CLOCKS = {ClockState.NOT_BEGUN: NOT_BEGUN, ClockState.RUNNING: RUNNING, ClockState.OVER: OVER}


class Presence:
    """Collects the rows."""

    def __init__(self, charting: Charting) -> None:
        self._charting = charting
        self._open: list[tuple[int, int, int, int]] = []
        self._used: list[float] = []
        self._since: list[float] = []
        self._kept: list[float] = []
        self._wait: list[tuple[int, int]] = []
        self._waited: list[tuple[float, float, float]] = []
        self._counted: list[tuple[int, int]] = []

    def lay(
        self,
        process: int,
        played: Played,
        asks: Mapping[str, Mapping[str, int]],
        counters: Mapping[str, int],
        asked_counters: Mapping[str, int],
    ) -> None:
        """The open cases of one process. asks: of each node by its id, the rows of its interruptions by their names.
        counters, asked_counters: where nodes are counted, by id, and interruptions, by name.
        """
        if len({each.key for each in played.present}) < len(played.present):
            raise _wrong(played, "hai hồ sơ đang mở cùng một khóa", "two open cases have one key; give each its own")
        for each in played.present:
            self._look_over(played, each)
            standing = self._charting.standing_of(process, each.state)
            self._open.append((standing, _CLOCKS[each.clock], len(self._wait), len(self._counted)))
            self._used.append(each.used)
            self._since.append(each.since)
            self._kept.append(each.kept_until)
            for wait in each.state.waits:
                self._lay_wait(played, wait, each.waits.get(wait.number), asks.get(wait.node, {}))
            begun = {**Counter(wait.node for wait in each.state.waits), **each.turns}
            self._counted += ((counters[node], turns) for node, turns in begun.items() if node in counters)
            self._counted += (
                (asked_counters[name], n) for name, n in each.interrupted.items() if name in asked_counters
            )

    def columns(self) -> tuple[Numbers, Floats, Floats, Floats, Numbers, Floats, Numbers]:
        """The rows of the tables `open`, `used`, `since`, `kept`, `wait`, `waited` and `counted`; the first ends with
        one more, at which the last case ends.
        """
        end = (NONE, NOT_BEGUN, len(self._wait), len(self._counted))
        return (
            np.array([*self._open, end], np.int32),
            np.array(self._used, np.float64),
            np.array(self._since, np.float64),
            np.array(self._kept, np.float64),
            np.array(self._wait, np.int32).reshape(-1, 2),
            np.array(self._waited, np.float64).reshape(-1, 3),
            np.array(self._counted, np.int32).reshape(-1, 2),
        )

    def _lay_wait(self, played: Played, wait: Wait, known: PresentWait | None, asks: Mapping[str, int]) -> None:
        known = known or PresentWait(0.0)
        if known.interruption and known.interruption not in asks:
            raise _wrong(
                played,
                f"bước “{wait.node}” không có gián đoạn “{known.interruption}”",
                f"the step “{wait.node}” has no interruption “{known.interruption}”",
            )
        began = known.started if known.started is not None else known.since
        if not (known.since <= began <= 0):
            raise _wrong(
                played,
                f"bước “{wait.node}” phải mở trước khi bắt đầu, và cả hai trước giây 0",
                f"the step “{wait.node}” must be enabled before it is started, both before second 0",
            )
        asked = asks[known.interruption] if known.interruption else NONE
        self._wait.append((known.started is not None and not known.interruption, asked))
        self._waited.append((known.since, began, np.inf if known.back is None else max(known.back, 0.0)))

    def _look_over(self, played: Played, each: Present) -> None:
        state: State = each.state
        if state.status != "running" or state.definition != played.process.definition.fingerprint:
            raise _wrong(
                played,
                f"hồ sơ đang mở số {each.key} không đứng trong bản vẽ này",
                f"the open case {each.key} does not stand in this drawing",
            )
        told = isfinite(each.used) and isfinite(each.since) and each.since >= 0 and not isnan(each.kept_until)
        if each.key < 0 or not each.arrived <= 0 or not told:
            raise _wrong(
                played,
                f"hồ sơ đang mở số {each.key} phải có khóa từ 0, đến trước giây 0, thời hạn đã dùng là một số",
                f"the open case {each.key} needs a key of 0 or more, an arrival before second 0, and a used time",
            )


def _wrong(played: Played, vi: str, en: str) -> BadModelError:
    return BadModelError(f"“{played.name}”: {vi}.", f"“{played.name}”: {en}.")
