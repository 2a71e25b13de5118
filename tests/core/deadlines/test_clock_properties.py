"""What holds for every dossier, however often it waits, in every office."""

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.core.deadlines import (
    AfterSupplement,
    ClockRules,
    ClockState,
    DossierClock,
    Grounds,
    LimitUnit,
    Outcome,
    PauseCause,
    TimeLimit,
    outcome,
    pause,
    recompute,
    remaining,
    resume,
    start,
    state,
)
from motcua.core.workcal import WorkCalendar
from tests.core.workcal.any_office import MOMENTS, OFFICES, WITHOUT_A_STOPWATCH

WHY = Grounds("Chờ người nộp", "Điều 1")
DAYS = st.builds(TimeLimit, st.sampled_from([LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS]), st.integers(1, 10))
HOURS = st.builds(TimeLimit, st.just(LimitUnit.WORKING_HOURS), st.integers(1, 24))
MONTHS = st.builds(TimeLimit, st.just(LimitUnit.MONTHS), st.integers(1, 2))
ALL_LIMITS = st.one_of(DAYS, HOURS, MONTHS, st.just(TimeLimit(LimitUnit.SAME_DAY, 0)))
RULES = st.builds(
    ClockRules,
    cut_off=st.one_of(st.none(), st.times()),
    after_supplement=st.sampled_from(AfterSupplement),
    supplements_allowed=st.just(9),
)
GAPS = st.lists(st.timedeltas(timedelta(), timedelta(days=6)), min_size=2, max_size=6).filter(
    lambda gaps: len(gaps) % 2 == 0
)
CAUSES = st.lists(st.sampled_from(PauseCause), min_size=3, max_size=3)


def lived(
    office: WorkCalendar, clock: DossierClock, gaps: Sequence[timedelta], causes: Sequence[PauseCause]
) -> list[DossierClock]:
    """The clock after each of its pauses, which come and go after these gaps."""
    moment, lives = clock.accepted_at, [clock]
    for worked, waited, cause in zip(gaps[::2], gaps[1::2], causes, strict=False):
        waiting, _ = pause(lives[-1], moment + worked, cause, WHY)
        moment += worked + waited
        lives.append(resume(office, waiting, moment, WHY)[0])
    return lives


@WITHOUT_A_STOPWATCH
@given(OFFICES, ALL_LIMITS, MOMENTS, RULES)
def test_a_due_date_is_never_before_acceptance_and_never_on_a_day_off(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime, rules: ClockRules
) -> None:
    clock, _ = start(office, limit, accepted, rules)
    assert clock.due_at >= accepted
    assert office.is_working_day(clock.due_at.date())
    assert state(office, clock, clock.due_at, timedelta()) is ClockState.DUE_SOON


@WITHOUT_A_STOPWATCH
@given(OFFICES, st.one_of(DAYS, HOURS), MOMENTS, RULES, GAPS, CAUSES)
def test_pausing_never_makes_the_due_date_earlier(
    office: WorkCalendar,
    limit: TimeLimit,
    accepted: datetime,
    rules: ClockRules,
    gaps: list[timedelta],
    causes: list[PauseCause],
) -> None:
    due_dates = [clock.due_at for clock in lived(office, start(office, limit, accepted, rules)[0], gaps, causes)]
    assert due_dates == sorted(due_dates)


@WITHOUT_A_STOPWATCH
@given(OFFICES, MONTHS, MOMENTS, RULES, GAPS)
def test_waiting_for_a_payment_never_makes_the_end_of_a_limit_of_months_earlier(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime, rules: ClockRules, gaps: list[timedelta]
) -> None:
    payments = [PauseCause.FINANCIAL_OBLIGATION] * 3
    due_dates = [clock.due_at for clock in lived(office, start(office, limit, accepted, rules)[0], gaps, payments)]
    assert due_dates == sorted(due_dates)


@WITHOUT_A_STOPWATCH
@given(
    OFFICES, ALL_LIMITS, MOMENTS, RULES, st.lists(st.timedeltas(timedelta(), timedelta(days=4)), min_size=2, max_size=6)
)
def test_pauses_in_a_row_cost_as_much_as_one(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime, rules: ClockRules, waits: list[timedelta]
) -> None:
    clock, _ = start(office, limit, accepted, rules)
    payments = [PauseCause.FINANCIAL_OBLIGATION] * len(waits)
    in_a_row = [gap for wait in waits for gap in (timedelta(), wait)]
    once = [timedelta(), sum(waits, timedelta())]
    assert lived(office, clock, in_a_row, payments)[-1].due_at == lived(office, clock, once, payments)[-1].due_at


@WITHOUT_A_STOPWATCH
@given(OFFICES, HOURS, MOMENTS, GAPS)
def test_a_limit_of_hours_is_worked_exactly_however_often_it_waits(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime, gaps: list[timedelta]
) -> None:
    """The working time between acceptance and the due date, less the working time waited, is the limit."""
    clock = lived(office, start(office, limit, accepted)[0], gaps, [PauseCause.FINANCIAL_OBLIGATION] * 3)[-1]
    waited = sum((office.between(each.since, each.until or each.since) for each in clock.pauses), timedelta())
    assert office.between(accepted, clock.due_at) - waited == timedelta(hours=limit.amount)


@WITHOUT_A_STOPWATCH
@given(OFFICES, ALL_LIMITS, MOMENTS, RULES, GAPS, CAUSES)
def test_an_office_that_was_in_time_when_it_began_to_wait_is_in_time_when_the_wait_is_over(
    office: WorkCalendar,
    limit: TimeLimit,
    accepted: datetime,
    rules: ClockRules,
    gaps: list[timedelta],
    causes: list[PauseCause],
) -> None:
    """The due moment never lies before the moment of resuming in working time; a limit of days leaves some of it. Waits
    that touch are one, which began with the first.
    """
    clocks = lived(office, start(office, limit, accepted, rules)[0], gaps, causes)
    was_in_time, received = True, accepted - timedelta(microseconds=1)
    for before, after in pairwise(clocks):
        waited = after.pauses[-1]
        if waited.since > received:
            was_in_time = outcome(limit, before.due_at, waited.since) is not Outcome.LATE
        received = office.next_working_moment(office.received_at(waited.until or waited.since, rules.cut_off))
        if was_in_time:
            assert office.between(received, after.due_at) >= timedelta()
            assert limit.by_the_hour or after.due_at > received


@WITHOUT_A_STOPWATCH
@given(OFFICES, st.one_of(DAYS, MONTHS), MOMENTS, st.times(), st.times())
def test_pausing_and_resuming_on_one_day_changes_nothing_for_a_limit_of_days(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime, one: time, other: time
) -> None:
    clock, _ = start(office, limit, accepted)
    day = office.next_working_day(clock.accepted_at.date())
    since, until = (datetime.combine(day, hour, clock.accepted_at.tzinfo) for hour in sorted((one, other)))
    assume(until < office.closing(day))
    waiting, _ = pause(clock, since, PauseCause.FINANCIAL_OBLIGATION, WHY)
    assert resume(office, waiting, until, WHY)[0].due_at == clock.due_at


@WITHOUT_A_STOPWATCH
@given(OFFICES, ALL_LIMITS, MOMENTS, RULES, GAPS, CAUSES)
def test_the_first_promise_stays_and_the_clock_can_always_be_computed_again(
    office: WorkCalendar,
    limit: TimeLimit,
    accepted: datetime,
    rules: ClockRules,
    gaps: list[timedelta],
    causes: list[PauseCause],
) -> None:
    clocks = lived(office, start(office, limit, accepted, rules)[0], gaps, causes)
    for clock in clocks:
        assert clock.original_due_at == clocks[0].due_at
        assert recompute(office, clock, clock.changed_at, WHY)[0] == clock
        assert DossierClock.parse(json.loads(json.dumps(clock.as_dict()))) == clock


@WITHOUT_A_STOPWATCH
@given(OFFICES, ALL_LIMITS, MOMENTS, MOMENTS)
def test_state_words_and_outcome_agree(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime, now: datetime
) -> None:
    clock, _ = start(office, limit, accepted)
    left = remaining(office, clock, now)
    assert left is not None
    late = outcome(limit, clock.due_at, now) is Outcome.LATE
    assert late is left.overdue is left.vi.startswith(("quá hạn", "vừa quá hạn")) is ("overdue" in left.en)
    assert late is (state(office, clock, now, timedelta(hours=8)) is ClockState.OVERDUE)
