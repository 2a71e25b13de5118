"""A sort of dossiers: those of one version, case, channel and office, which are played as one process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.fees import Collected
from motcua.core.procedure import Channel, Procedure, Step, StepKind
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.city.recipe import Offer, WorkPlan

# What a limit is in working hours, to tell short from long; no due date is computed with it.
_HOURS = {
    LimitUnit.WORKING_HOURS: 1.0,
    LimitUnit.WORKING_DAYS: 8.0,
    LimitUnit.CALENDAR_DAYS: 8 * 5 / 7,
    LimitUnit.MONTHS: 8 * 21.0,
}
_SAME_DAY = 8.0
# Steps at which nothing is looked into: nobody asks for papers there if there is another step.
_AT_ONCE = frozenset(
    {
        StepKind.ASSIGNMENT,
        StepKind.CHILD,
        StepKind.CONSULTATION,
        StepKind.ISSUE,
        StepKind.RETURN,
        StepKind.SIGNATURE,
    }
)
BY_ITSELF = frozenset({StepKind.SYSTEM, StepKind.FEE_NOTICE})
"""Steps that the office's system does in the act that leads to them."""


@dataclass(frozen=True, slots=True, eq=False)
class Sort:
    """name: what sets it apart, the same in each city. costs: when something is asked for, if ever. example: one.
    parts: of a linked procedure the sorts of its parts at other agencies, by the step that sends each.
    """

    name: str
    offer: Offer
    procedure: Procedure
    assisted: bool
    costs: frozenset[Collected]
    example: Case
    parts: Mapping[str, Sort] = field(default_factory=dict)

    @property
    def case_key(self) -> str:
        """Which case of the procedure."""
        return self.example.case_key

    @property
    def channel(self) -> Channel:
        """By which channel it comes."""
        return self.example.channel

    @property
    def files_alone(self) -> bool:
        """Whether the applicant files online by his own account."""
        return self.channel is Channel.ONLINE and not self.assisted

    @property
    def is_part(self) -> bool:
        """Whether it comes from a linked dossier of another agency."""
        return self.example.part_of is not None

    def does_by_itself(self, step: Step) -> bool:
        """Whether the office's system does a step in the act that leads to it; a part goes back to its whole so."""
        return step.kind in BY_ITSELF or (self.is_part and step.kind is StepKind.RETURN)

    def is_alone(self, step: str) -> bool:
        """Whether nothing goes on beside a step, wherever the process comes to it."""
        return any(each.key == step for each in self._alone())

    @property
    def whole_hours(self) -> float:
        """The limit of the whole, in working hours."""
        return hours_of_limit(self.procedure.cases[self.case_key].limit_for(self.channel).limit)

    @property
    def reception(self) -> Step:
        """The step with which it begins."""
        return next(step for step in self.procedure.steps.values() if step.kind is StepKind.RECEPTION)

    def asking_steps(self) -> tuple[str, ...]:
        """Where papers are asked for: at the reception, and at the first work after it while nothing goes on beside."""
        alone = list(self._alone())
        work = next((step for step in alone if step.kind not in _AT_ONCE), None)
        found = work or next(iter(alone), None)
        return (self.reception.key, found.key) if found else (self.reception.key,)

    def _alone(self) -> Iterator[Step]:
        """Officers' steps after the reception, as far as the process runs in one line."""
        graph, steps = self.procedure.process.graph, self.procedure.steps
        seen, coming = {self.reception.key}, [self.reception.key]
        for node in coming:
            targets = [graph.flow[flow].target for flow in graph.node[node].outgoing]
            if node in steps and node != self.reception.key and steps[node].kind is not StepKind.WAIT:
                yield steps[node]
            if len(targets) > 1 and not any(graph.flow[flow].condition for flow in graph.node[node].outgoing):
                return
            coming += [each for each in targets if each not in seen]
            seen |= set(targets)


def hours_of_limit(limit: TimeLimit | None) -> float:
    """A limit in working hours; 0 without one."""
    if limit is None:
        return 0.0
    return _SAME_DAY if limit.unit is LimitUnit.SAME_DAY else limit.amount * _HOURS[limit.unit]


def ends_of(sort: Sort, step: Step, work: WorkPlan) -> Mapping[str, float]:
    """How a step ends: the share of each of its ends. What nothing is said of ends in the usual way."""
    if not step.outcomes:
        return {}
    said = dict(sort.offer.ends.get(step.key, {}))
    if step.kind is StepKind.RECEPTION and "refuse" in step.outcomes:
        said.setdefault("refuse", work.refused[sort.channel])
    for key, outcome in step.outcomes.items():
        if outcome.back_to:
            said.setdefault(key, work.sent_back)
    onward = [key for key, outcome in step.outcomes.items() if not outcome.back_to]
    usual = next((key for key in onward if not step.outcomes[key].needs_reason and key not in said), onward[0])
    return {**{key: share for key, share in said.items() if share}, usual: said.get(usual, 0) + 1 - sum(said.values())}
