"""A procedure package as a scenario of its own: its roles as pools, its limits, the waits it draws, and for all that no
package says what `shared/simulation.yaml` assumes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import Final

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.procedure import Channel, Procedure, ProcedureCase, Step, StepKind, WaitsFor, WorksAt
from motcua.core.procedure.course import STOPS_THE_CLOCK, limit_of
from motcua.core.process import read_model
from motcua.core.process.graph import TIMERS
from motcua.core.process.steering import Steerable, steerable
from motcua.core.simulation.assumptions import Assumptions
from motcua.core.simulation.branching import Chances, shares_of
from motcua.core.simulation.length_figures import mean_of, stretched
from motcua.core.simulation.lengths import NO_TIME, Length, uniform
from motcua.core.simulation.scenario import InterruptionPlan, Kind, PoolPlan, ProcessPlan, Scenario, StepPlan
from motcua.core.simulation.visits import visits_of
from motcua.core.workcal import WORKING_DAY

_HOUR, _DAY = 3600.0, 86_400.0
_WORKING_DAY: Final = WORKING_DAY.total_seconds()
_BY_THE_CLOCK: Final = frozenset(
    {WaitsFor.APPLICANT, WaitsFor.PAYMENT, WaitsFor.OBLIGATION, WaitsFor.REGISTRY, WaitsFor.CENTRAL_SYSTEM}
)
_BY_ITSELF: Final = "system"
"""The role of steps that nobody does."""


def scenario_of_package(procedure: Procedure, assumptions: Assumptions) -> Scenario:
    """The scenario of one procedure; its process is called by the code."""
    return scenario_of_packages([procedure], assumptions)


def scenario_of_packages(procedures: Iterable[Procedure], assumptions: Assumptions) -> Scenario:
    """The scenario of several procedures of one office: the same role is the same people in all of them, and there are
    as many of them as all the work needs.
    """
    plans, notes = [], list(assumptions.says.values())
    load: defaultdict[str, float] = defaultdict(float)
    for procedure in procedures:
        making = _Making(procedure, assumptions)
        plan = making.plan()
        plans.append(plan)
        notes += making.notes
        for pool, asked in loads_of(plan, steerable(read_model(procedure.diagram))).items():
            load[pool] += asked
    return Scenario(tuple(plans), staffed(load, assumptions.busy), tuple(dict.fromkeys(notes)))


def loads_of(plan: ProcessPlan, process: Steerable) -> dict[str, float]:
    """By pool, how many people its work keeps busy. Raises ToldError for a process that cannot be played."""
    visits = visits_of(plan.name, process, plan.shares)
    found: dict[str, float] = {}
    for node, step in plan.steps.items():
        for pool in step.pools[:1]:
            a_day = plan.arrivals.per_working_day * visits.get(node, 0.0) * mean_of(step.work)
            found[pool] = found.get(pool, 0.0) + a_day / _WORKING_DAY
    return found


def staffed(load: Mapping[str, float], busy: float) -> tuple[PoolPlan, ...]:
    """As many people in each pool as are busy for at most so large a part of their time."""
    return tuple(PoolPlan(pool, max(ceil(asked / busy), 1)) for pool, asked in load.items())


def pool_labels(procedures: Iterable[Procedure]) -> dict[str, str]:
    """What people call the pools of such a scenario."""
    return {key: role.name.vi for procedure in procedures for key, role in procedure.roles.items()}


class _Making:
    def __init__(self, procedure: Procedure, assumptions: Assumptions) -> None:
        self._procedure = procedure
        self._assumed = assumptions
        self.notes: list[str] = []

    def plan(self) -> ProcessPlan:
        procedure, assumed = self._procedure, self._assumed
        case = next(iter(procedure.cases.values()))
        channel = max(procedure.channels, key=lambda each: (assumed.channels.get(each, 0.0), each))
        shares = self._shares(None)
        brings = self._limits_on_the_way(case, channel)
        self._note_other_limits(channel)
        return ProcessPlan(
            procedure.code,
            replace(assumed.pattern, per_working_day=assumed.procedures.get(procedure.code, assumed.usual)),
            {
                key: replace(self._step(step), brings=brings.get(key))
                for key, step in procedure.steps.items()
                if procedure.process.graph.node[key].kind not in TIMERS
            },
            shares,
            self._kinds(shares),
            case.limit_for(channel).limit,
            case.clock,
            accepted_by=next((step.key for step in self._of_kind(StepKind.RECEPTION)), ""),
            finished_by=tuple(step.key for step in self._of_kind(StepKind.ISSUE)),
        )

    def _of_kind(self, kind: StepKind) -> list[Step]:
        return [step for step in self._procedure.steps.values() if step.kind is kind]

    def _step(self, step: Step) -> StepPlan:
        limit = limit_of(self._procedure, step)
        if step.kind is StepKind.WAIT and step.waits_for:
            return StepPlan(
                self._assumed.waits[step.waits_for],
                outside=step.waits_for in _BY_THE_CLOCK,
                stops_limit=step.waits_for in STOPS_THE_CLOCK,
                limit=step.limit,
            )
        if step.kind is StepKind.CHILD:
            return StepPlan(self._part_of(limit), limit=step.limit)
        if step.kind is StepKind.SYSTEM or step.role.key == _BY_ITSELF:
            return StepPlan(NO_TIME, outside=True, limit=step.limit)
        return StepPlan(
            self._work(step, limit),
            (step.role.key,) if step.role.at is not WorksAt.APPLICANT else (),
            self._delay(limit),
            interruptions=self._interruptions(step),
            limit=step.limit,
        )

    def _work(self, step: Step, limit: TimeLimit | None) -> Length:
        work = self._assumed.work.get(step.kind, NO_TIME)
        most = self._assumed.work_of_limit * _seconds(limit) if limit else 0.0
        return stretched(work, most / mean_of(work)) if 0 < most < mean_of(work) else work

    def _delay(self, limit: TimeLimit | None) -> Length:
        if limit is None or _seconds(limit) < self._assumed.begins_from_hours * _HOUR:
            return NO_TIME
        by_the_clock = _seconds(limit) * _DAY / _WORKING_DAY
        return uniform(*(share * by_the_clock for share in self._assumed.begins_share))

    def _part_of(self, limit: TimeLimit | None) -> Length:
        if limit is None:
            return self._assumed.without_limit
        return uniform(*(part * _seconds(limit) for part in self._assumed.part))

    def _interruptions(self, step: Step) -> tuple[InterruptionPlan, ...]:
        assumed = self._assumed
        if step.kind not in assumed.supplement_kinds:
            return ()
        most = next(iter(self._procedure.cases.values())).clock.supplements_allowed
        asked = InterruptionPlan("supplement", assumed.supplement, assumed.supplement_wait, most=most)
        gone = InterruptionPlan("withdrawn", assumed.withdrawn, assumed.withdrawn_after, ends=True)
        return (asked, gone) if most else (gone,)

    def _kinds(self, shares: Mapping[str, float]) -> tuple[Kind, ...]:
        """The channels, where the drawing asks for them."""
        found = []
        for channel, share in self._channels().items():
            theirs = self._shares(channel)
            different = {flow: each for flow, each in theirs.items() if each != shares.get(flow)}
            found.append(Kind(channel.value, share, {"channel": channel.value}, different))
        return tuple(found) if any(kind.shares for kind in found) else ()

    def _channels(self) -> dict[Channel, float]:
        offered = [channel for channel in Channel if channel in self._procedure.channels]
        return {channel: self._assumed.channels.get(channel, 0.0) for channel in offered}

    def _shares(self, channel: Channel | None) -> dict[str, float]:
        shares, unknown = shares_of(self._procedure.process, self._chances(channel))
        if unknown and channel is None:
            nodes = ", ".join(unknown)
            self.notes.append(f"các nhánh sau {nodes} rẽ đều nhau (the ways out of {nodes} are equally likely)")
        return shares

    def _chances(self, channel: Channel | None) -> Chances:
        due = self._assumed.fees_outstanding
        offered = {channel: 1.0} if channel else self._channels()
        of_all = sum(offered.values())
        found: dict[tuple[str, ...], Mapping[object, float]] = {
            ("channel",): {each.value: share / of_all for each, share in offered.items()},
            ("fees", "outstanding"): {Decimal(1): due, Decimal(0): 1 - due},
        }
        for step in self._procedure.steps.values():
            if step.outcomes:
                found["steps", step.key, "outcome"] = self._outcomes(step)
        return found

    def _outcomes(self, step: Step) -> Mapping[object, float]:
        named = {key: share for key, share in self._assumed.outcomes.items() if key in step.outcomes}
        others = [key for key in step.outcomes if key not in named]
        left = max(1 - sum(named.values()), 0.0)
        every = {**named, **dict.fromkeys(others, left / len(others) if others else 0.0)}
        return {key: share / sum(every.values()) for key, share in every.items()}

    def _note_other_limits(self, channel: Channel) -> None:
        """A plan has one limit: that of the first case and the channel by which most are filed."""
        cases = self._procedure.cases.values()
        limits = {each.limit_for(way).limit for each in cases for way in self._procedure.channels}
        if len({(limit.unit, limit.amount) for limit in limits}) > 1:
            self.notes.append(
                f"mọi hồ sơ tính theo thời hạn của cách nộp {channel.value}, dù cách khác hay trường hợp khác có thời "
                f"hạn khác (all are judged by the limit of the channel {channel.value}, though others differ)"
            )

    def _limits_on_the_way(self, case: ProcedureCase, channel: Channel) -> dict[str, TimeLimit]:
        """The steps with which another limit takes over: those that belong to it, or that its condition leads to."""
        found: dict[str, TimeLimit] = {}
        flows = self._procedure.process.flows
        for other in case.limits_on_the_way(channel):
            own = {step.key for step in self._procedure.steps.values() if step.only_within == other.key}
            led_to = {flow.target for flow in flows if other.when and flow.condition == other.when.text}
            steps = (own or led_to) & self._procedure.steps.keys()
            found |= dict.fromkeys(steps, other.limit)
            if not steps:
                self.notes.append(
                    f"thời hạn {other.key} không bao giờ được dùng (the limit {other.key} never takes over)"
                )
        return found


def _seconds(limit: TimeLimit) -> float:
    """About how much working time a step's limit is."""
    match limit.unit:
        case LimitUnit.WORKING_HOURS:
            return limit.amount * _HOUR
        case LimitUnit.MONTHS:
            return limit.amount * 21 * _WORKING_DAY
        case LimitUnit.CALENDAR_DAYS:
            return limit.amount * 5 / 7 * _WORKING_DAY
    return max(limit.amount, 1) * _WORKING_DAY
