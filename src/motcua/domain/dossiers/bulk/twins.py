"""Twins of a course: the same acts by other people, at other moments, elsewhere.

They are played to learn from and never written. What is the same in two dossiers by accident need not wait then for a
third one that tells it apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import eq
from typing import NamedTuple
from uuid import UUID, uuid5

from motcua.domain.dossiers.bulk.cast import Cast
from motcua.domain.dossiers.bulk.deeds import is_taken_in_at_once
from motcua.domain.dossiers.bulk.errors import UnplayableCourseError
from motcua.domain.dossiers.bulk.material import Material
from motcua.domain.dossiers.bulk.playing import Played, Player
from motcua.domain.dossiers.bulk.shape import Variant, files_alone, variant_of
from motcua.domain.dossiers.bulk.surroundings import Place, Surroundings
from motcua.domain.dossiers.city.course import Course, StepDone
from motcua.domain.dossiers.invention.errors import NobodyError
from motcua.domain.dossiers.invention.people import SEXES

# How much more time lies between two acts of a twin than in its course: those of one day come on several.
_BETWEEN = (timedelta(days=1, minutes=7), timedelta(days=3, minutes=11))
_HALF_A_YEAR = timedelta(weeks=26)
_SOME_WEEKS = timedelta(weeks=5)
# Among so many numbers almost always one is found that has what is looked for.
_LOOKED_AT = 500
_SITES = 12
_NOBODY = UUID("8f0c64e3-40f4-5c1d-9a38-5b9a3a3f0b1c")


class Site(NamedTuple):
    """Where a course lives: who received it, who decides, and in which ward the applicant lives."""

    place: Place
    ward: str


class Twin(NamedTuple):
    """A twin that was played, and the numbers that it drew."""

    course: Course
    numbers: Sequence[int]
    played: Played


class Likeness(NamedTuple):
    """What has so few values that dossiers have it in common by accident. The sexes are those of its people."""

    posted: bool
    applicant: str
    child: str
    other: str

    def but_for(self, names: Sequence[str]) -> Likeness:
        """The contrary in these."""
        return Likeness(
            self.posted ^ ("posted" in names),
            *(_other(sex) if name in names else sex for name, sex in zip(self._fields[1:], self[1:], strict=True)),
        )


# In what the two twins are contrary to their course: no two of these go together, and none is always the same.
_CONTRARY = (("posted", "applicant", "other"), ("child", "other"))


class Understudies(Player):
    """Plays what is not written, so it makes nobody known to the city."""

    def person_id(self, course: Course, cast: Cast) -> UUID | None:
        """An id for who files by his own account; the city never hears of it."""
        return uuid5(_NOBODY, cast.applicant.personal_id) if files_alone(course) else None


class Twins:
    """Makes the twins of the courses of one city."""

    def __init__(self, material: Material, around: Surroundings) -> None:
        self.understudies = Understudies(material)
        self._around = around
        self._sites: dict[Hashable, list[Site]] = {}

    def notice(self, course: Course, offices: Hashable) -> None:
        """Hear where a course lives: its twins may live where others do. offices: what of it belongs to its shape."""
        site = Site(Place(course.receiving_id, course.competent_id), course.ward)
        sites = self._sites.setdefault(_kind(course, offices), [])
        if site not in sites and len(sites) < _SITES:
            sites.append(site)

    def of(self, course: Course, draws: int, offices: Hashable) -> Iterator[Twin]:
        """Twins of a course, as far as the acts let them happen. draws: how many numbers it draws. offices: as they
        were told with its kind.
        """
        sites = self._sites[_kind(course, offices)]
        elsewhere = [site for site in sites if site.ward != course.ward] or sites
        for nth in range(len(_CONTRARY)):
            numbers = [100 * (nth + 1) + 7 * place for place in range(draws)]
            try:
                twin = self._twin(course, nth, elsewhere[(nth + course.n) % len(elsewhere)])
                yield Twin(twin, numbers, self.understudies.play(twin, numbers))
            except (UnplayableCourseError, NobodyError):
                continue

    def _twin(self, course: Course, nth: int, site: Site) -> Course:
        procedure = self.understudies.world(course.version_id).procedure
        aside = _SOME_WEEKS if nth else _into_another_year(course)
        moved = _moved(course, aside, _BETWEEN[nth], at_once=is_taken_in_at_once(course, procedure))
        twin = moved._replace(
            receiving_id=site.place.receiving_id, competent_id=site.place.competent_id, ward=site.ward, citizen=""
        )
        steps = tuple(self._by_another(twin, each, nth + n) for n, each in enumerate(twin.steps))
        return self._with_others(course, twin._replace(steps=steps), _CONTRARY[nth])

    def _by_another(self, course: Course, step: StepDone, nth: int) -> StepDone:
        """The step done by somebody else who holds its role there, if there is one."""
        found = self.understudies.world(course.version_id).procedure.steps.get(step.node)
        if step.officer_id is None or found is None:
            return step
        on, place = step.ended.date(), Place(course.receiving_id, course.competent_id)
        office = self._around.office(course.version_id, place, found.role.key, on)
        holders = self.understudies.staff.holders(office, found.role.key, on)
        others = [each for each in holders if each != step.officer_id] or holders
        return step._replace(officer_id=others[nth % len(others)]) if others else step

    def _with_others(self, course: Course, twin: Course, contrary: Sequence[str]) -> Course:
        """The twin with a number of its own: its form is filled in alike, by people who have little in common with
        those of its course.
        """
        wanted, filling = self._likeness(course).but_for(contrary), self._variant(course).filling
        best, most = twin, -1
        for apart in range(1, _LOOKED_AT):
            other = twin._replace(n=course.n + apart)
            if self._variant(other).filling != filling:
                continue
            found = sum(map(eq, self._likeness(other), wanted))
            if found > most:
                best, most = other, found
            if found == len(wanted):
                break
        return best

    def _likeness(self, course: Course) -> Likeness:
        cast = self.understudies.cast(course)
        return Likeness(self._variant(course).posted, cast.applicant.sex, cast.child.sex, cast.other.sex)

    def _variant(self, course: Course) -> Variant:
        return variant_of(course, self.understudies.deeds(course), self.understudies.material)


def _kind(course: Course, offices: Hashable) -> Hashable:
    return course.version_id, course.channel, course.assisted, offices


def _other(sex: str) -> str:
    return SEXES[1 - SEXES.index(sex)]


def _into_another_year(course: Course) -> timedelta:
    """How far it is to another year, by halves of a year."""
    half = _HALF_A_YEAR if course.filed_at.year < course.until.year else -_HALF_A_YEAR
    return half if (course.filed_at + half).year != course.filed_at.year else 2 * half


def _moved(course: Course, aside: timedelta, between: timedelta, *, at_once: bool) -> Course:
    """The course with all its moments aside, each farther from the one before. at_once: its first step is over by the
    act of filing.
    """
    moments = sorted(
        (at, n, name) for n, step in enumerate(course.steps[at_once:], at_once) for name, at in _told(step)
    )
    found = {(n, name): at + aside + place * between for place, (at, n, name) in enumerate(moments, 1)}
    filed_at = course.filed_at + aside
    steps = [course.steps[0]._replace(started=filed_at, ended=filed_at)] if at_once else []
    for n, step in enumerate(course.steps[at_once:], at_once):
        ended, back = found[n, "ended"], found.get((n, "back"))
        steps.append(step._replace(started=found.get((n, "started"), ended), ended=ended, back=back))
    return course._replace(filed_at=filed_at, steps=tuple(steps))


def _told(step: StepDone) -> Iterator[tuple[str, datetime]]:
    """The moments of a step that differ."""
    if step.started < step.ended:
        yield "started", step.started
    yield "ended", step.ended
    if step.back:
        yield "back", step.back
