"""How the steps of a sort of dossiers are played: who does them, how long they take, what comes between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from motcua.core.procedure import Step, StepKind, WaitsFor
from motcua.core.process import Node
from motcua.core.process.graph import TIMERS
from motcua.core.simulation import model
from motcua.core.simulation.calendars import hours_of, second_of
from motcua.core.simulation.lengths import NO_TIME, Length, fixed, lognormal, sampled, uniform
from motcua.core.simulation.model import Hours, Interruption
from motcua.core.simulation.timers import passing
from motcua.core.workcal import ZONE, WorkCalendar
from motcua.domain.dossiers.city.course import ON_THE_WAY
from motcua.domain.dossiers.city.recipe import Range, WorkPlan
from motcua.domain.dossiers.city.seasons import DAY, HOUR, days_between
from motcua.domain.dossiers.city.sorts import Sort, hours_of_limit

ASKED, WITHDRAWN = "asked", "withdrawn"
"""Interruptions: the applicant was asked for papers; he took the dossier back."""
# A working day of the office is a day of the clock to whatever lies on a desk.
_CLOCK_HOURS = 3.0
_GRID = 1000
NEVER = 1e10
"""Seconds, longer than any past: what waits so long is never over."""
_URGENT = 2


class Post(NamedTuple):
    """A role in an office."""

    office_id: int
    role: str


class Times(NamedTuple):
    """When things can happen: in the hours of the office and when people are awake, from the beginning."""

    calendar: WorkCalendar
    begin: datetime
    office: Hours
    awake: Hours


def times_of(calendar: WorkCalendar, begin: datetime, until: datetime, work: WorkPlan) -> Times:
    """The hours around an office's calendar, as seconds from the beginning."""
    up, asleep = (time.fromisoformat(each) for each in work.awake)
    last = min(calendar.last, until.date() + timedelta(days=366))
    awake = (
        tuple(second_of(begin, datetime.combine(day, at, ZONE)) for at in (up, asleep))
        for day in days_between(begin.date(), last)
    )
    shifts = tuple((opens, closes) for opens, closes in awake)
    return Times(calendar, begin, hours_of(calendar, begin), Hours(shifts))


class Handling:
    """Makes the steps of one sort of dossiers."""

    def __init__(self, sort: Sort, work: WorkPlan, times: Times, posts: Mapping[str, Post]) -> None:
        """posts: where each step that an officer does is done."""
        self._sort, self._work, self._times, self._posts = sort, work, times, posts
        self._asking = sort.asking_steps()

    def steps(self, teams: Mapping[Post, Sequence[str]]) -> dict[str, model.Step]:
        """How each node is played. teams: whose people hold each post, the preferred first; without any, everything is
        done at once by nobody, which shows how much there is to do.
        """
        nodes = self._sort.procedure.process.nodes
        found = {node.id: self._step(node, teams) for node in nodes}
        return {name: step for name, step in found.items() if step is not None}

    def work_of(self, step: Step) -> float:
        """The seconds of work that a step takes in the mean."""
        return self._work.minutes[step.kind.value][0] * 60 if step.key in self._posts else 0.0

    def _step(self, node: Node, teams: Mapping[Post, Sequence[str]]) -> model.Step | None:
        step = self._sort.procedure.steps.get(node.id)
        if node.kind in TIMERS and node.timer:
            delay, length, hours = passing(node.timer, self._times.calendar, self._times.begin)
            return model.Step(work=length, delay=delay, hours=hours)
        if step is None or self._sort.does_by_itself(step):
            return None
        if step.key in self._sort.parts:
            return model.Step(work=fixed(ON_THE_WAY.total_seconds()))
        if step.kind is StepKind.WAIT:
            return self._wait(step)
        pools = tuple(teams.get(self._posts[step.key], ()))
        return model.Step(
            work=self._minutes(step),
            pools=pools,
            delay=self._delay(step) if pools else NO_TIME,
            priority=self._priority(),
            hours=None if pools else self._times.office,
            interruptions=self._interruptions(step),
        )

    def _minutes(self, step: Step) -> Length:
        mean, deviation = self._work.minutes[step.kind.value]
        return lognormal(mean * 60, deviation * 60)

    def _priority(self) -> int:
        whole = self._sort.whole_hours
        passed = sum(whole > each for each in self._work.urgent)
        return max(_URGENT - passed, 0)

    # --- what waits for people outside

    def _wait(self, step: Step) -> model.Step:
        match step.waits_for:
            case WaitsFor.AGENCIES:
                return model.Step(work=self._answers(step), hours=self._times.office)
            case WaitsFor.REGISTRY | WaitsFor.CENTRAL_SYSTEM:
                return model.Step(work=self._hours("reply"))
            case WaitsFor.APPLICANT:
                return model.Step(work=self._hours("answer"), hours=self._outside())
            case WaitsFor.OBLIGATION:
                return model.Step(work=self._hours("obligation"), hours=self._times.office)
            case WaitsFor.PAYMENT:
                return model.Step(work=self._hours("payment"), hours=self._times.office)
        return model.Step(work=uniform(NEVER, NEVER))

    def _answers(self, step: Step) -> Length:
        """Other agencies answer, or some never do where a day ends the wait."""
        graph = self._sort.procedure.process.graph
        ends_by_itself = any(node.host == step.key and node.kind in TIMERS for node in graph.nodes)
        silent = self._work.silent if ends_by_itself else 0.0
        return _mixed(((1 - silent, _scaled(self._work.hours["opinion"], HOUR)), (silent, (NEVER, NEVER))))

    def _outside(self) -> Hours:
        """When the applicant does something: at home, or at the counter."""
        return self._times.awake if self._sort.files_alone else self._times.office

    def _hours(self, what: str) -> Length:
        least, most = self._work.hours[what]
        return uniform(least * HOUR, most * HOUR)

    # --- what officers let lie, and what comes between

    def _delay(self, step: Step) -> Length:
        """How long it lies on the desk; at the step of a late or a stuck dossier so long that the limit passes."""
        if step.kind is StepKind.RETURN:
            return self._fetched()
        if step.kind is StepKind.RECEPTION and self._sort.is_part:
            overlooked = self._work.overlooked
            return _mixed(((1 - overlooked, (0.0, 0.0)), (overlooked, _scaled(self._work.hours["overlooked"], HOUR))))
        own, lies, work = hours_of_limit(step.limit), self._sort.offer.lies, self._work
        usual = _scaled(work.desk_share, own * _CLOCK_HOURS * HOUR) if own >= work.desk_from_hours else (0.0, 0.0)
        share = lies.get(step.key, 0.0) / sum(lies.values())
        late, stuck = work.late * share, work.stuck * share
        whole = self._sort.whole_hours * _CLOCK_HOURS * HOUR
        return _mixed(
            (
                (1 - late - stuck, usual),
                (late, _scaled(work.late_share, whole)),
                (stuck, _scaled(work.stuck_days, DAY)),
            )
        )

    def _fetched(self) -> Length:
        """How long a result lies until the applicant comes for it."""
        fetched = self._work.fetched
        whole = sum(fetched.days.values())
        bounds = ((n, *(fetched.later if n else fetched.same_day)) for n in fetched.days)
        moments = [(n * DAY + least * HOUR, n * DAY + most * HOUR) for n, least, most in bounds]
        shares = (weight / whole for weight in fetched.days.values())
        return _mixed(tuple(zip(shares, moments, strict=True)))

    def _interruptions(self, step: Step) -> tuple[Interruption, ...]:
        if step.key not in self._asking:
            return ()
        work, first = self._work, step.key == self._asking[0]
        apart = len(self._asking) > 1
        part = (work.asked_at_reception if first else 1 - work.asked_at_reception) if apart else 1.0
        brought = _mixed(
            (
                (1 - work.unanswered, _scaled(work.hours["supplement"], HOUR)),
                (work.unanswered, (NEVER, NEVER)),
            )
        )
        asked = Interruption(ASKED, work.supplement * part, wait=brought, hours=self._outside(), most=1, restarts=True)
        taken_back = Interruption(WITHDRAWN, work.withdrawn / len(self._asking), ends=True)
        return (asked, taken_back) if self._sort.files_alone else (asked,)


def _scaled(bounds: Range, by: float) -> Range:
    return bounds[0] * by, bounds[1] * by


@lru_cache(maxsize=4096)
def _mixed(parts: tuple[tuple[float, Range], ...]) -> Length:
    """Lengths of which each share lies evenly between two bounds, as values on a grid. Many sorts have the same."""
    values: list[float] = []
    for share, (least, most) in parts:
        many = round(share * _GRID)
        values += [least + (most - least) * (n + 0.5) / many for n in range(many)]
    return sampled(values) if any(values) else NO_TIME
