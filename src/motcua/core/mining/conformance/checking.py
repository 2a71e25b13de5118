"""A whole log against a process: how well it fits, and what deviates in which cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from motcua.core.mining.conformance.alignment import Alignment, Effort, MoveKind, Unexplained, explained
from motcua.core.mining.conformance.moves import Moves
from motcua.core.mining.limits import NO_LIMITS, Limits, late_steps
from motcua.core.mining.log import NOBODY, EventLog
from motcua.core.mining.office_hours import WorkingTime
from motcua.core.mining.variants import Variant, variants
from motcua.core.process.steering import Steerable

MOST_IN_ALL: Final = 2_000_000
"""Positions that are looked at for a whole log, some tens of seconds."""
MOST_TIMES: Final = 100
"""So often at most is a repeated step tried."""


class DeviationKind(StrEnum):
    """How a case can differ from what was drawn."""

    SKIPPED = "skipped"
    INSERTED = "inserted"
    WRONG_ORDER = "wrong_order"
    WRONG_ROLE = "wrong_role"
    OVER_LIMIT = "over_limit"


@dataclass(frozen=True, slots=True)
class Deviation:
    """The same difference at the same activity: how often, and in which cases."""

    kind: DeviationKind
    activity: str
    count: int
    cases: tuple[str, ...]


class Reason(StrEnum):
    """Why a case was not judged. TOO_WIDE: its course is too long, or the process has too many ways through it, or lets
    too much pile up. NO_END: the process never ends. REPEATED: a repeated step is done more often than is tried.
    NO_TIME: the more frequent courses took all the time there is.
    """

    TOO_WIDE = Unexplained.TOO_WIDE.value
    NO_END = Unexplained.NO_END.value
    REPEATED = "repeated"
    NO_TIME = "no_time"


@dataclass(frozen=True, slots=True)
class Conformance:
    """fitness: from 0 to 1, the share of steps that log and process have in common: 1 - cost / (steps of the log + the
    fewest steps of the process, for each case), over all cases that were judged; None when none was. fitting: cases
    without skipped or inserted steps. unjudged: by reason, the cases that are in no other figure, but that of what is
    over its limit, which takes no replay.
    """

    fitness: float | None
    cases: int
    fitting: int
    deviations: tuple[Deviation, ...]
    unjudged: Mapping[Reason, tuple[str, ...]]


def check_conformance(
    log: EventLog,
    process: Steerable,
    *,
    open_cases: Iterable[str] = (),
    limits: Limits = NO_LIMITS,
    office: WorkingTime | None = None,
    most_positions: int = MOST_IN_ALL,
) -> Conformance:
    """Replay every case through the process, the most frequent courses first.

    open_cases: those that are not over yet. limits: what steps may take, in the working time of an office.
    most_positions: how much is looked at before the rest is left unjudged. Raises CalendarEndsError.
    """
    judgement = _Judgement(log, process, frozenset(open_cases), Effort(most_positions))
    if office:
        judgement.note_late(limits, office)
    return judgement.whole()


class _Judgement:
    def __init__(
        self,
        log: EventLog,
        process: Steerable,
        open_cases: frozenset[str],
        effort: Effort,
    ) -> None:
        self._log = log
        self._open = open_cases
        self._process = process
        self._effort = effort
        self._moves: dict[int, Moves] = {}
        self._shortest: dict[tuple[int, bool], Alignment | Unexplained] = {}
        self._shown = frozenset(log.activities)
        self._number = {name: n for n, name in enumerate(log.cases)}
        self._found: dict[tuple[DeviationKind, str], _Cases] = {}

    def whole(self) -> Conformance:
        cost = possible = judged = fitting = 0
        unjudged: dict[Reason, tuple[str, ...]] = {}
        for variant, ended in self._courses():
            told = self._judged(variant, ended)
            if isinstance(told, Reason):
                unjudged[told] = (*unjudged.get(told, ()), *variant.cases)
                continue
            aligned, shortest = told
            number = len(variant.cases)
            judged += number
            fitting += number * (aligned.cost == 0)
            cost += number * aligned.cost
            possible += number * (len(variant.activities) + shortest)
            self._note(variant, aligned)
        fitness = (1 - cost / possible if possible else 1.0) if judged else None
        return Conformance(fitness, judged, fitting, tuple(self._deviations()), unjudged)

    def _judged(self, variant: Variant, ended: bool) -> tuple[Alignment, int] | Reason:
        """The alignment of a course, and the fewest steps of the process; why there is none."""
        if self._effort.left <= 0:
            return Reason.NO_TIME
        times = max(Counter(variant.activities).values(), default=1) if self._process.definition.repeats else 1
        if times > MOST_TIMES:
            return Reason.REPEATED
        moves = self._moves.setdefault(times, Moves(self._process, self._shown, times))
        if (times, ended) not in self._shortest:
            self._shortest[times, ended] = explained(moves, (), ended=ended, effort=self._effort)
        shortest = self._shortest[times, ended]
        if isinstance(shortest, Unexplained):
            return Reason(shortest)
        aligned = explained(moves, variant.activities, ended=ended, effort=self._effort)
        return Reason(aligned) if isinstance(aligned, Unexplained) else (aligned, shortest.cost)

    def _courses(self) -> Iterator[tuple[Variant, bool]]:
        for variant in variants(self._log):
            for ended in (True, False):
                cases = tuple(case for case in variant.cases if (case in self._open) is not ended)
                if cases:
                    yield Variant(variant.activities, cases), ended

    def _note(self, variant: Variant, aligned: Alignment) -> None:
        skipped = Counter(move.activity for move in aligned.moves if move.kind is MoveKind.SKIPPED)
        inserted = Counter(move.activity for move in aligned.moves if move.kind is MoveKind.INSERTED)
        moved = skipped & inserted  # done, but not where it was drawn
        for kind, found in (
            (DeviationKind.WRONG_ORDER, moved),
            (DeviationKind.SKIPPED, skipped - moved),
            (DeviationKind.INSERTED, inserted - moved),
        ):
            for activity, times in found.items():
                self._add(kind, activity, times * len(variant.cases), variant.cases)
        self._note_roles(variant, aligned)

    def _note_roles(self, variant: Variant, aligned: Alignment) -> None:
        drawn = [
            (move.place, move.activity, move.node.role)
            for move in aligned.moves
            if move.kind is MoveKind.FITS and move.node is not None and move.node.role
        ]
        if not drawn:
            return
        first = self._log.first[[self._number[case] for case in variant.cases]]
        for place, activity, role in drawn:
            done = self._log.role[first + place]
            right = self._log.roles.index(role) if role in self._log.roles else NOBODY
            wrong = np.flatnonzero((done != NOBODY) & (done != right))
            if len(wrong):
                self._add(DeviationKind.WRONG_ROLE, activity, len(wrong), [variant.cases[n] for n in wrong.tolist()])

    def note_late(self, limits: Limits, office: WorkingTime) -> None:
        """The steps that took longer than they may. Raises CalendarEndsError."""
        for activity, events in late_steps(self._log, limits, office):
            if len(events):
                cases = [self._log.cases[n] for n in self._log.case[events].tolist()]
                self._add(DeviationKind.OVER_LIMIT, self._log.activities[activity], len(cases), cases)

    def _add(self, kind: DeviationKind, activity: str, times: int, cases: Iterable[str]) -> None:
        found = self._found.setdefault((kind, activity), _Cases())
        found.times += times
        found.cases.update(dict.fromkeys(cases))

    def _deviations(self) -> Iterator[Deviation]:
        for (kind, activity), found in sorted(self._found.items(), key=lambda each: (-each[1].times, each[0])):
            yield Deviation(kind, activity, found.times, tuple(found.cases))


@dataclass(slots=True)
class _Cases:
    """How often something deviates, and in which cases, each once in the order of the log's courses."""

    times: int = 0
    cases: dict[str, None] = field(default_factory=dict)
