"""The family of measured lengths is found from the data alone, and where none fits the data themselves are kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from motcua.core.simulation.chance import length_at
from motcua.core.simulation.fitting.families import MOST_KEPT, fit_length
from motcua.core.simulation.lengths import Length, Shape, exponential, fixed, lognormal, uniform, weibull
from tests.effort import examples

HOUR = 3600.0
SHARES = (np.arange(100_000) + 0.5) / 100_000


def drawn_from(length: Length, count: int, seed: int = 5) -> NDArray[np.float64]:
    values = np.array(length.values or (0.0,))
    shares = np.random.default_rng(seed).random(count)
    return np.array([length_at(u, length.shape, length.a, length.b, values, 0, len(values)) for u in shares])


@pytest.mark.parametrize("count", [200, 20_000])
@pytest.mark.parametrize(
    ("length", "family"),
    [
        (fixed(HOUR), "fixed"),
        (exponential(HOUR), "exponential"),
        (uniform(HOUR, 3 * HOUR), "uniform"),
        (lognormal(HOUR, HOUR / 2), "lognormal"),
        (weibull(HOUR, 2.5), "weibull"),
    ],
)
def test_the_family_and_its_parameters_come_back(length: Length, family: str, count: int) -> None:
    found = fit_length(drawn_from(length, count))
    assert (found.family, found.length.shape, found.number) == (family, length.shape, count)
    bound = 4 / count**0.5
    assert found.length.a == pytest.approx(length.a, rel=bound)
    assert found.length.b == pytest.approx(length.b, rel=2 * bound, abs=1e-9)


def test_of_two_kinds_of_work_in_one_no_family_fits_and_a_sample_with_the_same_mean_is_kept() -> None:
    values = np.concatenate([drawn_from(uniform(60, 120), 5000), drawn_from(uniform(40_000, 60_000), 1000)])
    found = fit_length(values)
    assert found.family == "sampled"
    assert len(found.length.values) == MOST_KEPT
    assert np.mean(found.length.values) == pytest.approx(values.mean(), abs=1e-3)


def test_a_handful_of_values_is_drawn_from_as_it_is() -> None:
    assert fit_length(np.array([1.0, 5.0, 3.0])).length == Length(Shape.SAMPLED, values=(1.0, 3.0, 5.0))


def test_of_nothing_and_of_no_time_there_is_no_time() -> None:
    assert fit_length(np.zeros(0)).length.is_nothing
    assert fit_length(np.zeros(7)).length.is_nothing


@given(st.lists(st.integers(0, 10**15).map(lambda n: n / 10**6), min_size=1, max_size=60))
@settings(max_examples=examples(300), deadline=None)
def test_whatever_was_measured_a_length_near_its_mean_is_found(values: list[float]) -> None:
    measured = np.array(values)
    found = fit_length(measured)
    if found.family in {"fixed", "sampled", "exponential"}:
        drawn = (
            drawn_from(found.length, 1)
            if found.family == "fixed"
            else np.array(found.length.values or (found.length.a,))
        )
        assert drawn.mean() == pytest.approx(measured.mean(), rel=1e-6, abs=1e-3)
    assert found.number == len(values)
