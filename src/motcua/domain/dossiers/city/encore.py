"""That the citizens as whom one can sign in have dossiers of every fate, settled before anything is written.

Whose dossiers they are is chosen group by group, and chance may leave a city without, say, a late one that a citizen
has filed. Then the largest group of offices is played anew, with other luck, until all are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from motcua.domain.dossiers.city.bureaus import Bureau, Bureaus
from motcua.domain.dossiers.city.citizens import Citizens, Fate
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.city.courses import Courses
from motcua.domain.dossiers.city.plan import CityPlan

# In a city of 3,000 each attempt finds what is missing more often than not.
ATTEMPTS: Final = 20


class Encore(NamedTuple):
    """Which bureau is played anew, and the how many-th attempt is the one that serves. The first attempt plays nothing
    anew: it looks deeper.
    """

    bureau: str
    attempt: int


NO_ENCORE: Final = Encore("", 0)


class Settled(NamedTuple):
    """What is played anew, and of which fates no citizen will have a dossier all the same."""

    encore: Encore
    lacking: tuple[Fate, ...]


def settled(plan: CityPlan, bureaus: Bureaus, citizens: Citizens) -> Settled:
    """The same for the same plan. Small cities are taken as they come."""
    many = {bureau.name: load.many for bureau, load in zip(bureaus.all, bureaus.loads(), strict=True)}
    *others, largest = sorted(bureaus.all, key=lambda each: (many[each.name], each.name))
    there: frozenset[Fate] = frozenset()
    for bureau in others:
        there |= citizens.found(_played(plan, bureaus, bureau, NO_ENCORE))
        if not _lacking(citizens, there):
            return Settled(NO_ENCORE, ())
    lacking = _lacking(citizens, there | citizens.found(_played(plan, bureaus, largest, NO_ENCORE)))
    attempts = ATTEMPTS if lacking and plan.wanted.dossiers >= citizens.all_fates_from else 0
    for attempt in range(1, attempts + 1):
        encore = Encore(largest.name, attempt)
        found = citizens.found(_played(plan, bureaus, largest, encore), deeper=True)
        if not _lacking(citizens, there | found):
            return Settled(encore, ())
    return Settled(NO_ENCORE, lacking)


def filed_in(plan: CityPlan, bureaus: Bureaus, bureau: Bureau, citizens: Citizens, encore: Encore) -> Sequence[Course]:
    """All courses of a bureau, some of them filed by citizens. Raises CourseError."""
    return citizens.filed(_played(plan, bureaus, bureau, encore), deeper=encore.bureau == bureau.name)


def _played(plan: CityPlan, bureaus: Bureaus, bureau: Bureau, encore: Encore) -> list[Course]:
    turn = encore.attempt - 1 if encore.bureau == bureau.name else 0
    return list(Courses(plan, bureaus.live(bureau, turn)))


def _lacking(citizens: Citizens, there: frozenset[Fate]) -> tuple[Fate, ...]:
    return tuple(fate for fate in citizens.fates if fate not in there)
