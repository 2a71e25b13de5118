"""Chances are judged by what happened, and what they meant so far corrects those to come."""

from __future__ import annotations

from itertools import pairwise
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.simulation.forecast.reliability import NothingToJudgeError, calibrate, reliability

CHANCES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def drawn(true_chances: np.ndarray, seed: int = 1) -> list[bool]:
    return (np.random.default_rng(seed).random(len(true_chances)) < true_chances).tolist()


def test_chances_that_are_true_agree_with_what_happens_in_every_bin() -> None:
    chances = np.random.default_rng(7).random(40_000)
    found = reliability(chances.tolist(), drawn(chances))
    assert len(found.bins) == 10
    assert found.gap < 0.01
    assert abs(found.bias) < 0.01
    assert found.brier == pytest.approx(1 / 6, abs=0.005)  # the mean of p(1-p) over all p alike
    assert sum(each.agrees for each in found.bins) >= 8


def test_a_forecast_that_always_tells_the_share_has_no_skill() -> None:
    found = reliability([0.25] * 8, [True, True, False, False, False, False, False, False])
    assert (found.skill, found.gap, found.bias) == (0, 0, 0)
    assert found.brier == found.base == 0.25 * 0.75


def test_a_forecast_that_knew_has_all_skill_and_one_that_was_always_wrong_less_than_none() -> None:
    happened = [True, False, True, False]
    assert reliability([1.0, 0.0, 1.0, 0.0], happened).skill == 1
    assert reliability([0.0, 1.0, 0.0, 1.0], happened).skill == -3


def test_chances_that_are_too_bold_are_seen_and_then_corrected() -> None:
    true = np.random.default_rng(3).uniform(0.3, 0.7, 20_000)
    bold = np.clip(0.5 + (true - 0.5) * 2.5, 0, 1)  # the same order, drawn too far apart
    before = reliability(bold[:10_000].tolist(), drawn(true[:10_000]))
    learnt = calibrate(bold[:10_000].tolist(), drawn(true[:10_000]))
    after = reliability([learnt(chance) for chance in bold[10_000:].tolist()], drawn(true[10_000:], 2))
    assert before.gap > 0.1
    assert after.gap < 0.02
    assert after.brier < before.brier


@given(CHANCES)
def test_a_correction_never_turns_the_order_around_and_is_never_certain(cases: list[tuple[float, bool]]) -> None:
    learnt = calibrate([chance for chance, _ in cases], [late for _, late in cases])
    corrected = [learnt(chance) for chance in np.linspace(0, 1, 21).tolist()]
    assert all(one <= other + 1e-12 for one, other in pairwise(corrected))
    assert all(0 < each < 1 for each in corrected)


@given(CHANCES)
def test_every_case_is_in_one_bin_and_the_sums_are_those_of_all(cases: list[tuple[float, bool]]) -> None:
    found = reliability([chance for chance, _ in cases], [late for _, late in cases])
    assert sum(each.cases for each in found.bins) == len(cases) == found.cases
    assert sum(each.cases * each.happened for each in found.bins) == pytest.approx(sum(late for _, late in cases))
    assert all(each.least <= each.told <= each.most for each in found.bins)


@pytest.mark.parametrize(("told", "happened"), [([], []), ([0.5], []), ([1.5], [True]), ([nan], [False])])
def test_what_is_no_forecast_is_not_judged(told: list[float], happened: list[bool]) -> None:
    with pytest.raises(NothingToJudgeError) as refusal:
        reliability(told, happened)
    assert refusal.value.vi
    assert refusal.value.en
    with pytest.raises(NothingToJudgeError):
        calibrate(told, happened)
