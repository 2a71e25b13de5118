"""How a dossier stands: the five states of every screen, the words for what remains, and the comparison at the end."""

from datetime import UTC

import pytest

from motcua.core.deadlines import (
    ClockState,
    DossierClock,
    Outcome,
    TimeLimit,
    finish,
    outcome,
    remaining,
    reschedule,
    state,
    stop,
)
from tests.core.deadlines.dossiers import (
    APOLOGY,
    SAME_DAY,
    SPECIAL_LAW,
    calendar_days,
    months,
    running,
    waiting_for_payment,
    waiting_for_supplement,
    working_days,
    working_hours,
)
from tests.core.workcal.office import CALENDAR_2026, at, hours

FIVE_DAYS = running(working_days(5), "2026-11-09 09:00")  # due on Monday 16 November, 17:30
TWELVE_HOURS = running(working_hours(12), "2026-11-09 08:00")  # due on Tuesday 10 November, 12:00
TWO_DAYS = hours(16)


@pytest.mark.parametrize(
    ("clock", "now", "expected"),
    [
        (FIVE_DAYS, "2026-11-12 17:00", ClockState.IN_TIME),
        (FIVE_DAYS, "2026-11-12 17:30", ClockState.DUE_SOON),
        (FIVE_DAYS, "2026-11-16 17:30", ClockState.DUE_SOON),
        (FIVE_DAYS, "2026-11-16 23:00", ClockState.DUE_SOON),
        (FIVE_DAYS, "2026-11-17 00:00", ClockState.OVERDUE),
        (TWELVE_HOURS, "2026-11-10 12:00", ClockState.DUE_SOON),
        (TWELVE_HOURS, "2026-11-10 12:00:00.000001", ClockState.OVERDUE),
        (waiting_for_payment(FIVE_DAYS, "2026-11-10 09:00"), "2026-12-01 09:00", ClockState.WAITING_FOR_APPLICANT),
        (waiting_for_supplement(FIVE_DAYS, "2026-11-18 09:00"), "2026-12-01 09:00", ClockState.WAITING_FOR_APPLICANT),
        (finish(FIVE_DAYS, at("2026-11-20 09:00"))[0], "2026-12-01 09:00", ClockState.DONE),
        (stop(FIVE_DAYS, at("2026-11-20 09:00"), SPECIAL_LAW)[0], "2026-12-01 09:00", ClockState.DONE),
    ],
)
def test_a_clock_shows_one_of_five_states(clock: DossierClock, now: str, expected: ClockState) -> None:
    assert state(CALENDAR_2026, clock, at(now), due_soon=TWO_DAYS) is expected
    assert state(CALENDAR_2026, clock, at(now).astimezone(UTC), due_soon=TWO_DAYS) is expected


def test_when_it_is_soon_is_set_by_the_screen() -> None:
    now = at("2026-11-12 17:30")
    assert state(CALENDAR_2026, FIVE_DAYS, now, due_soon=TWO_DAYS) is ClockState.DUE_SOON
    assert state(CALENDAR_2026, FIVE_DAYS, now, due_soon=hours(15)) is ClockState.IN_TIME


@pytest.mark.parametrize(
    ("clock", "now", "vi", "en"),
    [
        (FIVE_DAYS, "2026-11-11 10:00", "còn 3 ngày làm việc", "3 working days left"),
        (FIVE_DAYS, "2026-11-13 10:00", "còn 1 ngày làm việc", "1 working day left"),
        (FIVE_DAYS, "2026-11-15 10:00", "còn 1 ngày làm việc", "1 working day left"),
        (FIVE_DAYS, "2026-11-16 18:00", "đến hạn hôm nay", "due today"),
        (FIVE_DAYS, "2026-11-18 08:00", "quá hạn 2 ngày làm việc", "2 working days overdue"),
        (running(working_days(5), "2026-11-06 09:00"), "2026-11-14 09:00", "vừa quá hạn", "just overdue"),
        (running(SAME_DAY, "2026-11-09 09:00"), "2026-11-09 10:00", "đến hạn hôm nay", "due today"),
        (running(calendar_days(15), "2026-11-02 09:00"), "2026-11-07 09:00", "còn 10 ngày", "10 days left"),
        (running(months(1), "2026-11-02 09:00"), "2026-12-03 09:00", "quá hạn 1 ngày", "1 day overdue"),
        (TWELVE_HOURS, "2026-11-09 16:00", "còn 5 giờ 30 phút làm việc", "5 h 30 min of working time left"),
        (TWELVE_HOURS, "2026-11-10 10:00", "còn 2 giờ làm việc", "2 h of working time left"),
        (TWELVE_HOURS, "2026-11-10 11:45", "còn 15 phút làm việc", "15 min of working time left"),
        (TWELVE_HOURS, "2026-11-10 12:00", "đến hạn", "due now"),
        (TWELVE_HOURS, "2026-11-10 13:30", "vừa quá hạn", "just overdue"),
        (TWELVE_HOURS, "2026-11-10 15:30", "quá hạn 2 giờ làm việc", "2 h of working time overdue"),
        (
            waiting_for_payment(FIVE_DAYS, "2026-11-11 10:00"),
            "2026-12-11 10:00",
            "còn 3 ngày làm việc",
            "3 working days left",
        ),
    ],
)
def test_what_remains_is_said_in_the_unit_of_the_limit(clock: DossierClock, now: str, vi: str, en: str) -> None:
    left = remaining(CALENDAR_2026, clock, at(now))
    assert left is not None
    assert (left.vi, left.en) == (vi, en)


def test_what_remains_is_also_working_time_so_that_all_dossiers_sort_together() -> None:
    left = remaining(CALENDAR_2026, FIVE_DAYS, at("2026-11-13 15:30"))
    assert left is not None
    assert (left.working_time, left.days, left.overdue) == (hours(10), 1, False)
    late = remaining(CALENDAR_2026, FIVE_DAYS, at("2026-11-17 10:00"))
    assert late is not None
    assert (late.working_time, late.days, late.overdue) == (hours(-2), -1, True)


def test_a_dossier_that_ended_has_nothing_remaining() -> None:
    finished, _ = finish(FIVE_DAYS, at("2026-11-12 09:00"))
    assert remaining(CALENDAR_2026, finished, at("2026-11-12 09:00")) is None


@pytest.mark.parametrize(
    ("limit", "finished", "expected"),
    [
        (working_days(5), "2026-11-15 23:59", Outcome.EARLY),
        (working_days(5), "2026-11-16 00:00", Outcome.ON_TIME),
        (working_days(5), "2026-11-16 23:59", Outcome.ON_TIME),
        (working_days(5), "2026-11-17 00:00", Outcome.LATE),
        (calendar_days(5), "2026-11-16 20:00", Outcome.ON_TIME),
        (working_hours(5), "2026-11-16 17:29:59.999999", Outcome.EARLY),
        (working_hours(5), "2026-11-16 17:30", Outcome.ON_TIME),
        (working_hours(5), "2026-11-16 17:30:00.000001", Outcome.LATE),
    ],
)
def test_days_compare_by_date_and_hours_by_the_instant(limit: TimeLimit, finished: str, expected: Outcome) -> None:
    due_at = at("2026-11-16 17:30")
    assert outcome(limit, due_at, at(finished)) is expected
    assert outcome(limit, due_at.astimezone(UTC), at(finished).astimezone(UTC)) is expected


def test_a_statistic_chooses_the_promise_it_measures_against() -> None:
    promised, _ = reschedule(CALENDAR_2026, FIVE_DAYS, at("2026-11-13 09:00"), at("2026-11-20 09:00"), APOLOGY)
    finished, _ = finish(promised, at("2026-11-19 09:00"))
    assert finished.finished_at is not None
    assert outcome(finished.limit, finished.original_due_at, finished.finished_at) is Outcome.LATE
    assert outcome(finished.limit, finished.due_at, finished.finished_at) is Outcome.EARLY
