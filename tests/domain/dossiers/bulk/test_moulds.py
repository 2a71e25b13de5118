"""What is cast in a mould is, letter by letter, what the acts make of the same course."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers.bulk.drawing import Drawing
from motcua.domain.dossiers.bulk.errors import MouldError
from motcua.domain.dossiers.bulk.mould import Mould
from motcua.domain.dossiers.bulk.shape import VARIANTS
from motcua.domain.dossiers.bulk.tables import flat_rows, lines_of
from motcua.domain.dossiers.bulk.workshop import WORTH, Workshop
from motcua.domain.dossiers.city.course import Course, What

pytestmark = pytest.mark.django_db
WARDS = ("26740", "27094", "26956")
WEEKS = 14
NUMBERS = 4


def weeks_before(course: Course, weeks: int) -> Course:
    """The same course some weeks before, with another applicant, a minute later in the day."""
    by = timedelta(weeks=-weeks, seconds=61 * weeks)
    steps = tuple(
        step._replace(
            enabled=step.enabled + by,
            started=step.started + by,
            ended=step.ended + by,
            back=step.back + by if step.back else None,
        )
        for step in course.steps
    )
    return course._replace(
        n=course.n * 1000 + weeks,
        ward=WARDS[weeks % len(WARDS)],
        filed_at=course.filed_at + by,
        ended_at=course.ended_at + by if course.ended_at else None,
        steps=steps,
    )


@pytest.fixture
def simple(courses) -> list[Course]:
    """A few courses that came to their end, some of them with a fee, a supplement or a day that was missed."""
    return [course for course in courses(14) if course.ended_at][:5]


def made(workshop: Workshop, course: Course, number: int):
    for _ in range(WORTH):
        workshop.draws(course)
    return workshop.make(course, [number] * NUMBERS, frozenset(), [])


def shape_in(workshop: Workshop, course: Course):
    return workshop._shape(course, workshop._player.deeds(course))


def cast_as_played(workshop: Workshop, courses: list[Course]) -> int:
    """How many dossiers of these shapes were cast; each of them is what the acts make."""
    cast = 0
    for course in courses:
        for weeks in range(WEEKS):
            one = weeks_before(course, weeks)
            found = made(workshop, one, 100 + weeks)
            if found.is_cast:
                cast += 1
                played = workshop._player.play(one, [100 + weeks] * NUMBERS)
                told = {name: "\n".join(lines) for name, lines in lines_of(flat_rows({**played.rows, "outbox": []}))}
                assert {name: "\n".join(lines) for name, lines in found.lines} == told
    return cast


def test_most_dossiers_of_a_shape_are_cast_and_equal_those_that_the_acts_make(simple, workshop):
    assert cast_as_played(workshop, simple) > 3 * len(simple)


def test_a_dossier_that_is_still_open_is_always_played(courses, workshop):
    still_open = next(course for course in courses(40) if course.ended_at is None)
    for weeks in range(WEEKS // 2):
        assert not made(workshop, weeks_before(still_open, 0)._replace(n=1 + weeks), 7).is_cast


def test_a_shape_is_learnt_from_one_dossier_and_its_twins_and_cast_once_it_foretold_two_others(simple, workshop):
    course = simple[0]
    shape = shape_in(workshop, course)
    others = (weeks_before(course, n % 3)._replace(n=n) for n in range(3 * WEEKS))
    alike = [each for each in others if shape_in(workshop, each) == shape]
    cast = [made(workshop, each, 7).is_cast for each in alike[:8]]
    assert cast[:3] == [False] * 3
    assert sum(cast) >= 3


def test_a_mould_that_foretells_something_else_than_the_acts_stops_the_loading(simple, workshop, monkeypatch):
    candidates = (weeks_before(course, weeks) for weeks in range(3 * WEEKS) for course in simple)
    course = next(each for each in candidates if made(workshop, each, 1).is_cast)
    right = Mould.fill

    def wrong(self, facts):
        found = right(self, facts)
        if found:
            found.lines[0] = (found.lines[0][0], [found.lines[0][1][0] + "?"])
        return found

    monkeypatch.setattr(Mould, "fill", wrong)
    monkeypatch.setattr("motcua.domain.dossiers.bulk.workshop.SAMPLE", 1)
    with pytest.raises(MouldError):
        made(workshop, course, 1)


def test_a_shape_that_comes_seldom_is_not_learnt(simple, workshop):
    few = [weeks_before(simple[0], weeks)._replace(n=1 + weeks) for weeks in range(WORTH - 1)]
    for course in few:
        workshop.draws(course)
    assert not any(workshop.make(course, [7] * NUMBERS, frozenset(), []).is_cast for course in few)
    assert not workshop._shapes


def test_a_dossier_that_draws_other_numbers_than_foretold_stops_the_loading(simple, workshop, monkeypatch):
    course = next(each for each in simple if workshop.draws(each))
    monkeypatch.setattr(Drawing, "_foretold", lambda self, course, deeds, places, books: [])
    with pytest.raises(MouldError):
        workshop.make(course, [7] * NUMBERS, frozenset(), [])


def test_dossiers_that_went_the_same_rare_way_have_one_filling_and_straight_ones_have_several(courses, workshop):
    def fillings(course: Course) -> int:
        same = [course._replace(n=n) for n in range(1, 40)]
        return len({workshop._variant(each, workshop._player.deeds(each)).filling for each in same})

    told = courses(40)
    asked = next(each for each in told if any(step.what is What.SUPPLEMENT for step in each.steps))
    straight = next(each for each in told if each.ended_at and {step.what for step in each.steps} == {What.DONE})
    assert fillings(asked) == 1
    assert fillings(straight) == VARIANTS
