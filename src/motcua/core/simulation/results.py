"""What came of a simulated scenario, as plain values: by process, by step and by pool; late cases with how sure that
is, where the work waits, which queues grow without end, and what was only assumed. All lengths are seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from motcua.core.simulation.absent_time import AbsentTime
from motcua.core.simulation.calendars import hours_of, last_second, moment_at
from motcua.core.simulation.figures import Plain, share_of, spread_of
from motcua.core.simulation.log_rows import Rows, rows_of
from motcua.core.simulation.playing import Outcome
from motcua.core.simulation.pool_figures import PoolFigures, pool_figures
from motcua.core.simulation.remarks import remarks_on
from motcua.core.simulation.scenario import ALWAYS_OPEN, OFFICE, ProcessPlan, Scenario
from motcua.core.simulation.setting import Setting, calendars_of, sorts_of
from motcua.core.simulation.step_figures import step_figures
from motcua.core.simulation.tables import Compiled
from motcua.core.simulation.verdicts import LATE, UNKNOWN, verdicts
from motcua.core.simulation.working_line import WorkingLine
from motcua.core.workcal import WorkCalendar

_PLAYED_OUT = float("inf")


def summary(
    compiled: Compiled, outcome: Outcome, setting: Setting, scenario: Scenario, *, now: float = _PLAYED_OUT
) -> Plain:
    """All figures. now: the second up to which was played, endless if to the end. Raises ValueError for an outcome that
    did not log every step.
    """
    looking = _Looking(compiled, outcome, setting, scenario, now)
    told = list(rows_of(scenario, compiled, outcome))
    pools = looking.pools()
    found: Plain = {
        "begin": setting.begin.isoformat(),
        "last": moment_at(setting.begin, looking.last).isoformat(timespec="seconds"),
        "cases": len(outcome.case_end),
        "open": int(np.isinf(outcome.case_end).sum()),
        "steps": outcome.steps,
        "processes": {plan.name: looking.process(plan, rows) for plan, rows in told},
        "pools": {each.name: each.plain(setting.pool_labels) for each in pools},
        "bottleneck": looking.bottleneck(pools),
        "growing": [each.name for each in pools if each.grows],
        "assumed": list(scenario.assumed),
    }
    return {**found, "remarks": remarks_on(found, looking.calendar_end())}


class _Looking:
    def __init__(self, compiled: Compiled, outcome: Outcome, setting: Setting, scenario: Scenario, now: float) -> None:
        self._compiled, self._outcome = compiled, outcome
        self._setting, self._scenario = setting, scenario
        self._now = now
        self._calendars = calendars_of(scenario, setting)
        self._lines = {
            name: WorkingLine(hours_of(calendar, setting.begin)) for name, calendar in self._calendars.items()
        }
        self._lines[ALWAYS_OPEN] = WorkingLine(None)
        self._absent = AbsentTime(compiled.tables)
        self._came_until = float(outcome.case_arrival.max(initial=0.0))

    @property
    def last(self) -> float:
        """When the last thing happened."""
        return float(self._outcome.log_ended.max(initial=self._came_until))

    def calendar_end(self) -> datetime | None:
        """Where the first calendar ends, if that kept cases from going on."""
        begin = self._setting.begin
        if np.isfinite(self._now) or not np.isinf(self._outcome.case_end).any():
            return None
        return moment_at(begin, min(last_second(each, begin) for each in self._calendars.values()))

    def pools(self) -> list[PoolFigures]:
        """The figures of all pools, while cases came."""
        window = min(self._came_until, self._now)
        return pool_figures(self._scenario, self._compiled, self._outcome, self._lines, window)

    def process(self, plan: ProcessPlan, rows: Rows) -> Plain:
        """The figures of one process."""
        setting, calendar = self._setting, self._calendar(plan)
        judged = verdicts(plan, rows, calendar, setting.begin, min(self._now, last_second(calendar, setting.begin)))
        known, ended = judged.late != UNKNOWN, np.isfinite(rows.end)
        ready = np.isfinite(judged.finished) & np.isfinite(judged.accepted)
        line = self._lines[plan.calendar]
        return {
            "name": setting.processes[plan.name].definition.name or plan.name,
            "cases": len(rows.end),
            "ended": int(ended.sum()),
            "open": int((~ended).sum()),
            "limit": plan.limit.as_dict() if plan.limit else None,
            "late": share_of(judged.late[known] == LATE),
            "late_and_open": int(((judged.late == LATE) & ~ended).sum()),
            "durations": {
                "calendar": spread_of((rows.end - rows.arrival)[ended]),
                "working": spread_of(line.between(rows.arrival[ended], rows.end[ended])),
                "to_result": spread_of(line.between(judged.accepted[ready], judged.finished[ready])),
            },
            "kinds": self._kinds(plan, rows, judged.late),
            "steps": step_figures(
                plan,
                rows,
                setting.processes[plan.name],
                self._scenario,
                calendar,
                self._lines,
                self._absent,
                setting.begin,
            ),
        }

    def _kinds(self, plan: ProcessPlan, rows: Rows, late: np.ndarray[tuple[int], np.dtype[np.int8]]) -> Plain:
        found: Plain = {}
        for n, sort in enumerate(sorts_of(self._scenario)):
            if sort.plan is plan and sort.kind.name:
                mine = rows.sort == n
                judged = late[mine & (late != UNKNOWN)]
                found[sort.kind.name] = {"cases": int(mine.sum()), "late": share_of(judged == LATE)}
        return found

    def bottleneck(self, pools: Sequence[PoolFigures]) -> Plain | None:
        """The pool for which most work waited, and the step at which it did; None if nothing waited."""
        total = sum(each.waited for each in pools)
        worst = max(pools, key=lambda each: each.waited, default=None)
        if worst is None or not worst.waited:
            return None
        people = np.cumsum([each.people for each in pools])
        theirs = np.searchsorted(people, self._outcome.log_person, side="right") == pools.index(worst)
        theirs &= self._outcome.log_person >= 0
        waits = (self._outcome.log_started - self._outcome.log_ready)[theirs]
        nodes = np.bincount(self._outcome.log_node[theirs], weights=waits)
        process, node = self._compiled.nodes[int(nodes.argmax())]
        return {
            "pool": worst.name,
            "share": round(worst.waited / total, 6),
            "process": next(sort.plan.name for sort in sorts_of(self._scenario) if sort.name == process),
            "step": node,
        }

    def _calendar(self, plan: ProcessPlan) -> WorkCalendar:
        """Of who never closes, the days of the office: limits count days somewhere."""
        return self._calendars[OFFICE if plan.calendar == ALWAYS_OPEN else plan.calendar]
