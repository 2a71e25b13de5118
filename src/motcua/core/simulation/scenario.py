"""What is to be simulated, as people state it: how often cases come, who does which step in how much time, how many
people there are and when they are at work. Plain values without a clock or an engine: read from and written to YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Final

from motcua.core.deadlines import ClockRules, TimeLimit
from motcua.core.simulation.absence_plans import AbsencePlan, check_absences
from motcua.core.simulation.lengths import NO_TIME, Length
from motcua.core.simulation.scenario_error import (
    BadScenarioError,
    Place,
    all_nothing,
    at_least_nothing,
    check_weights,
    names_once,
)

__all__ = [
    "ALWAYS_OPEN",
    "OFFICE",
    "Arrivals",
    "BadScenarioError",
    "InterruptionPlan",
    "Kind",
    "Place",
    "PoolPlan",
    "ProcessPlan",
    "Scenario",
    "StepPlan",
    "check_scenario",
]

OFFICE: Final = "office"
"""The calendar of what names no other."""
MOST_A_DAY: Final = 1_000_000
"""Cases of one process: more than a nation files."""
MOST_PEOPLE: Final = 100_000
"""In one pool: more than a nation has for one kind of work; each takes a place in memory."""
ALWAYS_OPEN: Final = "always"
"""The calendar of those who never close: systems, and people who do things from home."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How often cases come: about so many on the mean working day of the process's calendar.

    weekdays, hours, months: how much of them falls on Monday to Sunday, on each hour of the day, on January to
    December, relative to one another. closed: how many come on a day on which the office is shut, as a part of those of
    the mean working day. replay: the moments themselves, as a log has them; nothing else counts then.
    """

    per_working_day: float
    weekdays: tuple[float, ...] = (1.0,) * 7
    hours: tuple[float, ...] = (0.0,) * 8 + (1.0,) * 9 + (0.0,) * 7
    months: tuple[float, ...] = (1.0,) * 12
    closed: float = 0.0
    replay: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class InterruptionPlan:
    """What the drawing does not show: after `share` of the turns of a step its work is over and it is not done.

    It is worked on again after `wait`, or the case ends there (`ends`). outside: the wait passes by the clock on the
    wall, not in working time. most: at most so often a case, 0 for any number. supplement: the applicant is asked for
    more, so that the limit's clock stands and then goes on by its rules; without it the clock goes on, as in rework.
    """

    name: str
    share: float
    wait: Length = NO_TIME
    outside: bool = True
    ends: bool = False
    most: int = 0
    supplement: bool = True


@dataclass(frozen=True, slots=True)
class StepPlan:
    """How one step of the drawing is played.

    pools: who can do it, in the order of preference; none if it ends by itself after `work`. delay: time of the clock
    that passes before anybody could begin. priority: the higher goes first. sitting_days: the weekdays (0 is Monday) on
    which alone it is begun; none for any. outside: without a pool, `work` is time of the clock, not working time.
    stops_limit: while only such steps are open, the clock of the limit stands (the applicant is waited for).
    limit: the step's own. brings: the limit that takes the place of the whole case's once this step is begun.
    """

    work: Length = NO_TIME
    pools: tuple[str, ...] = ()
    delay: Length = NO_TIME
    priority: int = 0
    sitting_days: tuple[int, ...] = ()
    interruptions: tuple[InterruptionPlan, ...] = ()
    outside: bool = False
    stops_limit: bool = False
    limit: TimeLimit | None = None
    brings: TimeLimit | None = None


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """People who can do the same work. cost: of one of them for an hour at work, in đồng; leave is paid too."""

    name: str
    people: int
    calendar: str = OFFICE
    cost: float = 0.0
    absences: AbsencePlan | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of cases: how large a part of all (relative to the other kinds), and what is known of them. Conditions
    that `data` decide are decided by them. shares: of arrows, where they differ from those of the whole process.
    """

    name: str
    share: float
    data: Mapping[str, object] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """One process. steps: by the id of their node; one that is not named takes no time, a timer as long as it is drawn.
    shares: of arrows out of a choice, relative to one another; of those of an inclusive gateway, how likely each is.

    calendar: of the office that receives the cases; arrivals, limits and working time without a pool go by it. limit,
    clock: how long a case may take and by which rules that is counted. accepted_by: the step with whose end the limit
    begins, none for the arrival. finished_by: the steps with whose first end it is kept, none for the end of the case.
    """

    name: str
    arrivals: Arrivals
    steps: Mapping[str, StepPlan] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()
    limit: TimeLimit | None = None
    clock: ClockRules = field(default_factory=ClockRules)
    accepted_by: str = ""
    finished_by: tuple[str, ...] = ()
    calendar: str = OFFICE


@dataclass(frozen=True, slots=True)
class Scenario:
    """Processes that share pools. assumed: what nobody measured, told in every report. weeks: calendars by name that
    have hours of their own for Monday to Sunday, such as `08:00-11:30`, and the office's days off.

    Raises BadScenarioError for what cannot be, naming the place.
    """

    processes: tuple[ProcessPlan, ...]
    pools: tuple[PoolPlan, ...] = ()
    assumed: tuple[str, ...] = ()
    weeks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_scenario(self)

    def calendars(self) -> frozenset[str]:
        """The names of all calendars that it needs, `always` left out."""
        named = {plan.calendar for plan in self.processes} | {pool.calendar for pool in self.pools}
        return frozenset(named - {ALWAYS_OPEN})


def check_scenario(scenario: Scenario) -> None:
    """Raises BadScenarioError for the first thing that cannot be."""
    if not scenario.processes:
        raise BadScenarioError(("processes",), "cần ít nhất một quy trình", "at least one process is needed")
    names_once(("processes",), [plan.name for plan in scenario.processes])
    names_once(("pools",), [pool.name for pool in scenario.pools])
    for pool in scenario.pools:
        _check_pool(pool)
    for name, week in scenario.weeks.items():
        if len(week) != 7:
            raise BadScenarioError(
                ("weeks", name),
                'cần đủ bảy ngày từ thứ Hai, ngày nghỉ ghi ""',
                'seven days from Monday on are needed; write "" for a day off',
            )
    pools = {pool.name: pool.people for pool in scenario.pools}
    for plan in scenario.processes:
        _check_process(("processes", plan.name), plan, pools)


def _check_pool(pool: PoolPlan) -> None:
    place = ("pools", pool.name, "people")
    at_least_nothing(place, pool.people)
    if pool.people > MOST_PEOPLE:
        raise BadScenarioError(
            place,
            f"{pool.people}: một nhóm có nhiều nhất {MOST_PEOPLE} người; hãy ghi ít hơn, hoặc chia thành nhiều nhóm",
            f"{pool.people}: a pool has at most {MOST_PEOPLE} people; write fewer, or make several pools of it",
        )
    at_least_nothing(("pools", pool.name, "cost"), pool.cost)
    if pool.absences:
        check_absences(("pools", pool.name, "absences"), pool.absences)


def _check_process(place: Place, plan: ProcessPlan, pools: Mapping[str, int]) -> None:
    _check_arrivals((*place, "arrivals"), plan.arrivals)
    _check_shares((*place, "shares"), plan.shares)
    for node, step in plan.steps.items():
        _check_step((*place, "steps", node), step, pools)
    names_once((*place, "kinds"), [kind.name for kind in plan.kinds])
    for kind in plan.kinds:
        at_least_nothing((*place, "kinds", kind.name, "share"), kind.share)
        _check_shares((*place, "kinds", kind.name, "shares"), kind.shares)
    if plan.kinds and not any(kind.share for kind in plan.kinds):
        raise all_nothing((*place, "kinds"))


def _check_arrivals(place: Place, arrivals: Arrivals) -> None:
    if arrivals.replay:
        if any(moment.utcoffset() is None for moment in arrivals.replay):
            raise BadScenarioError(
                (*place, "replay"),
                "mọi thời điểm phải có múi giờ, ví dụ 2026-11-23T08:00:00+07:00",
                "every moment needs a zone, for example 2026-11-23T08:00:00+07:00",
            )
        return
    if not isfinite(arrivals.per_working_day) or arrivals.per_working_day <= 0:
        raise BadScenarioError(
            (*place, "per_working_day"),
            f"{arrivals.per_working_day}: hãy ghi số hồ sơ mỗi ngày làm việc, lớn hơn 0",
            f"{arrivals.per_working_day}: write how many cases come on a working day, more than 0",
        )
    if arrivals.per_working_day > MOST_A_DAY:
        raise BadScenarioError(
            (*place, "per_working_day"),
            f"{arrivals.per_working_day:g}: nhiều nhất {MOST_A_DAY} hồ sơ mỗi ngày làm việc; hãy ghi ít hơn",
            f"{arrivals.per_working_day:g}: at most {MOST_A_DAY} cases come on a working day; write fewer",
        )
    for name, weights, count in (
        ("weekdays", arrivals.weekdays, 7),
        ("hours", arrivals.hours, 24),
        ("months", arrivals.months, 12),
    ):
        check_weights((*place, name), weights, count)
    at_least_nothing((*place, "closed"), arrivals.closed)


def _check_shares(place: Place, shares: Mapping[str, float]) -> None:
    for flow, share in shares.items():
        at_least_nothing((*place, flow), share)


def _check_step(place: Place, step: StepPlan, pools: Mapping[str, int]) -> None:
    for pool in step.pools:
        if pool not in pools:
            known = ", ".join(pools) or "—"
            raise BadScenarioError(
                (*place, "pools"),
                f"không có nhóm «{pool}»; các nhóm: {known}",
                f"no pool is called “{pool}”; the pools are: {known}",
            )
    if step.pools and not any(pools[pool] for pool in step.pools):
        raise BadScenarioError(
            (*place, "pools"),
            f"không có ai làm bước này: nhóm {', '.join(step.pools)} có 0 người; hãy ghi people ít nhất là 1",
            f"nobody does this step: {', '.join(step.pools)} has 0 people; write people of at least 1",
        )
    if len(set(step.pools)) < len(step.pools):
        raise BadScenarioError((*place, "pools"), "một nhóm ghi hai lần", "a pool is named twice")
    if any(not 0 <= day <= 6 for day in step.sitting_days):
        raise BadScenarioError(
            (*place, "sitting_days"), "ngày trong tuần từ 0 (thứ Hai) đến 6", "weekdays go from 0 (Monday) to 6"
        )
    names_once((*place, "interruptions"), [each.name for each in step.interruptions])
    for each in step.interruptions:
        if not 0 <= each.share <= 1:
            raise BadScenarioError(
                (*place, "interruptions", each.name, "share"),
                f"{each.share}: hãy ghi tỷ lệ từ 0 đến 1",
                f"{each.share}: write a share from 0 to 1",
            )
    if sum(each.share for each in step.interruptions) > 1:
        raise BadScenarioError(
            (*place, "interruptions"),
            "tổng các tỷ lệ lớn hơn 1; hãy giảm bớt",
            "the shares add up to more than 1; lower them",
        )
