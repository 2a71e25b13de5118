"""The message after a result leads to the rating of its dossier, in every process of the city."""

from __future__ import annotations

import re

import pytest

from motcua.domain.dossiers.messages import tell_of_events
from motcua.domain.feedback.links import subject_of
from motcua.domain.notifications import queries as notifications
from tests.domain.feedback.finished import person
from tests.office import Office, at
from tests.permit import accepted, returned

pytestmark = pytest.mark.django_db
NEXT_DAY = at("2026-11-19 08:00")


def asked(office: Office) -> list[str]:
    """The texts in which the applicant was asked for a rating."""
    tell_of_events(NEXT_DAY, 1000)
    told = notifications.inbox(person_id=person(office).person_id, size=100)
    return [item.text for item in told if item.event == "rating_request"]


def test_who_has_his_result_is_asked_by_a_link_to_his_dossier(working_city: Office) -> None:
    dossier = returned(working_city)
    (text,) = asked(working_city)
    found = re.search(r"/danh-gia/([\w-]+)/", text)
    assert found
    assert subject_of(found[1]) == dossier


def test_who_waits_for_his_result_is_not_asked(working_city: Office) -> None:
    accepted(working_city)
    assert asked(working_city) == []
