"""Two models that are played with the same chance differ by what differs in them."""

from __future__ import annotations

import numpy as np
import pytest

from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.contrast import Contrast, contrast
from motcua.core.simulation.experiment import Aim, Ended, Figures, Run
from motcua.core.simulation.lengths import exponential
from motcua.core.simulation.model import Model, Played, Pool, Step
from motcua.core.simulation.playing import play
from tests.core.process.drawn import xml
from tests.effort import examples

DESK = steerable(read_model(xml("start s\nuser serve\nend e\ns -> serve -> e")))
CUSTOMERS, CUT = 2_500, 250
AIMS = [Aim("stay", 0.05, of="stay")]


def queue(load: float) -> Run:
    def run(seed: int) -> Figures:
        arrivals = np.cumsum(np.random.default_rng(seed).exponential(1.0, CUSTOMERS))
        played = Played("queue", DESK, arrivals, {"serve": Step(exponential(load), ("desk",))})
        found = play(Model((played,), (Pool("desk", 1),)), seed)
        return {"stay": float((found.case_end - found.case_arrival)[CUT:].mean())}

    return run


def seen(one: float, other: float, seed: int, runs: int = 10) -> Contrast:
    return contrast(queue(one), queue(other), aims=AIMS, seed=seed, first=runs, most=runs)


def test_the_difference_of_two_desks_is_that_of_the_closed_form() -> None:
    slow, fast = 0.6 / 0.4, 0.5 / 0.5
    changes = [seen(0.6, 0.5, 10_000 + 100 * trial).changes["stay"].by for trial in range(examples(1000))]
    held = np.mean([each.low <= fast - slow <= each.high for each in changes])
    assert 0.89 <= held <= 0.99
    assert np.mean([each.mean for each in changes]) == pytest.approx(fast - slow, rel=0.02)


def test_the_same_chance_makes_the_interval_of_the_difference_narrower() -> None:
    found = [seen(0.6, 0.5, 100 * trial).changes["stay"] for trial in range(20)]
    assert np.mean([each.by.half for each in found]) < 0.5 * np.mean([each.unpaired for each in found])


def test_a_faster_desk_is_seen_to_be_faster_and_an_equal_one_not() -> None:
    assert seen(0.6, 0.5, 1).changes["stay"].is_sure
    same = seen(0.6, 0.6, 1).changes["stay"]
    assert not same.is_sure
    assert (same.by.mean, same.by.half) == (0.0, 0.0)


def test_models_that_are_alike_need_no_more_than_the_first_runs() -> None:
    found = contrast(queue(0.6), queue(0.6), aims=AIMS)
    assert (found.experiment.runs, found.experiment.ended) == (10, Ended.REACHED)


def test_what_only_one_side_has_is_told_apart() -> None:
    found = contrast(
        lambda seed: {"late": 0.1, "old": float(seed)}, lambda seed: {"late": 0.2, "new": 1.0}, aims=[Aim("late", 0.01)]
    )
    assert set(found.changes) == {"late"}
    assert set(found.only_one) == {"old"}
    assert set(found.only_other) == {"new"}
    assert found.changes["late"].by.mean == pytest.approx(0.1)
