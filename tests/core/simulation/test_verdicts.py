"""A simulated case is late exactly when a real dossier with the same moments would be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import ClockRules, LimitUnit, TimeLimit, start
from motcua.core.simulation.calendars import moment_at, second_of
from motcua.core.simulation.dues import Dues
from motcua.core.simulation.log_rows import Rows
from motcua.core.simulation.scenario import Arrivals, InterruptionPlan, ProcessPlan, StepPlan
from motcua.core.simulation.verdicts import IN_TIME, LATE, UNKNOWN, verdicts
from motcua.core.workcal import ZONE, WorkCalendar
from tests.core.deadlines.dossiers import working_days
from tests.core.simulation.any_case import LIMITS, RULES, is_late_by_law, stood
from tests.core.workcal.any_office import EARLIEST, MOMENTS, OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at
from tests.effort import examples

BEGIN = datetime.combine(EARLIEST, time(), ZONE)
NODES = ("work", "payment", "other", "verify")
STEPS = {
    "work": StepPlan(
        interruptions=(InterruptionPlan("supplement", 0.1), InterruptionPlan("rework", 0.1, supplement=False))
    ),
    "payment": StepPlan(stops_limit=True),
    "other": StepPlan(),
    "verify": StepPlan(brings=working_days(9)),
}
GAPS = st.lists(
    st.tuples(
        st.timedeltas(timedelta(), timedelta(days=9)), st.timedeltas(timedelta(), timedelta(days=9)), st.booleans()
    ),
    max_size=3,
)


def rows_of(arrival: float, end: float, told: Sequence[tuple[str, int, float, float, float]]) -> Rows:
    """One case."""
    told = sorted(told, key=lambda row: row[3])
    node, kind, enabled, ended, back = zip(*told, strict=True) if told else ((),) * 5
    times = np.array(enabled, dtype=float)
    return Rows(
        arrival=np.array([arrival]),
        end=np.array([end]),
        sort=np.zeros(1, np.int64),
        number=np.zeros(1, np.int64),
        clock=np.full(1, UNKNOWN, np.int8),
        nodes=NODES,
        first=np.array([0, len(told)]),
        case=np.zeros(len(told), np.int64),
        node=np.array([NODES.index(each) for each in node], dtype=np.int64),
        person=np.zeros(len(told), np.int64),
        kind=np.array(kind, dtype=np.int64),
        enabled=times,
        ready=times,
        started=times,
        ended=np.array(ended, dtype=float),
        back=np.array(back, dtype=float),
    )


def judged(plan: ProcessPlan, rows: Rows, calendar: WorkCalendar = CALENDAR_2026, now: float = np.inf) -> int:
    return int(verdicts(plan, rows, calendar, BEGIN, now).late[0])


def second(text: str) -> float:
    return second_of(BEGIN, at(text))


@given(OFFICES, MOMENTS, LIMITS, RULES, GAPS, st.timedeltas(timedelta(), timedelta(days=20)))
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(500))
def test_a_case_is_late_when_the_dossiers_clock_says_so(
    office: WorkCalendar,
    accepted: datetime,
    limit: TimeLimit,
    rules: ClockRules,
    gaps: list[tuple[timedelta, timedelta, bool]],
    rest: timedelta,
) -> None:
    clock, _ = start(office, limit, accepted, rules)
    told: list[tuple[str, int, float, float, float]] = []
    at_work = accepted
    for until, stands, supplement in gaps:
        since, back = at_work + until, at_work + until + stands
        clock = stood(office, clock, since, back, supplement=supplement)
        begun, held, ran = (second_of(BEGIN, each) for each in (at_work, since, back))
        told.append(("work", 1, begun, held, ran) if supplement else ("payment", 0, held, ran, np.inf))
        at_work = back
    arrival, end = second_of(BEGIN, accepted), second_of(BEGIN, at_work + rest)
    told.append(("work", 0, second_of(BEGIN, at_work), end, np.inf))
    plan = ProcessPlan("p", Arrivals(1), STEPS, limit=limit, clock=rules)
    found = judged(plan, rows_of(arrival, end, told), office)
    assert (found == LATE) == is_late_by_law(clock, moment_at(BEGIN, end))


PLAN = ProcessPlan("p", Arrivals(1), STEPS, limit=working_days(3))


def test_rework_takes_no_time_from_the_limit() -> None:
    worked = ("work", 2, second("2026-11-16 09:00"), second("2026-11-17 09:00"), second("2026-11-20 09:00"))
    assert judged(PLAN, rows_of(second("2026-11-16 09:00"), second("2026-11-20 10:00"), [worked])) == LATE
    asked = (worked[0], 1, *worked[2:])
    assert judged(PLAN, rows_of(second("2026-11-16 09:00"), second("2026-11-20 10:00"), [asked])) == IN_TIME


def test_waiting_for_the_applicant_stops_nothing_while_others_are_at_work() -> None:
    paying = ("payment", 0, second("2026-11-16 10:00"), second("2026-11-19 10:00"), np.inf)
    beside = ("other", 0, second("2026-11-16 09:00"), second("2026-11-19 09:00"), np.inf)
    arrival, end = second("2026-11-16 09:00"), second("2026-11-20 10:00")
    assert judged(PLAN, rows_of(arrival, end, [paying])) == IN_TIME
    assert judged(PLAN, rows_of(arrival, end, [paying, beside])) == LATE


def test_another_limit_takes_over_with_the_step_that_brings_it() -> None:
    verified = ("verify", 0, second("2026-11-17 09:00"), second("2026-11-18 09:00"), np.inf)
    arrival, end = second("2026-11-16 09:00"), second("2026-11-27 10:00")
    assert judged(PLAN, rows_of(arrival, end, [])) == LATE
    assert judged(PLAN, rows_of(arrival, end, [verified])) == IN_TIME


def test_the_limit_runs_from_acceptance_to_the_result() -> None:
    plan = ProcessPlan("p", Arrivals(1), STEPS, limit=working_days(3), accepted_by="work", finished_by=("other",))
    received = ("work", 0, second("2026-11-16 09:00"), second("2026-11-18 09:00"), np.inf)
    issued = ("other", 0, second("2026-11-18 09:00"), second("2026-11-23 09:00"), np.inf)
    rows = rows_of(second("2026-11-16 09:00"), second("2026-12-10 09:00"), [received, issued])
    assert judged(plan, rows) == IN_TIME


def test_what_was_asked_for_before_acceptance_moves_no_due_date() -> None:
    plan = ProcessPlan("p", Arrivals(1), STEPS, limit=working_days(3), accepted_by="work")
    asked = ("work", 1, second("2026-11-10 08:00"), second("2026-11-10 09:00"), second("2026-11-16 08:00"))
    received = ("work", 0, second("2026-11-16 08:00"), second("2026-11-18 09:00"), np.inf)
    checked = ("other", 0, second("2026-11-18 09:00"), second("2026-11-23 09:00"), np.inf)
    rows = rows_of(second("2026-11-10 08:00"), second("2026-11-23 09:00"), [asked, received, checked])
    assert judged(plan, rows) == IN_TIME


def test_what_was_refused_at_its_reception_has_no_limit() -> None:
    plan = ProcessPlan("p", Arrivals(1), STEPS, limit=working_days(1), accepted_by="work")
    received = ("work", 0, second("2026-11-16 09:00"), second("2026-11-30 09:00"), np.inf)
    assert judged(plan, rows_of(second("2026-11-16 09:00"), second("2026-11-30 09:00"), [received])) == UNKNOWN


def test_an_open_case_is_late_once_its_day_has_passed_and_before_nobody_knows() -> None:
    plan = ProcessPlan("p", Arrivals(1), {"other": StepPlan()}, limit=working_days(3))
    rows = rows_of(second("2026-11-16 09:00"), np.inf, [])
    assert judged(plan, rows, now=second("2026-11-19 20:00")) == UNKNOWN
    assert judged(plan, rows, now=second("2026-11-20 00:00")) == LATE


def test_of_an_open_case_that_may_wait_for_the_applicant_the_clock_that_was_kept_knows() -> None:
    rows = rows_of(second("2026-11-16 09:00"), np.inf, [])
    assert judged(PLAN, rows, now=second("2026-11-30 00:00")) == UNKNOWN
    assert judged(PLAN, rows._replace(clock=np.array([LATE], np.int8)), now=second("2026-11-30 00:00")) == LATE


def test_what_is_due_after_the_calendar_ends_nobody_knows() -> None:
    plan = ProcessPlan("p", Arrivals(1), {}, limit=TimeLimit(LimitUnit.MONTHS, 2))
    assert judged(plan, rows_of(second("2026-12-16 09:00"), second("2026-12-17 10:00"), [])) == UNKNOWN


@given(
    OFFICES,
    st.lists(st.tuples(MOMENTS, st.timedeltas(timedelta(), timedelta(days=40))), min_size=1, max_size=20),
    LIMITS.filter(lambda limit: not limit.by_the_hour),
    RULES,
)
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(200))
def test_many_cases_at_once_are_judged_as_each_by_itself(
    office: WorkCalendar, courses: list[tuple[datetime, timedelta]], limit: TimeLimit, rules: ClockRules
) -> None:
    dues = Dues(rules, office, BEGIN)
    accepted = np.array([second_of(BEGIN, came) for came, _ in courses])
    reached = np.array([second_of(BEGIN, came + lasted) for came, lasted in courses])
    one_by_one = [dues.is_late(*each, limit, ()) for each in zip(accepted.tolist(), reached.tolist(), strict=True)]
    assert dues.are_late(accepted, reached, limit).tolist() == one_by_one
