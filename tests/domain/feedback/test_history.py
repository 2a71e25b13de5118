"""The invented past has its ratings too: the same each time, once, and never in a real city."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from motcua.domain.dossiers.history import make_history
from motcua.domain.feedback.history import make_ratings
from motcua.domain.feedback.models import FollowUp, Rating, UsedVoice
from tests.city import NOW
from tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_changes_offices(settings: LazySettings) -> None:
    settings.REFERENCE_CACHE_SECONDS = 60


def test_a_share_of_those_whose_dossiers_have_ended_say_what_they_think(working_city: Office) -> None:
    make_history(120, NOW)
    made = make_ratings(NOW)
    rows = list(Rating.objects.all())
    assert made == len(rows) == UsedVoice.objects.count()
    assert 10 <= made <= 60
    assert {row.subject_ref is None for row in rows} == {True, False}
    assert all(row.given_at is None or row.given_at <= NOW for row in rows)
    assert FollowUp.objects.count() == sum(row.dissatisfied and row.subject_ref is not None for row in rows)
    assert make_ratings(NOW) == 0


def test_a_real_city_is_given_none(working_city: Office, settings: LazySettings) -> None:
    make_history(20, NOW)
    settings.TRAINING = False
    assert make_ratings(NOW) == 0
    assert not Rating.objects.exists()
