"""The worked examples of the law on the calendar of 2026: Saturday 22 August is worked, Monday 31 August is off."""

from datetime import time

import pytest

from motcua.core.workcal import months_later
from tests.core.workcal.office import CALENDAR_2026, at, day, hours

THREE_O_CLOCK = time(15)


@pytest.mark.parametrize(
    ("received", "working_days", "cut_off", "due"),
    [
        ("2026-08-20 10:00", 3, None, "2026-08-24"),
        ("2026-08-28 16:00", 3, None, "2026-09-07"),
        ("2026-08-28 16:00", 3, THREE_O_CLOCK, "2026-09-08"),
        ("2026-02-12 09:00", 5, None, "2026-02-26"),
        ("2026-11-23 14:50", 0, THREE_O_CLOCK, "2026-11-23"),
        ("2026-11-23 15:10", 0, THREE_O_CLOCK, "2026-11-25"),
    ],
)
def test_a_limit_of_working_days_ends_on_the_day_the_law_says(
    received: str, working_days: int, cut_off: time | None, due: str
) -> None:
    start = CALENDAR_2026.received_at(at(received), cut_off).date()
    assert CALENDAR_2026.add_working_days(start, working_days) == day(due)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2026-11-20 14:00", 12, "2026-11-25 08:30"),
        ("2026-11-20 17:45", 2, "2026-11-23 10:00"),
        ("2026-11-20 12:15", 4, "2026-11-20 17:30"),
    ],
)
def test_a_limit_of_hours_ends_at_the_minute_the_law_says(start: str, amount: int, end: str) -> None:
    assert CALENDAR_2026.add(at(start), hours(amount)) == at(end)


def test_fifteen_calendar_days_that_end_on_a_day_off_end_on_the_next_working_day() -> None:
    assert CALENDAR_2026.add_calendar_days(day("2026-11-09"), 15) == day("2026-11-25")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_or_the_last_day_of_the_month(start: str, months: int, end: str) -> None:
    assert months_later(day(start), months) == day(end)


def test_thirty_working_days_are_the_same_as_two_hundred_and_forty_hours_in_an_eight_hour_day() -> None:
    opening = CALENDAR_2026.opening(day("2026-03-02"))
    assert CALENDAR_2026.add(opening, hours(240)) == CALENDAR_2026.closing(
        CALENDAR_2026.add_working_days(day("2026-03-02"), 29)
    )


def test_a_make_up_saturday_is_worked_with_the_hours_of_the_day_it_makes_up_for() -> None:
    assert CALENDAR_2026.shifts(day("2026-08-22")) == CALENDAR_2026.shifts(day("2026-08-24")) != ()
    assert not CALENDAR_2026.is_working_day(day("2026-08-31"))
