"""Whom a form names to be asked belongs to the shape of a dossier: the agency that decides does not ask itself."""

from __future__ import annotations

import pytest

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.bulk.asked import asked_by_form
from motcua.domain.dossiers.bulk.shape import Variant
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.city.course import Course
from motcua.domain.identity import queries as identity
from tests.city import TODAY

pytestmark = pytest.mark.django_db
MARITAL_STATUS = "1.004873"
ANY = Variant(0, posted=False)
# Where people of the training city lived before, as its answers say.
ONE_BEFORE, ONE_MORE_BEFORE, ANOTHER = "26740", "26956", "27094"


def committee(commune: str) -> int:
    return identity.competent_agency("commune_committee", commune, TODAY).id


def asking(course: Course, commune: str, step: str = "ask") -> Course:
    """The course as one of the procedure that asks where people lived before, decided by a commune."""
    version = catalogue.published(MARITAL_STATUS, TODAY)
    agency = committee(commune)
    return course._replace(
        version_id=version,
        case_key=next(iter(catalogue.version(version).cases)),
        ward=commune,
        receiving_id=agency,
        competent_id=agency,
        steps=(course.steps[0]._replace(node=step),),
    )


@pytest.mark.parametrize(
    ("decides", "asked"),
    [
        (ANOTHER, [ONE_BEFORE, ONE_MORE_BEFORE]),
        (ONE_BEFORE, [ONE_MORE_BEFORE]),
        (ONE_MORE_BEFORE, [ONE_BEFORE]),
    ],
)
def test_the_communes_that_a_form_names_are_asked_but_not_by_themselves(
    courses, workshop: Workshop, decides: str, asked: list[str]
) -> None:
    (course,) = courses(1)
    found = asked_by_form(workshop._player, asking(course, decides), ANY)
    assert [each for each in found if each] == [committee(each) for each in asked]
    assert found.count(0) == 1


def test_courses_that_ask_others_are_of_another_shape(courses, workshop: Workshop) -> None:
    (course,) = courses(1)
    here, there = asking(course, ONE_BEFORE), asking(course, ANOTHER)
    deeds = workshop._player.deeds(course)
    assert workshop._offices(here, deeds) != workshop._offices(there, deeds)


def test_where_nobody_was_asked_the_form_says_nothing_of_a_shape(courses, workshop: Workshop) -> None:
    (course,) = courses(1)
    for commune in (ONE_BEFORE, ANOTHER):
        assert asked_by_form(workshop._player, asking(course, commune, "check"), ANY) == ()
