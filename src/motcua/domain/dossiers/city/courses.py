"""From what was played for a bureau to the courses of its dossiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from motcua.core.simulation.chance import key_of
from motcua.domain.dossiers.city.bureaus import Life
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.city.families_telling import FamilyTelling, FamilyTold
from motcua.domain.dossiers.city.plan import CityPlan, Floats
from motcua.domain.dossiers.city.sorts import Sort
from motcua.domain.dossiers.city.telling import Row, Told

DRAWS = 5
"""Numbers of chance that telling a case takes."""


class Courses:
    """The courses of a bureau, one after the other in the order in which their dossiers came."""

    def __init__(self, plan: CityPlan, life: Life) -> None:
        self._plan, self._life = plan, life
        self._telling = [FamilyTelling(plan, members) for members in life.members]

    def __iter__(self) -> Iterator[Course]:
        """All dossiers of the bureau that were filed by the end. Raises CourseError."""
        outcome, wanted = self._life.outcome, self._plan.wanted
        chance = np.random.default_rng([wanted.seed, key_of("courses")])
        draws: Floats = chance.random((len(self._plan.orders.at), DRAWS))
        for case, rows in enumerate(self._rows()):
            place = int(outcome.case_process[case])
            order = int(self._life.orders[place][outcome.case_key[case]])
            has_ended = bool(outcome.case_end[case] < np.inf)
            came, own = float(self._plan.orders.at[order]), draws[order].tolist()
            told = self._telling[place].told(came, rows, self._draws(order, own), has_ended)
            if told:
                yield self._family(order, self._telling[place].sort, told)

    def _draws(self, order: int, own: Sequence[float]) -> Iterator[Sequence[float]]:
        """Numbers of chance for a dossier, then for its parts."""
        yield own
        chance = np.random.default_rng([self._plan.wanted.seed, key_of("parts"), order])
        while True:
            yield chance.random(DRAWS).tolist()

    def _family(self, order: int, sort: Sort, told: FamilyTold) -> Course:
        parts = (self._course(order, part.sort, part.told)._replace(part=part.n) for part in told.parts)
        return self._course(order, sort, told.whole)._replace(parts=tuple(parts))

    def _course(self, order: int, sort: Sort, told: Told) -> Course:
        return Course(
            n=order + 1,
            version_id=sort.example.version_id,
            case_key=sort.case_key,
            channel=sort.channel,
            assisted=sort.assisted,
            receiving_id=sort.example.receiving_id,
            competent_id=sort.example.competent_id,
            ward=self._plan.wards[self._plan.orders.ward[order]],
            filed_at=told.filed_at,
            steps=told.steps,
            ended_at=told.ended_at,
            until=self._plan.wanted.until,
        )

    def _rows(self) -> Iterator[list[Row]]:
        """What was done to each case, in the order in which it ended."""
        outcome, nodes = self._life.outcome, [node for _, node in self._life.compiled.nodes]
        order = np.argsort(outcome.log_case, kind="stable")
        officers = np.append(self._life.officers, 0)  # the last is nobody
        who = officers[np.where(outcome.log_person < 0, len(officers) - 1, outcome.log_person)]
        columns = (outcome.log_node, outcome.log_kind, outcome.log_enabled, outcome.log_started, outcome.log_ended)
        all_columns = (*columns, outcome.log_back, who)
        borders = np.searchsorted(outcome.log_case[order], np.arange(len(outcome.case_end) + 1)).tolist()
        for first, last in pairwise(borders):
            found = (column[order[first:last]].tolist() for column in all_columns)
            yield [Row(nodes[row[0]], *row[1:]) for row in zip(*found, strict=True)]
