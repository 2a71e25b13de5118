"""What is left of a limit is what the clock of the law says, however it stood and whatever stops it from now on."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import AfterSupplement, ClockRules, LimitUnit, PauseCause, TimeLimit, pause, resume, start
from motcua.core.process import Start, State
from motcua.core.process.engine import advance
from motcua.core.simulation.forecast.forecast import forecast
from motcua.core.simulation.forecast.owed import Owed, owed
from motcua.core.simulation.lengths import fixed
from motcua.core.simulation.model import Model, Played, Present, PresentWait, Step
from motcua.core.simulation.playing import play
from motcua.core.workcal import WorkCalendar
from tests.core.deadlines.dossiers import ASKED, RECEIVED
from tests.core.simulation.any_case import ACCEPTED, LIMITS, LINE, RULES, asking, is_late_by_law, lasting, stood
from tests.core.workcal.any_office import OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at
from tests.effort import examples

GOES_ON = ClockRules(after_supplement=AfterSupplement.CONTINUE)
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
        since_when, at_work = at_work + works, at_work + works + stands
        clock = stood(office, clock, since_when, at_work, supplement=supplement)
    now = at_work + since
    left = owed(clock, office, now)
    asked, back = now + until_asked, now + until_asked + asked_for
    steps = {
        "a": Step(lasting(until_asked)),
        "b": Step(interruptions=(asking(rules, lasting(asked_for)),)),
        "c": Step(lasting(rest)),
    }
    begun = begun_at(now)
    found = played_on(left, begun, {begun.waits[0].number: PresentWait(0.0)}, steps)
    assert found is is_late_by_law(stood(office, clock, asked, back, supplement=True), back + rest)


@given(OFFICES, ACCEPTED, LIMITS, RULES, GAP, GAP, GAP, GAP)
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(300))
def test_an_open_case_whose_clock_stands_goes_on_with_what_was_left(
    office: WorkCalendar,
    accepted: datetime,
    limit: TimeLimit,
    rules: ClockRules,
    works: timedelta,
    stands: timedelta,
    back: timedelta,
    rest: timedelta,
) -> None:
    clock, _ = start(office, limit, accepted, rules)
    clock, _ = pause(clock, accepted + works, PauseCause.SUPPLEMENT, ASKED)
    now = accepted + works + stands
    left = owed(clock, office, now)
    begun = begun_at(now)
    waits = PresentWait(-stands.total_seconds(), interruption="supplement", back=back.total_seconds())
    steps = {"a": Step(interruptions=(asking(rules, lasting(back)),)), "b": Step(lasting(rest))}
    found = played_on(left, begun, {begun.waits[0].number: waits}, steps)
    clock, _ = resume(office, clock, now + back, RECEIVED)
    assert found is is_late_by_law(clock, now + back + rest)


def test_a_limit_that_would_end_on_a_day_off_is_kept_on_the_next_working_day() -> None:
    """Fifteen days from Friday 30/10/2026 end on Saturday 14/11, and so on Monday."""
    clock, _ = start(CALENDAR_2026, TimeLimit(LimitUnit.CALENDAR_DAYS, 15), at("2026-10-30 09:00"))
    chances = {}
    for now in ("2026-11-16 08:00", "2026-11-17 08:00"):
        left = owed(clock, CALENDAR_2026, at(now))
        model = going_on(left, begun_at(at(now)), {}, {"a": Step(fixed(3600.0))})
        (chances[now],) = (each.late for each in forecast(lambda _, model=model: model, runs=9).cases)
    assert chances == {"2026-11-16 08:00": pytest.approx(0.05), "2026-11-17 08:00": 1.0}


def test_a_case_that_was_in_time_when_its_clock_came_to_stand_is_not_late_while_it_stands() -> None:
    clock, _ = start(CALENDAR_2026, TimeLimit(LimitUnit.CALENDAR_DAYS, 5), at("2026-11-02 09:00"))
    clock, _ = pause(clock, at("2026-11-06 09:00"), PauseCause.SUPPLEMENT, ASKED)
    assert owed(clock, CALENDAR_2026, at("2026-12-01 09:00")).kept_until == inf


def test_hours_that_were_used_up_as_the_office_closed_are_over_in_the_break_that_follows() -> None:
    """Twelve hours from Wednesday 8:00 end on Thursday at 12:00; standing two seconds from then on gives nothing."""
    limit = TimeLimit(LimitUnit.WORKING_HOURS, 12)
    clock, _ = start(CALENDAR_2026, limit, at("2026-11-25 08:00"), GOES_ON)
    clock, _ = pause(clock, at("2026-11-26 12:00"), PauseCause.SUPPLEMENT, ASKED)
    second = timedelta(seconds=1)
    now = at("2026-11-26 12:00") + second
    waits = PresentWait(-1.0, interruption="supplement", back=1.0)
    begun = begun_at(now)
    for rest in (timedelta(), second):
        steps = {"a": Step(interruptions=(asking(GOES_ON, lasting(second)),)), "b": Step(lasting(rest))}
        assert played_on(owed(clock, CALENDAR_2026, now), begun, {begun.waits[0].number: waits}, steps)
        assert is_late_by_law(resume(CALENDAR_2026, clock, now + second, RECEIVED)[0], now + second + rest)


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


def begun_at(now: datetime) -> State:
    """A case that waits at the first of three steps."""
    return advance(LINE.definition, LINE.definition.initial, Start("s"), {}, now)[0]


def going_on(left: Owed, state: State, waits: dict[int, PresentWait], steps: dict[str, Step]) -> Model:
    """One open case that goes on from where it stands, with what is left of its limit."""
    present = Present(1, -1.0, state, waits, left.used, left.since, left.kept_until)
    return Model((Played("it", LINE, (), steps, limit=left.limit, present=(present,)),))


def played_on(left: Owed, state: State, waits: dict[int, PresentWait], steps: dict[str, Step]) -> bool:
    """Whether it was late in the end."""
    return bool(play(going_on(left, state, waits, steps), 1).case_late[0] == 1)
