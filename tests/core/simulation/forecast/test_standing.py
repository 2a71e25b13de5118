"""A log that is cut at any moment leads every open case to a standing from which the rest of it can happen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.conformance import Moves, Steerable, steerable
from motcua.core.mining.log import Event, EventLog, LogBuilder, as_time
from motcua.core.process import State, read_model
from motcua.core.simulation.forecast.standing import Standing, standings_at
from motcua.core.simulation.lengths import exponential
from motcua.core.simulation.model import Model, Played, PresentWait, Step
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.tables import compile_model
from tests.core.process.blocks import BLOCKS, Block, drawing
from tests.core.process.drawn import xml
from tests.effort import examples

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)
TWO_WAYS = """
start s
user ask
exclusive x default=x-b
user a
user b
user check
end e
s -> ask -> x
x -> a : p
x -> b
a -> check
b -> check
check -> e
"""


def process_of(text: str) -> Steerable:
    return steerable(read_model(xml(text)))


def simulated(process: Steerable, cases: int) -> EventLog:
    steps = {node.id: Step(exponential(3600.0)) for node in process.definition.nodes}
    compiled = compile_model(Model((Played("it", process, [600.0 * n for n in range(cases)], steps),)))
    found = play(compiled, 5, logged=ALL)
    builder = LogBuilder()
    columns = (found.log_case, found.log_node, found.log_enabled, found.log_started, found.log_ended)
    for case, node, *times in zip(*(column.tolist() for column in columns), strict=True):
        enabled, started, ended = (BEGIN + timedelta(seconds=time) for time in times)
        builder.add(Event(str(case), compiled.nodes[node][1], ended, started, enabled=enabled))
    return builder.build()


def logged(*events: tuple[str, str, float, float | None, float | None]) -> EventLog:
    """Case, activity, and the hours at which it was enabled, started and ended."""
    builder = LogBuilder()
    for case, activity, enabled, started, ended in events:
        builder.add(
            Event(
                case,
                activity,
                BEGIN + (1e6 if ended is None else ended) * HOUR,
                None if started is None else BEGIN + started * HOUR,
                enabled=BEGIN + enabled * HOUR,
            )
        )
    return builder.build()


def at(hour: float) -> int:
    return as_time(BEGIN + hour * HOUR)


def can_go_on(process: Steerable, standing: Standing, rest: list[str], shown: frozenset[str]) -> bool:
    """Whether what was done after the moment can be done from there, step by step."""
    moves = Moves(process, shown)
    places: set[State] = {standing.state}
    for node in rest:
        places = {
            step.state
            for state in places
            for step in moves.from_(state)
            if step.node is not None and step.node.id == node
        }
    return bool(places)


@given(BLOCKS, st.floats(0.0, 4.0))
@settings(max_examples=examples(100), deadline=None)
def test_what_was_done_after_the_moment_can_be_done_from_where_a_case_stood(block: Block, hour: float) -> None:
    process = process_of(drawing(block))
    log = simulated(process, 6)
    found = standings_at(log, process, at(hour))
    assert found.unplaced == ()
    shown = frozenset(log.activities)
    for standing in found.cases:
        span = dict(zip(log.cases, (each for _, each in log.spans()), strict=True))[standing.case]
        rest = [
            log.activities[n] for n, ended in zip(log.activity[span], log.ended[span], strict=True) if ended > at(hour)
        ]
        assert can_go_on(process, standing, rest, shown)


def test_a_case_stands_where_its_open_work_is_with_the_times_that_were_known() -> None:
    process = process_of(TWO_WAYS)
    log = logged(("one", "ask", 0, 1, 2), ("one", "a", 2, 3, 9), ("two", "ask", 1, 4, 8), ("over", "ask", 0, 0, 1))
    found = standings_at(log, process, at(4))
    one, two = (next(each for each in found.cases if each.case == name) for name in ("one", "two"))
    assert [wait.node for wait in one.state.waits] == ["a"]
    assert dict(one.waits) == {one.state.waits[0].number: PresentWait(-2 * 3600.0, -3600.0)}
    assert one.arrived == -4 * 3600.0
    assert one.turns == {"ask": 1, "a": 1}
    assert [wait.node for wait in two.state.waits] == ["ask"]
    assert dict(two.waits) == {two.state.waits[0].number: PresentWait(-3 * 3600.0, 0.0)}


def test_nothing_that_happened_later_is_known() -> None:
    process = process_of(TWO_WAYS)
    log = logged(("one", "ask", 0, 3, 8), ("later", "ask", 5, 6, 7))
    found = standings_at(log, process, at(2))
    assert [standing.case for standing in found.cases] == ["one"]
    assert [wait.started for wait in found.cases[0].waits.values()] == [None]


def test_a_case_that_is_over_stands_nowhere() -> None:
    process = process_of(TWO_WAYS)
    log = logged(("one", "ask", 0, 1, 2), ("one", "b", 2, 3, 4), ("one", "check", 4, 5, 6))
    assert standings_at(log, process, at(7)).cases == ()


def test_what_the_drawing_does_not_know_is_passed_over_and_a_case_that_waits_for_it_is_named() -> None:
    process = process_of(TWO_WAYS)
    log = logged(
        ("odd", "ask", 0, 1, 2), ("odd", "lunch", 2, 2, 3), ("odd", "b", 3, 4, None), ("lost", "lunch", 0, 1, None)
    )
    found = standings_at(log, process, at(5))
    assert [(each.case, [wait.node for wait in each.state.waits]) for each in found.cases] == [("odd", ["b"])]
    assert found.unplaced == ("lost",)


def test_work_that_was_broken_off_waits_at_its_step_for_what_was_asked() -> None:
    process = process_of(TWO_WAYS)
    log = logged(("one", "ask", 0, 1, 2), ("one", "a:supplement", 2, 3, 4), ("one", "a", 9, 9, 10))
    [one] = standings_at(log, process, at(6)).cases
    assert [wait.node for wait in one.state.waits] == ["a"]
    assert list(one.waits.values()) == [PresentWait(-2 * 3600.0, None, "supplement")]


def test_a_case_that_ended_beside_the_drawing_is_over() -> None:
    process = process_of(TWO_WAYS)
    log = logged(("one", "ask", 0, 1, 2), ("one", "a:refused", 2, 3, 4))
    assert standings_at(log, process, at(6), ended={"one": at(4)}).cases == ()
    assert len(standings_at(log, process, at(3), ended={"one": at(4)}).cases) == 1


@pytest.mark.parametrize("hour", [-1.0, 0.0])
def test_before_the_first_case_nobody_stands_anywhere(hour: float) -> None:
    process = process_of(TWO_WAYS)
    log = logged(("one", "ask", 0.5, 1, 2))
    assert standings_at(log, process, at(hour)) == standings_at(LogBuilder().build(), process, 0)
    assert np.array_equal(log.first, [0, 1])
