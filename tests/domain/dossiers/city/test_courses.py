"""The courses of a small city: what a leader would look for in its figures, and nothing that no office could do."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings as configured

from motcua.core.procedure import Channel, StepKind
from motcua.core.workcal import ZONE
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.bulk.families import play_family
from motcua.domain.dossiers.bulk.material import read_material
from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.city.course import What
from motcua.domain.dossiers.city.errors import PlanError
from motcua.domain.dossiers.city.plan import Wanted
from motcua.domain.dossiers.invention.desks import specimen
from motcua.domain.dossiers.invention.recipe import read_recipe
from motcua.domain.identity import queries as identity
from tests.city import NOW
from tests.domain.dossiers.city.conftest import BEGIN
from tests.domain.dossiers.city.sorts import RECIPE

pytestmark = pytest.mark.django_db
WORK = RECIPE.work
TET_ENDS = date(2026, 2, 22)
SAMPLE = 8
AUTUMN = datetime(2026, 9, 1, tzinfo=ZONE)


def events_of(player, course):
    return play_family(player, course).rows[0]["events"] if course.parts else player.play(course).rows["events"]


def code_of(course):
    return catalogue.version(course.version_id).code


def test_every_dossier_that_was_taken_in_has_a_course_and_a_number(year):
    numbers = [course.n for course in year.courses]
    assert len(set(numbers)) == len(numbers)
    assert set(numbers) <= set(range(1, 2001))
    assert len(numbers) >= 1990
    assert all(BEGIN <= course.filed_at <= NOW == course.until for course in year.courses)


def test_what_happens_happens_in_the_order_of_time_and_before_the_end(year):
    for course in year.courses:
        ended = [step.ended for step in course.steps]
        assert ended == sorted(ended)
        assert all(course.filed_at <= step.enabled <= step.ended <= NOW for step in course.steps)
        assert all(step.started <= step.ended for step in course.steps)
        assert all(step.back is None or step.back > step.ended for step in course.steps)
        assert course.ended_at is None or course.ended_at >= max(ended)


def test_something_of_everything_happens(year):
    assert {step.what for course in year.courses for step in course.steps} == set(What)
    assert {course.channel for course in year.courses} == set(Channel)
    assert {code_of(course) for course in year.courses} == {offer.code for offer in RECIPE.offers}
    assert {course.ward for course in year.courses} == set(RECIPE.arrivals.wards)
    assert any(course.assisted for course in year.courses)
    assert any(step.outcome == "refuse" for course in year.courses for step in course.steps)


def test_about_as_many_are_asked_for_papers_and_take_their_dossiers_back_as_the_plan_says(year):
    asked = sum(any(step.what in (What.SUPPLEMENT, What.UNANSWERED) for step in each.steps) for each in year.courses)
    assert asked / len(year.courses) == pytest.approx(WORK.supplement, abs=0.02)
    alone = [course for course in year.courses if course.channel is Channel.ONLINE and not course.assisted]
    back = sum(any(step.what is What.WITHDRAWN for step in course.steps) for course in alone)
    assert back / len(alone) == pytest.approx(WORK.withdrawn, abs=0.012)


def test_nobody_is_asked_for_papers_twice(year):
    for course in year.courses:
        assert sum(step.what in (What.SUPPLEMENT, What.UNANSWERED) for step in course.steps) <= 1


def test_steps_are_done_by_people_who_hold_the_post(year):
    holders = {}
    for course in year.courses:
        steps = catalogue.version(course.version_id).steps
        for step in course.steps:
            if step.officer_id:
                postings = holders.setdefault(step.officer_id, identity.postings_of(step.officer_id, NOW.date()))
                assert steps[step.node].role.key in {posting.role for posting in postings}


def test_once_a_dossier_is_given_out_one_officer_does_all_that_is_done_in_his_role(year):
    for course in year.courses:
        steps, given, hands = catalogue.version(course.version_id).steps, False, {}
        for step in course.steps:
            found = steps.get(step.node)
            if given and found and step.officer_id:
                assert hands.setdefault(found.role.key, step.officer_id) == step.officer_id
            given = given or (found is not None and found.kind is StepKind.ASSIGNMENT)


def test_officers_work_while_their_office_is_open(year):
    for course in year.courses:
        calendar = identity.calendar_of(course.competent_id)
        for step in course.steps:
            if step.officer_id and step.started < step.ended:
                assert calendar.is_working(step.started)


def test_after_tet_fewer_people_come_than_in_the_weeks_after(year):
    per_week = Counter((course.filed_at.date() - TET_ENDS).days // 7 for course in year.courses)
    after, later = per_week[0], sum(per_week[week] for week in range(3, 9)) / 6
    assert after < 0.75 * later


def test_copies_are_certified_most_before_school_begins(year):
    months = Counter(course.filed_at.month for course in year.courses if code_of(course) == "2.000815")
    assert months[7] + months[8] > 1.3 * (months[4] + months[5])


def test_the_real_acts_find_as_many_late_as_the_plan_lets_lie(year, working_city):
    reference = Path(configured.CATALOGUE) / "reference"
    upload = specimen(read_recipe(reference / "invention"), NOW)
    player = Player(read_material(reference, "thử", 400, upload))
    ended = []
    for course in year.courses[::SAMPLE]:
        player.person_id(course, player.cast(course))
        events = events_of(player, course)
        ended += [each["data"]["outcome"] for each in events if each["kind"] == "ClockFinished"]
    late = ended.count("late") / len(ended)
    assert len(ended) > 200
    assert late == pytest.approx(WORK.late + WORK.stuck, abs=0.045)


# --- the plan and its people


def test_one_seed_gives_one_city_and_another_seed_another(told):
    wanted = Wanted(("H29.27094",), 150, AUTUMN, NOW, seed=3)
    one = told(wanted).courses
    assert told(wanted).courses == one
    assert told(Wanted(("H29.27094",), 150, AUTUMN, NOW, seed=4)).courses != one


def test_only_the_offices_that_are_asked_for_get_dossiers(told):
    found = told(Wanted(("H29.27094", "H29.16.10"), 100, AUTUMN, NOW, seed=1))
    decide = {identity.agency(course.competent_id).code for course in found.courses}
    assert decide == {"H29.27094", "H29.16.10"}
    busiest = told(Wanted(1, 50, AUTUMN, NOW, seed=1))
    assert {identity.agency(each.competent_id).code for each in busiest.courses} == {"H29.27094"}


def test_an_office_that_decides_nothing_is_named_with_those_that_do(told):
    with pytest.raises(PlanError, match=r"H29\.99.*H29\.27094"):
        told(Wanted(("H29.99",), 10, AUTUMN, NOW, seed=1))


@pytest.mark.parametrize("offices", [0, ()])
def test_no_office_at_all_is_refused(told, offices):
    with pytest.raises(PlanError, match="choose among these"):
        told(Wanted(offices, 10, AUTUMN, NOW, seed=1))


@pytest.mark.parametrize("hour", [2, 7])
def test_a_past_in_which_no_office_was_open_is_refused(told, hour):
    with pytest.raises(PlanError, match="--months"):
        told(Wanted(None, 200, NOW.replace(hour=0), NOW.replace(hour=hour), seed=1))


def test_more_dossiers_than_can_be_held_are_refused_at_once(told):
    with pytest.raises(PlanError, match="--dossiers"):
        told(Wanted(None, 10**9, AUTUMN, NOW, seed=1))


def test_a_procedure_that_was_not_in_force_is_named(told):
    with pytest.raises(PlanError, match="--months"):
        told(Wanted(1, 500, datetime(2025, 9, 1, tzinfo=ZONE), NOW, seed=1))


def test_as_many_officers_are_introduced_as_the_work_needs_and_not_twice(told):
    wanted = Wanted(("H29.27094",), 4000, NOW.replace(hour=0) - timedelta(days=56), NOW, seed=1)
    first = told(wanted)
    assert first.officers > 3
    assert told(wanted).officers == 0
    invented = identity.officer_by_login("can-bo-mau.0001")
    assert identity.person(invented.person_id).personal_id[6:8] == RECIPE.staff.mark
    assert told(wanted).courses == first.courses


def test_what_nobody_could_do_is_refused_before_anything_is_played(told):
    day = NOW.replace(hour=0) - timedelta(days=3)
    with pytest.raises(PlanError, match="--dossiers"):
        told(Wanted(("H29.27094",), 200_000, day, NOW, seed=1))


def test_who_waits_in_line_is_served_in_turn(year):
    """Nobody takes in two people at once: at one counter the receptions of one officer do not overlap."""
    taken = {}
    for course in year.courses:
        first = course.steps[0] if course.steps else None
        if first and first.officer_id and first.started < first.ended and course.channel is Channel.ONLINE:
            taken.setdefault(first.officer_id, []).append((first.started, first.ended))
    for spans in taken.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(spans)))


def test_results_are_fetched_all_over_the_opening_hours(year):
    hours = Counter[int]()
    for course in year.courses:
        steps = catalogue.version(course.version_id).steps
        fetched = {key for key, step in steps.items() if step.kind is StepKind.RETURN}
        hours.update(each.ended.hour for each in course.steps if each.node in fetched and each.what is What.DONE)
    assert max(hours.values()) / hours.total() < 0.3
    assert set(hours) >= {8, 9, 10, 14, 15, 16}
