"""A scenario is read as it was written, and what is wrong in it is told with its line and what to write there."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.simulation.lengths import NEVER, Length, exponential, fixed, lognormal, sampled, uniform, weibull
from motcua.core.simulation.scenario import (
    Arrivals,
    BadScenarioError,
    InterruptionPlan,
    Kind,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)
from motcua.core.simulation.scenario_reading import read_scenario, scenario_from
from motcua.core.simulation.scenario_writing import plain_of
from tests.core.workcal.office import at

SECONDS = st.floats(0, 1e7, allow_nan=False)
LONG = st.floats(0.001, 1e7)
LENGTHS = st.one_of(
    SECONDS.map(fixed),
    SECONDS.map(exponential),
    st.tuples(SECONDS, SECONDS).map(lambda ends: uniform(*sorted(ends))),
    st.tuples(LONG, LONG).map(lambda told: lognormal(*told)),
    st.tuples(LONG, st.floats(0.1, 10)).map(lambda told: weibull(*told)),
    st.lists(SECONDS, min_size=1, max_size=4).map(sampled),
    st.just(NEVER),
)
WEIGHTS = st.floats(0.01, 100)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8)
LIMITS = st.integers(1, 60).map(lambda amount: TimeLimit(LimitUnit.WORKING_DAYS, amount, "Điều 5"))
ARRIVALS = st.builds(
    Arrivals,
    st.floats(0.1, 1e5),
    st.tuples(*[WEIGHTS] * 7),
    st.tuples(*[WEIGHTS] * 24),
    st.tuples(*[WEIGHTS] * 12),
    st.floats(0, 2),
)
STEPS = st.builds(
    StepPlan,
    LENGTHS,
    st.sampled_from([(), ("desk",), ("desk", "deputy")]),
    LENGTHS,
    st.integers(-3, 3),
    st.sampled_from([(), (1, 4)]),
    st.sampled_from([(), (InterruptionPlan("supplement", 0.25, fixed(60), most=1), InterruptionPlan("gone", 0.1))]),
    st.booleans(),
    st.booleans(),
    st.none() | LIMITS,
    st.none() | LIMITS,
)
PROCESSES = st.builds(
    ProcessPlan,
    st.just("p"),
    ARRIVALS | st.just(Arrivals(0.0, replay=(at("2026-11-20 08:00"),))),
    st.dictionaries(NAMES, STEPS, max_size=3),
    st.dictionaries(NAMES, WEIGHTS, max_size=3),
    st.sampled_from([(), (Kind("online", 2.0, {"channel": "online", "n": 3}, {"x": 0.5}), Kind("other", 1.0))]),
    st.none() | LIMITS,
    accepted_by=st.sampled_from(["", "receive"]),
    finished_by=st.sampled_from([(), ("issue",)]),
)
POOLS = (PoolPlan("desk", 2, cost=90_000.0), PoolPlan("deputy", 1, "saturdays"))
SCENARIOS = PROCESSES.map(
    lambda plan: Scenario((plan,), POOLS, ("đoán (guessed)",), {"saturdays": ("08:00-12:00",) * 6 + ("",)})
)

GOOD = """
processes:
  permit:
    arrivals: {per_working_day: 5, hours: {8: 2, 9: 1}}
    steps:
      check: {work: 20 min, pools: [desk]}
    shares: {yes: 0.9, no: 0.1}
pools:
  desk: {people: 2}
"""


@given(SCENARIOS)
def test_what_is_written_is_read_back_as_the_same(scenario: Scenario) -> None:
    plain = plain_of(scenario)
    assert scenario_from(plain) == scenario
    assert read_scenario(json.dumps(plain, ensure_ascii=False)) == scenario
    assert read_scenario(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)) == scenario


def test_figures_that_people_know_are_written_as_they_know_them() -> None:
    plan = ProcessPlan("p", Arrivals(5), {"check": StepPlan(lognormal(1200, 600))})
    assert plain_of(Scenario((plan,)))["processes"]["p"] == {
        "arrivals": {"per_working_day": 5},
        "steps": {"check": {"work": {"lognormal": {"mean": 1200.0, "deviation": 600.0}}}},
    }


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("20 min", fixed(1200)),
        ("1.5h", fixed(5400)),
        ("2 d", fixed(172_800)),
        ("90", fixed(90)),
        ("{exponential: 2 h}", exponential(7200)),
        ("{uniform: [1 min, 90 s]}", uniform(60, 90)),
        ("{weibull: {scale: 1 h, form: 1.5}}", weibull(3600, 1.5)),
        ("{sampled: [5 min, 1 min]}", sampled([60, 300])),
        ("never", NEVER),
    ],
)
def test_lengths_are_told_in_words(words: str, length: Length) -> None:
    scenario = read_scenario(GOOD.replace("20 min", words))
    assert scenario.processes[0].steps["check"].work == length


@pytest.mark.parametrize(
    ("good", "bad", "line", "what"),
    [
        ("people: 2", "people: 0", 0, "nobody does this step: desk has 0 people"),
        ("people: 2", "people: -1", 0, "write a number from 0 up"),
        ("people: 2", "people: 99999999999", 0, "a pool has at most 100000 people"),
        ("people: 2", "people: two", 9, "a whole number is needed"),
        ("people: 2", "staff: 2", 9, "it can be people, calendar, cost"),
        ("20 min", "-20 min", 6, "a time cannot be negative"),
        ("20 min", "20 minutes", 6, "write 20 min, 2 h, 3 d"),
        ("20 min", "{lognormal: {mean: 0, deviation: 5}}", 6, "A lognormal length needs a mean above 0"),
        ("20 min", "{normal: 20 min}", 6, "it can be fixed, exponential"),
        ("20 min", "{uniform: [3 h, 1 h]}", 6, "is shorter than the shortest"),
        ("20 min", "{sampled: []}", 6, "Nothing was measured"),
        ("pools: [desk]", "pools: [table]", 0, "no pool is called “table”; the pools are: desk"),
        ("pools: [desk]", "pools: desk", 6, "a list"),
        ("per_working_day: 5", "per_working_day: 0", 0, "more than 0"),
        ("per_working_day: 5", "per_working_day: 1e300", 0, "at most 1000000 cases come"),
        ("per_working_day: 5", "weekdays: [1]", 4, "per_working_day is missing"),
        ("{8: 2, 9: 1}", "{8: 0}", 0, "all of them are 0"),
        ("{8: 2, 9: 1}", "{24: 1}", 4, "from 0 to 23"),
        ("{8: 2, 9: 1}", "[1, 2]", 0, "24 weights are needed, 2 are there"),
        ("yes: 0.9", "yes: -0.9", 0, "write a number from 0 up"),
        ("yes: 0.9", "no: 0.9", 7, "it stands there twice"),
        ("desk: {people: 2}", "desk: &a {people: 2}\n  other: *a", 9, "no anchors"),
        ("processes:", "process:", 2, "it can be processes"),
        ("shares: {", "shares: [", 7, "this is no YAML"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(good: str, bad: str, line: int, what: str) -> None:
    assert read_scenario(GOOD).pools == (PoolPlan("desk", 2),)
    with pytest.raises(BadScenarioError) as told:
        read_scenario(GOOD.replace(good, bad, 1))
    assert what in told.value.en
    assert told.value.vi
    assert f"line {line}," in told.value.en or not line


@pytest.mark.parametrize("text", ["", "[]", "word", "a: [", "\x00"])
def test_what_is_no_scenario_at_all_is_refused(text: str) -> None:
    with pytest.raises(BadScenarioError):
        read_scenario(text)


def test_names_stay_as_they_are_written() -> None:
    scenario = read_scenario(GOOD.replace("permit:", "1.013225:"))
    assert scenario.processes[0].name == "1.013225"
    assert scenario.processes[0].shares == {"yes": 0.9, "no": 0.1}
