"""So many runs as it takes to know a figure as sharply as was asked, and honesty where that is too many."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest

from motcua.core.simulation.experiment import Aim, Ended, Figures, Progress, repeat

MEAN = [Aim("mean", 0.05, of="mean")]


def noisy(seed: int) -> Figures:
    return {"mean": float(np.random.default_rng(seed).normal(10.0, 2.0))}


def test_it_ends_as_soon_as_the_asked_precision_is_reached() -> None:
    found = repeat(noisy, aims=MEAN, most=1000)
    assert found.ended is Ended.REACHED
    assert found["mean"].half <= 0.05 * found["mean"].mean
    one_fewer = repeat(noisy, aims=MEAN, first=found.runs - 1, most=found.runs - 1)
    assert one_fewer.ended is Ended.MOST


def test_a_sharper_aim_takes_more_runs() -> None:
    assert repeat(noisy, aims=[Aim("mean", 0.02, of="mean")], most=1000).runs > repeat(noisy, aims=MEAN, most=1000).runs


def test_it_says_so_when_the_most_runs_did_not_reach_the_precision() -> None:
    found = repeat(noisy, aims=[Aim("mean", 0.001, of="mean")], most=12)
    assert (found.runs, found.ended) == (12, Ended.MOST)
    assert found.missing > 1


def test_ten_runs_are_made_even_if_two_already_agree() -> None:
    assert repeat(lambda _: {"mean": 4.0}, aims=MEAN).runs == 10


def test_sequential_stopping_keeps_nearly_the_confidence_it_promises() -> None:
    held = []
    for trial in range(400):
        found = repeat(noisy, aims=MEAN, seed=trial * 1000, most=1000)["mean"]
        held.append(found.low <= 10.0 <= found.high)
    assert np.mean(held) > 0.91


def test_a_share_is_asked_for_in_points_not_in_parts_of_itself() -> None:
    found = repeat(lambda seed: {"late": 0.001 * (seed % 2)}, aims=[Aim("late", 0.01)])
    assert (found.runs, found.ended) == (10, Ended.REACHED)


def test_it_stops_when_it_is_told_and_keeps_what_it_has() -> None:
    seen: list[Progress] = []

    def watch(progress: Progress) -> bool:
        seen.append(progress)
        return progress.runs < 4

    found = repeat(noisy, aims=MEAN, watch=watch)
    assert (found.runs, found.ended) == (4, Ended.STOPPED)
    assert found["mean"].runs == 4
    assert [each.runs for each in seen] == [1, 2, 3, 4]
    assert seen[0].missing == inf


def test_the_same_seed_gives_the_same_experiment() -> None:
    assert repeat(noisy, aims=MEAN, seed=3) == repeat(noisy, aims=MEAN, seed=3)
    assert repeat(noisy, aims=MEAN, seed=3) != repeat(noisy, aims=MEAN, seed=4)


def test_a_figure_that_some_runs_cannot_tell_is_estimated_from_the_others() -> None:
    found = repeat(lambda seed: {"mean": 1.0, "p90": nan if seed % 2 else 2.0}, aims=MEAN)
    assert found["p90"].runs == 5


def test_a_figure_that_some_runs_do_not_have_keeps_its_place() -> None:
    found = repeat(lambda seed: {"mean": 1.0} | ({"rare": 5.0} if seed == 7 else {}), aims=MEAN)
    assert found.values["rare"][7] == 5.0
    assert len(found.values["rare"]) == 10


def test_an_aim_at_what_no_run_tells_names_what_there_is() -> None:
    with pytest.raises(ValueError, match="no run tells “median”; there are mean"):
        repeat(noisy, aims=[Aim("median", 0.1)])


@pytest.mark.parametrize("within", [0.0, -1.0, nan])
def test_a_precision_that_nothing_reaches_is_refused(within: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Aim("mean", within)


@pytest.mark.parametrize(("first", "most"), [(1, 5), (10, 9)])
def test_too_few_runs_are_refused(first: int, most: int) -> None:
    with pytest.raises(ValueError, match="at least 2"):
        repeat(noisy, aims=MEAN, first=first, most=most)
