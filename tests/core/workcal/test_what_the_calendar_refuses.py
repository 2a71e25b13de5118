"""What a calendar does not know it does not guess; what it cannot read it refuses, saying what to do."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest

from motcua.core.workcal import ZONE, CalendarEndsError, DateExpectedError, NaiveMomentError, WorkCalendar, office_time
from tests.core.workcal.office import CALENDAR_2026, at, day, hours

Question = Callable[[WorkCalendar], object]


@pytest.mark.parametrize(
    ("ask", "unknown"),
    [
        (lambda office: office.is_working_day(day("2027-01-01")), "2027-01-01"),
        (lambda office: office.shifts(day("2025-12-31")), "2025-12-31"),
        (lambda office: office.add_working_days(day("2026-12-30"), 2), "2027-01-01"),
        (lambda office: office.add_working_days(day("2026-01-02"), -1), "2025-12-31"),
        (lambda office: office.add_calendar_days(day("2026-12-20"), 30), "2027-01-19"),
        (lambda office: office.add_calendar_days(day("2026-12-20"), 10**9), "9999-12-31"),
        (lambda office: office.working_day_on_or_after(day("2027-05-05")), "2027-05-05"),
        (lambda office: office.working_days_between(day("2026-05-05"), day("2027-05-05")), "2027-05-05"),
        (lambda office: office.add(at("2026-12-31 17:00"), hours(1)), "2027-01-01"),
        (lambda office: office.add(at("2026-12-31 17:00"), timedelta.max), "2027-01-01"),
        (lambda office: office.add(at("2027-03-01 09:00"), hours(1)), "2027-03-01"),
        (lambda office: office.subtract(at("2026-01-02 09:00"), hours(2)), "2025-12-31"),
        (lambda office: office.between(at("2026-05-05 09:00"), at("2027-01-01 00:00")), "2027-01-01"),
        (lambda office: office.between(at("2025-12-31 23:59"), at("2026-05-05 09:00")), "2025-12-31"),
        (lambda office: office.next_working_moment(at("2026-12-31 17:30")), "2027-01-01"),
        (lambda office: office.received_at(at("2026-12-31 17:31")), "2027-01-01"),
    ],
)
def test_a_date_beyond_the_calendar_is_named_with_what_to_do(ask: Question, unknown: str) -> None:
    with pytest.raises(CalendarEndsError, match=f"Hãy nhập lịch nghỉ.*{unknown}") as refused:
        ask(CALENDAR_2026)
    assert refused.value.day == day(unknown)
    assert (refused.value.first, refused.value.last) == (day("2026-01-01"), day("2026-12-31"))


def test_the_last_hour_of_the_calendar_can_still_be_promised() -> None:
    assert CALENDAR_2026.add(at("2026-12-31 16:30"), hours(1)) == at("2026-12-31 17:30")
    assert CALENDAR_2026.subtract(at("2026-01-02 09:00"), hours(1)) == at("2026-01-02 08:00")
    assert CALENDAR_2026.add_working_days(day("2026-12-30"), 1) == day("2026-12-31")


class Nowhere(tzinfo):
    """A zone that cannot say its offset."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return None


@pytest.mark.parametrize("zone", [None, Nowhere()])
@pytest.mark.parametrize(
    "ask",
    [
        lambda moment: CALENDAR_2026.add(moment, hours(1)),
        lambda moment: CALENDAR_2026.subtract(moment, hours(1)),
        lambda moment: CALENDAR_2026.between(moment, at("2026-05-05 09:00")),
        lambda moment: CALENDAR_2026.between(at("2026-05-05 09:00"), moment),
        CALENDAR_2026.is_working,
        CALENDAR_2026.next_working_moment,
        CALENDAR_2026.received_at,
        office_time,
    ],
)
def test_a_moment_without_a_zone_is_refused(ask: Callable[[datetime], object], zone: tzinfo | None) -> None:
    with pytest.raises(NaiveMomentError, match="múi giờ"):
        ask(datetime(2026, 5, 5, 9, tzinfo=zone))


def test_a_moment_where_a_date_counts_is_refused() -> None:
    with pytest.raises(DateExpectedError, match="office_time"):
        CALENDAR_2026.is_working_day(at("2026-05-05 09:00"))


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=7))])
def test_a_moment_of_another_zone_is_read_on_the_office_clock(zone: timezone) -> None:
    there = at("2026-11-20 14:00").astimezone(zone)
    end = CALENDAR_2026.add(there, hours(12))
    assert end == at("2026-11-25 08:30")
    assert end.tzinfo is ZONE
    assert CALENDAR_2026.add(there, hours(0)).tzinfo is ZONE
    assert CALENDAR_2026.is_working(there)
    assert CALENDAR_2026.received_at(there) == at("2026-11-20 14:00")


def test_an_evening_in_london_is_the_next_morning_at_the_office() -> None:
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert office_time(evening).date() == date(2026, 11, 23)
    assert CALENDAR_2026.received_at(evening) == at("2026-11-23 08:00")


def test_microseconds_survive() -> None:
    end = CALENDAR_2026.add(at("2026-11-20 14:00:00.000001"), timedelta(hours=12, microseconds=2))
    assert end == at("2026-11-25 08:30:00.000003")


def test_a_calendar_goes_to_another_process_and_answers_the_same() -> None:
    copy = pickle.loads(pickle.dumps(CALENDAR_2026))
    assert copy.add(at("2026-11-20 14:00"), hours(12)) == at("2026-11-25 08:30")
    assert repr(copy) == repr(CALENDAR_2026) == "<WorkCalendar 2026-01-01..2026-12-31, 249 working days>"


def test_a_refusal_goes_to_another_process_with_its_words() -> None:
    refusal = CalendarEndsError(day("2027-01-01"), day("2026-01-01"), day("2026-12-31"))
    copy = pickle.loads(pickle.dumps(refusal))
    assert (copy.vi, copy.en, copy.day) == (refusal.vi, refusal.en, refusal.day)
