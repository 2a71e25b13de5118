"""The transitions of a piece of work, as XES records them, are one event with all that is known of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.log import Event
from motcua.core.mining.reading.lifecycle import Lifecycle, Transition
from motcua.core.mining.reading.read import Omissions
from motcua.core.workcal import ZONE

MORNING = datetime(2026, 11, 23, 8, tzinfo=ZONE)


def at(hours: int) -> datetime:
    return MORNING + timedelta(hours=hours)


def step(kind: str, hours: int, activity: str = "a", instance: str = "", who: str = "An") -> Transition:
    return Transition(hours + 1, activity, instance, kind, at(hours), who, "clerk")


def heard(*steps: Transition) -> tuple[list[Event], Omissions]:
    omitted = Omissions()
    life = Lifecycle("1", omitted)
    for each in steps:
        life.take(each)
    return list(life.events()), omitted


def test_schedule_assign_start_and_complete_are_one_event() -> None:
    [event], omitted = heard(step("schedule", 0), step("assign", 1), step("start", 2), step("complete", 3))
    assert event == Event("1", "a", at(3), at(2), at(1), at(0), "An", "clerk")
    assert omitted.count == 0


def test_instances_are_told_apart_whatever_the_order() -> None:
    found, _ = heard(
        step("start", 0, instance="x"),
        step("start", 1, instance="y"),
        step("complete", 2, instance="y"),
        step("complete", 3, instance="x"),
    )
    assert [(event.started, event.ended) for event in found] == [(at(1), at(2)), (at(0), at(3))]


def test_without_instances_the_first_that_was_begun_is_the_first_to_be_over() -> None:
    found, _ = heard(step("schedule", 0), step("start", 1), step("start", 2), step("complete", 3), step("complete", 4))
    assert [event.started for event in found] == [at(1), at(2)]
    assert [event.enabled for event in found] == [at(0), None]


def test_work_that_comes_up_while_the_same_is_under_way_is_another() -> None:
    found, _ = heard(step("start", 0), step("schedule", 1), step("complete", 2), step("start", 3), step("complete", 4))
    assert [(event.enabled, event.started) for event in found] == [(None, at(0)), (at(1), at(3))]


def test_of_several_assignments_the_last_counts() -> None:
    [event], omitted = heard(step("assign", 0), step("reassign", 1), step("complete", 2))
    assert (event.claimed, omitted.count) == (at(1), 0)


def test_what_only_began_stands_at_its_beginning_and_what_was_only_given_out_is_told() -> None:
    found, omitted = heard(step("start", 0), step("assign", 1, "b"))
    assert found == [Event("1", "a", at(0), at(0), resource="An", role="clerk")]
    assert [each.line for each in omitted.first] == [2]


def test_who_completed_it_did_it_and_else_who_began_it() -> None:
    assert heard(step("start", 0), step("complete", 1, who="Bình"))[0][0].resource == "Bình"
    assert heard(step("start", 0), step("complete", 1, who=""))[0][0].resource == "An"


def test_what_is_over_before_it_began_is_told() -> None:
    found, omitted = heard(step("start", 5), step("complete", 1))
    assert (found, omitted.count) == ([], 1)


@pytest.mark.parametrize("kind", ["suspend", "resume", "withdraw", "ate_abort", "unknown"])
def test_other_transitions_are_left_out_and_told(kind: str) -> None:
    found, omitted = heard(step("start", 0), step(kind, 1), step("complete", 2))
    assert len(found) == 1
    assert [each.line for each in omitted.first] == [2]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from("ab")), max_size=8))
def test_as_many_events_as_completions_whatever_is_under_way(works: list[tuple[int, int, str]]) -> None:
    steps = [
        (hours + length * last, last, step(kind, hours + length * last, activity, str(n)))
        for n, (hours, length, activity) in enumerate(works)
        for last, kind in enumerate(("start", "complete"))
    ]
    found, omitted = heard(*(each for _, _, each in sorted(steps, key=lambda each: each[:2])))
    assert omitted.count == 0
    lengths = sorted((event.activity, event.ended - event.started) for event in found if event.started)
    assert lengths == sorted((activity, timedelta(hours=length)) for _, length, activity in works)
