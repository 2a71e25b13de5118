"""Every procedure of the catalogue can be filled in by itself and played to all its ends."""

from __future__ import annotations

import pytest

from motcua.domain.catalogue import models
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.trial import play_many, sample_form
from motcua.domain.dossiers.types import Phase
from motcua.domain.identity import models as identity
from motcua.domain.identity.cache import change_version
from tests.domain.dossiers.trial.conftest import MONDAY
from tests.office import PERMIT

pytestmark = pytest.mark.django_db
MANY = 40


@pytest.fixture(autouse=True)
def lasting_reference(settings):
    """Nobody changes offices while dossiers are played."""
    settings.REFERENCE_CACHE_SECONDS = 60


def offered() -> list[int]:
    codes = models.Procedure.objects.order_by("code").values_list("code", flat=True)
    return [catalogue.published(code, MONDAY.date()) for code in codes]


def test_every_form_is_filled_in_so_that_it_is_accepted(working_city):
    for version in offered():
        procedure = catalogue.version(version)
        for case in procedure.cases:
            for channel in procedure.channels:
                assert sample_form(version, case, channel, MONDAY).problems == (), (procedure.code, case, channel)


def test_every_procedure_comes_to_an_end_whatever_is_chosen(working_city, tester):
    for version in offered():
        plays = play_many(version, 8, "any", tester, MONDAY)
        code = catalogue.version(version).code
        assert (plays.played, plays.stuck, plays.faults) == (8, 0, ()), code
        assert sum(plays.ends.values()) == 8


def test_many_plays_of_a_permit_come_to_every_step_and_both_results(version, tester):
    plays = play_many(version, MANY, "all", tester, MONDAY)
    assert plays.never == ()
    assert set(plays.results) == {"permit", "refusal"}
    assert plays.ends[Phase.RETURNED] == sum(plays.results.values())
    assert plays.visits["receive"] == MANY
    assert plays.unstaffed == ()


def test_the_same_seed_plays_the_same_way(version, tester):
    assert play_many(version, 5, "x", tester, MONDAY) == play_many(version, 5, "x", tester, MONDAY)


def test_a_role_that_nobody_holds_is_named_with_its_office(version, tester):
    identity.Posting.objects.filter(role="commune_chairman").delete()
    change_version()
    plays = play_many(version, MANY, "all", tester, MONDAY)
    assert {each.role.vi for each in plays.unstaffed} == {catalogue.version(version).roles["commune_chairman"].name.vi}
    assert catalogue.version(version).code == PERMIT
