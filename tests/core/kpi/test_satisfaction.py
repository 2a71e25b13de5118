"""Shares and means of answers: by the closed examples of the literature, and by what must hold for any sample."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.kpi import Reading, Verdict, compare, difference, one_decimal, satisfaction, wilson, withheld

READING = Reading(minimum=10, satisfied_from=1, confidence=0.95)
counts = st.fixed_dictionaries({level: st.integers(0, 400) for level in (0, 1, 2)})
samples = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.floats(0.5, 0.999)


# The examples of Newcombe, Statistics in Medicine 17 (1998), tables I of both of his papers there.
@pytest.mark.parametrize(
    ("having", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_wilsons(having: int, n: int, low: float, high: float) -> None:
    assert wilson(having, n, 0.95) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 10), 0.6075, 1.0),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    assert difference(first, second, 0.95) == pytest.approx((low, high), abs=5e-5)


@given(samples, confidences)
def test_a_share_lies_inside_its_interval_and_the_interval_inside_all(
    sample: tuple[int, int], confidence: float
) -> None:
    low, high = wilson(*sample, confidence)
    assert 0 <= low <= sample[0] / sample[1] <= high <= 1


@given(samples, confidences)
def test_the_interval_ends_where_the_score_test_begins_to_reject(sample: tuple[int, int], confidence: float) -> None:
    having, n = sample
    deviations = NormalDist().inv_cdf((1 + confidence) / 2)
    for bound in {*wilson(having, n, confidence)} - {0.0, 1.0}:
        assert abs(having / n - bound) / sqrt(bound * (1 - bound) / n) == pytest.approx(deviations, rel=1e-6)


@given(samples, confidences)
def test_the_dissatisfied_have_the_mirrored_interval(sample: tuple[int, int], confidence: float) -> None:
    having, n = sample
    low, high = wilson(having, n, confidence)
    assert wilson(n - having, n, confidence) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(samples, st.integers(2, 9))
def test_more_answers_of_the_same_kind_narrow_the_interval(sample: tuple[int, int], times: int) -> None:
    few, many = wilson(*sample, 0.95), wilson(sample[0] * times, sample[1] * times, 0.95)
    assert many.high - many.low < few.high - few.low


@given(samples, samples, confidences)
def test_a_difference_turned_round_is_the_same_difference(
    first: tuple[int, int], second: tuple[int, int], confidence: float
) -> None:
    low, high = difference(first, second, confidence)
    assert difference(second, first, confidence) == pytest.approx((-high, -low), abs=1e-12)
    assert -1 <= low <= first[0] / first[1] - second[0] / second[1] <= high <= 1


@given(counts)
def test_below_the_minimum_only_the_count_is_told(given_levels: dict[int, int]) -> None:
    told = satisfaction(given_levels, READING)
    assert told.n == sum(given_levels.values())
    assert (told.figures is None) == (told.n < READING.minimum)


@given(counts)
def test_satisfied_is_who_is_not_dissatisfied(given_levels: dict[int, int]) -> None:
    told = satisfaction(given_levels, READING)
    if told.figures:
        assert told.figures.satisfied == told.n - given_levels[0]
        assert told.figures.share == pytest.approx(1 - given_levels[0] / told.n)


@given(counts)
def test_the_mean_lies_between_the_lowest_and_the_highest_level_given(given_levels: dict[int, int]) -> None:
    told = satisfaction(given_levels, READING)
    chosen = [level for level, n in given_levels.items() if n]
    if told.figures:
        assert min(chosen) - 1e-9 <= told.figures.mean <= max(chosen) + 1e-9


def test_nobody_has_answered_and_nothing_is_divided() -> None:
    assert satisfaction({}, Reading(minimum=0, satisfied_from=1, confidence=0.95)).figures is None


@pytest.mark.parametrize(("mean", "written"), [(1.25, "1.3"), (1.24, "1.2"), (2.0, "2.0"), (0.05, "0.1")])
def test_a_mean_is_written_with_one_decimal_halves_upwards(mean: float, written: str) -> None:
    assert one_decimal(mean) == Decimal(written)


@given(counts, counts)
def test_one_group_is_higher_exactly_where_the_other_is_lower(first: dict[int, int], second: dict[int, int]) -> None:
    one, other = satisfaction(first, READING), satisfaction(second, READING)
    turned = {
        Verdict.HIGHER: Verdict.LOWER,
        Verdict.LOWER: Verdict.HIGHER,
        Verdict.NOT_TOLD_APART: Verdict.NOT_TOLD_APART,
        Verdict.TOO_FEW: Verdict.TOO_FEW,
    }
    assert compare(other, one, 0.95).verdict is turned[compare(one, other, 0.95).verdict]


@given(counts)
def test_a_group_does_not_differ_from_itself(levels: dict[int, int]) -> None:
    told = satisfaction(levels, READING)
    assert compare(told, told, 0.95).verdict in (Verdict.NOT_TOLD_APART, Verdict.TOO_FEW)


def test_nine_of_ten_and_seven_of_ten_are_not_told_apart() -> None:
    many, fewer = satisfaction({2: 9, 0: 1}, READING), satisfaction({2: 7, 0: 3}, READING)
    assert compare(many, fewer, 0.95).verdict is Verdict.NOT_TOLD_APART


def test_ninety_of_a_hundred_is_higher_than_seventy_of_a_hundred() -> None:
    many, fewer = satisfaction({2: 90, 0: 10}, READING), satisfaction({2: 70, 0: 30}, READING)
    assert compare(many, fewer, 0.95).verdict is Verdict.HIGHER


def test_what_one_comparison_shows_a_hundred_read_together_need_not() -> None:
    one, other = satisfaction({2: 88, 0: 12}, READING), satisfaction({2: 76, 0: 24}, READING)
    assert compare(one, other, 0.95).verdict is Verdict.HIGHER
    assert compare(one, other, 0.95, among=100).verdict is Verdict.NOT_TOLD_APART


@pytest.mark.parametrize("sample", [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(sample: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(*sample, 0.95)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_a_confidence_outside_nothing_and_certainty_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        wilson(1, 2, confidence)


def test_a_negative_count_and_a_comparison_among_none_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer than no times"):
        satisfaction({1: -1}, READING)
    enough = satisfaction({2: 20}, READING)
    with pytest.raises(ValueError, match="at least one"):
        compare(enough, enough, 0.95, among=0)


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(1, 30))
def test_what_is_kept_back_cannot_be_worked_out_from_the_whole(sizes: list[int], minimum: int) -> None:
    places = withheld(sizes, minimum)
    together = sum(sizes[place] for place in places)
    assert {place for place, n in enumerate(sizes) if n < minimum} <= places
    assert together == 0 or together >= minimum or len(places) == len(sizes)


@given(st.lists(st.integers(10, 60), max_size=12))
def test_nothing_is_kept_back_where_every_group_is_large_enough(sizes: list[int]) -> None:
    assert withheld(sizes, 10) == frozenset()


def test_a_single_small_office_takes_the_smallest_other_with_it() -> None:
    assert withheld([40, 12, 3, 25], 10) == {1, 2}
