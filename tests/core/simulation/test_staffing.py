"""The cheapest roster that is enough: found by far fewer trials than there are rosters, and proven by fresh runs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import exp, factorial

import numpy as np
import pytest

from motcua.core.simulation.intervals import Estimate
from motcua.core.simulation.offered import carrying, ladder, queue_length
from motcua.core.simulation.rosters import Play, Post, Roster, Share, Shown, Staffing, Tried, Verdict, cost_of
from motcua.core.simulation.staffing import staffing

Truth = Callable[[Roster], float]


def erlang_c(people: int, load: float) -> float:
    """How likely somebody who comes has to wait (the printed formula, unlike the one that is tested)."""
    top = load**people / factorial(people) * people / (people - load)
    return top / (sum(load**n / factorial(n) for n in range(people)) + top)


def noisy(truth: Truth, loads: tuple[float, ...], noise: float = 0.01) -> Play:
    """Runs whose share in time scatters about the truth, alike for all rosters of one seed."""

    def play(item: tuple[Roster, int]) -> Shown:
        roster, seed = item
        chance = np.random.default_rng(seed).normal(0.0, noise)
        return Shown((Share(float(np.clip(truth(roster) + chance, 0, 1)), 500),), loads)

    return play


def by_waiting(loads: tuple[float, ...], patience: tuple[float, ...]) -> Truth:
    """The less waits at every post, the more are in time."""

    def truth(roster: Roster) -> float:
        waiting = sum(map(lambda n, a, p: queue_length(n, a) / p, roster, loads, patience))
        return exp(-waiting)

    return truth


def cheapest(truth: Truth, posts: list[Post], on_time: float) -> tuple[float, int]:
    """By trying all: the cost of the cheapest that is enough, and how many there are."""
    every = list(product(*(range(post.least, post.most + 1) for post in posts)))
    return min(cost_of(each, posts) for each in every if truth(each) >= on_time), len(every)


@pytest.mark.parametrize(("people", "load"), [(1, 0.5), (2, 1.9), (5, 4.0), (40, 35.0)])
def test_the_queue_by_the_load_is_that_of_erlang(people: int, load: float) -> None:
    assert queue_length(people, load) == pytest.approx(erlang_c(people, load) * load / (people - load))


def test_a_queue_of_nothing_is_empty_and_of_too_much_endless() -> None:
    assert queue_length(1, 0.0) == 0.0
    assert queue_length(2, 2.0) == float("inf")


def test_the_ladder_goes_from_what_carries_the_load_to_the_most_by_one_person_at_a_time() -> None:
    posts = [Post("counter", 1.0, 1, 6), Post("leader", 5.0, 1, 3), Post("idle", 1.0, 2, 2)]
    loads = (3.4, 1.0, 0.1)
    rungs = list(ladder(posts, loads))
    assert rungs[0] == carrying(posts, loads) == (4, 2, 2)
    assert rungs[-1] == (6, 3, 2)
    assert [sum(rung) for rung in rungs] == list(range(8, 12))


def test_the_next_person_goes_where_most_waiting_is_taken_away_for_the_cost() -> None:
    same_cost = [Post("full", 1.0, 1, 9), Post("empty", 1.0, 1, 9)]
    assert list(ladder(same_cost, (2.9, 0.2)))[1] == (4, 1)
    dear = [Post("full", 1000.0, 1, 9), Post("empty", 1.0, 1, 9)]
    assert list(ladder(dear, (2.9, 0.2)))[1] == (3, 2)


@pytest.mark.parametrize(("least", "most", "cost"), [(0, 3, 1.0), (4, 3, 1.0), (1, 3, 0.0), (1, 3, -1.0)])
def test_bounds_and_costs_that_cannot_be_are_refused(least: int, most: int, cost: float) -> None:
    with pytest.raises(ValueError, match="counter"):
        Post("counter", cost, least, most)


def test_the_answer_is_nearly_always_the_cheapest_of_all_and_found_by_few_trials() -> None:
    chance = np.random.default_rng(20261122)
    ratios, shares = [], []
    for _ in range(40):
        kinds = int(chance.integers(2, 5))
        loads = tuple(float(each) for each in chance.uniform(0.3, 6.0, kinds))
        patience = tuple(float(each) for each in chance.uniform(1.0, 10.0, kinds))
        posts = [Post(str(n), float(chance.integers(1, 9)), 1, int(load) + 7) for n, load in enumerate(loads)]
        truth = by_waiting(loads, patience)
        least, every = cheapest(truth, posts, 0.9)
        found = staffing(noisy(truth, loads, noise=0.0005), posts, [0.9])
        assert found.verdict is Verdict.PROVEN
        assert found.roster is not None
        assert truth(found.roster) >= 0.9
        ratios.append(found.cost / least)
        shares.append(len(found.tried) / every)
    assert np.mean(np.isclose(ratios, 1.0)) >= 0.9
    assert max(ratios) < 1.1
    assert np.median(shares) < 0.05


@pytest.mark.parametrize(("load", "patience"), [(3.2, 0.5), (7.5, 0.3)])
def test_one_queue_gets_as_many_people_as_the_closed_form_says(load: float, patience: float) -> None:
    """Of the people of M/M/c so many wait longer than t mean services: C·exp(-(c - load)·t)."""

    def truth(roster: Roster) -> float:
        return 1 - erlang_c(roster[0], load) * exp(-(roster[0] - load) * patience) if roster[0] > load else 0.0

    found = staffing(noisy(truth, (load,), noise=0.002), [Post("desk", 2.0, 1, 40)], [0.95])
    assert found.roster == (next(n for n in range(1, 41) if truth((n,)) >= 0.95),)


def run_steep(target: float = 0.9, **options: object) -> Staffing:
    loads = (2.0, 3.0)
    posts = [Post("a", 1.0, 1, 9), Post("b", 3.0, 1, 9)]
    return staffing(noisy(by_waiting(loads, (4.0, 4.0)), loads), posts, [target], **options)  # type: ignore[arg-type]


def test_what_is_proven_was_not_seen_by_the_search() -> None:
    seeds: dict[Roster, set[int]] = {}
    inner = noisy(by_waiting((2.0,), (4.0,)), (2.0,))

    def play(item: tuple[Roster, int]) -> Shown:
        seeds.setdefault(item[0], set()).add(item[1])
        return inner(item)

    found = staffing(play, [Post("a", 1.0, 1, 9)], [0.9], seed=100)
    searched = set.union(*(seen for roster, seen in seeds.items() if roster not in {p.roster for p in found.proofs}))
    assert searched <= set(range(100, 108))
    assert found.roster is not None
    assert seeds[found.roster] >= set(range(108, 138))


def test_it_tells_that_no_roster_within_the_bounds_is_enough() -> None:
    loads = (5.0,)
    found = staffing(noisy(by_waiting(loads, (4.0,)), loads), [Post("a", 1.0, 1, 4)], [0.9])
    assert (found.verdict, found.roster) == (Verdict.NONE, None)
    assert len(found.tried) == 1
    assert found.loads == loads


def test_a_lucky_roster_is_refused_by_its_proof_and_a_dearer_one_taken() -> None:
    """With the seeds of the search 3 people look enough; with fresh ones they are not."""

    def play(item: tuple[Roster, int]) -> Shown:
        (people,), seed = item
        lucky = seed < 8
        return Shown((Share(0.99 if people >= 4 or (people == 3 and lucky) else 0.5, 100),), (2.0,))

    found = staffing(play, [Post("a", 1.0, 1, 9)], [0.95])
    assert [proof.roster for proof in found.proofs] == [(3,), (4,)]
    assert [proof.holds for proof in found.proofs] == [False, True]
    assert (found.verdict, found.roster) == (Verdict.PROVEN, (4,))
    assert found.proofs[1].confidence > found.proofs[0].confidence > 0.95


def test_after_a_refusal_the_search_goes_on_from_the_next_that_looked_enough() -> None:
    """(1, 3) looks enough and is not; only (2, 3), which is no rung of the ladder, is the cheapest that is."""
    enough = {(2, 3), (1, 4), (2, 4), (2, 5), (1, 5)}

    def play(item: tuple[Roster, int]) -> Shown:
        roster, seed = item
        return Shown((Share(0.99 if roster in enough or (roster == (1, 3) and seed < 8) else 0.5, 100),), (0.7, 2.5))

    found = staffing(play, [Post("a", 2.0, 1, 2), Post("b", 3.0, 1, 5)], [0.95])
    assert [proof.roster for proof in found.proofs] == [(1, 3), (2, 3)]
    assert found.roster == (2, 3)


def test_if_no_proof_holds_that_is_said() -> None:
    def play(item: tuple[Roster, int]) -> Shown:
        return Shown((Share(0.99 if item[1] < 8 else 0.5, 100),), (2.0,))

    found = staffing(play, [Post("a", 1.0, 3, 4)], [0.95])
    assert found.verdict is Verdict.UNPROVEN
    assert len(found.proofs) == 2


def test_runs_without_any_late_case_prove_no_more_than_their_number() -> None:
    def play(item: tuple[Roster, int]) -> Shown:
        return Shown((Share(1.0, 1),), (0.5,))

    found = staffing(play, [Post("a", 1.0, 1, 2)], [0.99])
    assert found.verdict is Verdict.UNPROVEN
    assert found.proofs[0].surely[0] < 0.99


def test_the_share_in_time_of_a_proven_roster_is_as_often_below_as_the_confidence_allows() -> None:
    """Of rosters whose true share is just the border, no more than one in twenty is proven."""
    wrong = 0
    for trial in range(200):
        play = noisy(lambda _: 0.8999, (1.0,), noise=0.02)
        found = staffing(play, [Post("a", 1.0, 2, 2)], [0.9], seed=1000 * trial)
        wrong += found.verdict is Verdict.PROVEN
    assert wrong <= 0.06 * 200


def test_it_stops_when_told_with_what_it_has() -> None:
    seen: list[tuple[int, Tried | None]] = []

    def watch(count: int, best: Tried | None) -> bool:
        seen.append((count, best))
        return count < 3

    found = run_steep(watch=watch)
    assert found.verdict is Verdict.STOPPED
    assert len(found.tried) == 3
    assert found.proofs == ()
    assert [count for count, _ in seen] == [1, 2, 3]


def test_a_search_that_may_try_no_more_says_it_is_not_complete() -> None:
    found = run_steep(most_rosters=4)
    assert not found.complete
    assert len(found.tried) == 4
    assert found.verdict is Verdict.PROVEN
    assert run_steep().complete


def test_what_has_nowhere_more_people_than_one_that_was_not_enough_is_not_tried() -> None:
    found = run_steep()
    for n, each in enumerate(found.tried):
        failed = [before.roster for before in found.tried[:n] if not before.enough]
        assert not any(all(one <= other for one, other in zip(each.roster, roster, strict=True)) for roster in failed)


def test_nothing_costs_less_among_the_neighbours_of_the_answer() -> None:
    found = run_steep()
    assert found.roster is not None
    a, b = found.roster
    enough = {each.roster for each in found.tried if each.enough}
    assert not enough & {(a - 1, b), (a, b - 1), (a - 2, b), (a, b - 2), (a + 1, b - 1), (a + 2, b - 1)}
    assert any(not each.enough and sum(each.roster) == a + b - 1 for each in found.tried)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert run_steep(seed=5) == run_steep(seed=5)


def test_how_many_rosters_there_are_is_told() -> None:
    assert run_steep().possible == 81


@pytest.mark.parametrize("on_time", [0.0, -0.1, 1.01, float("nan")])
def test_a_share_that_cannot_be_is_refused(on_time: float) -> None:
    with pytest.raises(ValueError, match="shares above 0"):
        run_steep(on_time)


def test_too_few_runs_are_refused() -> None:
    with pytest.raises(ValueError, match="3 runs"):
        run_steep(proof=2)


def test_an_estimate_of_the_answer_is_kept() -> None:
    found = run_steep()
    assert isinstance(found.proofs[-1].on_time[0], Estimate)
    assert found.proofs[-1].surely[0] >= 0.9
    assert found.proofs[-1].cases == (30 * 500,)


def of_two(item: tuple[Roster, int]) -> Shown:
    """A large process that two people keep in time, and a small one that needs four."""
    (people,), seed = item
    chance = np.random.default_rng(seed).normal(0.0, 0.002, 2)
    truth = np.array([0.99 if people >= 2 else 0.5, 0.97 if people >= 4 else 0.6]) + chance
    return Shown((Share(float(truth[0]), 1000), Share(float(truth[1]), 20)), (1.5,))


def test_each_process_must_be_in_time_however_few_cases_it_has() -> None:
    found = staffing(of_two, [Post("desk", 1.0, 1, 6)], [0.95, 0.95])
    assert (found.verdict, found.roster) == (Verdict.PROVEN, (4,))
    assert min(found.proofs[-1].surely) >= 0.95
    easier = staffing(of_two, [Post("desk", 1.0, 1, 6)], [0.95, 0.55])
    assert easier.roster == (2,)


def test_the_process_that_misses_is_known_where_no_roster_is_enough() -> None:
    found = staffing(of_two, [Post("desk", 1.0, 1, 3)], [0.95, 0.95])
    assert found.verdict is Verdict.NONE
    large, small = found.tried[0].on_time
    assert large.low > 0.95 > small.high


def test_a_process_of_which_no_case_could_be_judged_is_not_in_time() -> None:
    def play(item: tuple[Roster, int]) -> Shown:
        return Shown((Share(0.99, 10), Share(float("nan"), 0)), (0.5,))

    assert staffing(play, [Post("desk", 1.0, 1, 3)], [0.9, 0.9]).verdict is Verdict.NONE
