"""Arithmetic in days, against someone who walks through the calendar with a finger, day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.core.workcal import CIVIL_CODE, Counting, WorkCalendar, months_later
from tests.core.workcal.any_office import OFFICES, WITHOUT_A_STOPWATCH, a_date

ONE_DAY = timedelta(days=1)
COUNTS = st.integers(0, 40)
EVENT_DAY_COUNTS = Counting(event_day_counts=True)
COUNTINGS = st.builds(Counting, event_day_counts=st.booleans(), roll_to_working_day=st.booleans())


def walk(office: WorkCalendar, day: date, count: int, step: timedelta) -> date:
    """The finger moves on until it has touched that many working days."""
    while count:
        day += step
        count -= office.is_working_day(day)
    return day


@WITHOUT_A_STOPWATCH
@given(OFFICES, a_date(), COUNTS)
def test_working_days_are_those_a_finger_touches(office: WorkCalendar, day: date, count: int) -> None:
    assert office.add_working_days(day, count) == walk(office, day, count, ONE_DAY)
    assert office.add_working_days(day, -count) == walk(office, day, count, -ONE_DAY)


@WITHOUT_A_STOPWATCH
@given(OFFICES, a_date(), st.integers(1, 40))
def test_when_the_event_day_counts_the_finger_starts_on_the_day_before(
    office: WorkCalendar, day: date, count: int
) -> None:
    assert office.add_working_days(day, count, EVENT_DAY_COUNTS) == walk(office, day - ONE_DAY, count, ONE_DAY)
    assert office.add_working_days(day, -count, EVENT_DAY_COUNTS) == walk(office, day + ONE_DAY, count, -ONE_DAY)


@WITHOUT_A_STOPWATCH
@given(OFFICES, a_date(), a_date())
def test_the_working_days_between_two_dates_are_counted_one_by_one(office: WorkCalendar, a: date, b: date) -> None:
    a, b = sorted((a, b))
    counted = sum(office.is_working_day(a + ONE_DAY * count) for count in range(1, (b - a).days + 1))
    assert office.working_days_between(a, b) == counted
    assert office.working_days_between(b, a) == -counted


@WITHOUT_A_STOPWATCH
@given(OFFICES, a_date(), COUNTS)
def test_the_working_days_between_are_those_that_were_added(office: WorkCalendar, day: date, count: int) -> None:
    assert office.working_days_between(day, office.add_working_days(day, count)) == count


@WITHOUT_A_STOPWATCH
@given(OFFICES, a_date(), COUNTS, COUNTS)
def test_days_added_twice_are_their_sum(office: WorkCalendar, day: date, a: int, b: int) -> None:
    assert office.add_working_days(office.add_working_days(day, a), b) == office.add_working_days(day, a + b)


@WITHOUT_A_STOPWATCH
@given(OFFICES, a_date(), COUNTS, COUNTINGS)
def test_calendar_days_end_on_their_day_or_roll_to_the_next_working_day(
    office: WorkCalendar, day: date, count: int, counting: Counting
) -> None:
    last = day + ONE_DAY * (count - counting.event_day_counts)
    expected = walk(office, last - ONE_DAY, 1, ONE_DAY) if counting.roll_to_working_day else last
    assert office.add_calendar_days(day, count, counting) == expected


@WITHOUT_A_STOPWATCH
@given(OFFICES, a_date())
def test_a_day_is_its_own_working_day_or_the_next_one_is(office: WorkCalendar, day: date) -> None:
    assert office.working_day_on_or_after(day) == walk(office, day - ONE_DAY, 1, ONE_DAY)
    assert office.previous_working_day(day) < day < office.next_working_day(day)
    assert office.is_working_day(office.previous_working_day(day))


@WITHOUT_A_STOPWATCH
@given(a_date(), st.integers(0, 60), st.integers(0, 60))
def test_more_months_end_later_and_never_skip_a_month(day: date, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    assert months_later(day, fewer) <= months_later(day, more)
    end = months_later(day, more)
    assert (end.year - day.year) * 12 + end.month - day.month == more
    assert end.day == day.day or (end + ONE_DAY).day == 1


def test_by_default_days_are_counted_as_the_civil_code_counts_them() -> None:
    assert Counting(event_day_counts=False, roll_to_working_day=True) == CIVIL_CODE
