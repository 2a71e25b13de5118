"""A whole log against a process: how well it fits, and what deviates in which cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.core.mining.conformance.alignment import Alignment, MoveKind, align
from motcua.core.mining.conformance.moves import Moves
from motcua.core.mining.enabling import enabled_times
from motcua.core.mining.log import NOBODY, EventLog, Times
from motcua.core.mining.variants import Variant, variants
from motcua.core.process.steering import Steerable

_NO_LIMITS: Mapping[str, int] = {}


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


@dataclass(frozen=True, slots=True)
class Conformance:
    """fitness: from 0 to 1, the share of steps that log and process have in common: 1 - cost / (steps of the log + the
    fewest steps of the process, for each case), over all cases that were judged. fitting: cases without skipped or
    inserted steps. unjudged: cases whose course was given up as too wide.
    """

    fitness: float
    cases: int
    fitting: int
    deviations: tuple[Deviation, ...]
    unjudged: tuple[str, ...]


def check_conformance(
    log: EventLog,
    process: Steerable,
    *,
    open_cases: Iterable[str] = (),
    limits: Mapping[str, int] = _NO_LIMITS,
) -> Conformance:
    """Replay every case through the process.

    open_cases: those that are not over yet. limits: microseconds from enabled to ended that each activity may take.
    """
    return _Judgement(log, process, frozenset(open_cases), limits).whole()


class _Judgement:
    def __init__(
        self, log: EventLog, process: Steerable, open_cases: frozenset[str], limits: Mapping[str, int]
    ) -> None:
        self._log = log
        self._open = open_cases
        self._limits = limits
        self._process = process
        self._moves: dict[int, Moves] = {}
        self._number = {name: n for n, name in enumerate(log.cases)}
        self._found: dict[tuple[DeviationKind, str], list[str]] = {}

    def whole(self) -> Conformance:
        cost = possible = judged = fitting = 0
        unjudged: list[str] = []
        for variant, ended in self._courses():
            moves = self._moves_for(variant)
            aligned = align(moves, variant.activities, ended=ended)
            shortest = align(moves, (), ended=ended) if aligned else None
            if aligned is None or shortest is None:
                unjudged += variant.cases
                continue
            number = len(variant.cases)
            judged += number
            fitting += number * (aligned.cost == 0)
            cost += number * aligned.cost
            possible += number * (len(variant.activities) + shortest.cost)
            self._note(variant, aligned)
        self._note_late()
        return Conformance(
            1 - cost / possible if possible else 1.0, judged, fitting, tuple(self._deviations()), tuple(unjudged)
        )

    def _courses(self) -> Iterator[tuple[Variant, bool]]:
        for variant in variants(self._log):
            for ended in (True, False):
                cases = tuple(case for case in variant.cases if (case in self._open) is not ended)
                if cases:
                    yield Variant(variant.activities, cases), ended

    def _moves_for(self, variant: Variant) -> Moves:
        """A repeated activity is taken to be done as often as the most frequent activity of the course."""
        times = max(Counter(variant.activities).values(), default=1) if self._process.definition.repeats else 1
        if times not in self._moves:
            self._moves[times] = Moves(self._process, frozenset(self._log.activities), times)
        return self._moves[times]

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
                self._found.setdefault((kind, activity), []).extend(
                    case for case in variant.cases for _ in range(times)
                )
        for case in variant.cases:
            self._note_roles(case, aligned)

    def _note_roles(self, case: str, aligned: Alignment) -> None:
        first = int(self._log.first[self._number[case]])
        for move in aligned.moves:
            if move.kind is not MoveKind.FITS or move.node is None or not move.node.role:
                continue
            role = int(self._log.role[first + move.place])
            if role != NOBODY and self._log.roles[role] != move.node.role:
                self._found.setdefault((DeviationKind.WRONG_ROLE, move.activity), []).append(case)

    def _note_late(self) -> None:
        if not self._limits:
            return
        enabled: Times = enabled_times(self._log)[0]
        for activity, limit in self._limits.items():
            if activity in self._log.activities:
                of_it = self._log.activity == self._log.activities.index(activity)
                late = of_it & (self._log.ended - enabled > limit)
                cases = [self._log.cases[n] for n in self._log.case[late].tolist()]
                if cases:
                    self._found[DeviationKind.OVER_LIMIT, activity] = cases

    def _deviations(self) -> Iterator[Deviation]:
        for (kind, activity), cases in sorted(self._found.items(), key=lambda each: (-len(each[1]), each[0])):
            yield Deviation(kind, activity, len(cases), tuple(dict.fromkeys(cases)))
