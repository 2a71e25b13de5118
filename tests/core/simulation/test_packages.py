"""Every procedure of the catalogue can be simulated by itself and together with others of its office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from motcua.core.deadlines import LimitUnit
from motcua.core.procedure import Procedure, WorksAt, read_package, read_shared
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.assumptions import Assumptions, read_assumptions
from motcua.core.simulation.drawing_alone import scenario_of_drawing
from motcua.core.simulation.package import pool_labels, scenario_of_package, scenario_of_packages
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.results import summary
from motcua.core.simulation.scenario import OFFICE, BadScenarioError, Scenario
from motcua.core.simulation.scenario_reading import scenario_from
from motcua.core.simulation.scenario_writing import plain_of
from motcua.core.simulation.setting import Setting, model_of
from motcua.core.simulation.tables import compile_model
from motcua.core.workcal import ZONE
from motcua.domain.catalogue.folder import ordinary_calendar, packages_in, shared_in
from tests.core.process.drawn import xml

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
TEXT = (CATALOGUE / "shared" / "simulation.yaml").read_text("utf-8")
SHARED = read_shared(shared_in(CATALOGUE))
FILES = packages_in(CATALOGUE)
BEGIN = datetime.combine(date(2027, 1, 4), time(), ZONE)
PERMIT, COPY, CERTIFICATE = "1.013225", "2.000815", "1.004873"


@pytest.fixture(scope="module")
def assumed() -> Assumptions:
    return read_assumptions(TEXT)


def procedure(code: str) -> Procedure:
    return read_package(FILES[code], SHARED)


def played(scenario: Scenario, *procedures: Procedure, cases: int = 60) -> Mapping[str, Any]:
    """The figures of the first cases."""
    calendar = ordinary_calendar(CATALOGUE, range(2027, 2030))
    assert calendar
    drawings = {each.code: steerable(read_model(each.diagram)) for each in procedures}
    setting = Setting(drawings, {OFFICE: calendar}, BEGIN, pool_labels(procedures))
    compiled = compile_model(model_of(scenario, setting, cases=cases, seed=1))
    return summary(compiled, play(compiled, 1, logged=ALL), setting, scenario)


@pytest.mark.parametrize("code", sorted(FILES))
def test_every_package_can_be_simulated(code: str, assumed: Assumptions) -> None:
    each = procedure(code)
    scenario = scenario_of_package(each, assumed)
    assert scenario_from(plain_of(scenario)) == scenario
    found = played(scenario, each)
    process = found["processes"][code]
    assert (process["cases"], process["open"], found["growing"], found["remarks"]) == (60, 0, [], [])
    assert 0 <= process["late"]["share"] <= 1
    assert set(process["steps"]) <= set(each.process.graph.node)
    assert set(assumed.says.values()) <= set(found["assumed"])


def test_roles_are_the_pools_and_nobody_of_the_office_stands_for_the_applicant(assumed: Assumptions) -> None:
    each = procedure(PERMIT)
    scenario = scenario_of_package(each, assumed)
    working = {step.role.key for step in each.steps.values() if step.role.at is not WorksAt.APPLICANT}
    assert {pool.name for pool in scenario.pools} == working - {"system"}
    paying = scenario.processes[0].steps["fee_paid"]
    assert (paying.pools, paying.outside, paying.stops_limit) == ((), True, True)


def test_limits_are_those_of_the_package(assumed: Assumptions) -> None:
    plan = scenario_of_package(procedure(PERMIT), assumed).processes[0]
    assert plan.limit
    assert (plan.limit.unit, plan.limit.amount) == (LimitUnit.CALENDAR_DAYS, 15)
    assert (plan.accepted_by, plan.finished_by) == ("receive", ("register",))
    assert (plan.steps["appraise"].limit, plan.steps["receive"].interruptions[0].most) == (
        procedure(PERMIT).steps["appraise"].limit,
        1,
    )
    verified = scenario_of_package(procedure(CERTIFICATE), assumed).processes[0]
    assert {node for node, step in verified.steps.items() if step.brings} == {"ask", "replies"}


def test_where_the_drawing_asks_how_it_was_filed_the_kinds_differ_in_it(assumed: Assumptions) -> None:
    plan = scenario_of_package(procedure(CERTIFICATE), assumed).processes[0]
    of_kind = {kind.name: kind.shares["to_draft_sent"] for kind in plan.kinds}
    assert of_kind["online"] > 0.9
    assert of_kind["counter"] == of_kind["post"] == 0
    assert not scenario_of_package(procedure(COPY), assumed).processes[0].kinds


def test_procedures_of_one_office_share_its_people(assumed: Assumptions) -> None:
    pair = procedure(PERMIT), procedure(COPY)
    scenario = scenario_of_packages(pair, assumed)
    of_both = {pool.name: pool.people for pool in scenario.pools}
    of_each = [{pool.name: pool.people for pool in scenario_of_package(one, assumed).pools} for one in pair]
    assert max(one["one_stop_officer"] for one in of_each) <= of_both["one_stop_officer"]
    assert of_both["one_stop_officer"] <= sum(one["one_stop_officer"] for one in of_each)
    found = played(scenario, *pair, cases=200)
    assert [process["cases"] > 0 for process in found["processes"].values()] == [True, True]
    assert found["pools"]["one_stop_officer"]["name"] == "Cán bộ bộ phận một cửa"


def test_nobody_is_busier_than_is_assumed(assumed: Assumptions) -> None:
    each = procedure(COPY)
    found = played(scenario_of_package(each, assumed), each, cases=3_000)
    assert all(pool["busy"] < assumed.busy * 1.1 for pool in found["pools"].values())


def test_any_drawing_can_be_simulated_with_its_lanes_as_pools(assumed: Assumptions) -> None:
    drawn = "start s\nuser a\nreceive r message=m\nuser b\nend e\ns -> a -> r -> b -> e\nlane l role=clerk members=a"
    process = steerable(read_model(xml(drawn)))
    scenario = scenario_of_drawing("any", process, assumed)
    assert [pool.name for pool in scenario.pools] == ["clerk", "staff"]
    calendar = ordinary_calendar(CATALOGUE, range(2027, 2030))
    assert calendar
    setting = Setting({"any": process}, {OFFICE: calendar}, BEGIN)
    compiled = compile_model(model_of(scenario, setting, cases=50, seed=1))
    found = summary(compiled, play(compiled, 1, logged=ALL), setting, scenario)
    assert (found["processes"]["any"]["ended"], found["processes"]["any"]["late"]) == (50, None)


def test_all_figures_are_marked_as_invented() -> None:
    with pytest.raises(BadScenarioError, match="write unverified"):
        read_assumptions(TEXT.replace("certainty: unverified", "certainty: published"))


@pytest.mark.parametrize(
    ("good", "bad", "what"),
    [
        ("busy: 0.7", "bussy: 0.7", "it can be says, busy"),
        ("  fees_outstanding: 0.35", "", "fees_outstanding is missing"),
        ("reception: {lognormal", "recption: {lognormal", "no 'recption'"),
        ('begin: "2027-01-04"', "begin: soon", "write a day"),
        ("part: [0.4, 0.95]", "part: [0.4]", "write [least, most]"),
    ],
)
def test_what_is_wrong_in_the_assumptions_is_told(good: str, bad: str, what: str) -> None:
    with pytest.raises(BadScenarioError) as told:
        read_assumptions(TEXT.replace(good, bad, 1))
    assert what in told.value.en
    assert "line" in told.value.en


def test_where_other_channels_have_other_limits_it_is_told_by_which_all_are_judged(assumed: Assumptions) -> None:
    """A first red book is due after 8 working days online and 18 else (1.012787)."""
    told = " ".join(scenario_of_package(procedure("1.012787"), assumed).assumed)
    assert "all are judged by the limit of the channel online" in told
    assert "all are judged" not in " ".join(scenario_of_package(procedure(PERMIT), assumed).assumed)
