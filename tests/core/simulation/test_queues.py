"""Queues wait as long as the closed forms of queueing theory say."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest

from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.lengths import Length, exponential, fixed, lognormal, uniform
from motcua.core.simulation.model import Model, Played, Pool, Step
from motcua.core.simulation.playing import play
from tests.core.process.drawn import xml
from tests.effort import FULL

DESK = steerable(read_model(xml("start s\nuser serve\nend e\ns -> serve -> e")))
CUSTOMERS = 4_000_000 if FULL else 1_000_000


def waited(rate: float, work: Length, people: int) -> float:
    """The mean wait of customers who come by chance at this rate."""
    arrivals = np.cumsum(np.random.default_rng(20261122).exponential(1 / rate, CUSTOMERS))
    steps = {"serve": Step(work, ("desk",))}
    model = Model((Played("queue", DESK, arrivals, steps),), (Pool("desk", people),))
    found = play(model, 7)
    assert found.steps == CUSTOMERS
    return float(found.node_waited[0] / found.node_count[0])


def mmc(rate: float, mean: float, people: int) -> float:
    """Erlang's formula C."""
    load = rate * mean
    busy = load**people / factorial(people) * people / (people - load)
    waits = busy / (sum(load**n / factorial(n) for n in range(people)) + busy)
    return waits * mean / (people - load)


def mg1(rate: float, mean: float, deviation: float) -> float:
    """Pollaczek and Khinchine."""
    return rate * (mean**2 + deviation**2) / (2 * (1 - rate * mean))


@pytest.mark.parametrize("load", [0.3, 0.6])
def test_one_desk_with_exponential_work(load: float) -> None:
    assert waited(1, exponential(load), 1) == pytest.approx(load * load / (1 - load), rel=0.02)


@pytest.mark.parametrize(("people", "mean"), [(2, 1.2), (5, 3.5)])
def test_several_desks_with_one_queue(people: int, mean: float) -> None:
    assert waited(1, exponential(mean), people) == pytest.approx(mmc(1, mean, people), rel=0.02)


@pytest.mark.parametrize(
    ("work", "mean", "deviation"),
    [
        (fixed(0.6), 0.6, 0.0),
        (uniform(0.2, 0.8), 0.5, 0.6 / 12**0.5),
        (lognormal(0.5, 0.4), 0.5, 0.4),
    ],
)
def test_one_desk_with_any_work(work: Length, mean: float, deviation: float) -> None:
    assert waited(1, work, 1) == pytest.approx(mg1(1, mean, deviation), rel=0.02)
