"""Dossiers that were loaded in bulk are as those that officers made."""

from __future__ import annotations

from collections import defaultdict

import pytest

from motcua.domain.dossiers.bulk.errors import ForeignCourseError, UnknownNamesError
from motcua.domain.dossiers.bulk.loading import Written, write_courses
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierKey
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import AtOnce, rebuild
from motcua.infra.models import OutboxEntry

pytestmark = pytest.mark.django_db
MANY = 40


@pytest.fixture
def loaded(courses, workshop):
    """The courses of a few dossiers, and what was written of them."""
    told = courses(MANY)
    return told, write_courses(told, workshop, AtOnce(), delivery="all")


def counts() -> set[tuple[object, ...]]:
    return set(DailyCount.objects.values_list("day", "agency_id", "procedure_code", "channel", "measure", "n"))


def test_every_course_is_a_dossier_and_every_chain_holds(loaded):
    told, written = loaded
    assert written.dossiers == len(told) == Dossier.objects.count()
    assert written.events == DossierEvent.objects.count()
    assert list(verify_log()) == []


def test_the_counts_equal_a_rebuild_and_nobody_has_to_read_of_it_again(loaded):
    running = counts()
    assert running
    assert not OutboxEntry.objects.exists()
    rebuild()
    assert counts() == running


def test_codes_of_an_office_and_day_count_from_one_in_the_order_of_acceptance(loaded):
    given = defaultdict(list)
    for code in Dossier.objects.exclude(code=None).order_by("accepted_at").values_list("code", flat=True):
        stem, _, number = code.rpartition("-")
        given[stem].append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in given.values())


def test_code_and_reference_lead_to_the_dossier(loaded):
    keys = dict(DossierKey.objects.values_list("key", "dossier_id"))
    for dossier in Dossier.objects.all():
        assert keys[dossier.reference] == dossier.id
        assert dossier.code is None or keys[dossier.code] == dossier.id


def test_the_officers_of_the_courses_did_what_the_courses_say(loaded):
    told, _ = loaded
    ended = sorted(course.ended_at for course in told if course.ended_at)
    assert sorted(Dossier.objects.exclude(ended_at=None).values_list("ended_at", flat=True)) == ended


def test_a_second_call_writes_nothing_more(loaded, workshop):
    told, _ = loaded
    assert write_courses(told, workshop, AtOnce(), delivery="all") == Written()


def test_other_courses_under_the_same_name_are_refused(loaded, workshop):
    told, _ = loaded
    with pytest.raises(ForeignCourseError):
        write_courses(told[1:], workshop, AtOnce(), delivery="all")


def test_a_course_with_an_officer_whom_nobody_knows_is_refused_before_anything_is_written(courses, workshop):
    told = courses(3)
    stranger = told[0].steps[0]._replace(officer_id=2**40)
    strange = told[0]._replace(steps=(stranger, *told[0].steps[1:]))
    with pytest.raises(UnknownNamesError):
        write_courses([strange], workshop, AtOnce(), delivery="all")
    assert not Dossier.objects.exists()
