"""What is untypical because the office opened with empty desks does not count."""

from __future__ import annotations

import numpy as np
import pytest

from motcua.core.simulation.warming import settled_from, warm_up


def one_desk(seed: int, customers: int, load: float) -> tuple[np.ndarray, np.ndarray]:
    """When customers of one desk come, which is empty first, and how long each waits (D. V. Lindley, 1952)."""
    chance = np.random.default_rng(seed)
    gaps, work = chance.exponential(1.0, customers), chance.exponential(load, customers)
    waits = np.zeros(customers)
    for n in range(1, customers):
        waits[n] = max(0.0, waits[n - 1] + work[n - 1] - gaps[n])
    return np.cumsum(gaps), waits


def test_a_beginning_that_differs_is_cut_off_and_no_more() -> None:
    series = np.concatenate([np.linspace(100, 0, 100), np.random.default_rng(1).normal(0, 1, 900)])
    cut, settled = settled_from(series)
    assert settled
    assert 95 <= cut <= 150


def test_nothing_is_cut_off_what_never_changes() -> None:
    cut, settled = settled_from(np.ones(100))
    assert (cut, settled) == (0, True)


def test_what_grows_to_the_end_is_told_not_to_have_settled() -> None:
    assert not settled_from(np.arange(1000.0))[1]


def test_too_few_figures_say_nothing() -> None:
    assert settled_from(np.arange(19.0)) == (0, False)
    assert not warm_up([]).settled


def test_a_queue_that_starts_empty_is_measured_rightly_only_after_its_warm_up() -> None:
    load, truth = 0.9, 0.9 * 0.9 / 0.1
    runs = [one_desk(seed, 2_000, load) for seed in range(200)]
    found = warm_up(runs[:20])
    assert found.settled
    assert found.until > 0
    whole = np.mean([waits.mean() for _, waits in runs])
    kept = np.mean([waits[moments >= found.until].mean() for moments, waits in runs])
    assert whole < kept
    assert abs(kept - truth) < 0.5 * abs(whole - truth)


def test_a_queue_that_grows_without_end_never_settles() -> None:
    assert not warm_up([one_desk(seed, 2_000, 1.5) for seed in range(5)]).settled


def test_cases_that_never_ended_do_not_spoil_the_cut() -> None:
    moments, waits = one_desk(1, 500, 0.5)
    holed = waits.copy()
    holed[::7] = np.nan
    assert warm_up([(moments, holed)]).until == pytest.approx(warm_up([(moments, waits)]).until, abs=moments[-1] / 4)
