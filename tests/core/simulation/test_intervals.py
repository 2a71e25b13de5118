"""Student's intervals hold the truth as often as they say."""

from __future__ import annotations

from math import inf, isfinite, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.simulation.intervals import estimate, student, surely_at_least


@pytest.mark.parametrize(
    ("confidence", "freedom", "quantile"),
    [
        (0.95, 1, 12.706204736432),
        (0.95, 2, 4.302652729911),
        (0.95, 9, 2.262157162741),
        (0.99, 5, 4.032142983558),
        (0.95, 29, 2.045229642133),
        (0.95, 999, 1.962341461133),
    ],
)
def test_quantiles_are_those_of_the_printed_tables(confidence: float, freedom: int, quantile: float) -> None:
    assert student(confidence, freedom) == pytest.approx(quantile, abs=1e-8)


@given(st.floats(0.5, 0.999), st.integers(1, 200))
def test_more_runs_or_less_confidence_never_widen_an_interval(confidence: float, freedom: int) -> None:
    assert student(confidence, freedom + 1) <= student(confidence, freedom)
    assert student(confidence, freedom) <= student(min(confidence + 0.0005, 0.9999), freedom)


@pytest.mark.parametrize(("confidence", "freedom"), [(0.0, 3), (1.0, 3), (0.95, 0)])
def test_what_has_no_quantile_is_refused(confidence: float, freedom: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        student(confidence, freedom)


def test_intervals_of_chance_hold_the_truth_as_often_as_they_say() -> None:
    drawn = np.random.default_rng(5).normal(3.0, 2.0, (2_000, 8))
    found = [estimate(list(row)) for row in drawn]
    assert np.mean([each.low <= 3.0 <= each.high for each in found]) == pytest.approx(0.95, abs=0.015)


def test_what_is_surely_not_below_a_border_is_below_it_in_one_of_twenty() -> None:
    drawn = np.random.default_rng(6).normal(3.0, 2.0, (2_000, 8))
    assert np.mean([surely_at_least(list(row)) > 3.0 for row in drawn]) == pytest.approx(0.05, abs=0.015)


def test_one_run_says_nothing_about_its_sureness() -> None:
    assert estimate([4.0]).half == inf
    assert not estimate([4.0]).is_not_nothing


def test_a_run_that_cannot_tell_a_figure_is_left_out() -> None:
    assert estimate([1.0, nan, 3.0]) == estimate([1.0, 3.0])
    assert estimate([nan]).runs == 0


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20))
def test_the_mean_lies_in_its_interval(values: list[float]) -> None:
    found = estimate(values)
    assert isfinite(found.half)
    assert found.low <= found.mean <= found.high
