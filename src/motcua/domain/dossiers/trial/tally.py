"""What came of many plays, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from motcua.core.forms import Text
from motcua.core.procedure import Procedure, StepKind
from motcua.domain.dossiers.chronicle import Chronicle
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.trial.playing import Play, faults_of
from motcua.domain.dossiers.trial.remembered import RememberedCourse
from motcua.domain.dossiers.trial.types import PartPlays, PlayFault, Plays, Unstaffed
from motcua.domain.dossiers.types import Phase

MOST_FAULTS = 50
# Nobody comes to these: the office does them by itself.
_BY_ITSELF = frozenset({StepKind.SYSTEM, StepKind.FEE_NOTICE})


class _Count:
    """What came of the dossiers of one procedure."""

    def __init__(self, procedure: Procedure) -> None:
        self.code = procedure.code
        self._steps = [step.key for step in procedure.steps.values() if step.kind not in _BY_ITSELF]
        self.begun = 0
        self.ends: Counter[Phase] = Counter()
        self.results: Counter[str] = Counter()
        self._visits: Counter[str] = Counter()

    def add(self, chronicle: Chronicle) -> None:
        """A dossier that has come to its end, or to where it did not go on."""
        self.begun += 1
        if chronicle.case.phase.is_final:
            self.ends[chronicle.case.phase] += 1
        visited: set[str | None] = set()
        for event in chronicle.rows()["events"]:
            if event["kind"] == EventKind.RESULT_ISSUED:
                self.results[event["data"]["result"]] += 1
            visited |= {event["step"], event["data"].get("step"), event["data"].get("node")}  # a wait may be a timer
        self._visits.update(step for step in self._steps if step in visited)

    @property
    def visits(self) -> dict[str, int]:
        """How many came to each step, in the order of the procedure."""
        return {step: self._visits[step] for step in self._steps if self._visits[step]}

    @property
    def never(self) -> tuple[str, ...]:
        """The steps that none came to."""
        return tuple(step for step in self._steps if not self._visits[step])


class Tally:
    """Counts one play after the other: the dossier, and each of its parts by the key of the linked procedure."""

    def __init__(self, procedure: Procedure, parts: Mapping[str, Procedure]) -> None:
        self._children = procedure.children
        self._whole = _Count(procedure)
        self._parts = {key: _Count(part) for key, part in parts.items()}
        self._played = 0
        self._stuck = 0
        self._unstaffed: set[Unstaffed] = set()
        self._faults: dict[Text, PlayFault] = {}

    def add(self, seed: str, play: Play, course: RememberedCourse) -> None:
        """A play that has come to its end, or to where it did not go on."""
        self._played += 1
        self._stuck += not course.whole.case.phase.is_final
        self._whole.add(course.whole)
        for key, part in course.parts():
            self._parts.setdefault(key, _Count(part.world.procedure)).add(part)  # offered only since a later day
        self._unstaffed |= play.unstaffed
        for fault in faults_of(play):
            self._note(PlayFault(seed, fault, tuple(play.moves)))

    def not_filed(self, seed: str, problems: Iterable[Text]) -> None:
        """A play that did not begin: nobody could file it."""
        self._played += 1
        self._stuck += 1
        for problem in problems:
            self._note(PlayFault(seed, problem, ()))

    def plays(self) -> Plays:
        """All of it."""
        return Plays(
            played=self._played,
            ends=dict(self._whole.ends),
            stuck=self._stuck,
            results=dict(self._whole.results),
            visits=self._whole.visits,
            never=self._whole.never,
            unstaffed=tuple(sorted(self._unstaffed, key=lambda each: (each.office, each.role.vi, each.step.vi))),
            faults=tuple(self._faults.values())[:MOST_FAULTS],
            parts=tuple(self._part(key, count) for key, count in self._parts.items()),
        )

    def _part(self, key: str, count: _Count) -> PartPlays:
        return PartPlays(
            key=key,
            name=self._children[key].name,
            procedure=count.code,
            opened=count.begun,
            ends=dict(count.ends),
            results=dict(count.results),
            visits=count.visits,
            never=count.never,
        )

    def _note(self, fault: PlayFault) -> None:
        """Each fault once, with the shortest play that leads to it."""
        known = self._faults.get(fault.what)
        if known is None or len(fault.moves) < len(known.moves):
            self._faults[fault.what] = fault
