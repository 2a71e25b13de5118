"""Playing to a moment and on from there, in memory for what is open at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.lengths import exponential, fixed
from motcua.core.simulation.model import Hours, Interruption, Limit, Model, Played, Pool, Step
from motcua.core.simulation.playing import ALL, Playing, play
from motcua.core.simulation.tables import compile_model
from tests.core.process.drawn import xml
from tests.core.simulation.test_paths import CALLS

LOOP = "start s\nuser a\nuser b\nexclusive x default=x-e\nend e\ns -> a -> b -> x -> e\nx -> a : again"
PROCESS = steerable(read_model(xml(LOOP)))


def office(cases: int, seed: int = 1) -> Model:
    """Everything at once: hours, skills, interruptions, limits, rework."""
    arrivals = np.cumsum(np.random.default_rng(seed).exponential(10.0, cases))
    hours = Hours(tuple((1000.0 * n, 1000.0 * n + 700) for n in range(cases // 50)))
    asking = (Interruption("supplement", 0.2, exponential(300.0), most=1), Interruption("refused", 0.05, ends=True))
    steps = {
        "a": Step(exponential(12.0), ("juniors", "seniors"), exponential(5.0), interruptions=asking),
        "b": Step(exponential(4.0), ("seniors",), priority=1),
    }
    played = Played("it", PROCESS, arrivals, steps, {"x-a": 0.2, "x-e": 0.8}, Limit(900.0, hours))
    return Model((played,), (Pool("seniors", 1, hours), Pool("juniors", 3, hours)))


def test_played_in_parts_it_comes_out_as_played_at_once() -> None:
    compiled = compile_model(office(3_000))
    playing = Playing(compiled, 9, logged=ALL)
    steps = [playing.until(moment) for moment in (0.0, 100.0, 100.0, 7_777.7, 20_000.0, np.inf)]
    in_parts, at_once = playing.outcome(), play(compiled, 9, logged=ALL)
    assert steps == sorted(steps)
    for name, one, other in zip(in_parts._fields, in_parts, at_once, strict=True):
        assert np.array_equal(one, other), name


def test_two_who_play_the_same_side_by_side_find_standings_for_each_other() -> None:
    process = steerable(read_model(xml(CALLS)))
    steps = {"a": Step(exponential(40.0)), "call": Step(exponential(4.0)), "note": Step(exponential(6.0))}
    model = Model((Played("it", process, [0.0] * 300, steps),))
    alone = [play(model, seed) for seed in (1, 2)]
    fresh = steerable(read_model(xml(CALLS)))
    compiled = compile_model(Model((replace(model.processes[0], process=fresh),)))
    together = [Playing(compiled, seed) for seed in (1, 2)]
    for moment in (1.0, 10.0, 100.0, np.inf):
        for each in together:
            each.until(moment)
    for one, other in zip(alone, together, strict=True):
        assert np.array_equal(one.case_end, other.outcome().case_end)


def test_what_came_of_it_can_be_read_on_the_way_without_changing_it() -> None:
    compiled = compile_model(office(1_000))
    playing = Playing(compiled, 9)
    for moment in (500.0, 5_000.0):
        playing.until(moment)
        playing.outcome()
    playing.until(np.inf)
    assert np.array_equal(playing.outcome().case_end, play(compiled, 9).case_end)
    assert np.array_equal(playing.outcome().busy, play(compiled, 9).busy)


def test_a_moment_of_an_outcome_stays_as_it_was_read() -> None:
    playing = Playing(compile_model(office(1_000)), 9, logged=ALL)
    playing.until(1_000.0)
    read = playing.outcome()
    ended = read.case_end.copy()
    playing.until(np.inf)
    assert np.array_equal(read.case_end, ended)


def test_memory_grows_with_what_is_open_and_not_with_what_has_been() -> None:
    playing = Playing(compile_model(office(1_000)), 9)
    playing.until(np.inf)
    little = playing.memory
    playing = Playing(compile_model(office(20_000)), 9)
    playing.until(np.inf)
    assert playing.outcome().steps > 40_000
    assert playing.memory <= 4 * little


def test_the_first_steps_are_kept_or_all_or_none() -> None:
    compiled = compile_model(office(500))
    every, some, none = (play(compiled, 9, logged=logged) for logged in (ALL, 10, 0))
    assert len(every.log_case) == every.steps
    assert np.array_equal(every.log_ended[:10], some.log_ended)
    assert len(none.log_case) == 0


def test_every_moment_of_a_step_follows_the_one_before() -> None:
    found = play(compile_model(office(2_000)), 9, logged=ALL)
    for earlier, later in (("enabled", "ready"), ("ready", "started"), ("started", "ended"), ("ended", "back")):
        assert (getattr(found, f"log_{earlier}") <= getattr(found, f"log_{later}")).all()


def test_the_same_chance_falls_to_the_same_case_whatever_else_is_changed() -> None:
    """Only one of two processes has more people: the work in the other takes exactly as long as before."""
    steps = {"a": Step(exponential(10.0), ("desk",)), "b": Step(exponential(1.0), ("desk",))}
    arrivals = np.arange(0.0, 2_000.0, 10.0)
    one, two = (
        play(Model((Played("it", PROCESS, arrivals, steps, {"x-a": 0.2, "x-e": 0.8}),), (Pool("desk", people),)), 4)
        for people in (2, 50)
    )
    assert one.node_count.tolist() == two.node_count.tolist()
    assert one.node_worked == pytest.approx(two.node_worked)


def test_two_processes_that_name_their_steps_alike_have_chances_of_their_own() -> None:
    steps = {name: Step(exponential(10.0)) for name in "ab"}
    found = play(Model(tuple(Played(name, PROCESS, [0.0] * 2_000, steps) for name in ("one", "other"))), 4)
    ends = [found.case_end[found.case_process == n] for n in range(2)]
    assert abs(np.corrcoef(*ends)[0, 1]) < 0.1


def test_nothing_to_play_is_played() -> None:
    assert play(Model(()), 1).steps == 0
    assert play(Model((Played("it", PROCESS, (), {"a": Step(fixed(1.0))}),)), 1).case_end.tolist() == []
