"""One run of a scenario tells figures that can be counted by hand, and rosters are tried in it as they would work."""

from __future__ import annotations

import pickle
from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.contrast import contrast
from motcua.core.simulation.experiment import Aim, Ended, repeat
from motcua.core.simulation.lengths import exponential, fixed
from motcua.core.simulation.offered import queue_length
from motcua.core.simulation.rosters import Post, Staffing, Verdict
from motcua.core.simulation.scenario import ALWAYS_OPEN, OFFICE, Arrivals, PoolPlan, ProcessPlan, Scenario, StepPlan
from motcua.core.simulation.setting import Setting
from motcua.core.simulation.spreading import InTurn
from motcua.core.simulation.staffing import staffing
from motcua.core.simulation.trial import Trial, staffed, warmed
from tests.core.process.drawn import xml
from tests.core.workcal.office import CALENDAR_2026, at

HOUR, DAY = 3600.0, 86_400.0
DESK = steerable(read_model(xml("start s\nuser serve\nend e\ns -> serve -> e")))
TWO = steerable(read_model(xml("start s\nuser take\nuser decide\nend e\ns -> take -> decide -> e")))
MONDAY = at("2026-03-02 00:00")
IN_HOURS = TimeLimit(LimitUnit.WORKING_HOURS, 4)


def desk(*, people: int = 1, cost: float = 0.0, calendar: str = OFFICE) -> Scenario:
    """Three cases at eight o'clock, each two hours of work, with a limit of four working hours."""
    plan = ProcessPlan(
        "desk",
        Arrivals(1, replay=(at("2026-03-02 08:00"),) * 3),
        {"serve": StepPlan(fixed(2 * HOUR), ("people",))},
        limit=IN_HOURS,
    )
    return Scenario((plan,), (PoolPlan("people", people, calendar, cost),))


def trial(scenario: Scenario, cases: int = 3) -> Trial:
    return Trial(scenario, Setting({"desk": DESK}, {OFFICE: CALENDAR_2026}, MONDAY), cases)


def queue(per_hour: float, mean: float, people: int, cases: int = 3_000) -> Trial:
    """A desk that never closes, to which cases come by chance all day and night."""
    plan = ProcessPlan(
        "desk",
        Arrivals(24 * per_hour, hours=(1.0,) * 24, closed=1.0),
        {"serve": StepPlan(exponential(mean * HOUR), ("people",))},
        calendar=ALWAYS_OPEN,
    )
    return trial(Scenario((plan,), (PoolPlan("people", people, ALWAYS_OPEN),)), cases)


def test_the_figures_of_three_cases_are_those_counted_by_hand() -> None:
    """One person in an office that closes from 12:00 to 13:30 ends them at 10:00, 12:00 and 15:30."""
    figures = trial(desk(cost=50_000))(1)
    assert figures["mean"] == pytest.approx((2 + 4 + 7.5) / 3 * HOUR)
    assert figures["waiting/desk/serve"] == pytest.approx((0 + 2 + 5.5) / 3 * HOUR)
    assert figures["late"] == pytest.approx(1 / 3)
    assert figures["open"] == 0


def test_more_people_wait_less_and_cost_more() -> None:
    one, three = (trial(desk(people=people, cost=50_000)) for people in (1, 3))
    assert three(1)["mean"] == 2 * HOUR
    assert three(1)["late"] == 0
    assert one.with_people({"people": 3}) == three


def test_cases_before_the_warm_up_play_but_do_not_count() -> None:
    late = replace(trial(desk()), warm=DAY)
    assert isnan(late(1)["mean"])
    assert late.run(1).in_time["desk"].cases == 0
    assert trial(desk()).run(1).in_time["desk"].cases == 3


def test_figures_of_several_processes_are_told_for_each_and_over_all() -> None:
    plans = [replace(desk().processes[0], name=name) for name in ("a", "b")]
    setting = Setting({"a": DESK, "b": DESK}, {OFFICE: CALENDAR_2026}, MONDAY)
    both = Trial(Scenario(tuple(plans), (PoolPlan("people", 1),)), setting, 6)(1)
    assert both["mean"] == pytest.approx((both["mean/a"] + both["mean/b"]) / 2)
    assert {"waiting/a/serve", "waiting/b/serve", "busy/people"} <= both.keys()


def test_what_never_ends_counts_as_late() -> None:
    """The calendar ends before a year of work does."""
    endless = desk()
    plan = replace(endless.processes[0], steps={"serve": StepPlan(fixed(9000 * HOUR), ("people",))})
    figures = trial(replace(endless, processes=(plan,)))(1)
    assert (figures["open"], figures["late"]) == (1.0, 1.0)
    assert isnan(figures["mean"])


def test_a_trial_travels_to_another_process_and_comes_to_the_same_there() -> None:
    tried = queue(2.0, 0.3, 1, cases=500)
    assert pickle.loads(pickle.dumps(tried))(3) == tried(3)


def test_a_queue_is_as_busy_and_waits_as_long_as_the_closed_form_says() -> None:
    (tried,), (warming,) = warmed([queue(2.0, 0.35, 1)], 1, InTurn())
    assert warming.settled
    found = repeat(tried, aims=[Aim("waiting/desk/serve", 0.05, of="waiting/desk/serve")], seed=1)
    assert found.ended is Ended.REACHED
    truth = queue_length(1, 0.7) / 2.0 * HOUR
    waits, busy = found["waiting/desk/serve"], found["busy/people"]
    assert waits.low - 0.02 * truth <= truth <= waits.high + 0.02 * truth
    assert busy.mean == pytest.approx(0.7, rel=0.03)


def test_both_sides_count_from_the_later_warm_up_on() -> None:
    trials, found = warmed([queue(2.0, 0.1, 1), queue(2.0, 0.45, 1)], 1, InTurn())
    assert trials[0].warm == trials[1].warm == max(each.until for each in found)


def test_the_same_seed_brings_the_same_cases_to_both_sides_so_that_their_difference_is_sharp() -> None:
    found = contrast(queue(2.0, 0.35, 1, 1_000), queue(2.0, 0.3, 1, 1_000), aims=[Aim("mean", 0.1, of="mean")], most=60)
    change = found.changes["mean"]
    assert change.is_sure
    assert change.by.mean < 0
    assert change.by.half < 0.6 * change.unpaired


def test_the_load_of_a_pool_is_how_many_people_its_work_would_keep_busy() -> None:
    loads = [queue(4.0, 0.5, 5, 2_000).run(seed).loads[0] for seed in range(5)]
    assert np.mean(loads) == pytest.approx(2.0, rel=0.05)


def two_pools(arrivals: float, limit: TimeLimit) -> Trial:
    plan = ProcessPlan(
        "two",
        Arrivals(arrivals),
        {"take": StepPlan(exponential(0.25 * HOUR), ("clerk",)), "decide": StepPlan(exponential(HOUR), ("officer",))},
        limit=limit,
    )
    scenario = Scenario((plan,), (PoolPlan("clerk", 1, cost=40_000), PoolPlan("officer", 1, cost=60_000)))
    return Trial(scenario, Setting({"two": TWO}, {OFFICE: CALENDAR_2026}, MONDAY), 600)


def test_a_roster_is_found_that_keeps_nearly_all_in_time_and_one_fewer_anywhere_does_not() -> None:
    tried = two_pools(20, TimeLimit(LimitUnit.WORKING_HOURS, 8))
    posts = [Post(pool.name, pool.cost, 1, 8) for pool in tried.scenario.pools]
    found = staffing(staffed(tried, None), posts, [0.95], runs=5, proof=12)
    assert found.verdict is Verdict.PROVEN
    assert found.roster is not None
    assert found.proofs[-1].surely[0] >= 0.95
    assert len(found.tried) < found.possible / 3
    enough = {each.roster for each in found.tried if each.enough} - {each.roster for each in found.proofs[:-1]}
    for n, people in enumerate(found.roster):
        fewer = (*found.roster[:n], people - 1, *found.roster[n + 1 :])
        assert people == 1 or fewer not in enough


def test_trying_every_roster_finds_none_that_is_cheaper_and_plainly_enough() -> None:
    tried = replace(two_pools(20, TimeLimit(LimitUnit.WORKING_HOURS, 8)), cases=300)

    def found(*bounds: tuple[int, int]) -> Staffing:
        pools = zip(tried.scenario.pools, bounds, strict=True)
        posts = [Post(pool.name, pool.cost, least, most) for pool, (least, most) in pools]
        return staffing(staffed(tried, None), posts, [0.9], runs=4, proof=8)

    every = [found((clerks, clerks), (officers, officers)) for clerks in range(1, 4) for officers in range(1, 6)]
    plainly = [each.cost for each in every if each.proofs and each.proofs[-1].surely[0] > 0.91]
    assert found((1, 3), (1, 5)).cost <= min(plainly)


def test_arrivals_faster_than_any_staff_within_the_bounds_are_told_by_the_load() -> None:
    tried = two_pools(60, TimeLimit(LimitUnit.WORKING_HOURS, 8))
    posts = [Post(pool.name, pool.cost, 1, 2) for pool in tried.scenario.pools]
    found = staffing(staffed(tried, None), posts, [0.95], runs=3, proof=5)
    assert found.verdict is Verdict.NONE
    assert found.loads[1] > 2


def test_people_are_put_into_one_of_two_shifts_that_share_the_work() -> None:
    """The same step by people of the morning and, dearer, of the afternoon."""
    scenario = desk()
    plan = replace(
        scenario.processes[0],
        arrivals=Arrivals(10, hours=(0.0,) * 8 + (1.0,) * 3 + (0.0,) * 13),
        steps={"serve": StepPlan(exponential(0.5 * HOUR), ("morning", "afternoon"))},
        limit=TimeLimit(LimitUnit.WORKING_HOURS, 8),
    )
    weeks = {"early": ("08:00-11:30",) * 5 + ("", ""), "late": ("13:30-17:00",) * 5 + ("", "")}
    pools = (PoolPlan("morning", 1, "early", 40_000), PoolPlan("afternoon", 1, "late", 60_000))
    tried = trial(Scenario((plan,), pools, weeks=weeks), 300)
    found = staffing(staffed(tried, None), [Post(pool.name, pool.cost, 1, 5) for pool in pools], [0.9], runs=4, proof=8)
    assert found.verdict is Verdict.PROVEN
    assert found.roster is not None
    assert found.roster[1] == 1
