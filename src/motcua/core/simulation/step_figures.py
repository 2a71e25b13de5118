"""How long each step of a process waited and was worked on, how often it was interrupted and late by its own limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from motcua.core.deadlines import ClockRules, Outcome, TimeLimit, statutory_due_at
from motcua.core.deadlines import outcome as compared
from motcua.core.process.steering import Steerable
from motcua.core.simulation.absent_time import AbsentTime
from motcua.core.simulation.calendars import moment_at
from motcua.core.simulation.figures import Plain, share_of, spread_of
from motcua.core.simulation.log_rows import Rows
from motcua.core.simulation.scenario import ALWAYS_OPEN, ProcessPlan, Scenario, StepPlan
from motcua.core.simulation.working_line import WorkingLine
from motcua.core.workcal import CalendarEndsError, WorkCalendar

_INSIDE_THE_OFFICE = ClockRules()
"""Between two desks no cut-off hour applies."""
_ROUNDING = 1e-6
_HOUR = 3600.0


def step_figures(
    plan: ProcessPlan,
    rows: Rows,
    process: Steerable,
    scenario: Scenario,
    calendar: WorkCalendar,
    lines: Mapping[str, WorkingLine],
    absent: AbsentTime,
    begin: datetime,
) -> dict[str, Plain]:
    """The figures of the steps that were ever done, in the order of the drawing.

    delayed: from when a step was enabled to when it could be begun; waited: from there until somebody began; both by
    the clock on the wall, which runs at night too. worked: within the hours of who did it, for a wait within those in
    which it passes. interrupted: how often work ended by each interruption.
    """
    pools = {pool.name: pool.calendar for pool in scenario.pools}
    found: dict[str, Plain] = {}
    for node in process.definition.nodes:
        mine = rows.node == rows.nodes.index(node.id) if node.id in rows.nodes else np.zeros(0, dtype=bool)
        if not mine.any():
            continue
        step = plan.steps.get(node.id, StepPlan())
        hours = pools[step.pools[0]] if step.pools else plan.calendar
        line = lines[ALWAYS_OPEN if step.outside and not step.pools else hours]
        done = mine & (rows.kind == 0)
        found[node.id] = {
            "name": node.label,
            "pools": list(step.pools),
            "done": int(done.sum()),
            "interrupted": {
                each.name: int((mine & (rows.kind == n)).sum()) for n, each in enumerate(step.interruptions, start=1)
            },
            "delayed": spread_of((rows.ready - rows.enabled)[mine]),
            "waited": spread_of((rows.started - rows.ready)[mine]),
            "worked": spread_of(absent.worked(line, rows.person[mine], rows.started[mine], rows.ended[mine])),
            "late": share_of(_late(step.limit, rows, done, calendar, lines[plan.calendar], begin))
            if step.limit
            else None,
        }
    return found


def _late(
    limit: TimeLimit,
    rows: Rows,
    done: NDArray[np.bool_],
    calendar: WorkCalendar,
    line: WorkingLine,
    begin: datetime,
) -> NDArray[np.bool_]:
    """Of the turns of a step, whether each was late by its own limit, as `core.deadlines` counts one between desks.
    What is due after the calendar ends is in time.
    """
    enabled, ended = rows.enabled[done], rows.ended[done]
    if limit.by_the_hour:
        return line.between(enabled, ended) > limit.amount * _HOUR + _ROUNDING
    known: dict[date, datetime] = {}

    def is_late(since: float, until: float) -> bool:
        at = moment_at(begin, since)
        try:
            day = calendar.received_at(at).date()
            if day not in known:
                known[day] = statutory_due_at(calendar, limit, _INSIDE_THE_OFFICE, at)
        except CalendarEndsError:
            return False
        return compared(limit, known[day], moment_at(begin, until)) is Outcome.LATE

    return np.array([is_late(*each) for each in zip(enabled.tolist(), ended.tolist(), strict=True)], dtype=bool)
