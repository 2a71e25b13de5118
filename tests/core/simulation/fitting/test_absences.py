"""Leave and sick days of a known office are found in its log, and are not taken for slow work or for delay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.core.simulation.absence_plans import AbsencePlan
from motcua.core.simulation.fitting import Fitted, fit
from motcua.core.simulation.scenario import PoolPlan, StepPlan
from tests.core.simulation.fitting.made import DRAWING, HOUR, KNOWN, STEPS, simulated
from tests.core.simulation.test_families import drawn_from

AWAY = AbsencePlan(0.12, 4.0)


@pytest.fixture(scope="module")
def found() -> Fitted:
    pools = (PoolPlan("clerks", 3, absences=AWAY), PoolPlan("specialists", 6, absences=AWAY))
    return fit(simulated(replace(KNOWN, pools=pools)), DRAWING, name="permit")


def test_the_share_of_days_on_which_people_are_away_comes_back(found: Fitted) -> None:
    for pool in found.scenario.pools:
        assert pool.absences is not None
        assert pool.absences.share == pytest.approx(0.12, abs=0.025)
        assert pool.absences.days == pytest.approx(4.0, rel=0.3)


def test_everybody_who_is_employed_counts_also_who_is_often_away(found: Fitted) -> None:
    assert sorted(pool.people for pool in found.scenario.pools) == [3, 6]


def test_work_that_lay_while_somebody_was_away_is_not_taken_for_long_work(found: Fitted) -> None:
    def mean(step: StepPlan) -> float:
        return float(drawn_from(step.work, 20_000).mean())

    plans = found.scenario.processes[0].steps
    for name, step in STEPS.items():
        assert mean(plans[name]) == pytest.approx(mean(step), rel=0.07)


def test_who_is_away_for_days_is_not_taken_for_idle_so_that_queues_are_not_told_as_delays(found: Fitted) -> None:
    for step in found.scenario.processes[0].steps.values():
        assert float(drawn_from(step.delay, 1_000).mean()) < HOUR


def test_where_nobody_is_away_no_absences_are_told() -> None:
    assert [pool.absences for pool in fit(simulated(), DRAWING, name="permit").scenario.pools] == [None, None]
