"""The invented past has its ratings too: the same each time, once, and never in a real city."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from motcua.domain.feedback import past as writing
from motcua.domain.feedback.models import FollowUp, MonthReply, Rating, Reply, UsedVoice
from motcua.domain.feedback.months import is_over
from motcua.domain.feedback.past import make_ratings
from motcua.domain.feedback.standing import digest
from motcua.domain.feedback.types import Voice
from tests.city import NOW
from tests.past import Past

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_changes_offices(settings: LazySettings) -> None:
    settings.REFERENCE_CACHE_SECONDS = 60


@pytest.fixture
def many_are_dissatisfied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small past has answers to dissatisfied people too."""
    real = writing.recipe_of_ratings()
    weights = {2: 0.2, 1: 0.3, 0: 0.5}
    changed = {**real, "rated": 0.9, "in_time": weights, "late": weights, "refused": weights}
    monkeypatch.setattr(writing, "recipe_of_ratings", lambda: changed)


def as_they_lie(table: str, column: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY ctid")
        return [row[0] for row in cursor.fetchall()]


def all_that_was_said() -> tuple[list[object], ...]:
    """All rows but for their own numbers."""
    return (
        list(Rating.objects.order_by("id").values()),
        list(UsedVoice.objects.order_by("digest").values_list("digest")),
        list(FollowUp.objects.order_by("rating").values_list("rating", "opened_at", "due_at", "closed_at")),
        list(Reply.objects.order_by("at", "words").values_list("at", "officer", "words")),
        list(MonthReply.objects.order_by("at", "words").values_list("at", "office", "words", "answered")),
    )


def test_a_share_of_those_whose_dossiers_have_ended_say_what_they_think(past: Past) -> None:
    made = make_ratings(NOW)
    rows = list(Rating.objects.all())
    assert made == len(rows) == UsedVoice.objects.count()
    assert 20 <= made <= 120
    assert {row.subject_ref is None for row in rows} == {True, False}
    assert all(row.given_at is None or row.given_at <= NOW for row in rows)
    assert all(row.levels for row in rows)
    assert sum(bool(row.steps) for row in rows) > made / 2
    assert FollowUp.objects.count() == sum(row.dissatisfied and row.subject_ref is not None for row in rows)
    assert make_ratings(NOW) == 0


@pytest.mark.usefixtures("many_are_dissatisfied")
def test_nobody_can_tell_from_where_a_row_lies_whose_it_is(past: Past) -> None:
    make_ratings(NOW)
    named = {row.pk: row for row in Rating.objects.exclude(subject_ref=None)}
    voices = {digest(row.subject_ref, Voice(row.voice)): row for row in named.values()}
    ratings_lie = [named[key].subject_ref for key in as_they_lie("feedback_rating", "id") if key in named]
    voices_lie = [
        voices[key].subject_ref for key in map(bytes, as_they_lie("feedback_usedvoice", "digest")) if key in voices
    ]
    for lie in (ratings_lie, voices_lie):  # dossiers have ids in the order in which they came
        later = sum(one < next_one for one, next_one in pairwise(lie))
        assert 0.3 < later / len(lie) < 0.7


@pytest.mark.usefixtures("many_are_dissatisfied")
def test_many_are_written_in_parts_and_nothing_differs(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        make_ratings(NOW)
        at_once = all_that_was_said()
        transaction.set_rollback(True)
    monkeypatch.setattr(writing, "PART", 7)
    make_ratings(NOW)
    assert all_that_was_said() == at_once
    assert all(at_once)


@pytest.mark.usefixtures("many_are_dissatisfied")
def test_offices_answer_for_each_anonymous_month_that_is_over_but_the_last(past: Past) -> None:
    make_ratings(NOW)
    asked = Counter(
        (row.office_id, row.procedure_code, row.month)
        for row in Rating.objects.filter(dissatisfied=True, subject_ref=None)
        if is_over(row.month, NOW)
    )
    newest = max(month for _, _, month in asked)
    answered = {(row.office_id, row.procedure_code, row.month): row.answered for row in MonthReply.objects.all()}
    assert answered == {group: n for group, n in asked.items() if group[2] != newest}


@pytest.mark.usefixtures("many_are_dissatisfied")
def test_most_of_those_who_told_who_they_are_were_answered_in_time(past: Past) -> None:
    make_ratings(NOW)
    over = FollowUp.objects.filter(due_at__lt=NOW)
    closed = [each for each in over if each.closed_at]
    assert len(closed) > len(over) / 2
    assert all(each.opened_at <= each.closed_at <= each.due_at for each in closed)
    assert Reply.objects.filter(closes=True).count() == len(closed)


def test_a_real_city_is_given_none(past: Past, settings: LazySettings) -> None:
    settings.TRAINING = False
    assert make_ratings(NOW) == 0
    assert not Rating.objects.exists()
