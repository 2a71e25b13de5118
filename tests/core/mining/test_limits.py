"""Cases and steps against what they may take, in working time; lengths of time told near enough in bounded room."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.durations import Measure, Outcome, step_lengths
from motcua.core.mining.faults import Faults, faults
from motcua.core.mining.lengths import lengths, size_of, spread, spreads
from motcua.core.mining.limits import Limit, Limits, NoLimitError, Unit, case_outcomes, step_outcomes
from motcua.core.mining.log import Event, EventLog, LogBuilder, as_moment, as_time
from motcua.core.mining.office_hours import WorkingTime
from motcua.core.workcal import ZONE, CalendarEndsError, WeekPattern, WorkCalendar, parse_shifts

FRIDAY = datetime(2026, 11, 20, 8, tzinfo=ZONE)
HOUR = 3_600_000_000
CALENDAR = WorkCalendar(
    date(2026, 11, 2),
    date(2026, 12, 31),
    [WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("08:00-12:00, 13:30-17:30"))],
)
OFFICE = WorkingTime.of(CALENDAR)


def case(*ends: float, activity: str = "check") -> EventLog:
    """One case that is begun on Friday at eight; each step ends so many hours later and took no time."""
    builder = LogBuilder()
    builder.add(Event("1", "file", FRIDAY))
    for hours in ends:
        builder.add(Event("1", activity, FRIDAY + timedelta(hours=hours), FRIDAY, enabled=FRIDAY))
    return builder.build()


def outcome(log: EventLog, limit: Limit, final: frozenset[str] = frozenset()) -> Outcome:
    (found,) = case_outcomes(log, Limits(limit, final=final), OFFICE)
    return found


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (4, Outcome.EARLY),  # Friday noon
        (3 * 24, Outcome.ON_TIME),  # Monday eight o'clock
        (3 * 24 + 15, Outcome.ON_TIME),  # Monday before midnight: a limit in days ends with its day
        (4 * 24, Outcome.LATE),
    ],
)
def test_a_limit_in_working_days_ends_with_its_last_day(hours: float, told: Outcome) -> None:
    assert outcome(case(hours), Limit(1, Unit.WORKING_DAYS)) is told


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (9.5, Outcome.EARLY),  # Friday 17:30, ten working hours end on Monday at ten
        (3 * 24 + 1, Outcome.ON_TIME),
        (3 * 24 + 2, Outcome.ON_TIME),
        (3 * 24 + 2.01, Outcome.LATE),
    ],
)
def test_a_limit_in_working_hours_ends_at_its_hour(hours: float, told: Outcome) -> None:
    log = case(hours)
    assert outcome(log, Limit(10, Unit.WORKING_HOURS)) is told
    steps = step_outcomes(log, Limits(steps={"check": Limit(10, Unit.WORKING_HOURS)}), OFFICE)
    assert steps == {(log.activities.index("check"), told): 1}


def test_a_case_that_ends_with_no_final_step_is_open() -> None:
    assert outcome(case(100), Limit(1, Unit.WORKING_DAYS), frozenset(["answer"])) is Outcome.OPEN
    assert outcome(case(100), Limit(1, Unit.WORKING_DAYS), frozenset(["check"])) is Outcome.LATE


def test_a_step_of_which_neither_enabling_nor_start_is_known_is_held_to_no_limit() -> None:
    assert step_outcomes(case(), Limits(steps={"file": Limit(1, Unit.WORKING_HOURS)}), OFFICE) == {}


def test_what_lies_outside_the_calendar_is_refused() -> None:
    assert outcome(case(24 * 60), Limit(1, Unit.WORKING_DAYS)) is Outcome.LATE  # the calendar knows the day it was due
    with pytest.raises(CalendarEndsError):
        outcome(case(1), Limit(100, Unit.WORKING_DAYS))
    with pytest.raises(CalendarEndsError):
        outcome(case(1), Limit(10_000, Unit.WORKING_HOURS))


moments = st.integers(0, 48 * 86_400).map(lambda seconds: datetime(2026, 11, 2, tzinfo=ZONE) + timedelta(0, seconds))


@pytest.mark.parametrize(
    ("amount", "unit"), [(0, Unit.WORKING_HOURS), (-1, Unit.WORKING_DAYS), (1.5, Unit.WORKING_DAYS)]
)
def test_a_limit_is_more_than_nothing_and_its_days_are_whole(amount: float, unit: Unit) -> None:
    with pytest.raises(NoLimitError, match="whole number of working days"):
        Limit(amount, unit)


@given(st.lists(moments, max_size=5), st.integers(1, 30 * 3600))
def test_working_time_for_many_moments_is_that_of_the_calendar(given_moments: list[datetime], seconds: int) -> None:
    times = np.array([as_time(each) for each in given_moments], dtype=np.int64)
    begin = datetime(2026, 11, 2, tzinfo=ZONE)
    expected = [CALENDAR.between(begin, each) // timedelta(microseconds=1) for each in given_moments]
    assert OFFICE.until(times).tolist() == expected
    due = [CALENDAR.add(each, timedelta(seconds=seconds)) for each in given_moments]
    assert [as_moment(each) for each in OFFICE.after(times, seconds * 1_000_000).tolist()] == due


@given(st.lists(st.integers(0, 2**55), min_size=1, max_size=40))
def test_quantiles_from_sizes_are_within_a_thousandth(times: list[int]) -> None:
    column = np.array(times, dtype=np.int64)
    told = spreads(lengths([np.zeros(len(times), np.int64)], column))[0,]
    exact = spread(column)
    assert exact is not None
    assert (told.count, told.total, told.shortest, told.longest) == (
        exact.count,
        sum(times),
        min(times),
        max(times),
    )
    assert told.median == pytest.approx(exact.median, rel=1e-3)
    assert told.p90 == pytest.approx(exact.p90, rel=1e-3)


@given(st.integers(0, 2**60), st.integers(0, 2**60))
def test_sizes_grow_with_lengths(one: int, other: int) -> None:
    small, large = size_of(np.array([min(one, other), max(one, other)], dtype=np.int64)).tolist()
    assert small <= large


def test_sums_of_time_may_be_more_than_a_number_of_the_machine_holds() -> None:
    told = spread(np.full(4, 2**62, np.int64))
    assert told is not None
    assert told.total == 2**64


def test_impossible_times_are_counted_and_make_no_length() -> None:
    builder = LogBuilder()
    builder.add(Event("1", "a", FRIDAY, FRIDAY + timedelta(hours=1), resource="An"))  # ended before it began
    builder.add(Event("1", "b", FRIDAY, FRIDAY, enabled=FRIDAY + timedelta(hours=1)))  # could begin after it began
    builder.add(Event("1", "c", FRIDAY + timedelta(hours=2)))
    log = builder.build()
    assert faults(log) == Faults(
        no_start=1, ended_before_start=1, enabled_after_start=1, no_enabling=2, same_moment=1, no_resource=2
    )
    measured = spreads(step_lengths(log, OFFICE))
    assert {kind: each.longest for kind, each in measured.items()} == {
        (Measure.WORKED, 1): 0,
        (Measure.TAKEN, 1): 0,
        (Measure.WORKED_IN_HOURS, 1): 0,
        (Measure.TAKEN_IN_HOURS, 1): 0,
    }
