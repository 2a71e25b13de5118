"""A model is judged by the cases it was not fitted from: a right one is good, a wrong one is seen to be wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.core.mining.log import EventLog, as_time
from motcua.core.mining.parts import before_and_after
from motcua.core.simulation.fitting import AsIs, CannotFitError, Fitted, as_is, as_is_report, fit, held_back
from motcua.core.simulation.lengths import exponential
from motcua.core.simulation.likeness import Measure
from motcua.core.simulation.scenario import Scenario, StepPlan
from tests.core.simulation.fitting.logged import course, logged
from tests.core.simulation.fitting.made import DRAWING, HOUR, simulated, without_roles


@pytest.fixture(scope="module")
def log() -> EventLog:
    return simulated()


@pytest.fixture(scope="module")
def found(log: EventLog) -> Fitted:
    earlier, _ = before_and_after(log, as_time(held_back(log, 0.3)))
    return fit(earlier, DRAWING)


def compared(log: EventLog, found: Fitted, scenario: Scenario) -> AsIs:
    return as_is(log, replace(found, scenario=scenario), since=held_back(log, 0.3), runs=3)


def poor(found: AsIs) -> set[Measure]:
    return {row.measure for row in found.poor}


def with_step(scenario: Scenario, name: str, **changes: object) -> Scenario:
    (plan,) = scenario.processes
    steps: dict[str, StepPlan] = {**plan.steps, name: replace(plan.steps[name], **changes)}  # type: ignore[arg-type]
    return replace(scenario, processes=(replace(plan, steps=steps),))


def test_a_model_that_was_fitted_from_the_earlier_cases_is_good_for_the_later_ones(
    log: EventLog, found: Fitted
) -> None:
    told = compared(log, found, found.scenario)
    assert told.poor == ()
    assert told.good
    assert {row.measure for row in told.rows} == set(Measure)
    assert told.cases == pytest.approx(0.3 * len(log.cases), rel=0.05)


def test_a_model_with_longer_work_is_poor(log: EventLog, found: Fitted) -> None:
    told = compared(log, found, with_step(found.scenario, "check", work=exponential(3 * HOUR)))
    assert not told.good
    assert {Measure.CYCLE, Measure.WORK} <= poor(told)


def test_a_model_with_another_share_of_refusals_is_poor(log: EventLog, found: Fitted) -> None:
    (plan,) = found.scenario.processes
    other = replace(plan, shares={"x-grant": 0.4, "x-refuse": 0.6})
    told = compared(log, found, replace(found.scenario, processes=(other,)))
    assert not told.good
    assert {Measure.EDGES, Measure.VARIANTS} <= poor(told)


def test_a_model_with_one_specialist_less_than_the_work_needs_is_poor(log: EventLog, found: Fitted) -> None:
    pools = tuple(replace(pool, people=max(1, pool.people - 2)) for pool in found.scenario.pools)
    told = compared(log, found, replace(found.scenario, pools=pools))
    assert not told.good
    assert {Measure.CYCLE, Measure.WAIT} <= poor(told)


def test_a_model_to_which_cases_come_at_other_hours_is_poor(log: EventLog, found: Fitted) -> None:
    (plan,) = found.scenario.processes
    evening = replace(plan.arrivals, hours=(0.0,) * 16 + (1.0,) * 4 + (0.0,) * 4)
    told = compared(log, found, replace(found.scenario, processes=(replace(plan, arrivals=evening),)))
    assert not told.good
    assert Measure.HOURS in poor(told)


def test_the_groups_that_are_guessed_without_roles_do_as_well(log: EventLog) -> None:
    bare = without_roles(log)
    earlier, _ = before_and_after(bare, as_time(held_back(bare, 0.3)))
    assert as_is(bare, fit(earlier, DRAWING), since=held_back(bare, 0.3), runs=3).good


def test_the_report_tells_each_distance_beside_its_noise_and_a_plain_verdict(log: EventLog, found: Fitted) -> None:
    told = as_is_report(compared(log, found, with_step(found.scenario, "check", work=exponential(3 * HOUR))))
    assert told["verdict"] == "poor"
    assert told["poor"][0] == "cycle"
    (cycle,) = (row for row in told["rows"] if row["measure"] == "cycle")
    assert cycle["distance"] > cycle["noise_of_log"] > 0
    assert cycle["unit"] == "seconds"


def test_too_few_cases_to_compare_with_are_told() -> None:
    with pytest.raises(CannotFitError, match="cases to compare"):
        held_back(logged([course("receive")]), 0.5)
