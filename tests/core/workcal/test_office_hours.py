"""How an office states its hours, and what contradicts itself."""

from datetime import date, time

import pytest

from motcua.core.workcal import (
    SATURDAY,
    BadHoursError,
    ClosedDayError,
    DayKind,
    Shift,
    SpecialDay,
    WeekPattern,
    WorkCalendar,
    holiday,
    own_hours,
    parse_shifts,
    swap,
)
from tests.core.workcal.office import CALENDAR_2026, FIRST, HOURS, LAST, WEEK, at, day, hours


def test_hours_are_written_as_people_write_them() -> None:
    assert parse_shifts("08:00-12:00, 13:30–17:30") == (Shift(time(8), time(12)), Shift(time(13, 30), time(17, 30)))
    assert parse_shifts("") == ()
    assert str(Shift(time(7, 30), time(11, 30))) == "07:30-11:30"


def test_shifts_are_kept_in_the_order_of_the_day() -> None:
    week = WeekPattern.monday_to_friday(FIRST, (HOURS[1], HOURS[0]))
    assert week.days[0] == HOURS
    assert own_hours(FIRST, (HOURS[1], HOURS[0])).shifts == HOURS


def test_an_open_saturday_morning_counts_as_a_working_day() -> None:
    week = WEEK.with_day(SATURDAY, parse_shifts("07:30-11:30"))
    office = WorkCalendar(FIRST, LAST, [week])
    assert office.add(at("2026-11-20 16:30"), hours(2)) == at("2026-11-21 08:30")
    assert office.add_working_days(day("2026-11-20"), 1) == day("2026-11-21")
    assert office.closing(day("2026-11-21")) == at("2026-11-21 11:30")
    assert not office.is_working_day(day("2026-11-22"))


def test_summer_hours_hold_from_their_date_until_the_next_pattern() -> None:
    summer = WeekPattern.monday_to_friday(date(2026, 4, 16), parse_shifts("07:00-11:30, 13:30-17:00"))
    winter = WeekPattern.monday_to_friday(date(2026, 10, 16), HOURS)
    office = WorkCalendar(FIRST, LAST, [winter, summer, WEEK])
    assert office.opening(day("2026-04-15")) == at("2026-04-15 08:00")
    assert office.opening(day("2026-04-16")) == at("2026-04-16 07:00")
    assert office.opening(day("2026-10-15")) == at("2026-10-15 07:00")
    assert office.opening(day("2026-10-16")) == at("2026-10-16 08:00")


def test_hours_pass_from_a_winter_day_into_a_summer_day() -> None:
    summer = WeekPattern.monday_to_friday(date(2026, 4, 16), parse_shifts("07:00-11:00"))
    office = WorkCalendar(FIRST, LAST, [WEEK, summer])
    assert office.add(at("2026-04-15 16:30"), hours(3)) == at("2026-04-16 09:00")


def test_a_single_day_may_have_its_own_hours() -> None:
    half_day = own_hours(day("2026-02-13"), parse_shifts("08:00-12:00"))
    office = WorkCalendar(FIRST, LAST, [WEEK], [half_day])
    assert office.add(at("2026-02-13 11:00"), hours(2)) == at("2026-02-16 09:00")
    assert office.add_working_days(day("2026-02-12"), 1) == day("2026-02-13")


def test_a_day_off_in_lieu_takes_the_hours_of_the_season_it_falls_in() -> None:
    summer = WeekPattern.monday_to_friday(date(2026, 4, 16), parse_shifts("07:00-11:00"))
    office = WorkCalendar(FIRST, LAST, [WEEK, summer], swap(off=day("2026-04-17"), work=day("2026-04-11")))
    assert office.shifts(day("2026-04-11")) == parse_shifts("07:00-11:00")
    assert office.shifts(day("2026-04-17")) == ()


def test_an_office_with_a_seven_hour_day_counts_its_own_hours_and_the_laws_days() -> None:
    seven_hours = WeekPattern.monday_to_friday(FIRST, parse_shifts("08:00-11:30, 13:30-17:00"))
    office = WorkCalendar(FIRST, LAST, [seven_hours])
    assert office.add(at("2026-03-02 08:00"), hours(8)) == at("2026-03-03 09:00")
    assert office.add_working_days(day("2026-03-02"), 1) == day("2026-03-03")


def test_a_day_is_opening_and_closing_at_its_first_and_last_hour() -> None:
    assert CALENDAR_2026.opening(day("2026-11-20")) == at("2026-11-20 08:00")
    assert CALENDAR_2026.closing(day("2026-11-20")) == at("2026-11-20 17:30")


def test_a_shift_holds_its_opening_and_not_its_closing() -> None:
    assert CALENDAR_2026.is_working(at("2026-11-20 08:00"))
    assert CALENDAR_2026.is_working(at("2026-11-20 11:59:59.999999"))
    assert not CALENDAR_2026.is_working(at("2026-11-20 12:00"))
    assert not CALENDAR_2026.is_working(at("2026-11-20 07:59:59.999999"))
    assert not CALENDAR_2026.is_working(at("2026-11-24 09:00"))


def test_the_next_working_moment_is_now_or_the_next_opening() -> None:
    assert CALENDAR_2026.next_working_moment(at("2026-11-20 09:12")) == at("2026-11-20 09:12")
    assert CALENDAR_2026.next_working_moment(at("2026-11-20 12:00")) == at("2026-11-20 13:30")
    assert CALENDAR_2026.next_working_moment(at("2026-11-23 17:30")) == at("2026-11-25 08:00")


def test_a_closed_day_has_no_opening() -> None:
    with pytest.raises(ClosedDayError, match="24/11/2026"):
        CALENDAR_2026.opening(day("2026-11-24"))
    with pytest.raises(ClosedDayError, match="nearest working day"):
        CALENDAR_2026.closing(day("2026-11-24"))


@pytest.mark.parametrize(
    "text", ["08:00", "8h-12h", "12:00-08:00", "08:00-08:00", "08:00-24:00", "08:00-12:00:00.5", "08:00Z-12:00"]
)
def test_a_shift_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(BadHoursError):
        parse_shifts(text)


@pytest.mark.parametrize("text", ["08:00-12:00, 11:00-15:00", "08:00-12:00, 12:00-15:00"])
def test_shifts_that_overlap_or_touch_are_refused(text: str) -> None:
    with pytest.raises(BadHoursError, match="ghép thành một ca"):
        parse_shifts(text)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(BadHoursError, match="bảy ngày"):
        WeekPattern(FIRST, (HOURS,) * 5)


def test_the_first_day_needs_a_pattern() -> None:
    with pytest.raises(BadHoursError, match="01/01/2026"):
        WorkCalendar(FIRST, LAST, [WeekPattern.monday_to_friday(date(2026, 1, 2), HOURS)])


def test_two_patterns_from_one_date_are_refused() -> None:
    with pytest.raises(BadHoursError, match="chỉ giữ một"):
        WorkCalendar(FIRST, LAST, [WEEK, WEEK.with_day(SATURDAY, HOURS)])


def test_two_different_entries_for_one_date_are_refused() -> None:
    entries = [holiday(day("2026-05-01")), own_hours(day("2026-05-01"), HOURS)]
    with pytest.raises(BadHoursError, match="01/05/2026"):
        WorkCalendar(FIRST, LAST, [WEEK], entries)


def test_the_same_entry_twice_is_one_entry() -> None:
    office = WorkCalendar(FIRST, LAST, [WEEK], [holiday(day("2026-05-01"))] * 2)
    assert not office.is_working_day(day("2026-05-01"))


def test_a_day_off_has_no_hours() -> None:
    with pytest.raises(BadHoursError, match="không được có giờ"):
        SpecialDay(day("2026-05-01"), DayKind.HOLIDAY, HOURS)


def test_a_worked_day_states_its_hours() -> None:
    with pytest.raises(BadHoursError, match="hãy ghi giờ làm việc"):
        SpecialDay(day("2026-08-22"), DayKind.SWAP_WORK)


def test_a_make_up_day_cannot_take_the_hours_of_a_weekend() -> None:
    with pytest.raises(BadHoursError, match="vốn là ngày nghỉ"):
        WorkCalendar(FIRST, LAST, [WEEK], swap(off=day("2026-08-30"), work=day("2026-08-22")))


def test_a_calendar_ends_after_it_starts() -> None:
    with pytest.raises(BadHoursError, match="kết thúc sau khi bắt đầu"):
        WorkCalendar(LAST, FIRST, [WEEK])


def test_an_entry_outside_the_range_changes_nothing() -> None:
    office = WorkCalendar(FIRST, LAST, [WEEK], [holiday(date(2027, 2, 8))])
    assert office.is_working_day(LAST)
