"""Distances between logs: nothing is far from itself, and what was moved is as far away as it was moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.log import Event, EventLog, LogBuilder
from motcua.core.simulation.likeness import Measure, Portrait, distances, portrait, total_variation, wasserstein
from motcua.core.workcal import ZONE
from tests.effort import examples

MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
WEEK = timedelta(weeks=1)
NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30).map(np.array)


@given(NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=examples(300), deadline=None)
def test_the_distance_of_wasserstein_is_a_distance(one: np.ndarray, other: np.ndarray, third: np.ndarray) -> None:
    assert wasserstein(one, one) == 0
    assert wasserstein(one, other) == pytest.approx(wasserstein(other, one))
    assert wasserstein(one, third) <= wasserstein(one, other) + wasserstein(other, third) + 1e-6
    assert wasserstein(one, other) >= abs(one.mean() - other.mean()) - 1e-6


@given(NUMBERS, st.floats(0, 1e6))
@settings(max_examples=examples(100), deadline=None)
def test_what_is_moved_is_as_far_away_as_it_was_moved(one: np.ndarray, by: float) -> None:
    assert wasserstein(one, one + by) == pytest.approx(by, rel=1e-9, abs=1e-6)


def test_of_equally_many_numbers_the_distance_is_the_mean_between_those_of_one_rank() -> None:
    assert wasserstein(np.array([1.0, 5.0]), np.array([8.0, 2.0])) == 2.0
    assert wasserstein(np.zeros(0), np.ones(1)) == np.inf
    assert wasserstein(np.zeros(0), np.zeros(0)) == 0


def test_shares_differ_by_what_would_have_to_be_something_else() -> None:
    assert total_variation(Counter(a=3, b=1), Counter(a=1, b=1)) == 0.25
    assert total_variation(Counter(a=3), Counter(b=7)) == 1
    assert total_variation(Counter(), Counter(b=7)) == 1
    assert total_variation(Counter(), Counter()) == 0


def logged(*courses: Sequence[tuple[str, float, float]], between: timedelta = timedelta(hours=1)) -> EventLog:
    """Cases that come one after the other; of each step its name and when it began and ended, in hours since then."""
    builder = LogBuilder()
    for n, course in enumerate(courses):
        came = MONDAY + timedelta(hours=8) + n * between
        for name, began, ended in course:
            moments = came + timedelta(hours=ended), came + timedelta(hours=began)
            builder.add(Event(f"case {n}", name, *moments))
    return builder.build()


def seen(*courses: Sequence[tuple[str, float, float]]) -> Portrait:
    return portrait(logged(*courses), MONDAY, MONDAY + WEEK)


COURSE = (("receive", 0, 1), ("check", 3, 4), ("answer", 4, 6))


def test_a_portrait_tells_the_cycle_and_of_each_step_how_long_it_waited_and_was_worked_on() -> None:
    found = seen(COURSE, COURSE)
    hours = {key: (values / 3600).tolist() for key, values in found.times.items() if key[0] is not Measure.DAILY}
    assert hours == {
        (Measure.CYCLE, ""): [6, 6],
        (Measure.STEP, "check"): [3, 3],
        (Measure.STEP, "answer"): [2, 2],
        (Measure.WAIT, "receive"): [0, 0],
        (Measure.WAIT, "check"): [2, 2],
        (Measure.WAIT, "answer"): [0, 0],
        (Measure.WORK, "receive"): [1, 1],
        (Measure.WORK, "check"): [1, 1],
        (Measure.WORK, "answer"): [2, 2],
    }
    assert found.times[Measure.DAILY, ""].tolist() == [2, 0, 0, 0, 0, 0, 0, 0]
    assert found.counts[Measure.HOURS] == Counter({8: 1, 9: 1})
    assert found.counts[Measure.WEEKDAYS] == Counter({0: 2})
    assert sorted(found.counts[Measure.EDGES].values()) == [2, 2, 2, 2]
    assert sorted(found.counts[Measure.TRIPLES].values()) == [2, 2, 2]
    assert list(found.counts[Measure.VARIANTS].values()) == [2]


def test_steps_side_by_side_do_not_wait_for_each_other() -> None:
    found = seen((("receive", 0, 1), ("ask", 2, 5), ("look", 3, 4)))
    waits = {
        step: float(values[0]) / 3600 for (measure, step), values in found.times.items() if measure is Measure.WAIT
    }
    assert waits == {"receive": 0, "ask": 1, "look": 2}


def test_a_log_is_not_far_from_itself_whatever_its_cases_and_activities_are_called() -> None:
    one = seen(COURSE, COURSE[:2])
    other = seen(COURSE[:2], COURSE)
    assert {each.value for each in distances(one, one)} == {0.0}
    assert {each.value for each in distances(one, other)} == {0.0}


def test_a_step_that_came_later_is_told_by_its_wait_and_by_the_whole() -> None:
    late = (("receive", 0, 1), ("check", 5, 6), ("answer", 6, 8))
    found = {(each.measure, each.step): each.value / 3600 for each in distances(seen(COURSE), seen(late)) if each.value}
    assert found == {(Measure.CYCLE, ""): 2, (Measure.STEP, "check"): 2, (Measure.WAIT, "check"): 2}


def test_a_step_that_only_one_log_has_is_endlessly_far() -> None:
    found = {(each.measure, each.step): each.value for each in distances(seen(COURSE), seen(COURSE[:2]))}
    assert found[Measure.WAIT, "answer"] == np.inf
    assert found[Measure.VARIANTS, ""] == 1


def test_a_log_without_events_has_a_portrait() -> None:
    assert {each.value for each in distances(seen(), seen())} == {0.0}


def test_negative_times_are_left_out_of_work_and_count_as_no_wait() -> None:
    found = seen((("receive", 2, 1), ("check", 0.5, 3)))
    assert (Measure.WORK, "receive") not in found.times
    assert found.times[Measure.WAIT, "check"].tolist() == [0]
