"""The clock of the simulation says what the law's own arithmetic of due dates says."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import (
    ClockRules,
    Grounds,
    LimitUnit,
    Pause,
    PauseCause,
    TimeLimit,
    start,
)
from motcua.core.deadlines.due import statutory_due_at
from motcua.core.process import read_model
from motcua.core.process.steering import steerable
from motcua.core.simulation.lengths import Length, fixed
from motcua.core.simulation.limits import limit_of
from motcua.core.simulation.model import Interruption, Limit, Model, Played, Step
from motcua.core.simulation.playing import Outcome, Playing, play
from motcua.core.simulation.tables import compile_model
from motcua.core.workcal import ZONE, Counting, WeekPattern, WorkCalendar, parse_shifts
from tests.core.process.drawn import xml
from tests.core.simulation.any_case import (
    ACCEPTED,
    LIMITS,
    LINE,
    LONG_WEEKENDS,
    RULES,
    asking,
    is_late_by_law,
    lasting,
    stood,
)
from tests.core.workcal.any_office import EARLIEST, LAST, OFFICES, WITHOUT_A_STOPWATCH
from tests.effort import examples

BEGIN = datetime(2026, 4, 20, tzinfo=ZONE)
SHORT_LIMITS = st.one_of(
    st.builds(TimeLimit, st.just(LimitUnit.WORKING_HOURS), st.integers(1, 60)),
    st.builds(TimeLimit, st.just(LimitUnit.WORKING_DAYS), st.integers(1, 8)),
    st.just(TimeLimit(LimitUnit.SAME_DAY, 0)),
)
MINUTES = st.integers(0, 14 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
GAPS = st.one_of(st.integers(0, 10 * 60), st.integers(0, 10 * 24 * 60)).map(lambda minutes: timedelta(minutes=minutes))
PAUSES = steerable(
    read_model(
        xml(
            "start s\nuser w0\nuser p0\nuser w1\nuser p1\nuser w2\nuser p2\nuser w3\nend e\n"
            "s -> w0 -> p0 -> w1 -> p1 -> w2 -> p2 -> w3 -> e"
        )
    )
)
FROM = datetime.combine(EARLIEST, time(), ZONE)
SECONDS = st.integers(0, 12 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
A_LITTLE = timedelta(seconds=11)
WHY = Grounds("thiếu giấy tờ", "Điều 11")


def test_what_was_late_stays_late_though_its_clock_stands_twice_before_the_office_opens() -> None:
    """Three days from Monday are over on Thursday; on Saturday it stands for a second, and for another."""
    office = WorkCalendar(EARLIEST, LAST, [WeekPattern.monday_to_friday(EARLIEST, parse_shifts("08:00-12:00"))])
    rules, limit = ClockRules(counting=Counting(roll_to_working_day=False)), TimeLimit(LimitUnit.CALENDAR_DAYS, 3)
    monday, saturday, second = datetime(2026, 8, 3, 8, tzinfo=ZONE), datetime(2026, 8, 8, tzinfo=ZONE), timedelta(0, 1)
    clock, _ = start(office, limit, monday, rules)
    for n in range(2):
        clock = stood(office, clock, saturday + n * second, saturday + (n + 1) * second, supplement=False)
    ended = saturday + timedelta(1)
    standing, rest = Step(lasting(second), stands=True), Step(lasting(ended - saturday - 2 * second))
    steps = {"w0": Step(lasting(saturday - monday)), "p0": standing, "p1": standing, "w3": rest}
    counted = limit_of(limit, rules, office, FROM)
    found = play(Model((Played("it", PAUSES, [(monday - FROM).total_seconds()], steps, limit=counted),)), 1)
    assert found.case_late.tolist() == [True]
    assert is_late_by_law(clock, ended)


@pytest.mark.parametrize(
    ("hours", "back", "is_late"),
    [
        ("08:00-12:00, 15:30-17:30", "13:00", True),
        ("08:00-12:00, 15:30-17:30", "15:00", True),
        ("08:00-12:00, 15:30-17:30", "15:10", False),
        ("15:30-17:30", "09:00", True),
        ("08:00-12:00", "12:00", False),
    ],
)
def test_what_comes_in_a_break_before_the_cut_off_is_received_on_the_same_day(
    hours: str, back: str, is_late: bool
) -> None:
    """One working day is allowed, and it stands from Monday till then: Tuesday is over at the end, Wednesday is not."""
    office = WorkCalendar(EARLIEST, LAST, [WeekPattern.monday_to_friday(EARLIEST, parse_shifts(hours))])
    rules, limit = ClockRules(time(15)), TimeLimit(LimitUnit.WORKING_DAYS, 1)
    monday, ended = datetime(2026, 8, 3, 8, tzinfo=ZONE), datetime(2026, 8, 5, 0, 1, tzinfo=ZONE)
    until = datetime.combine(monday, time.fromisoformat(back), ZONE)
    clock, _ = start(office, limit, monday, rules)
    clock = stood(office, clock, monday, until, supplement=False)
    steps = {"p0": Step(lasting(until - monday), stands=True), "w1": Step(lasting(ended - until))}
    counted = limit_of(limit, rules, office, FROM)
    found = play(Model((Played("it", PAUSES, [(monday - FROM).total_seconds()], steps, limit=counted),)), 1)
    assert found.case_late.tolist() == [is_late]
    assert is_late_by_law(clock, ended) is is_late


@given(
    OFFICES,
    ACCEPTED,
    LIMITS,
    RULES,
    st.lists(st.tuples(SECONDS, SECONDS, st.booleans()), max_size=3),
    SECONDS,
)
@settings(WITHOUT_A_STOPWATCH, max_examples=examples(500))
def test_a_case_is_late_when_a_dossiers_clock_says_so_whatever_its_limit_counts(
    office: WorkCalendar,
    accepted: datetime,
    limit: TimeLimit,
    rules: ClockRules,
    gaps: list[tuple[timedelta, timedelta, bool]],
    rest: timedelta,
) -> None:
    """Pauses begin and end at any second: at night, on days off, and where the limit would end on a day off."""
    clock, _ = start(office, limit, accepted, rules)
    steps: dict[str, Step] = {}
    at_work = accepted
    for n, (until, stands, supplement) in enumerate(gaps):
        since, at_work = at_work + until, at_work + until + stands
        clock = stood(office, clock, since, at_work, supplement=supplement)
        asked = asking(rules, lasting(stands), f"supplement {n}")
        steps[f"w{n}"] = Step(lasting(until))
        steps[f"p{n}"] = Step(interruptions=(asked,)) if supplement else Step(lasting(stands), stands=True)
    steps["w3"] = Step(lasting(rest))
    arrives = (accepted - FROM).total_seconds()
    counted = limit_of(limit, rules, office, FROM)
    found = play(Model((Played("it", PAUSES, [arrives], steps, limit=counted),)), 1)
    assert (found.case_late.tolist() == [1]) == is_late_by_law(clock, at_work + rest)


@given(
    SHORT_LIMITS,
    MINUTES,
    st.tuples(GAPS, GAPS, GAPS),
    st.sampled_from(["no pause", "continue", "restart"]),
    st.sampled_from([None, time(15)]),
)
def test_a_case_is_late_when_the_law_says_so(
    limit: TimeLimit, arrives: timedelta, gaps: tuple[timedelta, ...], supplement: str, cut_off: time | None
) -> None:
    """A case arrives at some minute around two long weekends, is interrupted, comes back and ends."""
    arrived = BEGIN + arrives
    asked = LONG_WEEKENDS.next_working_moment(arrived + gaps[0]) + A_LITTLE
    back = asked + gaps[1] + A_LITTLE
    ended = LONG_WEEKENDS.next_working_moment(back + gaps[2]) + A_LITTLE
    rules = ClockRules(cut_off=cut_off)
    stops = [Pause(asked, back, PauseCause.SUPPLEMENT, WHY)] if supplement != "no pause" else []
    counts_from = back if supplement == "restart" else arrived
    due = statutory_due_at(LONG_WEEKENDS, limit, rules, counts_from, stops)
    once = Interruption("supplement", float(bool(stops)), waits(asked, back), most=1, restarts=supplement == "restart")
    steps = {
        "a": Step(waits(arrived, asked)),
        "b": Step(interruptions=(once,)),
        "c": Step(waits(back if stops else asked, ended)),
    }
    found = played_from(arrived, steps, limit_of(limit, rules, LONG_WEEKENDS, BEGIN))
    assert found.case_end.tolist() == pytest.approx([(ended - BEGIN).total_seconds()])
    assert bool(found.case_late[0]) == (ended > due)


@given(st.lists(MINUTES, min_size=4, max_size=4))
def test_the_seconds_used_are_the_working_time_without_the_interruption(after: list[timedelta]) -> None:
    arrived, asked, back, ended = (BEGIN + each for each in sorted(after))
    once = Interruption("supplement", 1.0, waits(asked, back), most=1)
    steps = {"a": Step(waits(arrived, asked)), "b": Step(interruptions=(once,)), "c": Step(waits(back, ended))}
    limit = limit_of(TimeLimit(LimitUnit.WORKING_HOURS, 8), ClockRules(), LONG_WEEKENDS, BEGIN)
    found = played_from(arrived, steps, limit)
    expected = LONG_WEEKENDS.between(arrived, asked) + LONG_WEEKENDS.between(back, ended)
    assert found.case_used.tolist() == pytest.approx([expected.total_seconds()], abs=0.01)


def test_the_clock_may_begin_and_end_with_steps_and_stand_at_one() -> None:
    steps = {name: Step(fixed(10.0)) for name in "ac"} | {"b": Step(fixed(100.0), stands=True)}
    whole = Played("it", LINE, [0.0], steps, limit=Limit(15.0))
    from_a = Played("it", LINE, [0.0], steps, limit=Limit(15.0, accepted_by="a"))
    until_b = Played("it", LINE, [0.0], steps, limit=Limit(15.0, finished_by=("b", "c")))
    found = play(Model((whole, from_a, until_b)), 1)
    assert found.case_used.tolist() == [20.0, 10.0, 10.0]
    assert found.case_late.tolist() == [1, 0, 0]


def test_an_open_case_is_late_as_soon_as_its_limit_is_over_and_else_unknown() -> None:
    played = Played("it", LINE, [0.0, 60.0], {"a": Step(fixed(200.0))}, limit=Limit(50.0))
    playing = Playing(compile_model(Model((played,))), 1)
    playing.until(100.0)
    found = playing.outcome()
    assert found.case_used.tolist() == [100.0, 40.0]
    assert found.case_late.tolist() == [1, -1]


def waits(since: datetime, until: datetime) -> Length:
    return fixed((until - since).total_seconds())


def played_from(arrived: datetime, steps: dict[str, Step], limit: Limit) -> Outcome:
    played = Played("it", LINE, [(arrived - BEGIN).total_seconds()], steps, limit=limit)
    return play(Model((played,)), 1)
