"""What is left of a limit is what the clock of the law says, however it stood and whatever stops it from now on."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import (
    AfterSupplement,
    ClockRules,
    DossierClock,
    LimitUnit,
    Outcome,
    PauseCause,
    TimeLimit,
    finish,
    outcome,
    pause,
    resume,
    start,
)
from motcua.core.process import Start, read_model
from motcua.core.process.engine import advance
from motcua.core.process.steering import steerable
from motcua.core.simulation.forecast.forecast import forecast
from motcua.core.simulation.forecast.owed import owed
from motcua.core.simulation.lengths import Length, fixed
from motcua.core.simulation.model import Interruption, Model, Played, Present, PresentWait, Step
from motcua.core.simulation.playing import play
from motcua.core.workcal import Counting, WorkCalendar
from tests.core.deadlines.dossiers import ASKED, PAID, RECEIVED, TAX_NOTICE
from tests.core.process.drawn import xml
from tests.core.workcal.any_office import MOMENTS, OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at
from tests.effort import examples

STEPS = steerable(read_model(xml("start s\nuser a\nuser b\nuser c\nend e\ns -> a -> b -> c -> e")))
ACCEPTED = MOMENTS.map(lambda moment: moment.replace(microsecond=0))
LIMITS = st.one_of(
    st.tuples(
        st.sampled_from([LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS]), st.integers(1, 12)
    ),
    st.just((LimitUnit.SAME_DAY, 0)),
    st.just((LimitUnit.MONTHS, 1)),
).map(lambda told: TimeLimit(*told))
RULES = st.builds(
    ClockRules,
    counting=st.builds(Counting, roll_to_working_day=st.booleans()),
    after_supplement=st.sampled_from(AfterSupplement),
    supplements_allowed=st.just(9),
)
GAP = st.integers(1, 9 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


@given(OFFICES, ACCEPTED, LIMITS, RULES, st.lists(st.tuples(GAP, GAP, st.booleans()), max_size=2), GAP, GAP, GAP, GAP)
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(300))
def test_an_open_case_is_late_when_its_clock_will_say_so(
    office: WorkCalendar,
    accepted: datetime,
    limit: TimeLimit,
    rules: ClockRules,
    before: list[tuple[timedelta, timedelta, bool]],
    since: timedelta,
    until_asked: timedelta,
    asked_for: timedelta,
    rest: timedelta,
) -> None:
    """It stood before now, and the applicant will be asked once more."""
    clock, at_work = start(office, limit, accepted, rules)[0], accepted
    for works, stands, supplement in before:
        clock, at_work = _stood(office, clock, at_work + works, stands, supplement), at_work + works + stands
    now = at_work + since
    left = owed(clock, office, now)
    asking = Interruption(
        "supplement", 1.0, _fixed(asked_for), most=1, restarts=rules.after_supplement is AfterSupplement.RESTART
    )
    steps = {"a": Step(_fixed(until_asked)), "b": Step(interruptions=(asking,)), "c": Step(_fixed(rest))}
    begun, _ = advance(STEPS.definition, STEPS.definition.initial, Start("s"), {}, now)
    waits = {begun.waits[0].number: PresentWait(0.0)}
    present = Present(1, -1.0, begun, waits, left.used, left.since, left.kept_until)
    played = Played("it", STEPS, (), steps, limit=left.limit, present=(present,))
    ends = now + until_asked + asked_for + rest
    clock, _ = finish(_stood(office, clock, now + until_asked, asked_for, True), ends)
    found = bool(play(Model((played,)), 1).case_late[0] == 1)
    assert found is (outcome(limit, clock.due_at, ends) is Outcome.LATE)


@given(OFFICES, ACCEPTED, LIMITS, RULES, GAP, GAP, GAP, GAP)
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(300))
def test_an_open_case_whose_clock_stands_goes_on_with_what_was_left(
    office: WorkCalendar,
    accepted: datetime,
    limit: TimeLimit,
    rules: ClockRules,
    works: timedelta,
    stood: timedelta,
    back: timedelta,
    rest: timedelta,
) -> None:
    clock, _ = start(office, limit, accepted, rules)
    clock, _ = pause(clock, accepted + works, PauseCause.SUPPLEMENT, ASKED)
    now = accepted + works + stood
    left = owed(clock, office, now)
    asking = Interruption(
        "supplement", 1.0, _fixed(back), most=1, restarts=rules.after_supplement is AfterSupplement.RESTART
    )
    begun, _ = advance(STEPS.definition, STEPS.definition.initial, Start("s"), {}, now)
    waits = {
        begun.waits[0].number: PresentWait(-stood.total_seconds(), interruption="supplement", back=back.total_seconds())
    }
    steps = {"a": Step(interruptions=(asking,)), "b": Step(_fixed(rest))}
    present = Present(1, -1.0, begun, waits, left.used, left.since, left.kept_until)
    played = Played("it", STEPS, (), steps, limit=left.limit, present=(present,))
    clock, _ = resume(office, clock, now + back, RECEIVED)
    clock, _ = finish(clock, now + back + rest)
    found = bool(play(Model((played,)), 1).case_late[0] == 1)
    assert found is (outcome(limit, clock.due_at, now + back + rest) is Outcome.LATE)


def test_a_limit_that_would_end_on_a_day_off_is_kept_on_the_next_working_day() -> None:
    """Fifteen days from Friday 30/10/2026 end on Saturday 14/11, and so on Monday."""
    clock, _ = start(CALENDAR_2026, TimeLimit(LimitUnit.CALENDAR_DAYS, 15), at("2026-10-30 09:00"))
    chances = {}
    for now in ("2026-11-16 08:00", "2026-11-17 08:00"):
        left = owed(clock, CALENDAR_2026, at(now))
        begun, _ = advance(STEPS.definition, STEPS.definition.initial, Start("s"), {}, at(now))
        present = Present(1, -1.0, begun, {}, left.used, left.since, left.kept_until)
        model = Model((Played("it", STEPS, (), {"a": Step(fixed(3600.0))}, limit=left.limit, present=(present,)),))
        (chances[now],) = (each.late for each in forecast(lambda _, model=model: model, runs=9).cases)
    assert chances == {"2026-11-16 08:00": pytest.approx(0.05), "2026-11-17 08:00": 1.0}


def test_a_case_that_was_in_time_when_its_clock_came_to_stand_is_not_late_while_it_stands() -> None:
    clock, _ = start(CALENDAR_2026, TimeLimit(LimitUnit.CALENDAR_DAYS, 5), at("2026-11-02 09:00"))
    clock, _ = pause(clock, at("2026-11-06 09:00"), PauseCause.SUPPLEMENT, ASKED)
    assert owed(clock, CALENDAR_2026, at("2026-12-01 09:00")).kept_until == inf


def test_what_was_accepted_on_a_sunday_runs_from_monday_also_when_it_stood_meanwhile() -> None:
    clock, _ = start(CALENDAR_2026, TimeLimit(LimitUnit.WORKING_DAYS, 3), at("2026-11-22 09:00"))
    now = at("2026-11-22 10:00")
    running = owed(clock, CALENDAR_2026, now)
    clock, _ = pause(clock, at("2026-11-22 09:30"), PauseCause.SUPPLEMENT, ASKED)
    standing = owed(clock, CALENDAR_2026, now)
    assert (running.used, standing.used) == (0.0, 0.0)
    assert running.since == standing.since == (at("2026-11-23 08:00") - now).total_seconds()


def test_hours_that_are_left_are_those_in_which_the_office_is_open() -> None:
    clock, _ = start(CALENDAR_2026, TimeLimit(LimitUnit.WORKING_HOURS, 24, "Điều 1"), at("2026-11-23 08:00"))
    assert clock.due_at == at("2026-11-26 17:30")
    for now, hours in (
        ("2026-11-26 16:30", 1),
        ("2026-11-25 16:30", 9),
        ("2026-11-26 17:30", 0),
        ("2026-11-27 09:00", -1),
    ):
        left = owed(clock, CALENDAR_2026, at(now))
        assert left.limit.seconds == 24 * 3600
        assert left.limit.seconds - left.used == hours * 3600


def _stood(
    office: WorkCalendar, clock: DossierClock, since: datetime, stands: timedelta, supplement: bool
) -> DossierClock:
    cause = (PauseCause.SUPPLEMENT, ASKED) if supplement else (PauseCause.FINANCIAL_OBLIGATION, TAX_NOTICE)
    clock, _ = pause(clock, since, *cause)
    return resume(office, clock, since + stands, RECEIVED if supplement else PAID)[0]


def _fixed(lasts: timedelta) -> Length:
    return fixed(lasts.total_seconds())
