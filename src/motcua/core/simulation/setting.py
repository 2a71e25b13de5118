"""From what people state to what is played: a scenario with its drawings and calendars becomes a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, cast

import numpy as np

from motcua.core.deadlines import AfterSupplement, TimeLimit
from motcua.core.process.graph import TIMERS
from motcua.core.process.steering import Steerable
from motcua.core.simulation.arrivals import Floats, arrival_times, draws_of
from motcua.core.simulation.away import absences_of
from motcua.core.simulation.calendars import hours_of, last_second, moment_at, second_of, with_week
from motcua.core.simulation.drawn import check_against_drawing
from motcua.core.simulation.limits import limit_of
from motcua.core.simulation.model import Absence, BadModelError, Hours, Interruption, Limit, Model, Played, Pool, Step
from motcua.core.simulation.scenario import (
    ALWAYS_OPEN,
    OFFICE,
    BadScenarioError,
    InterruptionPlan,
    Kind,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)
from motcua.core.simulation.timers import passing
from motcua.core.workcal import WorkCalendar, WorkCalendarError


@dataclass(frozen=True, slots=True)
class Setting:
    """processes: the drawings, by the names of the scenario's processes. begin: second 0 of what is played; aware.
    pool_labels: what people call the pools, where it is not their name.
    """

    processes: Mapping[str, Steerable]
    calendars: Mapping[str, WorkCalendar]
    begin: datetime
    pool_labels: Mapping[str, str] = field(default_factory=dict)


class Sort(NamedTuple):
    """One process of the model: the plan it was made of, and which kind of its cases."""

    plan: ProcessPlan
    kind: Kind

    @property
    def name(self) -> str:
        """What the process is called in the model."""
        return f"{self.plan.name}/{self.kind.name}" if self.kind.name else self.plan.name


def sorts_of(scenario: Scenario) -> tuple[Sort, ...]:
    """What the processes of the scenario's model are, in its order."""
    return tuple(Sort(plan, kind) for plan in scenario.processes for kind in plan.kinds or (Kind("", 1.0),))


def calendars_of(scenario: Scenario, setting: Setting) -> dict[str, WorkCalendar]:
    """The calendars by all names that the scenario uses. Raises BadScenarioError for one that nobody knows."""
    found = dict(setting.calendars)
    for name, week in scenario.weeks.items():
        try:
            found[name] = with_week(setting.calendars[OFFICE], week)
        except WorkCalendarError as wrong:
            raise BadScenarioError(("weeks", name), wrong.vi, wrong.en) from None
    for name in sorted(scenario.calendars() - found.keys()):
        known = ", ".join(sorted({*found, ALWAYS_OPEN}))
        raise BadScenarioError(
            ("weeks", name),
            f"không có lịch làm việc «{name}»; các lịch: {known}",
            f"no calendar is called “{name}”; there are: {known}",
        )
    return found


def model_of(
    scenario: Scenario,
    setting: Setting,
    *,
    cases: int | None = None,
    until: datetime | None = None,
    seed: int,
) -> Model:
    """What is played: the first so many cases of all processes together, or all that come before a moment.

    Arrivals depend on the seed, the name of the process and its plan of arrivals alone. Raises BadScenarioError for
    steps, arrows and calendars that are not there, and BadModelError where it would be played beyond what the
    calendars know: nobody would be at work there.
    """
    making = _Making(scenario, setting)
    arrivals = making.arrivals(cases, until, seed)
    making.look_beyond(arrivals, until)
    return Model(
        tuple(
            making.played(plan, kind, times)
            for plan in scenario.processes
            for kind, times in _by_kind(plan, arrivals[plan.name], seed)
        ),
        tuple(making.pool(pool, seed) for pool in scenario.pools),
    )


class _Making:
    def __init__(self, scenario: Scenario, setting: Setting) -> None:
        self._scenario = scenario
        self._setting = setting
        self._calendars = calendars_of(scenario, setting)
        self._hours: dict[tuple[str, tuple[int, ...]], Hours] = {}
        for plan in scenario.processes:
            check_against_drawing(plan, self._drawing(plan))

    def arrivals(self, cases: int | None, until: datetime | None, seed: int) -> dict[str, Floats]:
        """When the cases of each process come."""
        begin = self._setting.begin
        found = {
            plan.name: arrival_times(
                plan.name,
                plan.arrivals,
                self._calendar(plan.calendar),
                begin,
                seed,
                cases=cases,
                until=until,
                place=("processes", plan.name, "arrivals"),
            )
            for plan in self._scenario.processes
        }
        every = np.sort(np.concatenate(list(found.values())))
        if cases is None or len(every) <= cases:
            return found
        last = every[cases - 1]
        return {name: times[times <= last] for name, times in found.items()}

    def look_beyond(self, arrivals: Mapping[str, Floats], until: datetime | None) -> None:
        """Raises BadModelError for a case or a moment after the last day of a calendar that is gone by."""
        begin = self._setting.begin
        last = min(
            (last_second(self._calendars[name], begin) for name in self._scenario.calendars()), default=float("inf")
        )
        asked = max((float(times.max(initial=0.0)) for times in arrivals.values()), default=0.0)
        if until is not None:
            asked = max(asked, second_of(begin, until))
        if asked > last:
            raise _beyond(moment_at(begin, asked), moment_at(begin, last))

    def played(self, plan: ProcessPlan, kind: Kind, times: Floats) -> Played:
        process = self._drawing(plan)
        return Played(
            Sort(plan, kind).name,
            process,
            cast("Sequence[float]", times),  # an array is one, though it does not say so
            dict(self._steps(plan, process)),
            {**plan.shares, **kind.shares},
            limit=self._limit(plan),
            data=_feel(kind.data) if kind.data else None,
        )

    def pool(self, plan: PoolPlan, seed: int) -> Pool:
        absences: tuple[Absence, ...] = ()
        if plan.absences:
            calendar = None if plan.calendar == ALWAYS_OPEN else self._calendar(plan.calendar)
            end = last_second(self._calendar(OFFICE), self._setting.begin)
            absences = absences_of(plan.name, plan.people, plan.absences, calendar, self._setting.begin, end, seed)
        return Pool(plan.name, plan.people, self.hours(plan.calendar), absences)

    def hours(self, calendar: str, weekdays: tuple[int, ...] = ()) -> Hours | None:
        """When those are at work who go by a calendar; the same object for the same hours."""
        if calendar == ALWAYS_OPEN and not weekdays:
            return None
        key = calendar, weekdays
        if key not in self._hours:
            self._hours[key] = hours_of(self._calendar(calendar), self._setting.begin, weekdays)
        return self._hours[key]

    def _limit(self, plan: ProcessPlan) -> Limit | None:
        """The limit as a clock that is kept while it is played."""
        clock = self._counted(plan, plan.limit)
        return clock and replace(clock, accepted_by=plan.accepted_by, finished_by=plan.finished_by)

    def _counted(self, plan: ProcessPlan, limit: TimeLimit | None) -> Limit | None:
        if limit is None:
            return None
        return limit_of(limit, plan.clock, self._calendar(plan.calendar), self._setting.begin)

    def _steps(self, plan: ProcessPlan, process: Steerable) -> Iterator[tuple[str, Step]]:
        for node in process.definition.nodes:
            told = plan.steps.get(node.id)
            if told:
                yield node.id, self._step(plan, told)
            elif node.kind in TIMERS and node.timer:
                timer = passing(node.timer, self._calendar(plan.calendar), self._setting.begin)
                yield node.id, Step(timer.length, delay=timer.delay, hours=timer.hours)

    def _step(self, plan: ProcessPlan, step: StepPlan) -> Step:
        return Step(
            work=step.work,
            pools=step.pools,
            delay=step.delay,
            priority=step.priority,
            hours=None if step.pools or step.outside else self.hours(plan.calendar),
            begins=self.hours(plan.calendar, step.sitting_days) if step.sitting_days else None,
            interruptions=tuple(self._interruption(plan, each) for each in step.interruptions),
            stands=step.stops_limit,
            brings=self._counted(plan, step.brings),
        )

    def _interruption(self, plan: ProcessPlan, each: InterruptionPlan) -> Interruption:
        return Interruption(
            each.name,
            each.share,
            each.wait,
            None if each.outside else self.hours(plan.calendar),
            each.ends,
            each.most,
            stands=each.supplement,
            restarts=each.supplement and plan.clock.after_supplement is AfterSupplement.RESTART,
        )

    def _calendar(self, name: str) -> WorkCalendar:
        return self._calendars[OFFICE if name == ALWAYS_OPEN else name]

    def _drawing(self, plan: ProcessPlan) -> Steerable:
        if plan.name not in self._setting.processes:
            known = ", ".join(self._setting.processes)
            raise BadScenarioError(
                ("processes", plan.name),
                f"không có sơ đồ của quy trình này; có: {known}",
                f"there is no drawing of this process; there are: {known}",
            )
        return self._setting.processes[plan.name]


def _by_kind(plan: ProcessPlan, times: Floats, seed: int) -> Iterator[tuple[Kind, Floats]]:
    if not plan.kinds:
        yield Kind("", 1.0), times
        return
    shares = np.array([kind.share for kind in plan.kinds])
    until = np.cumsum(shares / shares.sum())
    drawn = draws_of(f"{plan.name}: kind", len(times), seed)
    of_case = np.minimum(np.searchsorted(until, drawn, side="right"), len(shares) - 1)
    for n, kind in enumerate(plan.kinds):
        yield kind, times[of_case == n]


def _beyond(asked: datetime, last: datetime) -> BadModelError:
    ended, wanted = f"{last:%d/%m/%Y}", f"{asked:%d/%m/%Y}"
    return BadModelError(
        f"Lịch làm việc chỉ có trước ngày {ended}, mà mô phỏng đến ngày {wanted}. "
        "Hãy bổ sung lịch, hoặc mô phỏng một thời gian ngắn hơn.",
        f"A calendar knows no day from {ended} on, and it would be simulated until {wanted}. "
        "Add to the calendar, or simulate a shorter time.",
    )


def _feel(value: object) -> dict[str, object]:
    """Data as the engine's conditions read them: their numbers are decimal."""
    found = _decimal(value)
    assert isinstance(found, dict)  # the data of a kind are named
    return found


def _decimal(value: object) -> object:
    match value:
        case bool():
            return value
        case int() | float():
            return Decimal(str(value))
        case Mapping():
            return {str(key): _decimal(each) for key, each in value.items()}
        case list() | tuple():
            return [_decimal(each) for each in value]
    return value
