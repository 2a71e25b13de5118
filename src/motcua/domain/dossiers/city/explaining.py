"""How the steps of a case must have ended that went this way: its path, led once more through the engine itself.

The simulator chooses ways; dossiers hold outcomes and money. Whatever outcomes lead the real process along the very
path that was played are found here, so no dossier contradicts its own process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from motcua.core.fees import Collected
from motcua.core.procedure import Step, StepKind
from motcua.core.procedure.answering import with_answer
from motcua.core.process import Fact, ServiceRequested, Start, State, advance
from motcua.core.process.errors import ProcessError
from motcua.core.process.steering import command_for
from motcua.core.workcal import ZONE
from motcua.domain.dossiers.city.choices import data_of, waits_for_money
from motcua.domain.dossiers.city.errors import CourseError
from motcua.domain.dossiers.city.recipe import WorkPlan
from motcua.domain.dossiers.city.sorts import Sort, ends_of

_ANY_TIME = datetime(2000, 1, 1, tzinfo=ZONE)
_MOST = 256
"""Ways to explain one path that are looked at."""


class Passed(NamedTuple):
    """Something that a case came to: a node, and whether what waited there was done; else it only stood there."""

    node: str
    is_done: bool


class Path(NamedTuple):
    """What a case came to, in the order of time, and whether the process ended with it."""

    passed: tuple[Passed, ...]
    has_ended: bool


class Explained(NamedTuple):
    """One way in which a path comes about. numbers: the engine's number of each thing. outcomes: how each ended.
    noticed: after which of them the applicant was told what to pay (-1: never). pays: whether he pays before the
    process waits for it. weight: how likely, relative to the others.
    """

    numbers: tuple[int, ...]
    outcomes: tuple[str, ...]
    noticed: int
    pays: bool
    weight: float


class Explaining:
    """Explains the paths of one sort of dossiers, each only once."""

    def __init__(self, sort: Sort, work: WorkPlan) -> None:
        self._sort = sort
        self._process = sort.procedure.process
        self._at_once = 1 - work.pays_at_the_wait[sort.channel]
        self._ends = {step.key: tuple(ends_of(sort, step, work).items()) for step in sort.procedure.steps.values()}
        self._known: dict[Path, tuple[Explained, ...]] = {}

    def explain(self, path: Path, u: float) -> Explained:
        """One of the ways in which a path comes about, by a number of chance between 0 and 1. Raises CourseError when
        there is none: the simulator then played what the engine does not do.
        """
        if path not in self._known:
            self._known[path] = self._found(path)
        found = self._known[path]
        left = u * sum(each.weight for each in found)
        for each in found:
            left -= each.weight
            if left <= 0:
                return each
        return found[-1]

    def _found(self, path: Path) -> tuple[Explained, ...]:
        state, _ = advance(
            self._process, self._process.initial, Start(), data_of(self._sort, {}, owing=False), _ANY_TIME
        )
        pays = bool(self._sort.costs) and not any(waits_for_money(self._sort, each.node) for each in path.passed)
        walk = _Walk(self._sort, self._ends, path, self._at_once if pays else 0.0)
        found = []
        for each in walk.on(state, {}, -1, 0):
            found.append(each)
            if len(found) == _MOST:
                break
        if not found:
            nodes = " → ".join(each.node for each in path.passed)
            raise CourseError(
                f"Quy trình {self._sort.offer.code} không thể đi theo đường {nodes}; hãy báo cho người phát triển.",
                f"The process of {self._sort.offer.code} cannot go by {nodes}; tell the developers.",
            )
        return tuple(found)


class _Walk:
    def __init__(
        self, sort: Sort, ends: Mapping[str, tuple[tuple[str, float], ...]], path: Path, at_once: float
    ) -> None:
        """at_once: how often people pay before the process waits for it; 0 where they did not."""
        self._sort, self._ends, self._path, self._at_once = sort, ends, path, at_once
        self._process = sort.procedure.process

    def on(self, state: State, answers: Mapping[str, Any], noticed: int, place: int) -> Iterator[Explained]:
        """All ways on from here; `place` is how far the path has been walked."""
        if place == len(self._path.passed):
            if self._path.has_ended == (state.status == "ended"):
                pays = self._at_once > 0 and noticed >= 0
                yield Explained((), (), noticed, pays, self._at_once if pays else 1.0)
            return
        passed = self._path.passed[place]
        node = self._process.graph.node[passed.node]
        for wait in state.waits:
            if wait.node == passed.node and (command := command_for(node, wait)):
                break
        else:
            return
        if not passed.is_done:
            rest = self.on(state, answers, noticed, place + 1)
            yield from (_with(each, wait.number, "", 1.0) for each in rest)
            return
        step = self._sort.procedure.steps.get(node.id)
        for outcome, share in self._ends.get(node.id, ()) or (("", 1.0),):
            said = with_answer(self._process, answers, node.id, {"outcome": outcome}) if outcome else answers
            told = place if noticed < 0 and self._is_noticed_before(step, outcome) else noticed
            try:
                data = data_of(self._sort, said, owing=self._owes(told, place, node.id))
                following, facts = advance(self._process, state, command, data, _ANY_TIME)
            except ProcessError:
                continue
            told = place if told < 0 and self._is_noticed_after(facts) else told
            rest = self.on(following, said, told, place + 1)
            yield from (_with(each, wait.number, outcome, share) for each in rest)

    def _owes(self, noticed: int, place: int, node: str) -> bool:
        """Whether something is still to be paid as the process goes on from this thing."""
        if noticed < 0 or waits_for_money(self._sort, node):
            return False
        return noticed == place if self._at_once else not self._has_paid(place)

    def _has_paid(self, place: int) -> bool:
        return any(each.is_done and waits_for_money(self._sort, each.node) for each in self._path.passed[:place])

    def _is_noticed_before(self, step: Step | None, outcome: str) -> bool:
        is_accepted = step is not None and step.kind is StepKind.RECEPTION and outcome != "refuse"
        return is_accepted and Collected.BEFORE in self._sort.costs

    def _is_noticed_after(self, facts: tuple[Fact, ...]) -> bool:
        steps = self._sort.procedure.steps
        return Collected.AFTER in self._sort.costs and any(
            isinstance(fact, ServiceRequested) and steps[fact.node].kind is StepKind.FEE_NOTICE for fact in facts
        )


def _with(rest: Explained, number: int, outcome: str, share: float) -> Explained:
    return rest._replace(
        numbers=(number, *rest.numbers), outcomes=(outcome, *rest.outcomes), weight=rest.weight * share
    )
