"""Which dossiers the citizens have filed as whom one can sign in: chosen among all that were played, so that they have
some of every fate. Who files a dossier changes nothing of the way it went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from motcua.domain.dossiers.acts import reception
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.shape import files_alone
from motcua.domain.dossiers.city.course import Course, What
from motcua.domain.dossiers.invention.desks import citizen_of_city
from motcua.domain.dossiers.invention.people import years_of
from motcua.domain.dossiers.types import Phase, WaitingFor

# Open dossiers that are played to see where they stand: so many of the newest, and in a deeper look so many of all.
LOOKED_AT = 60
LOOKED_DEEPER_AT = 240


class Fate(StrEnum):
    """How a dossier stands at the end of the past, for him who filed it.

    WORKING: the office works on it in time. LATE: it has not decided by the due date. SUPPLEMENT, PAYMENT: it waits for
    him. RESULT: his result is ready. REJECTED: not accepted, or decided against him. DONE: he has his result.
    """

    WORKING = "working"
    LATE = "late"
    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    RESULT = "result"
    REJECTED = "rejected"
    DONE = "done"


# How few dossiers stand at a time: a citizen of another ward has them too, so that there is always one.
_RARE = frozenset({Fate.LATE, Fate.SUPPLEMENT, Fate.PAYMENT})
_STANDING = (Fate.WORKING, Fate.LATE, Fate.PAYMENT, Fate.RESULT)
_OVER = (Fate.REJECTED, Fate.DONE)
_WAITS = {WaitingFor.SUPPLEMENT: Fate.SUPPLEMENT, WaitingFor.PAYMENT: Fate.PAYMENT}


@dataclass(frozen=True, slots=True)
class _Citizen:
    personal_id: str
    ward: str
    born: int


class _Claim(NamedTuple):
    """Who has filed a dossier, and how it stands."""

    personal_id: str
    fate: Fate


class Citizens:
    """The citizens of people.yaml."""

    def __init__(self, player: Player) -> None:
        """player: plays an open dossier to see where it stands."""
        self._player, self._people = player, player.material.people
        said = self._people["citizens"]
        self._wanted = {Fate(name): int(many) for name, many in said["dossiers"].items() if many}
        self.fates = tuple(self._wanted)
        self.all_fates_from = int(said["all_fates_from"])
        self._all = tuple(_Citizen(each, ward, _born(each)) for each, ward in said["may_file"].items())

    def filed(self, courses: Sequence[Course], *, deeper: bool = False) -> list[Course]:
        """All courses of a group of offices; so many of each fate as people.yaml says were filed by citizens. The
        same courses give the same result. deeper: look at more open ones, and let citizens file in any ward.
        """
        filed_by = self._choice(courses, deeper)
        return [each._replace(citizen=filed_by[each.n].personal_id) if each.n in filed_by else each for each in courses]

    def found(self, courses: Sequence[Course], *, deeper: bool = False) -> frozenset[Fate]:
        """Of which fates dossiers of these offices would be theirs."""
        return frozenset(claim.fate for claim in self._choice(courses, deeper).values())

    def _choice(self, courses: Sequence[Course], deeper: bool) -> dict[int, _Claim]:
        """Who has filed which, by its number."""
        left, has, found = Counter(self._wanted), Counter[str](), dict[int, _Claim]()
        fitting = [each for each in reversed(courses) if files_alone(each) and not self._is_linked(each)]
        for course, fate in self._stands(fitting, left, deeper):
            anywhere = deeper or fate in _RARE
            might = [each for each in self._all if self._fits(each, course, anywhere)]
            if might and left[fate]:
                who = min(might, key=lambda each: (each.ward != course.ward, has[each.personal_id]))
                found[course.n] = _Claim(who.personal_id, fate)
                has[who.personal_id] += 1
                left[fate] -= 1
        return found

    def _fits(self, citizen: _Citizen, course: Course, anywhere: bool) -> bool:
        years = years_of(self._people, self._code(course), course.filed_at.date())
        is_of_age = years is None or years[0] <= citizen.born <= years[1]
        return is_of_age and (anywhere or citizen.ward == course.ward)

    def _stands(
        self, newest_first: Sequence[Course], left: Mapping[Fate, int], deeper: bool
    ) -> Iterator[tuple[Course, Fate]]:
        """How the dossiers stand, as far as anything is left to be found: the open ones first."""
        yield from ((each, Fate.SUPPLEMENT) for each in newest_first if _waits_for_papers(each))
        standing = [each for each in newest_first if each.ended_at is None and not _waits_for_papers(each)]
        older = _evenly(standing[LOOKED_AT:], LOOKED_DEEPER_AT) if deeper else ()
        for course in (*standing[:LOOKED_AT], *older):
            if any(left[fate] for fate in _STANDING) and (fate := self._standing(course)):
                yield course, fate
        for course in newest_first:
            if not any(left[fate] for fate in _OVER):
                break
            if course.ended_at and not _was_given_up(course):
                yield course, Fate.REJECTED if self._was_rejected(course) else Fate.DONE

    def _standing(self, course: Course) -> Fate | None:
        """How an open dossier stands: told by the real acts."""
        dossier = self._player.play(course._replace(citizen=self._all[0].personal_id)).rows["dossier"]
        phase, waits_for = Phase(dossier["phase"]), dossier["waiting_for"]
        if waits_for:
            return _WAITS.get(waits_for)
        if not phase.is_open:
            return Fate.RESULT if phase is Phase.RESOLVED else None
        due_at = dossier["due_at"]
        return Fate.LATE if due_at and due_at < course.until else Fate.WORKING

    def _was_rejected(self, course: Course) -> bool:
        rejected: Mapping[str, str] = self._player.material.rejected.get(self._code(course), {})
        return any(
            step.outcome in (reception.REFUSE, rejected.get(step.node, reception.REFUSE)) for step in course.steps
        )

    def _is_linked(self, course: Course) -> bool:
        return bool(self._player.world(course.version_id).procedure.children)

    def _code(self, course: Course) -> str:
        return self._player.world(course.version_id).procedure.code


def _evenly(courses: Sequence[Course], most: int) -> Sequence[Course]:
    return courses[:: -(-len(courses) // most) or 1]


def _born(personal_id: str) -> int:
    born = citizen_of_city(personal_id).born
    return born.year if born else 0


def _waits_for_papers(course: Course) -> bool:
    asked: Iterable[What] = (step.what for step in course.steps if step.back is None)
    return course.ended_at is None and any(what in (What.SUPPLEMENT, What.UNANSWERED) for what in asked)


def _was_given_up(course: Course) -> bool:
    """Whether the applicant took it back, or the office stopped it."""
    return course.steps[-1].what in (What.WITHDRAWN, What.UNANSWERED)
