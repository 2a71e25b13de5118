"""Invented people: possible, each another, and marked as people who never lived."""

from pathlib import Path

import pytest

from motcua.core.forms.values.identifiers import is_possible_personal_id
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.desks import citizen_of_city, subject_of
from motcua.domain.dossiers.invention.errors import NobodyError, RecipeError
from motcua.domain.dossiers.invention.people import ANY_YEAR, family_of, invented, known_human, years_of
from motcua.domain.dossiers.invention.recipe import read_recipe
from motcua.domain.dossiers.invention.staff import Staff
from motcua.sandbox.identity import people as test_provider
from tests.city import NOW, TODAY
from tests.domain.dossiers.paper_city import CATALOGUE

FOLDER = CATALOGUE / "reference" / "invention"
RECIPE = read_recipe(FOLDER)
CITIZENS = RECIPE.people["citizens"]


def test_invented_people_are_possible_different_and_marked_as_invented():
    numbers = [invented(RECIPE.people, "any", n).personal_id for n in range(3000)]
    assert len(set(numbers)) == len(numbers)
    assert all(is_possible_personal_id(number, 2026) and number[6:8] == "92" for number in numbers)


def test_a_child_is_born_before_it_is_registered_and_bears_the_fathers_name():
    cast = family_of(RECIPE.people, "any", invented(RECIPE.people, "any", 7), 7, TODAY)
    assert cast["child"].born < TODAY.isoformat()
    assert cast["child"].name.split()[0] == cast["father"].name.split()[0]
    assert {cast["father"].sex, cast["mother"].sex} == {"male", "female"}


def test_who_files_is_as_old_as_people_are_who_need_it():
    youngest, oldest = RECIPE.people["ages"]["1.001776"]
    assert years_of(RECIPE.people, "1.001776", TODAY) == (TODAY.year - oldest, TODAY.year - youngest)
    assert years_of(RECIPE.people, "2.000815", TODAY) is ANY_YEAR


def test_the_test_identity_provider_knows_the_citizens_who_have_dossiers_and_drafts():
    known = test_provider.citizens(CATALOGUE / "reference" / "people" / "demo.yaml")
    for personal_id in {*CITIZENS["may_file"], *(draft["citizen"] for draft in CITIZENS["drafts"])}:
        assert known[personal_id].subject == subject_of(RECIPE.people, personal_id)
        assert known[personal_id].level == 2


@pytest.mark.django_db
def test_the_city_knows_them_too_and_somebody_it_does_not_know_is_named(working_city):
    for personal_id in CITIZENS["may_file"]:
        assert known_human(citizen_of_city(personal_id)).personal_id == personal_id
    with pytest.raises(RecipeError, match="079088910999"):
        citizen_of_city("079088910999")


@pytest.mark.django_db
def test_an_office_with_nobody_for_its_work_is_named(working_city):
    ward = working_city.city.office("H29.27094")
    with pytest.raises(NobodyError, match=r"H29\.27094"):
        Staff().one_of(ward, ("juggler",), NOW.date(), Chance("any"))


@pytest.mark.parametrize("file", ["people.yaml", "answers.yaml", "words.yaml", "specimen.typ"])
def test_a_file_that_is_missing_is_named(tmp_path: Path, file):
    for each in FOLDER.iterdir():
        if each.name != file:
            (tmp_path / each.name).write_bytes(each.read_bytes())
    with pytest.raises(RecipeError, match=file.replace(".", r"\.")):
        read_recipe(tmp_path)


def test_a_file_that_says_no_names_is_told(tmp_path: Path):
    for each in FOLDER.iterdir():
        (tmp_path / each.name).write_bytes(each.read_bytes())
    (tmp_path / "words.yaml").write_text("- only a list")
    with pytest.raises(RecipeError, match=r"words\.yaml.*names"):
        read_recipe(tmp_path)
