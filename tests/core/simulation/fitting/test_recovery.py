"""What a known office was simulated with is fitted from its log again, within stated bounds."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import yaml

from motcua.core.simulation.fitting import Fitted, fit
from motcua.core.simulation.fitting.repeating import AGAIN, STOPPED
from motcua.core.simulation.lengths import Length, Shape, exponential
from motcua.core.simulation.scenario import (
    OFFICE,
    Arrivals,
    InterruptionPlan,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)
from motcua.core.simulation.scenario_reading import read_scenario
from motcua.core.simulation.scenario_writing import plain_of
from tests.core.simulation.fitting.logged import process
from tests.core.simulation.fitting.made import (
    DAY,
    DRAWING,
    HOLIDAYS,
    HOUR,
    MINUTE,
    STEPS,
    changed,
    simulated,
    without_starts,
)
from tests.core.simulation.test_families import drawn_from


@pytest.fixture(scope="module")
def found() -> Fitted:
    return fit(simulated(), DRAWING, name="permit")


def mean(length: Length) -> float:
    return float(drawn_from(length, 20_000).mean())


def test_the_rate_the_weekdays_and_the_hours_of_arrivals_come_back(found: Fitted) -> None:
    arrivals = found.scenario.processes[0].arrivals
    assert arrivals.per_working_day == pytest.approx(20, rel=0.04)
    assert arrivals.weekdays[:5] == pytest.approx((1.5, 1, 1, 1, 0.5), abs=0.12)
    assert arrivals.hours[8:11] == pytest.approx((0.2,) * 3, abs=0.03)
    assert arrivals.hours[13:17] == pytest.approx((0.1,) * 4, abs=0.03)
    assert sum(arrivals.hours[n] for n in (*range(8), 11, 12, *range(17, 24))) == 0
    assert arrivals.months == (1.0,) * 12
    assert found.trend == 0


def test_the_shares_of_a_choice_come_back(found: Fitted) -> None:
    assert found.scenario.processes[0].shares == pytest.approx({"x-grant": 0.7, "x-refuse": 0.3}, abs=0.02)


def test_the_families_and_means_of_work_come_back(found: Fitted) -> None:
    plans = found.scenario.processes[0].steps
    assert {name: plan.work.shape for name, plan in plans.items()} == {
        "receive": Shape.EXPONENTIAL,
        "check": Shape.LOGNORMAL,
        "grant": Shape.UNIFORM,
        "refuse": Shape.EXPONENTIAL,
    }
    for name, plan in plans.items():
        assert mean(plan.work) == pytest.approx(mean(STEPS[name].work), rel=0.05)


def test_the_people_of_each_pool_and_what_they_do_come_back(found: Fitted) -> None:
    plans = found.scenario.processes[0].steps
    assert {name: len(plan.pools) for name, plan in plans.items()} == dict.fromkeys(plans, 1)
    assert plans["receive"].pools == plans["grant"].pools != plans["check"].pools == plans["refuse"].pools
    people = {pool.name: pool.people for pool in found.scenario.pools}
    assert (people[plans["receive"].pools[0]], people[plans["check"].pools[0]]) == (3, 5)


def test_the_hours_and_the_days_off_come_back(found: Fitted) -> None:
    assert dict(found.scenario.weeks) == {OFFICE: ("07:30-11:30, 13:00-17:00",) * 5 + ("", "")}
    assert {pool.calendar for pool in found.scenario.pools} == {OFFICE}
    calendar = found.setting.calendars[OFFICE]
    assert not any(calendar.is_working_day(day) for day in HOLIDAYS)
    assert calendar.is_working_day(HOLIDAYS[0].replace(day=18))


def test_where_work_waits_for_people_alone_no_other_delay_is_found(found: Fitted) -> None:
    delays = {name: mean(plan.delay) for name, plan in found.scenario.processes[0].steps.items()}
    assert max(delays.values()) < MINUTE


def test_a_delay_that_is_nobodys_doing_comes_back() -> None:
    delayed = changed(check=StepPlan(STEPS["check"].work, STEPS["check"].pools, delay=exponential(2 * DAY)))
    found = fit(simulated(delayed), DRAWING).scenario.processes[0].steps
    assert mean(found["check"].delay) == pytest.approx(2 * DAY, rel=0.2)  # of nine in ten nobody saw when it was over
    assert mean(found["grant"].delay) < 10 * MINUTE


def test_interruptions_come_back_as_work_done_again_and_cases_that_stop() -> None:
    asked = InterruptionPlan("supplement", 0.2, exponential(3 * DAY))
    stopped = InterruptionPlan("withdrawn", 0.1, ends=True)
    check = replace(STEPS["check"], work=exponential(40 * MINUTE), interruptions=(asked, stopped))
    found = fit(simulated(changed(check=check)), DRAWING, open_cases=())
    told = {each.name: each for each in found.scenario.processes[0].steps["check"].interruptions}
    assert told[AGAIN].share == pytest.approx(0.2, abs=0.02)
    assert mean(told[AGAIN].wait) == pytest.approx(3 * DAY, rel=0.1)
    assert told[STOPPED].share == pytest.approx(0.1, abs=0.02)
    assert told[STOPPED].ends
    assert found.scenario.processes[0].shares == pytest.approx({"x-grant": 0.7, "x-refuse": 0.3}, abs=0.02)


def test_the_weekday_on_which_alone_a_step_is_begun_comes_back() -> None:
    sitting = replace(STEPS["refuse"], sitting_days=(3,))
    found = fit(simulated(changed(refuse=sitting)), DRAWING).scenario.processes[0].steps
    assert {name: plan.sitting_days for name, plan in found.items() if plan.sitting_days} == {"refuse": (3,)}


def test_the_step_that_goes_first_comes_back() -> None:
    first = replace(STEPS["refuse"], priority=1)
    crowded = changed(refuse=first, check=replace(STEPS["check"], work=exponential(100 * MINUTE)))
    found = fit(simulated(crowded), DRAWING).scenario.processes[0].steps
    assert {name: plan.priority for name, plan in found.items()} == {"receive": 0, "check": 0, "grant": 0, "refuse": 1}


def test_what_is_fitted_can_be_written_down_and_read_again(found: Fitted) -> None:
    assert read_scenario(yaml.safe_dump(plain_of(found.scenario), allow_unicode=True)) == found.scenario


def test_where_starts_were_not_recorded_times_are_estimated_and_that_is_told() -> None:
    found = fit(without_starts(simulated()), DRAWING)
    assert all(step.estimated == step.events for step in found.steps)
    assert any("begin was not recorded" in each.en for each in found.unfitted)
    plans = found.scenario.processes[0].steps
    assert 0.4 * 90 * MINUTE < mean(plans["check"].work) < 1.6 * 90 * MINUTE


def test_a_timer_runs_as_drawn_and_a_wait_that_it_overtakes_is_longer_than_it() -> None:
    silence = process(
        """
    start s
    user ask
    receive opinions message=opinion
    timer-boundary silence on=opinions duration=PT96H
    user decide
    end e
    s -> ask -> opinions -> decide -> e
    silence -> decide
    """
    )
    steps = {
        "ask": StepPlan(exponential(20 * MINUTE), ("clerks",)),
        "opinions": StepPlan(exponential(3 * DAY), outside=True),
        "decide": StepPlan(exponential(20 * MINUTE), ("clerks",)),
    }
    drawn = Scenario((ProcessPlan("opinions", Arrivals(20), steps),), (PoolPlan("clerks", 3),))
    log = simulated(drawn, drawing=silence)
    plans = fit(log, silence).scenario.processes[0].steps
    assert "silence" not in plans
    waits = drawn_from(plans["opinions"].work, 20_000)
    assert float((waits > 4 * DAY).mean()) == pytest.approx(math.exp(-4 / 3), abs=0.02)
    assert float((waits < DAY).mean()) == pytest.approx(1 - math.exp(-1 / 3), abs=0.02)


def test_what_nobody_named_does_passes_in_office_hours_if_it_always_ends_in_them() -> None:
    agency = StepPlan(exponential(3 * HOUR))
    applicant = StepPlan(exponential(3 * HOUR), outside=True)
    for told in (agency, applicant):
        found = fit(simulated(changed(check=told)), DRAWING).scenario.processes[0].steps["check"]
        assert (found.pools, found.outside) == ((), told.outside)
        assert mean(found.work) == pytest.approx(3 * HOUR, rel=0.05)
