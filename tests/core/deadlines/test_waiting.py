"""A wait that a diagram draws ends when a legal limit of the same length would."""

import pytest

from motcua.core.deadlines import BadTimeLimitError, timer_due_at
from tests.core.workcal.office import CALENDAR_2026, at


def due(form: str, value: str, since: str) -> object:
    return timer_due_at(CALENDAR_2026, form, value, at(since))


def test_twelve_days_of_silence_end_at_closing_time_of_the_twelfth():
    assert due("duration", "P12D", "2026-11-02 09:00") == at("2026-11-16 17:30")  # the twelfth day is a Saturday


def test_a_wait_that_ends_on_a_holiday_ends_on_the_next_working_day():
    assert due("duration", "P15D", "2026-11-09 09:00") == at("2026-11-25 17:30")


def test_weeks_are_days():
    assert due("duration", "P2W", "2026-11-02 09:00") == due("duration", "P14D", "2026-11-02 09:00")


def test_hours_between_systems_are_real_hours():
    assert due("duration", "PT10M", "2026-11-20 17:25") == at("2026-11-20 17:35")
    assert due("duration", "P1DT2H", "2026-11-20 17:25") == at("2026-11-21 19:25")


def test_working_hours_and_days_are_working_time():
    assert due("working_hours", "2", "2026-11-20 17:45") == at("2026-11-23 10:00")
    assert due("working_days", "0.5", "2026-11-20 14:00") == at("2026-11-23 08:30")


def test_a_date_is_itself():
    assert due("date", "2026-12-15T17:00:00", "2026-11-20 14:00") == at("2026-12-15 17:00")


@pytest.mark.parametrize(
    ("form", "value"), [("duration", "P1M"), ("duration", "P"), ("duration", "PT"), ("cycle", "R3/P1D")]
)
def test_a_time_that_no_office_can_count_is_refused(form, value):
    with pytest.raises(BadTimeLimitError):
        due(form, value, "2026-11-20 14:00")
