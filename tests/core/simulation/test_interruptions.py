"""What a drawing does not show: supplements, rework, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.lengths import exponential, fixed
from motcua.core.simulation.model import Hours, Interruption, Limit, Model, Played, Pool, Step
from motcua.core.simulation.playing import ALL, Outcome, play
from tests.core.process.drawn import xml

TWO = steerable(read_model(xml("start s\nuser a\nuser b\nend e\ns -> a -> b -> e")))
CASES = 100_000


def played(*interruptions: Interruption, cases: int = CASES, limit: Limit | None = None) -> Outcome:
    steps = {"a": Step(exponential(10.0), interruptions=interruptions), "b": Step(fixed(1.0))}
    return play(Model((Played("it", TWO, np.zeros(cases), steps, limit=limit),)), 5, logged=ALL)


def test_work_is_done_again_as_often_as_a_coin_falls() -> None:
    """The number of turns is geometric: its mean is 1 / (1 - p), its variance p / (1 - p)²."""
    found = played(Interruption("rework", 0.3))
    turns = np.bincount(found.log_case[found.log_node == 0], minlength=CASES)
    assert turns.mean() == pytest.approx(1 / 0.7, rel=0.01)
    assert turns.var() == pytest.approx(0.3 / 0.49, rel=0.03)
    assert found.node_count.tolist() == [CASES, CASES]


def test_at_most_so_often_in_one_case_over_all_its_steps() -> None:
    asking = (Interruption("supplement", 0.6, fixed(5.0), most=1),)
    steps = {name: Step(fixed(1.0), interruptions=asking) for name in "ab"}
    found = play(Model((Played("it", TWO, np.zeros(10_000), steps),)), 5, logged=ALL)
    asked = np.bincount(found.log_case[found.log_kind == 1], minlength=10_000)
    assert set(asked.tolist()) == {0, 1}
    assert asked.mean() == pytest.approx(1 - 0.4**2, abs=0.02)


def test_each_interruption_takes_its_share_and_some_end_the_case() -> None:
    found = played(Interruption("supplement", 0.2, fixed(7.0)), Interruption("refused", 0.1, fixed(3.0), ends=True))
    kinds = np.bincount(found.log_kind[found.log_node == 0], minlength=3) / (found.log_node == 0).sum()
    assert kinds.tolist() == pytest.approx([0.7, 0.2, 0.1], abs=0.005)
    assert found.node_count[1] == pytest.approx(CASES * 0.7 / 0.8, rel=0.01)
    refused = found.log_kind == 2
    assert np.array_equal(found.case_end[found.log_case[refused]], found.log_back[refused])
    assert np.allclose(found.log_back[refused] - found.log_ended[refused], 3.0)


def test_what_comes_back_waits_again_from_the_moment_it_is_back() -> None:
    found = played(Interruption("supplement", 0.5, fixed(7.0)), cases=1_000)
    again = np.flatnonzero((found.log_node == 0) & (found.log_enabled > 0))
    backs = set(found.log_back[found.log_kind == 1].tolist())
    assert len(again)
    assert set(found.log_enabled[again].tolist()) == backs


def test_the_limit_stands_during_an_interruption_unless_it_is_the_offices_own_affair() -> None:
    def used(**how: bool) -> float:
        asking = Interruption("supplement", 1.0, fixed(40.0), most=1, **how)
        steps = {"a": Step(fixed(10.0), interruptions=(asking,)), "b": Step(fixed(1.0))}
        return float(play(Model((Played("it", TWO, [0.0], steps, limit=Limit(100.0)),)), 1).case_used[0])

    assert used() == 21.0
    assert used(stands=False) == 61.0
    assert used(restarts=True) == 11.0


def test_an_interruption_can_pass_in_the_offices_hours() -> None:
    hours = Hours(((0.0, 10.0), (100.0, 200.0)))
    asking = Interruption("rework", 1.0, fixed(15.0), hours=hours, most=1)
    steps = {"a": Step(fixed(1.0), ("desk",), interruptions=(asking,)), "b": Step(fixed(0.0))}
    found = play(Model((Played("it", TWO, [0.0], steps),), (Pool("desk", 1),)), 1, logged=ALL)
    assert found.log_back[0] == 106.0
    assert found.case_end.tolist() == [107.0]


def test_whoever_asks_is_free_for_the_next_while_the_applicant_is_waited_for() -> None:
    asking = Interruption("supplement", 1.0, fixed(100.0), most=1)
    steps = {"a": Step(fixed(10.0), ("desk",), interruptions=(asking,)), "b": Step()}
    found = play(Model((Played("it", TWO, [0.0, 0.0], steps),), (Pool("desk", 1),)), 1, logged=ALL)
    assert found.log_started[found.log_node == 0].tolist() == [0.0, 10.0, 110.0, 120.0]


def test_what_is_overtaken_while_it_is_interrupted_does_not_come_back() -> None:
    drawing = (
        "start s\nuser a\ntimer-boundary late on=a duration=P1D\nuser b\nend e\nend f\ns -> a -> e\nlate -> b -> f"
    )
    process = steerable(read_model(xml(drawing)))
    asking = Interruption("supplement", 1.0, fixed(100.0), most=1)
    steps = {"a": Step(fixed(1.0), interruptions=(asking,)), "late": Step(fixed(50.0)), "b": Step(fixed(10.0))}
    found = play(Model((Played("it", process, [0.0], steps, limit=Limit(15.0)),)), 1)
    assert found.case_end.tolist() == [60.0]
    assert found.case_used.tolist() == [11.0]
    assert found.case_late.tolist() == [0]
