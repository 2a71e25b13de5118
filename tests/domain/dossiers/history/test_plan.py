"""The plan of a history: pure, the same each time, and with something of everything."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from motcua.core.forms import FilingContext
from motcua.core.forms.values.identifiers import is_possible_personal_id
from motcua.core.procedure import Channel
from motcua.domain.dossiers.history import RecipeError
from motcua.domain.dossiers.history.plan import plan_of
from motcua.domain.dossiers.history.recipe import Fate, read_recipe
from motcua.domain.dossiers.invention.answers import Answers
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.desks import subject_of
from motcua.domain.dossiers.invention.people import family_of, invented
from motcua.domain.dossiers.policies import is_filed_here
from motcua.sandbox.identity import people as test_provider
from tests.core.workcal.office import CALENDAR_2026, at
from tests.domain.dossiers.paper_city import CATALOGUE, procedure

FOLDER = CATALOGUE / "reference" / "history"
RECIPE = read_recipe(FOLDER)
UNTIL = at("2026-11-23 09:00")
PLAN = plan_of(RECIPE, 3000, UNTIL, CALENDAR_2026)


def test_a_plan_has_as_many_dossiers_as_asked_for_in_the_order_of_time():
    moments = [planned.filed_at for planned in PLAN]
    assert [planned.n for planned in PLAN] == list(range(1, 3001))
    assert moments == sorted(moments)


def test_all_are_filed_in_the_months_before_the_end():
    assert UNTIL - timedelta(days=RECIPE.arrivals.days) <= PLAN[0].filed_at
    assert PLAN[-1].filed_at < UNTIL


def test_something_of_every_kind_is_planned():
    assert {planned.fate for planned in PLAN} == set(Fate)
    assert {planned.channel for planned in PLAN} == set(Channel)
    assert {planned.offer.code for planned in PLAN} == set(RECIPE.offers)
    assert {planned.ward for planned in PLAN} == set(RECIPE.arrivals.wards)
    assert any(planned.assisted for planned in PLAN)
    assert any(planned.citizen for planned in PLAN)


def test_most_dossiers_end_in_time():
    assert Counter(planned.fate for planned in PLAN)[Fate.DONE] > len(PLAN) / 2


def test_nobody_stands_at_a_closed_counter():
    assert all(CALENDAR_2026.is_working(planned.filed_at) for planned in PLAN if not planned.files_alone)


def test_only_who_filed_online_himself_is_refused_or_withdraws():
    assert all(planned.files_alone for planned in PLAN if planned.fate in (Fate.REFUSED, Fate.WITHDRAWN))


def test_what_is_stuck_came_in_lately():
    oldest = UNTIL - timedelta(days=RECIPE.fates.stuck_days)
    assert all(planned.filed_at >= oldest for planned in PLAN if planned.fate is Fate.STUCK)


def test_the_same_recipe_gives_the_same_plan():
    assert plan_of(read_recipe(FOLDER), 200, UNTIL, CALENDAR_2026) == plan_of(RECIPE, 200, UNTIL, CALENDAR_2026)


def test_invented_people_are_possible_different_and_marked_as_invented():
    numbers = [invented(RECIPE.people, "any", n).personal_id for n in range(3000)]
    assert len(set(numbers)) == len(numbers)
    assert all(is_possible_personal_id(number, 2026) and number[6:8] == "92" for number in numbers)


def test_a_child_is_born_before_it_is_registered_and_bears_the_fathers_name():
    applicant = invented(RECIPE.people, "any", 7)
    cast = family_of(RECIPE.people, "any", applicant, 7, UNTIL.date())
    assert cast["child"].born < UNTIL.date().isoformat()
    assert cast["child"].name.split()[0] == cast["father"].name.split()[0]
    assert {cast["father"].sex, cast["mother"].sex} == {"male", "female"}


@pytest.mark.parametrize("code", RECIPE.offers)
def test_every_form_is_filled_in_without_a_mistake(code):
    for n in range(20):
        for case in RECIPE.offers[code].cases:
            applicant = invented(RECIPE.people, "any", n)
            cast = family_of(RECIPE.people, "any", applicant, n, UNTIL.date())
            answers = Answers(RECIPE.answers, cast, Chance("any", n, case), UNTIL.date())
            form = procedure(code).form
            context = FilingContext(
                today=UNTIL.date(), case=case, channel="counter", applicant={"kind": "citizen"}, places=None
            )
            assert form.validate(answers.to(code, form), context=context).errors == ()


@pytest.mark.parametrize("offer", RECIPE.offers.values(), ids=lambda offer: offer.code)
def test_what_the_mix_names_is_in_the_procedure(offer):
    steps = procedure(offer.code).steps
    assert set(offer.slow_at) <= set(steps)
    assert set(offer.cases) <= set(procedure(offer.code).cases)
    assert all(is_filed_here(procedure(offer.code), channel) for channel in offer.channels)
    for step, outcome in offer.rejected.items():
        assert outcome in steps[step].outcomes
    for step, ways in offer.detours.items():
        assert set(ways) <= set(steps[step].outcomes)


def test_the_test_identity_provider_knows_the_citizens_who_have_drafts():
    known = test_provider.citizens(CATALOGUE / "reference" / "people" / "demo.yaml")
    for personal_id in RECIPE.people["citizens"]["may_file"]:
        assert known[personal_id].subject == subject_of(RECIPE.people, personal_id)
        assert known[personal_id].level == 2


def test_a_broken_recipe_says_where_it_is_broken(tmp_path: Path):
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "fates.yaml").write_text("fates: {forgotten: 1}")
    with pytest.raises(RecipeError, match="begins"):
        read_recipe(tmp_path)
    (tmp_path / "fates.yaml").unlink()
    with pytest.raises(RecipeError, match=r"fates\.yaml"):
        read_recipe(tmp_path)
