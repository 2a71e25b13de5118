"""Logs that say too little or too much: told what to mend, or fitted with what is wrong in them told; never a hang."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.log import Event, EventLog, LogBuilder
from motcua.core.process.steering import Steerable
from motcua.core.simulation.fitting import CannotFitError, Fitted, as_is, fit
from motcua.core.simulation.fitting.replaying import LONGEST_COURSE
from motcua.core.simulation.overlooking import EndlessProcessError
from tests.core.process.blocks import BLOCKS, Block, drawing
from tests.core.simulation.fitting.logged import MONDAY, Done, course, logged, process
from tests.effort import FULL, examples

OFFICE = "start s\nuser receive\nuser check\nuser answer\nend e\ns -> receive -> check -> answer -> e"
LOOP = """
start s
user write
exclusive x default=x-e
end e
s -> write -> x
x -> e
x -> write : wrong = true
"""
MANY = 1_000_000 if FULL else 100_000


def told(found: Fitted) -> str:
    return " ".join(each.en for each in found.unfitted)


def fitted(log: EventLog, drawn: Steerable | None = None) -> Fitted:
    return fit(log, drawn or process(OFFICE))


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (logged([]), "no events"),
        (logged([course("receive", "check", "answer")]), "one case only"),
        (logged([course("receive")] * 30, timedelta()), "all came at one moment"),
        (logged([course("sing", "dance")] * 30), "No event of the log is in the drawing. The log has: sing, dance"),
    ],
)
def test_a_log_that_tells_nothing_of_the_process_is_refused_with_what_to_give_instead(log: EventLog, said: str) -> None:
    with pytest.raises(CannotFitError, match=said):
        fitted(log)


def test_one_person_who_does_everything_is_one_pool_of_one() -> None:
    found = fitted(logged([course("receive", "check", "answer")] * 40, timedelta(hours=5)))
    assert [pool.people for pool in found.scenario.pools] == [1]
    assert found.steps[0].events == 40


def test_nobody_at_all_makes_steps_that_end_by_themselves_and_that_is_told() -> None:
    found = fitted(logged([course("receive", "check", "answer", by="")] * 40))
    assert found.scenario.pools == ()
    assert all(plan.outside for plan in found.scenario.processes[0].steps.values())
    assert "does not say who did what" in told(found)
    assert as_is(logged([course("receive", "check", "answer", by="")] * 40), found, runs=2).cases == 40


def test_ends_before_begins_are_counted_and_not_gone_by() -> None:
    backwards = [Done("receive", 2, 1, "An"), Done("check", 2, 3, "An"), Done("answer", 3, 4, "An")]
    found = fitted(logged([backwards, *[course("receive", "check", "answer")] * 40], timedelta(hours=5)))
    assert "1 events end before they begin" in told(found)


def test_events_without_any_duration_are_told() -> None:
    instant = [Done(name, n, n, "An") for n, name in enumerate(("receive", "check", "answer"))]
    found = fitted(logged([instant] * 40))
    assert "100% of the events begin and end at the same time" in told(found)
    assert all(plan.work.is_nothing for plan in found.scenario.processes[0].steps.values())


def test_a_case_that_is_too_long_is_left_out_of_the_shares_and_told() -> None:
    long = [
        Done(("receive", "check", "answer")[n % 3], n / 100, n / 100 + 0.01, "An") for n in range(LONGEST_COURSE + 1)
    ]
    found = fitted(logged([long, *[course("receive", "check", "answer", by="Bình")] * 40]))
    assert "1 cases took courses too long" in told(found)
    assert found.cases == 40


def test_a_case_of_a_million_events_and_a_hundred_thousand_activities_are_fitted_too() -> None:
    builder = LogBuilder()
    for n in range(30):
        for hour, name in enumerate(("receive", f"odd {n}", "check", "answer")):
            builder.add(Event(f"case {n}", name, MONDAY + timedelta(hours=n + hour), resource="An"))
    for n in range(MANY):
        builder.add(Event("big", f"activity {n % (MANY // 10)}", MONDAY + timedelta(seconds=n), resource="Bình"))
    found = fitted(builder.build())
    assert found.cases == 30
    assert "Left out, because the drawing does not have them: odd" in told(found)


def test_a_loop_that_no_case_ever_left_is_refused_where_it_is_to_be_played() -> None:
    again = logged([course(*["write"] * 6) for _ in range(20)])
    found = fit(again, process(LOOP), open_cases=again.cases)
    assert found.scenario.processes[0].shares == {"x-e": 0.0, "x-write": 1.0}
    with pytest.raises(EndlessProcessError, match="never ends"):
        as_is(again, found, runs=1)


@given(BLOCKS, st.data())
@settings(max_examples=examples(80), deadline=None)
def test_whatever_was_logged_of_whatever_was_drawn_it_is_fitted_and_played_or_refused(
    block: Block, choose: st.DataObject
) -> None:
    drawn = process(drawing(block))
    names = [node.id for node in drawn.definition.nodes if node.waits] + ["odd"]
    steps = st.builds(
        lambda name, began, lasted, by: Done(name, began, (began or 0) + lasted, by),
        st.sampled_from(names),
        st.none() | st.integers(0, 50),
        st.integers(-2, 9),
        st.sampled_from(["", "An", "Bình"]),
    )
    cases = choose.draw(st.lists(st.lists(steps, max_size=5), max_size=8))
    log = logged(cases)
    with suppress(CannotFitError, EndlessProcessError):
        assert as_is(log, fit(log, drawn), runs=2).rows
