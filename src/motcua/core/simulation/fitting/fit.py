"""The parameters of a simulation out of an event log and the process that its cases followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from motcua.core.mining.log import EventLog, as_moment
from motcua.core.process.steering import Steerable
from motcua.core.simulation.fitting.absences import Away, find_absences, without_absences
from motcua.core.simulation.fitting.assuming import of_silent_steps, of_the_course, of_the_people, of_the_times
from motcua.core.simulation.fitting.coming import Coming, fit_arrivals
from motcua.core.simulation.fitting.efforts import Efforts, efforts
from motcua.core.simulation.fitting.groups import find_groups, of_events, people
from motcua.core.simulation.fitting.idling import idle_times
from motcua.core.simulation.fitting.moments import Moments, moments, possible
from motcua.core.simulation.fitting.offices import find_offices
from motcua.core.simulation.fitting.refusing import Assumed, CannotFitError
from motcua.core.simulation.fitting.replaying import replay, shares_of
from motcua.core.simulation.fitting.steps import Seen, StepFit, fit_steps
from motcua.core.simulation.fitting.still_open import still_open
from motcua.core.simulation.likeness import arrivals as arrivals_of
from motcua.core.simulation.scenario import OFFICE, Arrivals, PoolPlan, ProcessPlan, Scenario, StepPlan
from motcua.core.simulation.setting import Setting
from motcua.core.workcal import WorkCalendar, office_time

NO_CALENDARS: Mapping[str, WorkCalendar] = {}


@dataclass(frozen=True, slots=True)
class Fitted:
    """scenario: what was found. setting: the drawing, the calendars and the midnight before the log's first case, from
    which on it can be played. unfitted: what could not be known, and what was taken in its place (told in the scenario
    too). steps: what each step's plan rests on. trend: by what part of the mean the cases a day grow in 30 days.
    cases, fitting: how many cases were replayed, and how many of them followed the drawing wholly.
    """

    scenario: Scenario
    setting: Setting
    unfitted: tuple[Assumed, ...]
    steps: tuple[StepFit, ...]
    trend: float
    cases: int
    fitting: int


def fit(
    log: EventLog,
    process: Steerable,
    *,
    name: str = "",
    calendars: Mapping[str, WorkCalendar] = NO_CALENDARS,
    drawn: ProcessPlan | None = None,
    open_cases: Collection[str] | None = None,
) -> Fitted:
    """Fit a log.

    name: of the process in the scenario, else as the drawing is called. calendars: by the names of roles, `office` for
    all others; discovered where none is given. drawn: what is known of the process from elsewhere (limits, who waits
    for whom); it stays where the log is silent. open_cases: those that are not over; guessed where it is not told.

    Raises CannotFitError for a log that tells nothing of this process.
    """
    named = name or process.definition.name or process.definition.id
    return _Fitting(log, process, calendars, open_cases).whole(named, drawn)


class _Fitting:
    def __init__(
        self,
        log: EventLog,
        process: Steerable,
        calendars: Mapping[str, WorkCalendar],
        open_cases: Collection[str] | None,
    ) -> None:
        if not len(log):
            raise CannotFitError(
                "Nhật ký không có việc nào; hãy kiểm tra tệp và các cột đã chọn.",
                "The log has no events; check the file and which columns were chosen.",
            )
        self._process = process
        self._nodes = process.definition.nodes
        self._log, self._negative = possible(log)
        guessed = still_open(log) if open_cases is None else np.isin(log.cases, list(open_cases))
        self._guessed_open = int(guessed.sum()) if open_cases is None else 0
        self._replay = replay(self._log, process, lambda case: bool(guessed[case]))
        if (self._replay.node < 0).all():
            raise _another_process(log, process)
        came = arrivals_of(self._log)
        self._coming_times = came
        first = as_moment(int(came.min()))
        assert first is not None  # the log has events
        self._begin = office_time(first).replace(hour=0, minute=0, second=0, microsecond=0)
        labels = [node.label for node in self._nodes]
        self._grouping = find_groups(self._log, self._replay.node, labels)
        self._group = of_events(self._log, self._grouping)
        self._offices = find_offices(self._log, self._group, self._grouping.names, self._begin, calendars)

    def whole(self, name: str, drawn: ProcessPlan | None) -> Fitted:
        times = moments(self._log, self._replay.node, self._group, self._offices.lines, self._negative)
        effort = efforts(self._log, times, self._group, self._offices.lines)
        absences = find_absences(self._log, self._group, self._offices.lines)
        effort = without_absences(effort, absences)
        staff, overloaded = self._staff(effort)
        idle = idle_times(times, self._group, self._offices.lines, staff, absences)
        seen = Seen(
            self._log,
            self._replay,
            times,
            effort,
            self._grouping,
            self._group,
            idle,
            self._offices.open_days(),
            self._offices.office,
        )
        known = drawn or ProcessPlan(name, _NOT_YET)
        plans, told = fit_steps(seen, self._nodes, known.steps)
        coming = fit_arrivals(self._coming_times, self._offices.calendars[OFFICE])
        unfitted = (
            *self._unfitted(times, effort, overloaded, coming),
            *of_silent_steps(self._nodes, plans.keys(), known.steps.keys()),
        )
        plan = replace(
            known,
            name=name,
            arrivals=coming.arrivals,
            steps={**_without_others(known.steps, plans), **plans},
            shares=shares_of(self._replay, self._process, known.shares),
            kinds=(),
        )
        return Fitted(
            self._scenario(plan, staff, absences, unfitted),
            Setting({name: self._process}, self._offices.calendars, self._begin),
            unfitted,
            tuple(told),
            coming.trend,
            self._replay.cases,
            self._replay.fitting,
        )

    def _scenario(
        self, plan: ProcessPlan, staff: list[int], absences: list[Away], unfitted: tuple[Assumed, ...]
    ) -> Scenario:
        used = {pool for step in plan.steps.values() for pool in step.pools}
        known = zip(self._grouping.names, staff, self._offices.of_group, absences, strict=True)
        pools = tuple(
            PoolPlan(name, count, calendar, absences=away.plan) for name, count, calendar, away in known if name in used
        )
        return Scenario((plan,), pools, tuple(map(str, unfitted)), weeks=self._offices.weeks)

    def _staff(self, effort: Efforts) -> tuple[list[int], list[str]]:
        """How many people each group has, at least as many as its work needs; and the groups where that is more."""
        found = people(self._log, self._grouping)
        overloaded = []
        for n, (name, line) in enumerate(zip(self._grouping.names, self._offices.lines, strict=True)):
            needed = ceil(float(effort.seconds[self._group == n].sum()) / max(line.total(), 1.0) - 1e-9)
            if needed > found[n]:
                found[n] = needed
                overloaded.append(name)
        return found, overloaded

    def _unfitted(self, times: Moments, effort: Efforts, overloaded: list[str], coming: Coming) -> list[Assumed]:
        return [
            *coming.assumed,
            *of_the_course(self._replay, self._process, self._guessed_open),
            *of_the_times(self._log, self._replay, times, self._nodes),
            *of_the_people(self._log, self._grouping, effort, self._offices.unknown, overloaded),
        ]


def _without_others(known: Mapping[str, StepPlan], plans: Mapping[str, StepPlan]) -> dict[str, StepPlan]:
    """What was known of steps, done by people whom the log knows, or else by nobody who could be waited for."""
    there = {pool for step in plans.values() for pool in step.pools}
    return {
        node: replace(step, pools=tuple(pool for pool in step.pools if pool in there)) for node, step in known.items()
    }


_NOT_YET = Arrivals(1.0)
"""Stands in a plan until the log's own are known."""


def _another_process(log: EventLog, process: Steerable) -> CannotFitError:
    logged = ", ".join(log.activities[:_MOST_NAMED])
    drawn = ", ".join([node.label for node in process.definition.nodes if node.waits][:_MOST_NAMED])
    return CannotFitError(
        f"Không việc nào trong nhật ký có trong sơ đồ. Nhật ký có: {logged}. Sơ đồ có: {drawn}. "
        "Hãy đưa đúng sơ đồ, hoặc để --discover vẽ từ nhật ký.",
        f"No event of the log is in the drawing. The log has: {logged}. The drawing has: {drawn}. "
        "Give the right drawing, or let --discover draw one from the log.",
    )


_MOST_NAMED = 5
