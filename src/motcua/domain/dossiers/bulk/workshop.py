"""Where dossiers are made: played by the acts, or cast in the mould of those of their shape that were played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.core.deadlines import TimeLimit
from motcua.domain.dossiers.bulk.asked import asked_by_form
from motcua.domain.dossiers.bulk.books import Draw
from motcua.domain.dossiers.bulk.clocks import ClockCourse
from motcua.domain.dossiers.bulk.deeds import Deed
from motcua.domain.dossiers.bulk.drawing import Drawing
from motcua.domain.dossiers.bulk.errors import MouldError
from motcua.domain.dossiers.bulk.facts import Facts
from motcua.domain.dossiers.bulk.families import play_family
from motcua.domain.dossiers.bulk.family_books import FamilyBooks
from motcua.domain.dossiers.bulk.growing import SAMPLE, Growing
from motcua.domain.dossiers.bulk.marks import Marks
from motcua.domain.dossiers.bulk.meeting import meet
from motcua.domain.dossiers.bulk.mould import Filled
from motcua.domain.dossiers.bulk.playing import Played, Player
from motcua.domain.dossiers.bulk.shape import Variant, shape_of, variant_of
from motcua.domain.dossiers.bulk.surroundings import Place, Surroundings
from motcua.domain.dossiers.bulk.tables import Lines, flat_rows, lines_of
from motcua.domain.dossiers.bulk.twins import Twins
from motcua.domain.dossiers.chronicle import Rows
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.queries.log import LoggedEvent

# What was learnt of a shape takes some hundred kilobytes.
MOST_SHAPES = 4000
# Learning a shape takes as long as playing four dossiers; one that comes less often is not worth it.
WORTH = 6


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
        self._around = Surroundings(player.world, player.staff, player.account)
        self._twins = Twins(player.material, self._around)
        self._shapes: dict[Hashable, Growing] = {}
        self._coming: Counter[Hashable] = Counter()
        self._drawing = Drawing(player, self._around)
        self._families = FamilyBooks(player, self._around)

    def meet(self, courses: Iterable[Course]) -> None:
        """Make those known to the city who file by their own accounts, before the transaction that writes for them."""
        meet(self._player, courses)

    def draws(self, course: Course) -> Sequence[Draw]:
        """From which books the dossier draws numbers, and when. One whose acts are not known is played to learn it.

        To be asked of every course before any is made: a shape is learnt only when enough of it are to come.
        """
        if course.parts:
            return self._families.draws(course)
        deeds = self._player.deeds(course)
        self._coming[self._shape(course, deeds)] += 1
        self._twins.notice(course, self._offices(course, deeds))
        return self._drawing.draws(course, deeds)

    def make(
        self, course: Course, numbers: Sequence[int], counted: Collection[EventKind], consumers: Sequence[str]
    ) -> Made:
        """The dossier with its numbers. counted: the kinds of events to be told. consumers: who reads of it later.

        Raises UnplayableCourseError; MouldError when a sample shows that acts and mould differ, or other numbers were
        drawn than foretold.
        """
        if course.parts:
            return self._family(course, numbers, counted, consumers)
        deeds = self._player.deeds(course)
        shape = self._shape(course, deeds)
        growing = self._shapes.pop(shape, None)
        if growing is None:
            return self._first(course, deeds, numbers, counted, consumers)
        self._keep(shape, growing)
        facts = self._facts(self._player, course, deeds, growing, numbers)
        mould = growing.mould
        filled = mould.fill(facts) if mould else None
        if mould and filled and growing.is_proven and course.n % SAMPLE:
            told = list(mould.counted(facts, filled, counted))
            return Made(_with_outbox(filled, facts, consumers), len(filled.contents), told, is_cast=True)
        played = self._play(course, deeds, numbers)
        made = _of(played.rows, counted, consumers)
        self._learn(growing, played, made, facts, filled)
        if growing.is_outgrown:
            del self._shapes[shape]
        return made

    def _family(
        self, course: Course, numbers: Sequence[int], counted: Collection[EventKind], consumers: Sequence[str]
    ) -> Made:
        """A linked dossier with its parts: all of them are played."""
        played, foretold = play_family(self._player, course, numbers), self._families.draws(course)
        if played.draws != foretold:
            raise MouldError(course.n, f"{played.draws} / {foretold}")
        made = [_of(rows, counted, consumers) for rows in played.rows]
        return Made(
            [lines for each in made for lines in each.lines],
            sum(each.events for each in made),
            [event for each in made for event in each.counted],
        )

    def _first(
        self,
        course: Course,
        deeds: list[Deed],
        numbers: Sequence[int],
        counted: Collection[EventKind],
        consumers: Sequence[str],
    ) -> Made:
        """The first dossier of a shape: played, and learnt from with its twins if enough others are to come."""
        played = self._play(course, deeds, numbers)
        shape = self._shape(course, deeds)
        if self._coming[shape] >= WORTH and not played.is_open:
            self._keep(shape, self._begun(course, deeds, played, numbers))
        return _of(played.rows, counted, consumers)

    def _begun(self, course: Course, deeds: list[Deed], played: Played, numbers: Sequence[int]) -> Growing:
        """A shape of which one dossier was played: learnt from it and its twins. Without them, if elsewhere something
        differs that no fact explains: it need not differ here.
        """
        growing = self._alone(course, deeds, played, numbers)
        for twin in self._twins.of(course, len(played.draws), self._offices(course, deeds)):
            drawn = self._player.deeds(twin.course), growing, twin.numbers
            growing.see_twin(twin.played, self._facts(self._twins.understudies, twin.course, *drawn))
        return self._alone(course, deeds, played, numbers) if growing.is_hopeless else growing

    def _alone(self, course: Course, deeds: list[Deed], played: Played, numbers: Sequence[int]) -> Growing:
        growing = Growing(played, self._stated(course))
        growing.see(played, self._facts(self._player, course, deeds, growing, numbers))
        return growing

    def _play(self, course: Course, deeds: list[Deed], numbers: Sequence[int]) -> Played:
        """Play a course that has its numbers, and see that they were drawn from the books that were foretold."""
        played = self._player.play(course, numbers)
        foretold = self._drawing.draws(course, deeds)
        if played.draws != foretold:
            raise MouldError(course.n, f"{played.draws} / {foretold}")
        return played

    def _keep(self, shape: Hashable, growing: Growing) -> None:
        """Keep a shape as the one that came last; the one that has not come for longest makes room for it."""
        self._shapes[shape] = growing
        if len(self._shapes) > MOST_SHAPES:
            del self._shapes[next(iter(self._shapes))]

    def _shape(self, course: Course, deeds: list[Deed]) -> Hashable:
        """The shape of a course in this city."""
        return shape_of(course, deeds, self._variant(course, deeds)), self._offices(course, deeds)

    def _offices(self, course: Course, deeds: list[Deed]) -> Hashable:
        """What belongs to a shape beside the acts: letters say where to pay only at agencies that have an account, and
        what is one office here is two elsewhere. An agency that its form names is not asked by itself.
        """
        first, last = deeds[0].at.date(), deeds[-1].at.date()
        account = self._around.account(course.competent_id, first)
        place = Place(course.receiving_id, course.competent_id)
        asked = asked_by_form(self._player, course, self._variant(course, deeds))
        return account is None, self._around.offices(course.version_id, place, first, last).alike, asked

    def _variant(self, course: Course, deeds: list[Deed]) -> Variant:
        return variant_of(course, deeds, self._player.material)

    def _stated(self, course: Course) -> TimeLimit:
        """The limit with which the clock of a course is started."""
        limit = self._player.world(course.version_id).procedure.cases[course.case_key].limit_for(course.channel)
        return replace(limit.limit, basis=limit.basis.cited)

    def _learn(self, growing: Growing, played: Played, made: Made, facts: Facts, filled: Filled | None) -> None:
        """See whether the mould foretold what was played; where it did not, learn from it."""
        if filled is not None:
            lines = {name: "\n".join(each) for name, each in made.lines if name != "outbox"}
            cast = {name: "\n".join(each) for name, each in filled.lines}
            if cast == lines:
                growing.was_foretold()
                return
            if growing.is_proven:
                raise MouldError(facts.course.n, _first_difference(lines, cast))
            growing.proofs = 0
        growing.see(played, facts)

    def _facts(
        self, player: Player, course: Course, deeds: list[Deed], growing: Growing, numbers: Sequence[int]
    ) -> Facts:
        cast = player.cast(course)
        seed = self._player.material.seed
        return Facts(
            course=course,
            deeds=deeds,
            cast=cast,
            person_id=player.person_id(course, cast),
            numbers=numbers,
            marks=Marks(seed, course.n, growing.acts),
            world=self._player.world(course.version_id),
            seed=seed,
            around=self._around,
            clocks=growing.clocks or ClockCourse.none(),
            drawn=growing.drawn,
            posted=self._variant(course, deeds).posted,
        )


def _of(played: Rows, counted: Collection[EventKind], consumers: Sequence[str]) -> Made:
    rows = {**played, "outbox": consumers}
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
            dossier["channel"],
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
    # The hash of the dossier follows from all of its events, so it says least of where they part.
    for table in sorted(lines, key=lambda name: name == "dossier"):
        text, other = lines[table], cast.get(table, "")
        if text != other:
            at = next((n for n, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), 0)
            return f"{table}: {text[max(0, at - 60) : at + 60]!r} / {other[max(0, at - 60) : at + 60]!r}"
    return ", ".join(sorted(cast.keys() ^ lines.keys()))
