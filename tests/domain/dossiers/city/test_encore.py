"""A group of offices is played anew, with other luck, where no citizen would have a dossier of some fate."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

import pytest

from motcua.core.workcal import ZONE
from motcua.domain.dossiers.city import encore
from motcua.domain.dossiers.city.bureaus import Bureaus, Load
from motcua.domain.dossiers.city.citizens import Fate
from motcua.domain.dossiers.city.courses import Courses
from motcua.domain.dossiers.city.encore import ATTEMPTS, NO_ENCORE, Encore, Settled, settled
from motcua.domain.dossiers.city.plan import Wanted, plan_of
from motcua.domain.dossiers.city.sites import Samples
from motcua.domain.dossiers.city.staffing import Recruiting
from motcua.domain.dossiers.invention.recipe import read_recipe
from tests.city import NOW
from tests.domain.dossiers.city.sorts import RECIPE
from tests.domain.dossiers.paper_city import CATALOGUE

WANTED = Wanted(None, 300, datetime(2026, 9, 1, tzinfo=ZONE), NOW, seed=3)


class Named(NamedTuple):
    name: str


class Plan(NamedTuple):
    wanted: Wanted


class TwoBureaus:
    """One has a third of the city, the other the rest."""

    all = (Named("large"), Named("small"))

    def loads(self):
        return (Load(200, ()), Load(100, ()))


@dataclass
class Citizens:
    """Find all in the large bureau but what is late, which is there from an attempt on."""

    late_from: int
    all_fates_from: int = 300
    fates: tuple[Fate, ...] = tuple(Fate)
    small: frozenset[Fate] = frozenset()

    def found(self, courses, *, deeper=False):
        """`courses` say which bureau was played, and the how many-th time."""
        name, attempt = courses
        assert deeper is (attempt > 0)
        if name == "small":
            return self.small
        return frozenset(Fate) if attempt >= self.late_from else frozenset(Fate) - {Fate.LATE}


@pytest.fixture
def played(monkeypatch):
    """Which bureaus were played, and the how many-th time."""
    seen = []

    def play(plan, bureaus, bureau, asked):
        seen.append((bureau.name, asked.attempt if asked.bureau == bureau.name else 0))
        return seen[-1]

    monkeypatch.setattr(encore, "_played", play)
    return seen


def found_by(citizens, wanted=WANTED):
    return settled(Plan(wanted), TwoBureaus(), citizens)


def test_a_city_with_all_fates_is_left_as_it_is(played):
    assert found_by(Citizens(late_from=0)) == Settled(NO_ENCORE, ())
    assert played == [("small", 0), ("large", 0)]


def test_who_has_all_of_them_in_small_offices_looks_no_further(played):
    assert found_by(Citizens(late_from=9, small=frozenset(Fate))) == Settled(NO_ENCORE, ())
    assert played == [("small", 0)]


def test_the_largest_is_played_anew_until_what_was_missing_is_there(played):
    assert found_by(Citizens(late_from=3)) == Settled(Encore("large", 3), ())
    assert played == [("small", 0), *(("large", attempt) for attempt in range(4))]


def test_what_luck_never_brings_is_told(played):
    assert found_by(Citizens(late_from=ATTEMPTS + 1)) == Settled(NO_ENCORE, (Fate.LATE,))


def test_a_small_city_is_taken_as_it_comes_and_told_what_it_lacks(played):
    assert found_by(Citizens(late_from=1), replace(WANTED, dossiers=299)) == Settled(NO_ENCORE, (Fate.LATE,))
    assert len(played) == 2


@pytest.mark.django_db
def test_another_turn_is_another_life_in_which_the_same_comes_at_the_same_moments(working_city):
    plan = plan_of(RECIPE, Samples(read_recipe(CATALOGUE / "reference" / "invention")), WANTED)
    bureaus = Bureaus(RECIPE, plan)
    recruiting = Recruiting(RECIPE.staff, WANTED.begin.date())
    for bureau in bureaus.all:
        bureaus.introduce(bureau, recruiting)
    _, largest = max(zip(bureaus.loads(), bureaus.all, strict=True), key=lambda each: each[0].many)
    first, again, other = (list(Courses(plan, bureaus.live(largest, turn))) for turn in (0, 0, 1))
    assert first == again
    came = [{each.n: each.filed_at for each in life if each.channel == "online"} for life in (first, other)]
    assert came[0] == came[1]
    assert [each.steps for each in first] != [each.steps for each in other]
