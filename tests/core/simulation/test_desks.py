"""Who takes what: skills, priorities, sitting days, and people who do one thing at a time."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.lengths import Length, exponential, fixed
from motcua.core.simulation.model import Hours, Model, Played, Pool, Step
from motcua.core.simulation.playing import ALL, Outcome, play
from tests.core.process.drawn import xml
from tests.core.simulation.test_queues import mmc
from tests.effort import FULL

DESK = steerable(read_model(xml("start s\nuser serve\nend e\ns -> serve -> e")))
CUSTOMERS = 2_000_000 if FULL else 500_000


def coming(rate: float, seed: int) -> np.ndarray:
    """Customers who come by chance at this rate."""
    return np.cumsum(np.random.default_rng(seed).exponential(1 / rate, CUSTOMERS))


def served(name: str, arrivals: object, work: Length, pools: tuple[str, ...], **how: object) -> Played:
    return Played(name, DESK, arrivals, {"serve": Step(work, pools, **how)})  # type: ignore[arg-type]


def test_one_desk_with_three_priorities_waits_as_cobham_says() -> None:
    """W of a class is R / ((1 - load of higher classes) (1 - load up to it)), R what is left of the work at hand."""
    rates, mean = {3: 0.2, 2: 0.3, -1: 0.25}, 1.0
    horizon = CUSTOMERS / 0.5
    model = Model(
        tuple(
            served(f"class {n}", coming(rate, n + 5), exponential(mean), ("desk",), priority=n)
            for n, rate in rates.items()
        ),
        (Pool("desk", 1),),
    )
    found = play(model, 3, horizon)
    left, above = sum(rates.values()) * mean**2, 0.0
    for n, rate in enumerate(rates.values()):
        upto = above + rate * mean
        assert found.node_waited[n] / found.node_count[n] == pytest.approx(left / ((1 - above) * (1 - upto)), rel=0.02)
        above = upto


def test_two_groups_that_can_do_the_same_wait_as_one() -> None:
    model = Model(
        (served("q", coming(1.0, 1), exponential(3.5), ("seniors", "juniors")),),
        (Pool("seniors", 2), Pool("juniors", 3)),
    )
    found = play(model, 3)
    assert found.node_waited[0] / found.node_count[0] == pytest.approx(mmc(1.0, 3.5, 5), rel=0.02)


def test_nobody_does_what_he_has_no_skill_for_and_the_preferred_go_first() -> None:
    pools = (Pool("experts", 1), Pool("clerks", 2))
    easy = served("easy", [0.0, 1.0, 2.0, 3.0], fixed(100.0), ("clerks", "experts"))
    hard = served("hard", [4.0, 5.0], fixed(10.0), ("experts",))
    found = play(Model((easy, hard), pools), 1, logged=ALL)
    done_by = defaultdict(list)
    for case, person, started in sorted(zip(found.log_case, found.log_person, found.log_started, strict=True)):
        done_by[int(case)].append((int(person), float(started)))
    assert [done_by[case][0] for case in range(6)] == [
        (1, 0.0),  # a clerk
        (2, 1.0),  # the other clerk
        (0, 2.0),  # no clerk is left: the expert
        (1, 100.0),  # the first clerk is back
        (0, 102.0),  # the expert alone can do it, when he is done with the easy one
        (0, 112.0),
    ]


def test_a_person_does_one_thing_at_a_time_and_the_longest_idle_goes_first() -> None:
    found = play(
        Model((served("q", coming(1.0, 1)[:5_000], exponential(2.5), ("desk",)),), (Pool("desk", 4),)), 1, logged=ALL
    )
    turns = turns_of(found)
    assert len(turns) == 4
    for each in turns.values():
        assert all(ended <= begun for (_, ended), (begun, _) in pairwise(each))
    assert max(len(each) for each in turns.values()) < 1.1 * min(len(each) for each in turns.values())


def turns_of(found: Outcome) -> dict[int, list[tuple[float, float]]]:
    """When each person began and ended what."""
    turns = defaultdict(list)
    for person, started, ended in zip(found.log_person, found.log_started, found.log_ended, strict=True):
        turns[int(person)].append((float(started), float(ended)))
    return {person: sorted(each) for person, each in turns.items()}


def test_what_gathers_for_a_sitting_is_taken_when_it_begins() -> None:
    sittings = Hours(((100.0, 110.0), (200.0, 210.0)))
    office = Hours(((0.0, 105.0), (150.0, 300.0)))
    gathered = served("council", [10.0, 20.0, 30.0, 109.0], fixed(4.0), ("council",), begins=sittings)
    found = play(Model((gathered,), (Pool("council", 1, office),)), 1, logged=ALL)
    assert found.log_started.tolist() == [100.0, 104.0, 200.0, 204.0]
    assert found.log_ended.tolist() == [104.0, 153.0, 204.0, 208.0]
    assert found.busy.tolist() == [16.0]


def test_what_ends_by_itself_begins_on_its_days_too() -> None:
    steps = {"serve": Step(fixed(5.0), begins=Hours(((50.0, 60.0),)))}
    found = play(Model((Played("q", DESK, [1.0, 55.0], steps),)), 1, logged=ALL)
    assert found.log_started.tolist() == [50.0, 55.0]
    assert found.case_end.tolist() == [55.0, 60.0]


def test_work_that_is_going_on_counts_as_far_as_it_is_done() -> None:
    office = Hours(((0.0, 10.0), (20.0, 30.0)))
    found = play(Model((served("q", [4.0], fixed(12.0), ("desk",)),), (Pool("desk", 1, office),)), 1, 25.0)
    assert found.busy.tolist() == [11.0]
    assert np.isinf(found.case_end[0])


def test_more_cases_than_anybody_can_do_wait_and_are_seen() -> None:
    found = play(Model((served("q", np.arange(10_000.0), fixed(2.0), ("desk",)),), (Pool("desk", 1),)), 1, 10_000.0)
    assert found.node_count.tolist() == [5_000]
    assert found.queue_left.tolist() == [4_999]
    assert found.queue_most[0] >= 4_999
