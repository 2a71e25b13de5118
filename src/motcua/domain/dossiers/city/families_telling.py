"""One linked dossier as its offices would tell of it: the rows of what was played together become a dossier and its
parts at other agencies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from motcua.domain.dossiers.city.course import ON_THE_WAY, What
from motcua.domain.dossiers.city.families import Member
from motcua.domain.dossiers.city.handling import NEVER
from motcua.domain.dossiers.city.joined_drawing import DECIDED, OVER, placed
from motcua.domain.dossiers.city.plan import CityPlan
from motcua.domain.dossiers.city.sorts import Sort
from motcua.domain.dossiers.city.telling import DONE, WITHDRAWN, Row, Second, Telling, Told

_ON_THE_WAY = round(ON_THE_WAY.total_seconds())


class PartTold(NamedTuple):
    """A part. n: the engine's number of the step of the whole that sent it."""

    sort: Sort
    n: int
    told: Told


class FamilyTold(NamedTuple):
    """A dossier with its parts, as far as they had come to their agencies by the end."""

    whole: Told
    parts: tuple[PartTold, ...]


class FamilyTelling:
    """Tells of the cases of one sort, with those that were played with it."""

    def __init__(self, plan: CityPlan, members: Sequence[Member]) -> None:
        self.sort = members[0].sort
        self._begin = plan.wanted.begin
        self._end = (plan.wanted.until - plan.wanted.begin).total_seconds()
        self._telling = {each.step: Telling(plan, each.work, each.sort, each.posts) for each in members}

    def told(
        self, came: Second, rows: Sequence[Row], draws: Iterator[Sequence[float]], has_ended: bool
    ) -> FamilyTold | None:
        """What happened by the end of the past; None if nobody had taken the dossier in by then.

        draws: numbers of chance for one dossier after the other. Raises CourseError.
        """
        telling = self._telling[""]
        if not self.sort.parts:
            alone = telling.told(came, rows, next(draws), has_ended)
            return FamilyTold(alone, ()) if alone else None
        own = _divided(rows)
        of_whole = list(_of_whole(rows, {row.node: row for row in own[""] if row.node in self.sort.parts}))
        whole = telling.told(came, of_whole, next(draws), _is_over(own[""]))
        if whole is None:
            return None
        sent = {
            row.node: (n, row) for row, n in zip(of_whole, whole.numbers, strict=True) if row.node in self.sort.parts
        }
        parts = (self._part(step, n, own[step], row, next(draws)) for step, (n, row) in sent.items())
        return FamilyTold(whole, tuple(each for each in parts if each))

    def _part(self, step: str, n: int, rows: Sequence[Row], sent: Row, draws: Sequence[float]) -> PartTold | None:
        """A part from when it comes to its agency; None if that is after the end."""
        telling, arrived = self._telling[step], int(sent.enabled) + _ON_THE_WAY
        told = telling.told(arrived, list(_of_part(rows)), draws, _is_over(rows))
        if told is None:
            return None
        off = int(sent.ended) + _ON_THE_WAY
        if sent.kind == WITHDRAWN and off <= self._end:
            told = _called_off(told, self._begin + timedelta(seconds=off))
        return PartTold(telling.sort, n, told)


def _divided(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each dossier, by the step that sends it; those of the whole have none."""
    found = defaultdict[str, list[Row]](list)
    for row in rows:
        step, node = placed(row.node)
        found[step].append(row._replace(node=node))
    return found


def _is_over(rows: Sequence[Row]) -> bool:
    return any(row.node.startswith(OVER) for row in rows)


def _of_part(rows: Sequence[Row]) -> Iterator[Row]:
    """What was done at its agency. While its whole was taken back somebody was at work on it."""
    for row in rows:
        if row.node != DECIDED and not row.node.startswith(OVER):
            yield row._replace(kind=DONE, ended=NEVER) if row.kind == WITHDRAWN else row


def _of_whole(rows: Sequence[Row], sent: dict[str, Row]) -> Iterator[Row]:
    """What the whole knows: a step that sends a part takes until that is decided, or the whole is taken back."""
    waiting = dict(sent)
    for row in rows:
        step, node = placed(row.node)
        if not step and node not in sent and not node.startswith(OVER):
            yield row
        elif step in waiting and (node == DECIDED or row.kind == WITHDRAWN):
            yield _standing(waiting.pop(step), row.kind, row.ended)
    yield from (_standing(each, DONE, NEVER) for each in waiting.values())


def _standing(sent: Row, kind: int, ended: Second) -> Row:
    return sent._replace(kind=kind, started=sent.enabled, ended=ended, officer=0)


def _called_off(told: Told, at: datetime) -> Told:
    steps = (step._replace(ended=at) if step.what is What.BEGUN else step for step in told.steps)
    return told._replace(steps=tuple(steps), ended_at=at)
