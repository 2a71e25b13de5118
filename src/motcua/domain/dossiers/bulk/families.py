"""A linked dossier with its parts at other agencies: all are played by the real acts, one act after the other in the
order of time, and what passes between them is carried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import NamedTuple
from uuid import UUID

from motcua.core.procedure import Step, StepKind
from motcua.domain.dossiers.acts import parts
from motcua.domain.dossiers.bulk.books import Draw
from motcua.domain.dossiers.bulk.deeds import Deed, Doing
from motcua.domain.dossiers.bulk.errors import UnplayableCourseError
from motcua.domain.dossiers.bulk.marks import Marks
from motcua.domain.dossiers.bulk.moves import Moves
from motcua.domain.dossiers.bulk.playing import MOST_ACTS, Heard, Player, as_unplayable
from motcua.domain.dossiers.bulk.shape import Variant, variant_of
from motcua.domain.dossiers.chronicle import Chronicle, Rows
from motcua.domain.dossiers.city.course import ON_THE_WAY, Course
from motcua.domain.dossiers.kin import called_off, opened, told
from motcua.domain.dossiers.linked import Own
from motcua.domain.dossiers.types import LINK, ErrandKind, Part


class FamilyAct(NamedTuple):
    """A deed of one of the dossiers of a family. member: the place of that among its dossiers, 0 for the whole."""

    member: int
    deed: Deed


class FamilyPlayed(NamedTuple):
    """A family that was played: the rows of its dossiers, the whole first, and the numbers that they drew. The deed of
    a draw is the place of an act of the family.
    """

    rows: list[Rows]
    draws: list[Draw]


def acts_of(course: Course, player: Player) -> list[FamilyAct]:
    """The deeds of a dossier and its parts in the order of time, the filing first. That a part comes to its agency, and
    what its whole hears of it, is not among them: it follows.
    """
    found = []
    for member, dossier in enumerate(course.dossiers()):
        steps = player.world(dossier.version_id).procedure.steps
        found += [FamilyAct(member, deed) for deed in player.deeds(dossier)[1:] if not _is_heard(deed, steps)]
    found.sort(key=lambda act: (act.deed.at, not act.member))
    return [FamilyAct(0, Deed(course.filed_at, Doing.FILE, None)), *found]


def play_family(player: Player, course: Course, given: Sequence[int] | None = None) -> FamilyPlayed:
    """Do all acts of a dossier and its parts. `given`: the numbers that they draw; without them they get numbers of
    their own.

    Raises UnplayableCourseError where an act is refused.
    """
    player.pen.take(given)
    with as_unplayable(course.n):
        rows = _Family(player, course).lived()
    return FamilyPlayed(rows, player.pen.drawn)


class _Member(NamedTuple):
    chronicle: Chronicle
    moves: Moves


class _Family:
    def __init__(self, player: Player, course: Course) -> None:
        self._player, self._course = player, course
        self._acts = acts_of(course, player)
        self._variant = variant_of(course, player.deeds(course), player.material)
        self._whole = player.filed(course, Heard(), self._variant)
        self._courses = list(course.dossiers())
        self._members = {0: self._member(course, self._whole, self._variant)}

    def lived(self) -> list[Rows]:
        """Let everything happen; the rows of all dossiers."""
        pen = self._player.pen
        for place, (member, deed) in enumerate(self._acts[1:], 1):
            self._carry_until(deed.at, place)
            if member not in self._members:
                raise self._unplayable(deed.at, "một phần chưa được gửi", "a part was not sent")
            chronicle, moves = self._members[member]
            pen.now, pen.deed = deed.at, place
            for actor, act in moves.of(deed):
                chronicle.does(actor, deed.at, act)
            self._tell(member, deed.at)
        self._carry_until(self._course.until, len(self._acts))
        return [self._members[n].chronicle.rows() for n in sorted(self._members)]

    def _member(self, course: Course, chronicle: Chronicle, variant: Variant) -> _Member:
        moves = Moves(self._player.material, self._player.staff, course, chronicle, variant)
        return _Member(chronicle, moves)

    # --- what passes between them

    def _tell(self, member: int, at: datetime) -> None:
        """A whole hears of its part in the same moment."""
        if not member:
            return
        chronicle = self._members[member].chronicle
        if chronicle.errands.pop(ErrandKind.TELL, None):
            told(self._whole, self._courses[member].part, chronicle, at)

    def _carry_until(self, at: datetime, place: int) -> None:
        """What the city's worker carries by then. An errand that comes due after the end stays, for him to carry."""
        while due := min(self._due(), default=None):
            if due.at > min(at, self._course.until):
                return
            del self._whole.errands[due.kind]
            self._player.pen.now, self._player.pen.deed = due.at, place
            if due.kind is ErrandKind.SEND:
                self._send(due.at)
            elif any(part.acknowledge_by and part.acknowledge_by <= due.at for part in parts.watched(self._whole.case)):
                self._whole.does(LINK, due.at, parts.find_silent)

    def _due(self) -> Iterator[_Due]:
        for kind, (errand, _) in self._whole.errands.items():
            yield _Due(errand.due_at + (ON_THE_WAY if kind is ErrandKind.SEND else timedelta()), kind)

    def _send(self, at: datetime) -> None:
        members = {course.part: n for n, course in enumerate(self._courses)}
        for part in self._whole.case.parts:
            member = members.get(part.n, 0)
            is_there = member in self._members if member else False
            if part.is_open and not is_there:
                self._members[member] = self._opened(part, member, at)
            elif part.called_off_at and is_there and self._members[member].chronicle.case.phase.is_open:
                chronicle = self._members[member].chronicle
                called_off(self._whole, chronicle, self._player.material.words["called_off"], at)
                chronicle.errands.clear()

    def _opened(self, part: Part, member: int, at: datetime) -> _Member:
        """The part at its agency, as the city's worker would file it."""
        course = self._courses[member]
        if not member or course.filed_at != at:
            raise self._unplayable(
                at, f"bước {part.step} gửi một phần khác", f"the step {part.step} sends another part"
            )
        own = Own(course.version_id, self._player.world(course.version_id))
        marks, commands = Marks(f"{self._player.material.seed}/{part.n}", course.n, MOST_ACTS), count()
        chronicle = opened(
            self._whole, part, own, marks.reference(), at, commands=lambda: UUID(marks.command(next(commands)))
        )
        return self._member(course, chronicle, self._variant._replace(posted=False))

    def _unplayable(self, at: datetime, vi: str, en: str) -> UnplayableCourseError:
        return UnplayableCourseError(self._course.n, f"{vi}, {at:%Y-%m-%d %H:%M:%S}.", f"{en}, {at:%Y-%m-%d %H:%M:%S}.")


class _Due(NamedTuple):
    at: datetime
    kind: ErrandKind


def _is_heard(deed: Deed, steps: Mapping[str, Step]) -> bool:
    """Whether it is the end of a step of which the whole hears from its part."""
    if deed.step is None or deed.doing is not Doing.END or deed.step.officer_id is not None:
        return False
    step = steps.get(deed.step.node)
    return step is not None and step.kind is StepKind.CHILD
