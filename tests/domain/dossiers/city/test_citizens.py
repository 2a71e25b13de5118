"""The citizens as whom one can sign in have dossiers of every fate, and who files changes nothing of their way."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as configured

from motcua.core.procedure import Channel
from motcua.core.workcal import ZONE
from motcua.domain.dossiers.bulk.material import read_material
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.city.citizens import Citizens
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.invention.desks import specimen
from motcua.domain.dossiers.invention.people import years_of
from motcua.domain.dossiers.invention.recipe import read_recipe
from tests.city import NOW

pytestmark = pytest.mark.django_db
DEMO = Wanted(None, 3000, datetime(2026, 5, 23, tzinfo=ZONE), NOW, seed=1)
_TOLD = {}


@pytest.fixture
def player(working_city) -> Player:
    reference = Path(configured.CATALOGUE) / "reference"
    upload = specimen(read_recipe(reference / "invention"), NOW)
    return Player(read_material(reference, "thử", 1800, upload))


@pytest.fixture
def bureaus(told):
    """The courses of a city as large as the demo's, by group of offices: told once, and never changed."""
    if DEMO not in _TOLD:
        _TOLD[DEMO] = told(DEMO).by_bureau
    return _TOLD[DEMO]


@pytest.fixture
def citizens(player):
    """Whom people.yaml names, with their wards."""
    return player.material.people["citizens"]["may_file"]


@pytest.fixture
def filed(bureaus, player):
    """What they have filed."""
    chosen = Citizens(player)
    return [course for courses in bureaus for course in chosen.filed(courses) if course.citizen]


def standing(course, player) -> str:
    """How a dossier stands in the eyes of him who filed it, by the rows that the real acts leave."""
    rows = player.play(course).rows
    dossier, letters = rows["dossier"], {each["key"] for each in rows.get("letters", ())}
    if dossier["waiting_for"]:
        return str(dossier["waiting_for"])
    if "rejection_notice" in letters:
        return "rejected"
    if dossier["phase"] in ("submitted", "accepted", "processing"):
        return "late" if dossier["due_at"] and dossier["due_at"] < NOW else "worked on in time"
    return str(dossier["phase"])


def test_something_of_every_fate_is_theirs(filed, player):
    stands = Counter(standing(course, player) for course in filed)
    for wanted in ("worked on in time", "late", "supplement", "payment", "resolved", "rejected", "returned"):
        assert stands[wanted], wanted


def test_each_of_them_has_some_but_most_dossiers_are_of_others(filed, citizens):
    has = Counter(course.citizen for course in filed)
    assert set(has) == set(citizens)
    assert min(has.values()) >= 2
    assert has.total() < 0.05 * DEMO.dossiers


def test_they_have_filed_online_themselves_what_people_of_their_age_file(filed, player):
    for course in filed:
        assert (course.channel, course.assisted) == (Channel.ONLINE, False)
        code = player.world(course.version_id).procedure.code
        years = years_of(player.material.people, code, course.filed_at.date())
        born = int(player.cast(course).applicant.born[:4])
        assert years is None or years[0] <= born <= years[1]


def test_most_live_where_they_file(filed, citizens):
    at_home = sum(citizens[course.citizen] == course.ward for course in filed)
    assert at_home > 0.6 * len(filed)


def test_a_deeper_look_finds_no_fewer_fates_and_lets_them_file_in_any_ward(bureaus, player, citizens):
    chosen = Citizens(player)
    for courses in bureaus:
        assert chosen.found(courses) <= chosen.found(courses, deeper=True)
    filed = [each for courses in bureaus for each in chosen.filed(courses, deeper=True) if each.citizen]
    assert {each.ward for each in filed} - set(citizens.values())


def test_who_files_changes_nothing_of_the_way_and_is_the_same_each_time(bureaus, player):
    for courses in bureaus:
        found = Citizens(player).filed(courses)
        assert [each._replace(citizen="") for each in found] == [each._replace(citizen="") for each in courses]
        assert Citizens(player).filed(courses) == found


def test_where_nobody_files_online_they_have_none(bureaus, player):
    at_the_counter = [each for courses in bureaus for each in courses if each.channel is not Channel.ONLINE]
    assert not any(course.citizen for course in Citizens(player).filed(at_the_counter))
