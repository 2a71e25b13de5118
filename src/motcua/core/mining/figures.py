"""All figures of a log that grow by adding up: those of different cases make those of all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.durations import Outcome, case_borders, step_lengths
from motcua.core.mining.enabling import EntangledError, starts
from motcua.core.mining.faults import Faults, added, faults
from motcua.core.mining.graph import EDGE_FOLDS, borders, edge_table
from motcua.core.mining.handovers import HANDOVER_FOLDS, handover_table
from motcua.core.mining.lengths import LENGTH_FOLDS, Lengths
from motcua.core.mining.limits import NO_LIMITS, Limits, case_outcomes, dated_outcomes, step_outcomes
from motcua.core.mining.log import EventLog, Ids, Times
from motcua.core.mining.office_hours import UNKNOWN_HOURS, Hours, WorkingTime
from motcua.core.mining.rework import rework_counts
from motcua.core.mining.tables import Fold, Table, counts, merged, table
from motcua.core.mining.variants import Courses
from motcua.core.mining.waiting import CAUSES, Waiting, waiting
from motcua.core.mining.workload import LOAD_FOLDS, busy_times, load_table

ACTIVITY_FOLDS: Final = (Fold.SUM,) * 6 + (Fold.LONG,) * len(CAUSES)
_COUNTED: Final = (Fold.SUM,)


class Yardstick(NamedTuple):
    """By what a log is measured.

    hours: when each resource is at work, for unavailability. office: whose working time lengths are told in, and limits
    counted in. ended, deadline: what is known of cases by which lateness is told.
    """

    hours: Hours = UNKNOWN_HOURS
    office: WorkingTime | None = None
    limits: Limits = NO_LIMITS
    ended: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """activities: by activity its events, cases that begin and that end with it, its rework (cases, again, at once),
    and the waits for it by cause. begun, ended: when each case with events did, in any order. case_hours: how long it
    lasted in working time. loads, skills: by resource, and by resource and activity. dated, by_limit, steps_by_limit:
    cases by their own deadlines, cases and steps by limits. estimated: events whose enabling was not recorded.
    entangled: no waits are told, for the enabling could not be estimated.
    """

    cases: int
    events: int
    faults: Faults
    activities: Table
    edges: Table
    lengths: Lengths
    begun: Times
    ended: Times
    case_hours: Times
    loads: Table
    skills: Table
    handovers: Table
    courses: Courses
    dated: Counter[Outcome]
    by_limit: Counter[Outcome]
    steps_by_limit: Counter[tuple[int, Outcome]]
    estimated: int
    entangled: bool

    def __add__(self, other: Figures) -> Figures:
        """The figures of the cases of both, whose activities and resources have the same numbers."""
        return Figures(
            self.cases + other.cases,
            self.events + other.events,
            added(self.faults, other.faults),
            merged([self.activities, other.activities], ACTIVITY_FOLDS),
            merged([self.edges, other.edges], EDGE_FOLDS),
            Lengths(
                merged([self.lengths.exact, other.lengths.exact], LENGTH_FOLDS),
                merged([self.lengths.sizes, other.lengths.sizes], _COUNTED),
            ),
            np.concatenate([self.begun, other.begun]),
            np.concatenate([self.ended, other.ended]),
            np.concatenate([self.case_hours, other.case_hours]),
            merged([self.loads, other.loads], LOAD_FOLDS),
            merged([self.skills, other.skills], _COUNTED),
            merged([self.handovers, other.handovers], HANDOVER_FOLDS),
            self.courses.and_of(other.courses),
            self.dated + other.dated,
            self.by_limit + other.by_limit,
            self.steps_by_limit + other.steps_by_limit,
            self.estimated + other.estimated,
            self.entangled or other.entangled,
        )


def figures_of(log: EventLog, yardstick: Yardstick) -> Figures:
    """All figures of a log in one pass. Raises CalendarEndsError for a time outside a calendar that has to know it."""
    try:
        waited = waiting(log, yardstick.hours)
    except EntangledError:
        waited = None
    busy = busy_times(log.resource, starts(log), log.ended, len(log.resources))
    return summed(log, np.arange(len(log.cases)), waited, busy, yardstick)


def summed(log: EventLog, numbers: Ids, waited: Waiting | None, busy: Times, yardstick: Yardstick) -> Figures:
    """The figures of a log whose waits are known. numbers: those by which its cases are known."""
    office = yardstick.office
    began, ended = case_borders(log)
    done = np.flatnonzero(log.resource >= 0)
    told = waited or _untold(log)
    return Figures(
        len(log.cases),
        len(log),
        faults(log),
        _activity_table(log, told),
        edge_table(log),
        step_lengths(log, office),
        began,
        ended,
        office.until(ended) - office.until(began) if office else ended[:0],
        load_table(log, told.batched, busy),
        counts(log.resource[done], log.activity[done]),
        handover_table(log, told),
        Courses.of(log, numbers),
        dated_outcomes(log, yardstick.ended, yardstick.deadline),
        case_outcomes(log, yardstick.limits, office) if office else Counter(),
        step_outcomes(log, yardstick.limits, office) if office else Counter(),
        told.estimated,
        waited is None,
    )


def _untold(log: EventLog) -> Waiting:
    nothing = np.zeros((len(CAUSES), len(log)), np.int64)
    return Waiting(nothing, nothing[0], 0)


def _activity_table(log: EventLog, waited: Waiting) -> Table:
    width = len(log.activities)
    begin, end = (np.bincount(each, minlength=width) for each in borders(log))
    waits = table([log.activity], list(waited.causes), [Fold.LONG] * len(CAUSES))
    whole = np.zeros((width, len(waits.values.T)), np.int64)
    whole[waits.keys[:, 0]] = waits.values
    events = np.bincount(log.activity, minlength=width)
    columns = [events, begin, end, *rework_counts(log)]
    used = np.flatnonzero(events)
    return Table(used[:, None], np.concatenate([np.stack(columns, axis=1), whole], axis=1)[used])
