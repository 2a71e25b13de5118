"""What is asked is data: the city's own file can be read, and a broken one says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.core.procedure import BrokenPackageError
from motcua.domain.catalogue.folder import shared_in
from motcua.domain.feedback.errors import NoQuestionsError
from motcua.domain.feedback.questionnaire import FILE, questionnaire, read_questionnaire

FILES = shared_in(Path(__file__).resolve().parents[3] / "catalogue")


def changed(old: str, new: str) -> dict[str, bytes]:
    text = FILES[FILE].decode()
    assert old in text
    return {**FILES, FILE: text.replace(old, new, 1).encode()}


def test_a_minute_is_enough_for_the_questions_of_each_way_of_filing() -> None:
    asked = read_questionnaire(FILES)
    for filed in ("online", "counter", "post"):
        assert 1 <= len(asked.asked_of(filed)) <= 7
    assert asked.overall.key == "overall"


def test_each_index_of_the_law_is_asked_once_at_most_and_those_that_are_measured_are_not() -> None:
    indices = [question.index for question in read_questionnaire(FILES).questions if question.index]
    assert sorted(indices) == [1, 3, 4, 5, 6, 7, 9]


def test_every_scale_has_the_points_of_the_law() -> None:
    assert {question.values for question in read_questionnaire(FILES).questions} == {frozenset({2, 1, 0})}


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("minimum_sample: 10", "minimum_sample: 0", "minimum_sample"),
        ("confidence: 95", "confidence: 100", "confidence"),
        ("after: [returned", "after: [forgotten", "after"),
        ("open_days: 30", "open_weeks: 4", "open_days"),
        ("{working_hours: 24}", "{minutes: 5}", "minutes"),
        ("satisfied_from: 1", "satisfied_from: 5", "satisfied_from"),
        ("key: time", "key: overall", "twice"),
        ("{value: 0, vi: Trễ hẹn", "{value: 2, vi: Trễ hẹn", "do not go down"),
    ],
)
def test_a_broken_file_says_what_is_wrong_with_it(old: str, new: str, where: str) -> None:
    with pytest.raises(BrokenPackageError, match=where):
        read_questionnaire(changed(old, new))


@pytest.mark.django_db
def test_a_city_that_has_loaded_no_questions_is_told_how() -> None:
    with pytest.raises(NoQuestionsError, match="motcua catalogue load"):
        questionnaire()
    with pytest.raises(NoQuestionsError):
        read_questionnaire({name: content for name, content in FILES.items() if name != FILE})
