"""A twin of a course goes its way with other people at other moments, and leaves no trace."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.bulk.twins import Twin
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.city.course import Course
from motcua.domain.identity.models import Person

pytestmark = pytest.mark.django_db
NUMBERS = [1, 2, 3, 4]


@pytest.fixture
def whole(courses) -> list[Course]:
    """A few courses that came to their end."""
    return [course for course in courses(20) if course.ended_at and not course.parts]


def twins_of(workshop: Workshop, course: Course) -> list[Twin]:
    deeds = workshop._player.deeds(course)
    workshop.draws(course)
    return list(workshop._twins.of(course, len(NUMBERS), workshop._offices(course, deeds)))


def test_the_same_is_done_to_a_twin_at_moments_of_its_own(whole, workshop):
    played = 0
    for course in whole:
        deeds = workshop._player.deeds(course)
        for twin in twins_of(workshop, course):
            own = workshop._player.deeds(twin.course)
            assert [each.doing for each in own] == [each.doing for each in deeds]
            assert not {each.at for each in own} & {each.at for each in deeds}
            assert len({each.at.date() for each in own[1:]}) >= len({each.at.date() for each in deeds[1:]})
            played += 1
    assert played > len(whole)


def test_the_people_of_a_course_and_its_twins_are_others(whole, workshop):
    for course in whole:
        applicants = [workshop._player.cast(each.course).applicant for each in twins_of(workshop, course)]
        applicants.append(workshop._player.cast(course).applicant)
        assert len({each.name for each in applicants}) == 3
        assert len({each.sex for each in applicants}) == 2


def test_a_twin_makes_nobody_known_to_the_city(whole, workshop):
    for course in whole:
        workshop.meet([course])
        workshop.draws(course)
    known = Person.objects.count()
    assert any(twin.course.channel.value == "online" for course in whole for twin in twins_of(workshop, course))
    assert Person.objects.count() == known
