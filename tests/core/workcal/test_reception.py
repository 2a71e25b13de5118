"""When what arrives counts as received."""

from datetime import time

import pytest

from motcua.core.workcal import SATURDAY, WorkCalendar, parse_shifts
from tests.core.workcal.office import CALENDAR_2026, FIRST, LAST, WEEK, at, day

THREE_O_CLOCK = time(15)


@pytest.mark.parametrize(
    ("arrives", "received"),
    [
        ("2026-11-23 07:10", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-23 08:00"),
        ("2026-11-23 12:30", "2026-11-23 12:30"),
        ("2026-11-23 15:00", "2026-11-23 15:00"),
        ("2026-11-23 15:00:00.000001", "2026-11-25 08:00"),
        ("2026-11-20 15:01", "2026-11-23 08:00"),
        ("2026-11-21 09:00", "2026-11-23 08:00"),
        ("2026-02-13 23:59", "2026-02-23 08:00"),
    ],
)
def test_a_file_received_after_three_oclock_starts_next_working_day(arrives: str, received: str) -> None:
    assert CALENDAR_2026.received_at(at(arrives), THREE_O_CLOCK) == at(received)


def test_without_a_cut_off_closing_time_is_the_cut_off() -> None:
    assert CALENDAR_2026.received_at(at("2026-11-20 17:30")) == at("2026-11-20 17:30")
    assert CALENDAR_2026.received_at(at("2026-11-20 17:30:01")) == at("2026-11-23 08:00")


def test_an_office_that_closes_before_the_cut_off_receives_until_it_closes() -> None:
    office = WorkCalendar(FIRST, LAST, [WEEK.with_day(SATURDAY, parse_shifts("08:00-12:00"))])
    assert office.received_at(at("2026-11-21 11:30"), THREE_O_CLOCK) == at("2026-11-21 11:30")
    assert office.received_at(at("2026-11-21 12:30"), THREE_O_CLOCK) == at("2026-11-23 08:00")


def test_reception_is_always_on_a_working_day() -> None:
    received = CALENDAR_2026.received_at(at("2026-04-24 16:00"), THREE_O_CLOCK)
    assert received == at("2026-04-28 08:00")
    assert CALENDAR_2026.is_working_day(day("2026-04-28"))
