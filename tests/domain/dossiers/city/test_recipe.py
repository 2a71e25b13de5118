"""The files of catalogue/reference/city: read as they are, and what is wrong in them is named."""

import shutil
from pathlib import Path

import pytest

from motcua.core.procedure import Audience, Channel
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.recipe import read_city_recipe
from motcua.domain.dossiers.city.sorts import ends_of
from motcua.domain.dossiers.policies import is_filed_here
from tests.domain.dossiers.city.sorts import RECIPE, sorts
from tests.domain.dossiers.paper_city import CATALOGUE, procedure

FOLDER = CATALOGUE / "reference" / "city"


@pytest.mark.parametrize("offer", RECIPE.offers, ids=lambda offer: offer.code)
def test_the_mix_names_what_its_procedures_have(offer):
    found = procedure(offer.code)
    assert set(offer.cases) <= set(found.cases)
    assert set(offer.channels) <= set(found.channels)
    assert set(offer.lies) <= set(found.steps)
    assert all(set(ends) <= set(found.steps[step].outcomes) for step, ends in offer.ends.items())


@pytest.mark.parametrize("offer", RECIPE.offers, ids=lambda offer: offer.code)
def test_each_comes_by_ways_by_which_it_is_filed_here(offer):
    assert all(is_filed_here(procedure(offer.code), channel) for channel in offer.channels)
    assert {step for step, end in offer.rejected.items() if end in offer.ends.get(step, {})} == set(offer.rejected)


def test_all_that_people_can_file_here_is_in_the_mix():
    codes = {folder.parent.name for folder in CATALOGUE.glob("*/procedure.yaml")}
    filed = {code for code in codes if any(is_filed_here(procedure(code), channel) for channel in Channel)}
    for_people = {code for code in filed if set(procedure(code).audience) != {Audience.AGENCY}}
    assert for_people == {offer.code for offer in RECIPE.offers}
    # What runs wholly on a ministry's system is filed there; what is for agencies comes as a part of a linked dossier.
    assert codes - for_people == {"3.000347", "1.009645.H29", "2.000986.H29"}


@pytest.mark.parametrize("sort", sorts(), ids=lambda sort: sort.name)
def test_the_shares_of_the_ends_of_a_step_add_up_to_one(sort):
    for step in sort.procedure.steps.values():
        ends = ends_of(sort, step, RECIPE.work)
        assert not ends or sum(ends.values()) == pytest.approx(1)
        assert all(0 < share <= 1 for share in ends.values())


@pytest.mark.parametrize("sort", sorts(), ids=lambda sort: sort.name)
def test_papers_are_asked_for_where_nothing_else_goes_on(sort):
    steps = sort.procedure.steps
    assert sort.asking_steps()[0] == sort.reception.key
    assert all(steps[each].waits_for is None for each in sort.asking_steps())


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("arrivals.yaml", "months: [1.0,", "months: ["),
        ("mix.yaml", "channels: {counter: 1}", "channels: {pigeon: 1}"),
        ("work.yaml", "late: 0.05", "late: 1.5"),
        ("staff.yaml", "busy: 0.62", "busy: most"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, file, old, new):
    shutil.copytree(FOLDER, tmp_path / "city")
    broken = tmp_path / "city" / file
    text = broken.read_text("utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(PlanError, match=file):
        read_city_recipe(tmp_path / "city")


def test_a_file_that_is_missing_is_named(tmp_path: Path):
    shutil.copytree(FOLDER, tmp_path / "city")
    (tmp_path / "city" / "work.yaml").unlink()
    with pytest.raises(PlanError, match=r"work\.yaml"):
        read_city_recipe(tmp_path / "city")
