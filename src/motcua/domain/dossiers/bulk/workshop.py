"""Where dossiers are made: played by the acts, or cast in the mould of those of their shape that were played."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.deadlines import TimeLimit
from motcua.domain.dossiers.bulk.books import Draw
from motcua.domain.dossiers.bulk.clocks import ClockCourse
from motcua.domain.dossiers.bulk.deeds import Deed
from motcua.domain.dossiers.bulk.errors import MouldError
from motcua.domain.dossiers.bulk.facts import Facts
from motcua.domain.dossiers.bulk.growing import SAMPLE, Book, Growing, book_of
from motcua.domain.dossiers.bulk.marks import Marks
from motcua.domain.dossiers.bulk.mould import Filled
from motcua.domain.dossiers.bulk.playing import Played, Player
from motcua.domain.dossiers.bulk.shape import shape_of
from motcua.domain.dossiers.bulk.surroundings import Surroundings
from motcua.domain.dossiers.bulk.tables import Lines, flat_rows, lines_of
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.log import LoggedEvent

# What was learnt of a shape takes more than half a megabyte.
MOST_SHAPES = 2000


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier as it goes into the tables: its lines, how many events it has, and those that are counted."""

    lines: Lines
    events: int
    counted: Sequence[LoggedEvent]
    is_cast: bool = False


class Workshop:
    """Makes dossiers of courses in one process, and learns their shapes while it plays them."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._around = Surroundings(player.world, player.staff)
        self._shapes: dict[Hashable, Growing] = {}
        self._met: set[Hashable] = set()
        self._books: dict[Hashable, list[Book] | None] = {}

    def meet(self, courses: Iterable[Course]) -> None:
        """Make those known to the city who file by their own accounts, before the transaction that writes for them."""
        for course in courses:
            self._player.person_id(course, self._player.cast(course))

    def draws(self, course: Course) -> Sequence[Draw]:
        """From which books the dossier draws numbers, and when. The first of a shape is played to learn it."""
        deeds = self._player.deeds(course)
        shape = self._shape(course, deeds)
        if shape not in self._books:
            played = self._player.play(course)
            books = [book_of(draw) for draw in played.draws]
            facts = self._facts(course, deeds, None, ())
            is_known = [book.name(facts) for book in books] == [draw.book for draw in played.draws]
            self._books[shape] = books if is_known else None
            return played.draws
        known = self._books[shape]
        if known is None:
            return self._player.play(course).draws
        facts = self._facts(course, deeds, None, ())
        return [Draw(book.name(facts), facts.at(book.deed), book.deed) for book in known]

    def make(
        self, course: Course, numbers: Sequence[int], counted: Collection[EventKind], consumers: Sequence[str]
    ) -> Made:
        """The dossier with its numbers. counted: the kinds of events to be told. consumers: who reads of it later.

        Raises UnplayableCourseError; MouldError when a sample shows that acts and mould differ.
        """
        deeds = self._player.deeds(course)
        shape = self._shape(course, deeds)
        growing, played = self._shapes.pop(shape, None), None
        if growing is None:
            played = self._player.play(course, numbers)
            if shape not in self._met:
                self._met.add(shape)  # many shapes never come a second time: nothing is learnt of those
                return _of(played, course, counted, consumers)
            growing = Growing(played, self._stated(course))
        self._keep(shape, growing)
        facts = self._facts(course, deeds, growing, numbers)
        mould = growing.mould
        filled = mould.fill(facts) if mould else None
        if mould and filled and growing.is_proven and course.n % SAMPLE:
            told = list(mould.counted(facts, filled, counted))
            return Made(_with_outbox(filled, facts, consumers), len(filled.contents), told, is_cast=True)
        played = played or self._player.play(course, numbers)
        self._learn(growing, played, facts, filled)
        return _of(played, course, counted, consumers)

    def _keep(self, shape: Hashable, growing: Growing) -> None:
        """Keep a shape as the one that came last; the one that has not come for longest makes room for it."""
        self._shapes[shape] = growing
        if len(self._shapes) > MOST_SHAPES:
            del self._shapes[next(iter(self._shapes))]

    def _shape(self, course: Course, deeds: list[Deed]) -> Hashable:
        """The shape of a course in this city: letters say where to pay only at agencies that have an account."""
        account = self._around.account(course.competent_id, course.filed_at.date())
        return shape_of(course, deeds, self._player.material), account is None

    def _stated(self, course: Course) -> TimeLimit:
        """The limit with which the clock of a course is started."""
        limit = self._player.world(course.version_id).procedure.cases[course.case_key].limit_for(course.channel)
        return replace(limit.limit, basis=limit.basis.cited)

    def _learn(self, growing: Growing, played: Played, facts: Facts, filled: Filled | None) -> None:
        """See whether the mould foretold what was played; where it did not, learn from it."""
        if filled is not None:
            lines = {name: "\n".join(each) for name, each in lines_of(flat_rows({**played.rows, "outbox": []}))}
            cast = {name: "\n".join(each) for name, each in filled.lines}
            if cast == lines:
                growing.proofs += 1
                return
            if growing.is_proven:
                raise MouldError(facts.course.n, _first_difference(lines, cast))
            growing.proofs = 0
        if not played.is_open:
            growing.see(played, facts)

    def _facts(self, course: Course, deeds: list[Deed], growing: Growing | None, numbers: Sequence[int]) -> Facts:
        cast = self._player.cast(course)
        seed = self._player.material.seed
        return Facts(
            course=course,
            deeds=deeds,
            cast=cast,
            person_id=self._player.person_id(course, cast),
            numbers=numbers,
            marks=Marks(seed, course.n, growing.acts if growing else 0),
            world=self._player.world(course.version_id),
            seed=seed,
            around=self._around,
            clocks=(growing and growing.clocks) or ClockCourse.none(),
            drawn=growing.drawn if growing else (),
        )


def _of(played: Played, course: Course, counted: Collection[EventKind], consumers: Sequence[str]) -> Made:
    rows = {**played.rows, "outbox": consumers}
    dossier, events = rows["dossier"], rows["events"]
    told = [
        LoggedEvent(
            dossier["id"],
            event["seq"],
            datetime.fromisoformat(event["at"]),
            EventKind(event["kind"]),
            event["data"],
            dossier["competent_id"],
            dossier["procedure_code"],
            course.channel.value,
            dossier["parent_id"] is not None,
            event["office_id"],
        )
        for event in events
        if event["kind"] in counted
    ]
    return Made(list(lines_of(flat_rows(rows))), len(events), told)


def _with_outbox(filled: Filled, facts: Facts, consumers: Sequence[str]) -> Lines:
    if not consumers:
        return filled.lines
    last = len(filled.contents)
    return [*filled.lines, ("outbox", [f"{each}\t{facts.id_text}\t1\t{last}" for each in consumers])]


def _first_difference(lines: dict[str, str], cast: dict[str, str]) -> str:
    """Where what was played and what was cast part: the table, and a few letters of both."""
    for table, text in lines.items():
        other = cast.get(table, "")
        if text != other:
            at = next((n for n, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), 0)
            return f"{table}: {text[max(0, at - 60) : at + 60]!r} / {other[max(0, at - 60) : at + 60]!r}"
    return ", ".join(sorted(cast.keys() ^ lines.keys()))
