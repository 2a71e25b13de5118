"""People are away: what they were at waits for them, everything else is done by those who are there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import numpy as np
import pytest

from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.absence_plans import AbsencePlan, AwayPlan
from motcua.core.simulation.absent_time import AbsentTime
from motcua.core.simulation.away import absences_of
from motcua.core.simulation.lengths import exponential, fixed
from motcua.core.simulation.model import Absence, BadModelError, Hours, Model, Played, Pool, Step
from motcua.core.simulation.playing import ALL, Outcome, Playing, play
from motcua.core.simulation.results import summary
from motcua.core.simulation.scenario import (
    OFFICE,
    Arrivals,
    BadScenarioError,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)
from motcua.core.simulation.scenario_reading import read_scenario, scenario_from
from motcua.core.simulation.scenario_writing import plain_of
from motcua.core.simulation.setting import Setting, model_of
from motcua.core.simulation.tables import compile_model
from motcua.core.simulation.working_line import WorkingLine
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts
from tests.core.process.drawn import xml

ONE = steerable(read_model(xml("start s\nuser a\nend e\ns -> a -> e")))
TIMED = steerable(
    read_model(xml("start s\nuser a\ntimer-boundary t on=a duration=PT30S\nend e\nend f\ns -> a -> e\nt -> f"))
)
BEGIN = datetime(2026, 3, 2, tzinfo=ZONE)
CALENDAR = WorkCalendar(
    date(2026, 1, 1),
    date(2029, 12, 31),
    [WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("08:00-12:00, 13:00-17:00"))],
)
YEARS: Final = 1000 * 86_400.0
HOUR: Final = 3600.0


def played(arrivals: list[float], pool: Pool, work: float = 10.0) -> Outcome:
    step = Step(fixed(work), (pool.name,))
    return play(Model((Played("it", ONE, arrivals, {"a": step}),), (pool,)), 1, logged=ALL)


def test_whoever_is_away_gets_nothing_and_what_he_was_at_waits_for_him() -> None:
    pool = Pool("desk", 2, None, (Absence(0, 5.0, 50.0), Absence(1, 12.0, 20.0)))
    found = played([0.0, 1.0, 2.0, 100.0], pool)
    told = sorted(zip(found.log_person.tolist(), found.log_started.tolist(), found.log_ended.tolist(), strict=True))
    assert told == [(0, 0.0, 55.0), (1, 1.0, 11.0), (1, 11.0, 29.0), (1, 100.0, 110.0)]
    assert found.busy.tolist() == [40.0]


def test_while_all_are_away_everything_waits() -> None:
    pool = Pool("desk", 2, None, (Absence(0, 0.0, 60.0), Absence(1, 0.0, 90.0)))
    found = played([1.0, 2.0, 3.0], pool)
    assert sorted(found.log_started.tolist()) == [60.0, 70.0, 80.0]


def test_work_goes_on_in_the_hours_of_who_is_back() -> None:
    hours = Hours(((0.0, 100.0), (200.0, 300.0), (400.0, 500.0)))
    found = played([90.0], Pool("desk", 1, hours, (Absence(0, 150.0, 350.0),)), work=20.0)
    assert found.case_end.tolist() == [410.0]


def test_who_was_away_at_the_beginning_comes_later() -> None:
    assert played([0.0], Pool("desk", 1, None, (Absence(0, -5.0, 7.0),))).case_end.tolist() == [17.0]


def test_work_that_is_taken_away_from_somebody_who_is_away_leaves_him_idle_when_he_is_back() -> None:
    steps = {"a": Step(fixed(20.0), ("desk",)), "t": Step(fixed(30.0))}
    pool = Pool("desk", 1, None, (Absence(0, 10.0, 45.0),))
    found = play(Model((Played("it", TIMED, [0.0, 40.0], steps),), (pool,)), 1, logged=ALL)
    assert found.case_end.tolist() == [30.0, 65.0]
    assert found.busy.tolist() == [30.0]


@pytest.mark.parametrize("absences", [(Absence(2, 0.0, 1.0),), (Absence(0, 5.0, 5.0),), (Absence(0, 0.0, 9.0),) * 2])
def test_absences_that_cannot_be_are_refused(absences: tuple[Absence, ...]) -> None:
    with pytest.raises(BadModelError, match="cannot be away"):
        Pool("desk", 2, None, absences)


def test_a_run_that_is_stopped_and_resumed_is_the_run_that_was_not() -> None:
    rng = np.random.default_rng(1)
    absences = tuple(Absence(n % 3, 60.0 * n, 60.0 * n + 100.0) for n in range(60))
    model = Model(
        (Played("it", ONE, np.sort(rng.uniform(0, 4000, 300)), {"a": Step(exponential(30.0), ("desk",))}),),
        (Pool("desk", 3, None, absences),),
    )
    whole, parts = play(model, 7, logged=ALL), Playing(compile_model(model), 7, logged=ALL)
    for moment in range(0, 6000, 37):
        parts.until(float(moment))
    parts.until(np.inf)
    for one, other in zip(whole, parts.outcome(), strict=True):
        assert np.array_equal(one, other)
    for person in range(3):
        mine = whole.log_person == person
        order = np.argsort(whole.log_started[mine])
        begun, ended = whole.log_started[mine][order], whole.log_ended[mine][order]
        assert (begun[1:] >= ended[:-1]).all()  # nobody does two things at once
        away = [each for each in absences if each.person == person]
        assert not any(((begun >= each.since) & (begun < each.until)).any() for each in away)
    took = AbsentTime(compile_model(model).tables).worked(
        WorkingLine(None), whole.log_person, whole.log_started, whole.log_ended
    )
    assert took.sum() == pytest.approx(whole.busy[0])


def test_everybody_is_away_for_the_share_of_days_that_was_told_for_as_long_as_was_told() -> None:
    found = absences_of("desk", 100, AbsencePlan(0.1, 3.0), None, BEGIN, YEARS, seed=1)
    days = np.array([(each.until - each.since) / 86_400 for each in found])
    assert days.sum() / (100 * 1000) == pytest.approx(0.1, abs=0.004)
    assert days.mean() == pytest.approx(3.0, abs=0.1)


def test_one_person_more_leaves_the_absences_of_the_others_as_they_are() -> None:
    few, more = (absences_of("desk", people, AbsencePlan(0.2), CALENDAR, BEGIN, YEARS, seed=1) for people in (3, 4))
    assert few == tuple(each for each in more if each.person < 3)


def test_given_dates_are_those_of_so_many_people_who_would_else_be_there() -> None:
    plan = AbsencePlan(
        given=(AwayPlan(date(2026, 3, 5), date(2026, 3, 9), 2), AwayPlan(date(2026, 3, 9), date(2026, 3, 9)))
    )
    found = absences_of("desk", 4, plan, CALENDAR, BEGIN, YEARS, seed=1)
    told = [(each.person, each.since / 86_400, each.until / 86_400) for each in found]
    assert told == [(1, 7.0, 8.0), (2, 3.0, 8.0), (3, 3.0, 8.0)]


def test_where_fewer_people_are_tried_all_of_them_are_away() -> None:
    plan = AbsencePlan(given=(AwayPlan(date(2026, 3, 5), date(2026, 3, 5), 3),))
    assert len(absences_of("desk", 2, plan, CALENDAR, BEGIN, YEARS, seed=1)) == 2


def test_absences_take_hours_and_no_wages() -> None:
    """Of two weeks of one person one is away: he can do half, and is paid all."""
    away = AbsencePlan(given=(AwayPlan(date(2026, 3, 9), date(2026, 3, 13)),))
    moments = tuple(datetime(2026, 3, day, 9, tzinfo=ZONE) for day in (2, 3, 4, 5, 16))
    plan = ProcessPlan("it", Arrivals(0.0, replay=moments), {"a": StepPlan(fixed(7 * HOUR), ("desk",))})
    scenario = Scenario((plan,), (PoolPlan("desk", 1, cost=1000.0, absences=away),))
    setting = Setting({"it": ONE}, {OFFICE: CALENDAR}, BEGIN)
    compiled = compile_model(model_of(scenario, setting, cases=5, seed=1))
    found = summary(compiled, play(compiled, 1, logged=ALL), setting, scenario)["pools"]["desk"]
    assert (found["hours"], found["cost"]) == (41.0, 81_000)
    assert found["busy"] == pytest.approx(28 / 41, abs=1e-6)


FILE = """
processes: {it: {arrivals: {per_working_day: 3}, steps: {a: {work: 1 h, pools: [desk]}}}}
pools:
  desk:
    people: 4
    absences: ABSENCES
"""


def test_absences_of_a_file_are_written_as_they_were_read() -> None:
    told = "{share: 0.05, days: 2.5, given: [{first: 2026-07-06, last: 2026-07-17, people: 2}]}"
    scenario = read_scenario(FILE.replace("ABSENCES", told))
    assert scenario.pools[0].absences == AbsencePlan(0.05, 2.5, (AwayPlan(date(2026, 7, 6), date(2026, 7, 17), 2),))
    assert scenario_from(plain_of(scenario)) == scenario


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("{share: 1}", "absences.share: 1.0: write the part"),
        ("{share: -0.1}", "absences.share: -0.1: write the part"),
        ("{share: 0.1, days: 0.5}", "absences.days: 0.5: write how many working days"),
        ("{share: 0.9, days: 2}", "raise days"),
        ("{sick: 3}", "absences.sick: unknown; it can be share, days, given"),
        ("{given: [{first: 2026-07-06}]}", "last is missing"),
        ("{given: [{first: 06/07/2026, last: 2026-07-07}]}", "write a day like 2027-07-19"),
        ("{given: [{first: 2026-07-06, last: 2026-07-05}]}", "write a last day that is not before the first"),
        ("{given: [{first: 2026-07-06, last: 2026-07-06, people: 0}]}", "write at least 1"),
        ("{given: [{first: 2026-07-06, last: 2026-07-06, people: 5}]}", "5 are away of 4 people; write fewer"),
    ],
)
def test_what_is_wrong_in_absences_is_told_with_its_place_and_what_to_write(told: str, says: str) -> None:
    with pytest.raises(BadScenarioError, match="line 6") as refused:
        read_scenario(FILE.replace("ABSENCES", told))
    assert says in str(refused.value)
