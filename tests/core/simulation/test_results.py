"""What a report says can be counted by hand, and what must not be overlooked is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.figures import share_of, spread_of
from motcua.core.simulation.lengths import exponential, fixed
from motcua.core.simulation.log_rows import rows_of
from motcua.core.simulation.model import BadModelError
from motcua.core.simulation.playing import ALL, play
from motcua.core.simulation.results import summary
from motcua.core.simulation.scenario import (
    ALWAYS_OPEN,
    OFFICE,
    Arrivals,
    BadScenarioError,
    InterruptionPlan,
    Kind,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)
from motcua.core.simulation.setting import Setting, model_of
from motcua.core.simulation.tables import compile_model
from motcua.core.simulation.verdicts import verdicts
from motcua.core.workcal import WeekPattern, WorkCalendar, parse_shifts
from tests.core.process.drawn import xml
from tests.core.workcal.office import at

HOUR = 3600.0
BEGIN = at("2026-11-02 00:00")  # a Monday
WEEK = WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("08:00-12:00, 13:30-17:30"))
OFFICE_HOURS = WorkCalendar(date(2026, 1, 1), date(2027, 12, 31), [WEEK])
LINE = steerable(read_model(xml("start s\nuser check\nuser sign\nend e\ns -> check -> sign -> e")))
LOOP = steerable(
    read_model(
        xml(
            "start s\nuser check\nexclusive x default=x-sign\nuser sign\nend e\n"
            "s -> check -> x\nx -> sign\nx -> check : again = true\nsign -> e"
        )
    )
)
CHOICE = steerable(
    read_model(
        xml(
            "start s\nexclusive x default=x-b\nuser a\nuser b\nend e\n"
            's -> x\nx -> a : channel = "online"\nx -> b\na -> e\nb -> e'
        )
    )
)
DESK, CHIEF = PoolPlan("desk", 1, cost=100_000.0), PoolPlan("chief", 1)
CHECK = StepPlan(fixed(HOUR), ("desk",), limit=TimeLimit(LimitUnit.WORKING_HOURS, 2))
SIGN = StepPlan(fixed(HOUR / 2), ("chief",))


def replayed(*moments: str) -> Arrivals:
    return Arrivals(0.0, replay=tuple(at(each) for each in moments))


def line(arrivals: Arrivals, **steps: StepPlan) -> Scenario:
    plan = ProcessPlan(
        "line", arrivals, {"check": CHECK, "sign": SIGN, **steps}, limit=TimeLimit(LimitUnit.WORKING_DAYS, 1)
    )
    return Scenario((plan,), (DESK, CHIEF))


def told(
    scenario: Scenario, *, cases: int | None = None, until: datetime | None = None, seed: int = 1
) -> dict[str, Any]:
    """The report on a scenario."""
    setting = Setting({"line": LINE, "choice": CHOICE}, {OFFICE: OFFICE_HOURS}, BEGIN, {"desk": "Quầy"})
    compiled = compile_model(model_of(scenario, setting, cases=cases, until=until, seed=seed))
    now = (until - BEGIN).total_seconds() if until else np.inf
    return summary(compiled, play(compiled, seed, now, logged=ALL), setting, scenario, now=now)


def test_three_cases_at_one_desk_wait_as_one_can_count() -> None:
    found = told(line(replayed("2026-11-02 08:00", "2026-11-02 08:00", "2026-11-02 08:00")))
    check, sign = (found["processes"]["line"]["steps"][node] for node in ("check", "sign"))
    assert check["waited"] == {"mean": HOUR, "median": HOUR, "p90": 1.8 * HOUR}
    assert check["worked"] == {"mean": HOUR, "median": HOUR, "p90": HOUR}
    assert (check["done"], check["late"]["count"], sign["waited"]["mean"]) == (3, 1, 0.0)
    assert found["processes"]["line"]["durations"]["working"]["mean"] == 2.5 * HOUR
    assert found["bottleneck"] == {"pool": "desk", "share": 1.0, "process": "line", "step": "check"}
    assert found["pools"]["desk"]["name"] == "Quầy"


def test_a_case_over_night_lasts_longer_by_the_clock_than_in_working_time() -> None:
    durations = told(line(replayed("2026-11-02 17:00")))["processes"]["line"]["durations"]
    assert durations["working"]["mean"] == 1.5 * HOUR
    assert durations["calendar"]["mean"] == 16 * HOUR  # until Tuesday, 9:00


def test_late_cases_are_counted_by_the_law() -> None:
    arrivals = replayed(*["2026-11-02 08:00"] * 20)
    process = told(line(arrivals))["processes"]["line"]
    assert process["late"]["of"] == 20
    assert process["late"]["count"] == 5, "the desk does eight a day, and Tuesday is the last"
    assert 0.1 < process["late"]["low"] < 0.25 < process["late"]["high"] < 0.5


def test_the_clock_that_is_kept_while_playing_says_the_same_of_working_days() -> None:
    asked = InterruptionPlan("supplement", 0.3, exponential(2 * 86_400.0), most=1)
    scenario = line(Arrivals(7), check=replace(CHECK, work=exponential(HOUR), interruptions=(asked,)))
    setting = Setting({"line": LINE}, {OFFICE: OFFICE_HOURS}, BEGIN)
    compiled = compile_model(model_of(scenario, setting, cases=400, seed=1))
    outcome = play(compiled, 1, logged=ALL)
    ((plan, rows),) = rows_of(scenario, compiled, outcome)
    by_the_log = verdicts(plan, rows, OFFICE_HOURS, BEGIN, np.inf).late
    assert 0 < by_the_log.sum() < 400
    assert np.array_equal(by_the_log, outcome.case_late[rows.number])


def test_a_pool_is_as_busy_as_its_work_makes_it() -> None:
    found = told(line(Arrivals(4)), until=at("2026-12-28 00:00"))
    desk = found["pools"]["desk"]
    assert desk["busy"] == pytest.approx(0.5, abs=0.06)
    assert desk["asked"] == pytest.approx(desk["busy"], abs=0.02)
    assert desk["cost"] == pytest.approx(desk["hours"] * 100_000, rel=1e-4)
    assert (found["growing"], desk["people_asked"]) == ([], 1)


def test_a_queue_that_grows_without_end_is_told_with_how_many_people_it_asks() -> None:
    found = told(line(Arrivals(20)), cases=600)
    assert found["growing"] == ["desk"]
    assert found["pools"]["desk"]["people_asked"] == 3
    assert "At least 3 are needed" in found["remarks"][0]["en"]
    assert "Cần ít nhất 3 người" in found["remarks"][0]["vi"]


def test_a_queue_that_is_cut_off_while_it_grows_is_told_too() -> None:
    found = told(line(Arrivals(20)), until=at("2027-01-04 00:00"))
    assert found["growing"] == ["desk"]
    assert found["open"] > 300
    assert found["processes"]["line"]["late_and_open"] > 300


def test_cases_that_the_calendar_leaves_open_are_told() -> None:
    found = told(line(Arrivals(60)), cases=6_000)
    assert found["open"] > 0
    late = found["processes"]["line"]["late"]
    assert (late["of"], late["share"]) == (6_000, pytest.approx(1, abs=0.01))
    assert any("where the known calendar ends (2028-01-01)" in each["en"] for each in found["remarks"])


def test_cases_that_go_round_and_round_are_not_told_as_a_lack_of_people() -> None:
    round_and_round = replace(
        line(replayed(*(f"2026-11-0{day} 09:00" for day in range(2, 7)))).processes[0],
        name="loop",
        shares={"x-check": 0.99, "x-sign": 0.01},
    )
    setting = Setting({"loop": LOOP}, {OFFICE: OFFICE_HOURS}, BEGIN)
    scenario = Scenario((round_and_round,), (PoolPlan("desk", 9), PoolPlan("chief", 9)))
    compiled = compile_model(model_of(scenario, setting, cases=5, seed=2))
    remarks = summary(compiled, play(compiled, 2, logged=ALL), setting, scenario)["remarks"]
    assert "comes back to “check”" in remarks[0]["en"]
    assert "Lower the share of the way back" in remarks[0]["en"]


def test_interruptions_are_counted_by_name_and_stop_the_limit() -> None:
    asked = InterruptionPlan("supplement", 1.0, fixed(5 * 86_400.0), most=1)
    process = told(line(Arrivals(4), check=replace(CHECK, interruptions=(asked,))), cases=50)["processes"]["line"]
    assert process["steps"]["check"]["interrupted"] == {"supplement": 50}
    assert process["steps"]["check"]["done"] == 50
    assert process["durations"]["calendar"]["mean"] > 5 * 86_400
    assert process["late"]["count"] == 0


def test_a_case_that_ends_by_an_interruption_does_not_go_on() -> None:
    gone = InterruptionPlan("withdrawn", 0.5, ends=True)
    steps = told(line(Arrivals(4), check=replace(CHECK, interruptions=(gone,))), cases=400)["processes"]["line"][
        "steps"
    ]
    assert steps["check"]["interrupted"]["withdrawn"] + steps["sign"]["done"] == 400
    assert steps["sign"]["done"] == pytest.approx(200, abs=50)


def test_data_decide_what_they_can_decide() -> None:
    kinds = (Kind("online", 3, {"channel": "online"}), Kind("counter", 1, {"channel": "counter"}))
    plan = ProcessPlan("choice", Arrivals(10), kinds=kinds, limit=TimeLimit(LimitUnit.WORKING_DAYS, 1))
    process = told(Scenario((plan,)), cases=400)["processes"]["choice"]
    of_kind = {name: kind["cases"] for name, kind in process["kinds"].items()}
    assert of_kind["online"] == process["steps"]["a"]["done"] == pytest.approx(300, abs=40)
    assert of_kind["counter"] == process["steps"]["b"]["done"]


def test_two_processes_share_a_pool_and_the_higher_priority_goes_first() -> None:
    urgent = ProcessPlan("line", Arrivals(6), {"check": replace(CHECK, priority=1)})
    usual = ProcessPlan("choice", Arrivals(6), {"b": StepPlan(fixed(HOUR / 4), ("desk",))}, {"x-a": 0, "x-b": 1})
    found = told(Scenario((urgent, usual), (DESK,)), until=at("2027-03-01 00:00"))["processes"]
    first, second = found["line"]["steps"]["check"]["waited"], found["choice"]["steps"]["b"]["waited"]
    assert first["mean"] < second["mean"]


def test_what_is_begun_on_sitting_days_waits_for_them() -> None:
    scenario = line(replayed("2026-11-02 08:00"), sign=replace(SIGN, sitting_days=(3,)))
    waited = told(scenario)["processes"]["line"]["steps"]["sign"]["waited"]["mean"]
    assert waited == 71 * HOUR  # from Monday, 9:00, to Thursday, 8:00


def test_the_same_cases_come_whatever_else_differs() -> None:
    setting = Setting({"line": LINE}, {OFFICE: OFFICE_HOURS}, BEGIN)
    few, many = (
        line(Arrivals(7)),
        replace(
            line(Arrivals(7), check=replace(CHECK, work=exponential(HOUR))), pools=(replace(DESK, people=9), CHIEF)
        ),
    )
    one, other = (model_of(each, setting, cases=300, seed=5).processes[0].arrivals for each in (few, many))
    assert np.array_equal(one, other)


def test_one_seed_gives_one_report_and_another_gives_another() -> None:
    scenario = line(Arrivals(7), check=replace(CHECK, work=exponential(HOUR)))
    assert told(scenario, cases=200, seed=5) == told(scenario, cases=200, seed=5) != told(scenario, cases=200, seed=6)


def test_a_calendar_of_its_own_lets_a_pool_work_on_saturdays() -> None:
    scenario = replace(
        line(replayed("2026-11-07 08:00")),
        pools=(replace(DESK, calendar="saturdays"), replace(CHIEF, calendar=ALWAYS_OPEN)),
        weeks={"saturdays": ("08:00-12:00",) * 6 + ("",)},
    )
    assert told(scenario)["last"] == "2026-11-07T09:30:00+07:00"


def test_a_process_whose_office_never_closes_goes_on_at_night() -> None:
    night = line(replayed("2026-11-02 22:00"))
    plan = replace(night.processes[0], calendar=ALWAYS_OPEN)
    pools = (replace(DESK, calendar=ALWAYS_OPEN), replace(CHIEF, calendar=ALWAYS_OPEN))
    found = told(replace(night, processes=(plan,), pools=pools))
    assert found["last"] == "2026-11-02T23:30:00+07:00"
    assert found["processes"]["line"]["durations"]["working"]["mean"] == 1.5 * HOUR


def test_nothing_is_played_beyond_what_a_calendar_knows() -> None:
    setting = Setting({"line": LINE}, {OFFICE: OFFICE_HOURS}, BEGIN)
    for scenario, until in (
        (line(replayed("2026-11-02 09:00", "2028-01-03 09:00")), None),
        (line(Arrivals(7)), at("2028-01-03 00:00")),
    ):
        with pytest.raises(BadModelError, match=r"knows no day from 01/01/2028 on.* until 03/01/2028"):
            model_of(scenario, setting, until=until, seed=1)
    never = replace(line(replayed("2028-01-03 09:00")).processes[0], calendar=ALWAYS_OPEN)
    pools = (replace(DESK, calendar=ALWAYS_OPEN), replace(CHIEF, calendar=ALWAYS_OPEN))
    assert len(model_of(Scenario((never,), pools), setting, seed=1).processes[0].arrivals) == 1


def test_the_hours_of_an_office_are_made_once_for_all_runs() -> None:
    scenario, setting = line(Arrivals(7)), Setting({"line": LINE}, {OFFICE: OFFICE_HOURS}, BEGIN)
    one, other = (model_of(scenario, setting, cases=10, seed=seed) for seed in (1, 2))
    assert one.pools[0].hours is other.pools[0].hours


def test_an_outcome_that_did_not_log_every_step_is_refused() -> None:
    setting = Setting({"line": LINE}, {OFFICE: OFFICE_HOURS}, BEGIN)
    scenario = line(Arrivals(7))
    compiled = compile_model(model_of(scenario, setting, cases=10, seed=1))
    with pytest.raises(ValueError, match="logged=ALL"):
        summary(compiled, play(compiled, 1), setting, scenario)


@pytest.mark.parametrize(
    ("scenario", "what"),
    [
        (line(Arrivals(1), stamp=SIGN), "processes.line.steps.stamp: the drawing has no such element"),
        (replace(line(Arrivals(1)), pools=(replace(DESK, calendar="night"), CHIEF)), "no calendar is called “night”"),
        (Scenario((ProcessPlan("other", Arrivals(1)),)), "there is no drawing of this process"),
        (
            Scenario((ProcessPlan("choice", Arrivals(1), shares={"x-z": 1}),)),
            "processes.choice.shares.x-z: the drawing",
        ),
        (Scenario((ProcessPlan("choice", Arrivals(1), shares={"x-a": 0, "x-b": 0}),)), "all ways out of “x” are 0"),
        (Scenario((ProcessPlan("line", Arrivals(1), accepted_by="door"),)), "accepted_by: the drawing has no such"),
        (replace(line(Arrivals(1)), weeks={"odd": ("8-12",) * 7}), "weeks.odd: The shift"),
    ],
)
def test_what_the_drawing_or_the_setting_does_not_have_is_told(scenario: Scenario, what: str) -> None:
    with pytest.raises(BadScenarioError) as refused:
        told(scenario, cases=10)
    assert what in refused.value.en
    assert refused.value.vi


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: Scenario(()), "at least one process"),
        (lambda: Scenario((ProcessPlan("p", Arrivals(1)),) * 2), "this name stands there twice"),
        (lambda: line(Arrivals(1), check=replace(CHECK, sitting_days=(7,))), "weekdays go from 0"),
        (lambda: line(Arrivals(1), check=replace(CHECK, pools=("desk", "desk"))), "a pool is named twice"),
        (
            lambda: line(Arrivals(1), check=replace(CHECK, interruptions=(InterruptionPlan("a", 1.5),))),
            "write a share from 0 to 1",
        ),
        (
            lambda: line(
                Arrivals(1),
                check=replace(CHECK, interruptions=(InterruptionPlan("a", 0.6), InterruptionPlan("b", 0.6))),
            ),
            "add up to more than 1",
        ),
        (lambda: Scenario((ProcessPlan("p", Arrivals(1), kinds=(Kind("k", 0),)),)), "all of them are 0"),
        (lambda: Scenario((ProcessPlan("p", Arrivals(0, replay=(datetime(2026, 1, 1),))),)), "needs a zone"),  # noqa: DTZ001 that is the fault
        (lambda: replace(line(Arrivals(1)), weeks={"short": ("",)}), "seven days from Monday on"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_stated(make: Any, what: str) -> None:
    with pytest.raises(BadScenarioError) as refused:
        make()
    assert what in refused.value.en


def test_means_and_shares_of_nothing_are_nothing() -> None:
    assert spread_of(np.zeros(0)) is None
    assert share_of(np.zeros(0, bool)) is None


def test_neighbours_that_are_late_together_make_a_share_less_sure() -> None:
    mixed, together = np.zeros(1000, bool), np.zeros(1000, bool)
    mixed[::5], together[:200] = True, True
    sure, unsure = share_of(mixed), share_of(together)
    assert sure
    assert unsure
    assert sure["share"] == unsure["share"] == 0.2
    assert unsure["high"] - unsure["low"] > 3 * (sure["high"] - sure["low"])
