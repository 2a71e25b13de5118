"""The figures of one run by which scenarios are compared: few, each one number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import nan
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.calendars import hours_of
from motcua.core.simulation.experiment import Figures
from motcua.core.simulation.log_rows import Rows, rows_of
from motcua.core.simulation.playing import Outcome
from motcua.core.simulation.pool_figures import PoolFigures, pool_figures
from motcua.core.simulation.rosters import Share
from motcua.core.simulation.scenario import ALWAYS_OPEN, OFFICE, ProcessPlan, Scenario
from motcua.core.simulation.setting import Setting, calendars_of
from motcua.core.simulation.tables import Compiled
from motcua.core.simulation.verdicts import IN_TIME, LATE, verdicts
from motcua.core.simulation.working_line import WorkingLine

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LATE_SHARE: Final = "late"
MEAN: Final = "mean"
P90: Final = "p90"
OPEN: Final = "open"
WAITING: Final = "waiting"
BUSY: Final = "busy"
COST: Final = "cost"
_PLAYED_OUT: Final = float("inf")


class Ran(NamedTuple):
    """One run. figures: see `ran`. in_time: by process that has a limit, the share of its cases, and how many were
    judged. loads: by pool, as many people as its work would keep busy.
    """

    figures: Figures
    in_time: Mapping[str, Share]
    loads: tuple[float, ...]


def ran(scenario: Scenario, setting: Setting, compiled: Compiled, outcome: Outcome, warm: float) -> Ran:
    """What came of a run that was played to its end with every step logged; cases that came before `warm` do not count.

    Over all, and where there are several processes for each (`late/PROCESS`): `late`, the share of cases with a limit
    that were late or never came to their end; `mean` and `p90`, seconds of the wall clock from arrival to end; `open`,
    the share that never ended. `waiting/PROCESS/STEP`: seconds in the mean until somebody began, on the wall clock.
    `busy/POOL`: the part of its working time. `cost`: đồng for the people's hours, for each case that came.
    """
    calendars = calendars_of(scenario, setting)
    lines = {name: WorkingLine(hours_of(calendar, setting.begin)) for name, calendar in calendars.items()}
    lines[ALWAYS_OPEN] = WorkingLine(None)
    groups = []
    figures: dict[str, float] = {}
    for plan, rows in rows_of(scenario, compiled, outcome):
        calendar = calendars[OFFICE if plan.calendar == ALWAYS_OPEN else plan.calendar]
        late = verdicts(plan, rows, calendar, setting.begin, _PLAYED_OUT).late
        groups.append(_Cases.of(plan, rows, late, warm))
        figures |= _waits(plan, rows, warm)
    if len(groups) > 1:
        for plan, group in zip(scenario.processes, groups, strict=True):
            figures |= {f"{name}/{plan.name}": value for name, value in group.figures()}
    whole = _Cases.together(groups)
    came = float(outcome.case_arrival.max(initial=0.0))
    pools, before = (pool_figures(scenario, compiled, outcome, lines, until) for until in (came, min(warm, came)))
    figures |= dict(whole.figures()) | dict(_use(pools, before))
    figures[COST] = (_cost(pools) - _cost(before)) / len(whole.lasted) if len(whole.lasted) else nan
    in_time = {
        plan.name: Share(1 - _mean(group.late), len(group.late))
        for plan, group in zip(scenario.processes, groups, strict=True)
        if plan.limit
    }
    return Ran(figures, in_time, tuple(pool.asked * pool.people for pool in pools))


class _Cases(NamedTuple):
    """Cases that count. lasted: seconds, endless for those that never ended. late: of those that have a limit and were
    not refused before it began.
    """

    lasted: Floats
    late: Flags

    @classmethod
    def of(cls, plan: ProcessPlan, rows: Rows, late: NDArray[np.int8], warm: float) -> _Cases:
        counts = rows.arrival >= warm
        stuck = np.isinf(rows.end) & (plan.limit is not None)
        judged = counts & ((late == LATE) | (late == IN_TIME) | stuck)
        return cls((rows.end - rows.arrival)[counts], (late[judged] == LATE) | stuck[judged])

    @classmethod
    def together(cls, groups: Sequence[_Cases]) -> _Cases:
        lasted, late = (np.concatenate(column) for column in zip(*groups, strict=True))
        return cls(lasted, late)

    def figures(self) -> Iterator[tuple[str, float]]:
        ended = self.lasted[np.isfinite(self.lasted)]
        yield LATE_SHARE, _mean(self.late)
        yield MEAN, _mean(ended)
        yield P90, float(np.quantile(ended, 0.9)) if len(ended) else nan
        yield OPEN, _mean(~np.isfinite(self.lasted))


def _waits(plan: ProcessPlan, rows: Rows, warm: float) -> Figures:
    """By step that people do, how long it waited for them in the mean."""
    counts = rows.arrival[rows.case] >= warm
    waited = rows.started - rows.ready
    found = {}
    for n, node in enumerate(rows.nodes):
        step = plan.steps.get(node)
        if step and step.pools:
            found[f"{WAITING}/{plan.name}/{node}"] = _mean(waited[(rows.node == n) & counts])
    return found


def _use(pools: Sequence[PoolFigures], before: Sequence[PoolFigures]) -> Iterator[tuple[str, float]]:
    """Between the warm-up and the last arrival."""
    for now, then in zip(pools, before, strict=True):
        hours = now.hours - then.hours
        yield f"{BUSY}/{now.name}", (now.busy * now.hours - then.busy * then.hours) / hours if hours else nan


def _cost(pools: Sequence[PoolFigures]) -> float:
    return sum(pool.cost for pool in pools)


def _mean(values: Floats | Flags) -> float:
    return float(values.mean()) if len(values) else nan
