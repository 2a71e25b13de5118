"""Which of the simulated cases were late, by the law: every due date is computed by `core.deadlines`, as for a real
dossier, from when the case was accepted, when its clock stood and when its result was ready.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.deadlines import AfterSupplement, Grounds, Outcome, Pause, PauseCause, TimeLimit, statutory_due_at
from motcua.core.deadlines import outcome as compared
from motcua.core.simulation.calendars import moment_at
from motcua.core.simulation.log_rows import Rows
from motcua.core.simulation.scenario import ProcessPlan
from motcua.core.workcal import CalendarEndsError, WorkCalendar

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LATE, IN_TIME, UNKNOWN = 1, 0, -1
_SIMULATED: Final = Grounds("simulated", "simulated")


class Stop(NamedTuple):
    """A time in which the clock of a limit stands. supplement: it goes on by the rules for supplements."""

    since: float
    until: float
    supplement: bool


class Verdicts(NamedTuple):
    """By case of one process, in the order of its rows: when its limit began and when its result was ready, in seconds
    (endless if not), and whether it was late; UNKNOWN where it is open and can still be in time, was never accepted,
    has no limit, or is due after the calendar ends.
    """

    accepted: Floats
    finished: Floats
    late: NDArray[np.int8]


def verdicts(plan: ProcessPlan, rows: Rows, calendar: WorkCalendar, begin: datetime, now: float) -> Verdicts:
    """Judge the cases of a process. now: the second up to which was played; endless if all was played to its end."""
    accepted = rows.first_end((plan.accepted_by,)) if plan.accepted_by else rows.arrival.copy()
    finished = np.minimum(rows.first_end(plan.finished_by), rows.end) if plan.finished_by else rows.end
    if plan.accepted_by:
        accepted[accepted >= rows.end] = np.inf  # it ended with its reception: it was refused there
    late = np.full(len(accepted), UNKNOWN, np.int8)
    if plan.limit is None:
        return Verdicts(accepted, finished, late)
    judge = _Judge(plan, calendar, begin)
    stops, limits = _stops(plan, rows), _limits(plan, rows)
    waits = any(step.stops_limit for step in plan.steps.values())
    for case in np.flatnonzero(np.isfinite(accepted) & (np.isfinite(finished) | (np.isfinite(now) & (not waits)))):
        n, ended = int(case), float(finished[case])
        told = [stop for stop in stops.get(n, ()) if stop.since < ended]
        limit = next((limit for at, limit in reversed(limits.get(n, ())) if at < ended), plan.limit)
        is_late = judge.is_late(float(accepted[case]), min(ended, now), limit, told)
        if is_late is not None and (is_late or np.isfinite(ended)):
            late[n] = LATE if is_late else IN_TIME
    return Verdicts(accepted, finished, late)


class _Judge:
    """Asks `core.deadlines`; what it answered for a day is kept, as long as the clock never stood."""

    def __init__(self, plan: ProcessPlan, calendar: WorkCalendar, begin: datetime) -> None:
        self._rules = plan.clock
        self._calendar = calendar
        self._begin = begin
        self._known: dict[tuple[TimeLimit, date], datetime] = {}

    def is_late(self, accepted: float, reached: float, limit: TimeLimit, stops: Sequence[Stop]) -> bool | None:
        """Whether what was accepted then and has reached that second is late; None where nobody knows: the clock
        stands, or the calendar ends before.
        """
        if any(stop.until > reached for stop in stops):
            return None
        try:
            due = self.due(accepted, limit, stops)
            return compared(limit, due, moment_at(self._begin, reached)) is Outcome.LATE
        except CalendarEndsError:
            return None

    def due(self, accepted: float, limit: TimeLimit, stops: Sequence[Stop]) -> datetime:
        """When a result is due that was promised at a second, after the clock stood."""
        if stops:
            return self._due_after(accepted, limit, stops)
        at = moment_at(self._begin, accepted)
        if limit.by_the_hour:
            return statutory_due_at(self._calendar, limit, self._rules, at)
        day = self._calendar.received_at(at, self._rules.cut_off).date()
        if (limit, day) not in self._known:
            self._known[limit, day] = statutory_due_at(self._calendar, limit, self._rules, at)
        return self._known[limit, day]

    def _due_after(self, accepted: float, limit: TimeLimit, stops: Sequence[Stop]) -> datetime:
        pauses = [
            Pause(moment_at(self._begin, stop.since), moment_at(self._begin, stop.until), _cause(stop), _SIMULATED)
            for stop in stops
        ]
        again = [stop.until for stop in stops if stop.supplement]
        restarts = again and self._rules.after_supplement is AfterSupplement.RESTART
        counts_from = moment_at(self._begin, again[-1] if restarts else accepted)
        return statutory_due_at(self._calendar, limit, self._rules, counts_from, pauses)


def _cause(stop: Stop) -> PauseCause:
    return PauseCause.SUPPLEMENT if stop.supplement else PauseCause.FINANCIAL_OBLIGATION


def _stops(plan: ProcessPlan, rows: Rows) -> Mapping[int, Sequence[Stop]]:
    """When the clock of each case stood, in the order of time."""
    found: dict[int, list[Stop]] = {}
    for row in np.flatnonzero(rows.kind > 0):
        step = plan.steps[rows.nodes[rows.node[row]]]
        if step.interruptions[rows.kind[row] - 1].supplement:
            stop = Stop(float(rows.ended[row]), float(rows.back[row]), supplement=True)
            found.setdefault(int(rows.case[row]), []).append(stop)
    waits = [n for n, node in enumerate(rows.nodes) if node in plan.steps and plan.steps[node].stops_limit]
    for row in np.flatnonzero(np.isin(rows.node, waits)):
        case = int(rows.case[row])
        found.setdefault(case, []).extend(
            Stop(since, until, supplement=False) for since, until in _alone(rows, case, int(row))
        )
    return {case: sorted(stops) for case, stops in found.items()}


def _alone(rows: Rows, case: int, row: int) -> Iterator[tuple[float, float]]:
    """The times of a wait in which nothing else of the case was open."""
    since, until = float(rows.enabled[row]), float(rows.ended[row])
    others = sorted(
        (float(rows.enabled[other]), float(rows.ended[other]))
        for other in range(rows.first[case], rows.first[case + 1])
        if other != row and rows.ended[other] > since and rows.enabled[other] < until
    )
    for opened, closed in others:
        if opened > since:
            yield since, opened
        since = max(since, closed)
    if since < until:
        yield since, until


def _limits(plan: ProcessPlan, rows: Rows) -> Mapping[int, Sequence[tuple[float, TimeLimit]]]:
    """The limits that took over in each case, with when they did, in the order of time."""
    found: dict[int, list[tuple[float, TimeLimit]]] = {}
    for n, node in enumerate(rows.nodes):
        brings = plan.steps[node].brings if node in plan.steps else None
        if brings:
            for row in np.flatnonzero(rows.node == n):
                found.setdefault(int(rows.case[row]), []).append((float(rows.enabled[row]), brings))
    return {case: sorted(limits, key=lambda each: each[0]) for case, limits in found.items()}
