"""Which of the simulated cases were late, by the law: every due date is computed by `core.deadlines`, as for a real
dossier, from when the case was accepted, when its clock stood and when its result was ready.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.deadlines import TimeLimit
from motcua.core.simulation.dues import Dues, Stop
from motcua.core.simulation.log_rows import Rows
from motcua.core.simulation.scenario import ProcessPlan
from motcua.core.workcal import WorkCalendar

Floats = NDArray[np.float64]
LATE, IN_TIME, UNKNOWN = 1, 0, -1


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
    dues = Dues(plan.clock, calendar, begin)
    stops, limits = _stops(plan, rows), _limits(plan, rows)
    moves = any(step.stops_limit or step.brings for step in plan.steps.values())  # what goes on now is in no log
    known = np.isfinite(accepted) & (np.isfinite(finished) | (np.isfinite(now) & (not moves)))
    alike = known & (not plan.limit.by_the_hour)
    alike[[*stops, *limits]] = False
    late[alike] = _told(dues.are_late(accepted[alike], np.minimum(finished[alike], now), plan.limit))
    for case in np.flatnonzero(known & ~alike):
        n, begun, ended = int(case), float(accepted[case]), float(finished[case])
        told = [stop for stop in stops.get(n, ()) if stop.since < ended and stop.until > begun]
        limit = next((limit for at, limit in reversed(limits.get(n, ())) if at < ended), plan.limit)
        is_late = dues.is_late(begun, min(ended, now), limit, told)
        late[n] = UNKNOWN if is_late is None else int(is_late)
    is_open = np.isinf(finished) & np.isfinite(accepted)
    late[is_open & (late == IN_TIME)] = UNKNOWN
    late[is_open & (rows.clock == LATE)] = LATE
    return Verdicts(accepted, finished, late)


def _told(late: Floats) -> NDArray[np.int8]:
    """What is not a number nobody knows."""
    return np.where(np.isnan(late), UNKNOWN, late).astype(np.int8)


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
