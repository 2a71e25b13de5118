"""What came of many plays, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from motcua.core.forms import Text
from motcua.core.procedure import Procedure, StepKind
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.trial.playing import Play, faults_of
from motcua.domain.dossiers.trial.stand import Stand
from motcua.domain.dossiers.trial.types import PlayFault, Plays, Unstaffed
from motcua.domain.dossiers.types import Phase

MOST_FAULTS = 50
# Nobody comes to these: the office does them by itself.
_BY_ITSELF = frozenset({StepKind.SYSTEM, StepKind.FEE_NOTICE})


class Tally:
    """Counts one play after the other."""

    def __init__(self, procedure: Procedure) -> None:
        self._steps = [step.key for step in procedure.steps.values() if step.kind not in _BY_ITSELF]
        self._played = 0
        self._stuck = 0
        self._ends: Counter[Phase] = Counter()
        self._results: Counter[str] = Counter()
        self._visits: Counter[str] = Counter()
        self._unstaffed: set[Unstaffed] = set()
        self._faults: dict[Text, PlayFault] = {}

    def add(self, seed: str, play: Play, stand: Stand, events: Iterable[Mapping[str, Any]]) -> None:
        """A play that has come to its end, or to where it did not go on; `events` is its log."""
        self._played += 1
        if stand.case.phase.is_final:
            self._ends[stand.case.phase] += 1
        else:
            self._stuck += 1
        visited: set[str | None] = set()
        for event in events:
            if event["kind"] == EventKind.RESULT_ISSUED:
                self._results[event["data"]["result"]] += 1
            visited |= {event["step"], event["data"].get("step"), event["data"].get("node")}  # a wait may be a timer
        self._visits.update(step for step in self._steps if step in visited)
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
            ends=dict(self._ends),
            stuck=self._stuck,
            results=dict(self._results),
            visits={step: self._visits[step] for step in self._steps if self._visits[step]},
            never=tuple(step for step in self._steps if not self._visits[step]),
            unstaffed=tuple(sorted(self._unstaffed, key=lambda each: (each.office, each.role.vi, each.step.vi))),
            faults=tuple(self._faults.values())[:MOST_FAULTS],
        )

    def _note(self, fault: PlayFault) -> None:
        """Each fault once, with the shortest play that leads to it."""
        known = self._faults.get(fault.what)
        if known is None or len(fault.moves) < len(known.moves):
            self._faults[fault.what] = fault
