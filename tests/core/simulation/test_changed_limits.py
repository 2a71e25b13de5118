"""A limit that takes over on the way, as the clock that is kept while playing counts it and as the law does."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import AfterSupplement, ClockRules, LimitUnit, TimeLimit, change_limit, outcome, start
from motcua.core.deadlines import Outcome as Judged
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.lengths import exponential, fixed
from motcua.core.simulation.log_rows import rows_of
from motcua.core.simulation.model import Limit, Model, Played, Step
from motcua.core.simulation.playing import ALL, Outcome, Playing, play
from motcua.core.simulation.scenario import (
    OFFICE,
    Arrivals,
    InterruptionPlan,
    PoolPlan,
    ProcessPlan,
    Scenario,
    StepPlan,
)
from motcua.core.simulation.setting import Setting, model_of
from motcua.core.simulation.tables import compile_model
from motcua.core.simulation.verdicts import verdicts
from tests.core.deadlines.dossiers import ASKED, calendar_days, working_days, working_hours
from tests.core.process.drawn import xml
from tests.core.simulation.any_case import LINE, LONG_WEEKENDS
from tests.core.workcal.office import at
from tests.effort import examples

BEGIN = at("2026-04-20 00:00")
BRANCHES = steerable(
    read_model(
        xml(
            "start s\nuser receive\nexclusive x default=x-decide\nuser verify\nuser ask\nuser decide\nend e\n"
            "s -> receive -> x -> decide -> e\nx -> verify : v\nverify -> x\nx -> ask : a\nask -> x"
        )
    )
)
HOUR = 3600.0
SAME_DAY = TimeLimit(LimitUnit.SAME_DAY, 0)
ALIKE = st.one_of(
    st.tuples(*(st.integers(1, 60).map(working_hours) for _ in range(3))),
    st.tuples(*(st.integers(0, 9).map(lambda n: working_days(n) if n else SAME_DAY) for _ in range(3))),
    st.tuples(*(st.integers(1, 9).map(calendar_days) for _ in range(3))),
)
RULES = st.builds(ClockRules, st.sampled_from([None, time(15)]), after_supplement=st.sampled_from(AfterSupplement))


def played_by(plan: ProcessPlan, seed: int) -> tuple[Outcome, np.ndarray, np.ndarray]:
    """What the kernel says of its cases, and what the law says of its log."""
    scenario = Scenario((plan,), (PoolPlan("desk", 3),))
    setting = Setting({plan.name: BRANCHES}, {OFFICE: LONG_WEEKENDS}, BEGIN)
    compiled = compile_model(model_of(scenario, setting, cases=150, seed=seed))
    found = play(compiled, seed, logged=ALL)
    ((_, rows),) = rows_of(scenario, compiled, found)
    return found, rows.clock, verdicts(plan, rows, LONG_WEEKENDS, BEGIN, np.inf).late


@given(ALIKE, RULES, st.sampled_from(["", "receive"]), st.sampled_from([(), ("decide",)]), st.integers(0, 10_000))
@settings(max_examples=examples(60))
def test_the_clock_that_is_kept_judges_as_the_log_is_judged(
    limits: tuple[TimeLimit, ...], rules: ClockRules, accepted_by: str, finished_by: tuple[str, ...], seed: int
) -> None:
    """Cases come to two steps that bring limits of their own, in any order and again, and are asked for more."""
    asking = InterruptionPlan("supplement", 0.3, exponential(40 * HOUR), most=1)
    steps = {
        name: StepPlan(exponential(3 * HOUR), ("desk",), interruptions=(asking,))
        for name in ("receive", "verify", "ask", "decide")
    }
    steps["verify"], steps["ask"] = replace(steps["verify"], brings=limits[1]), replace(steps["ask"], brings=limits[2])
    plan = ProcessPlan(
        "p",
        Arrivals(20),
        steps,
        {"x-verify": 0.3, "x-ask": 0.2, "x-decide": 0.5},
        limit=limits[0],
        clock=rules,
        accepted_by=accepted_by,
        finished_by=finished_by,
    )
    _, kept, judged = played_by(plan, seed)
    assert kept.tolist() == judged.tolist()


def test_a_limit_that_counts_otherwise_is_left_to_the_log() -> None:
    plan = ProcessPlan("p", Arrivals(1), {"verify": StepPlan(brings=working_hours(99))}, limit=working_days(1))
    setting = Setting({"p": BRANCHES}, {OFFICE: LONG_WEEKENDS}, BEGIN)
    for brings in (working_hours(99), calendar_days(9)):
        steps = {"verify": StepPlan(brings=brings)}
        model = model_of(Scenario((replace(plan, steps=steps),)), setting, cases=1, seed=1)
        assert np.isnan(compile_model(model).tables.brings).all()


def test_a_case_that_was_late_already_is_in_time_if_the_new_limit_is_not_over_when_it_ends() -> None:
    """As a dossier's clock says it, which knows no lateness before its end."""
    steps = {"a": Step(fixed(50.0)), "b": Step(fixed(40.0), brings=Limit(100.0)), "c": Step(fixed(5.0))}
    playing = Playing(compile_model(Model((Played("it", LINE, [0.0], steps, limit=Limit(20.0)),))), 1)
    told = []
    for moment in (10.0, 40.0, 60.0, np.inf):
        playing.until(moment)
        told.append(int(playing.outcome().case_late[0]))
    assert told == [-1, 1, -1, 0]
    accepted, ended = at("2026-11-16 09:00"), at("2026-11-19 10:00")
    clock, _ = start(LONG_WEEKENDS, working_days(1), accepted)
    clock, _ = change_limit(LONG_WEEKENDS, clock, at("2026-11-18 09:00"), working_days(5), ASKED)
    assert outcome(clock.limit, clock.due_at, ended) is Judged.EARLY


def test_the_last_limit_counts_and_a_shorter_one_does_too() -> None:
    steps = {
        "a": Step(fixed(10.0), brings=Limit(100.0)),
        "b": Step(fixed(10.0), brings=Limit(25.0)),
        "c": Step(fixed(10.0)),
    }
    found = play(Model((Played("it", LINE, [0.0], steps, limit=Limit(50.0)),)), 1)
    assert (found.case_used.tolist(), found.case_late.tolist()) == ([30.0], [1])


def test_a_limit_that_comes_after_the_clock_is_over_changes_nothing() -> None:
    steps = {"a": Step(fixed(30.0)), "b": Step(fixed(10.0), brings=Limit(100.0))}
    found = play(Model((Played("it", LINE, [0.0], steps, limit=Limit(20.0, finished_by=("a",))),)), 1)
    assert found.case_late.tolist() == [1]


def test_of_an_open_case_whose_limit_may_have_been_changed_the_clock_that_was_kept_knows() -> None:
    plan = ProcessPlan(
        "p",
        Arrivals(0, replay=(at("2026-04-20 09:00"),)),
        {"receive": StepPlan(fixed(HOUR)), "verify": StepPlan(fixed(999 * HOUR), brings=working_hours(80))},
        {"x-verify": 1.0, "x-ask": 0.0, "x-decide": 1e-9},
        limit=working_hours(3),
    )
    scenario = Scenario((plan,))
    setting = Setting({"p": BRANCHES}, {OFFICE: LONG_WEEKENDS}, BEGIN)
    compiled = compile_model(model_of(scenario, setting, cases=1, seed=1))
    for hours, late in ((40, -1), (24 * 40, 1)):
        found = play(compiled, 1, hours * HOUR, logged=ALL)
        ((_, rows),) = rows_of(scenario, compiled, found)
        assert verdicts(plan, rows, LONG_WEEKENDS, BEGIN, hours * HOUR).late.tolist() == [late]
