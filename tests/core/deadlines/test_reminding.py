"""When somebody is reminded: in working time, only of what began before, and of several missed only the last."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.core.deadlines import Debt, Owed, ReminderRule, Told, calls, fallen_due, next_call
from motcua.core.workcal import WorkCalendar
from tests.core.workcal.any_office import MOMENTS, OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at


def rule(key: str, hours: int, owed: Owed = Owed.STEP) -> ReminderRule:
    return ReminderRule(key, owed, hours, (Told.HOLDER,), "reminder")


def debt(due: str, began: str = "2026-01-02 08:00") -> Debt:
    return Debt(Owed.STEP, "step:1", at(began), at(due), 1)


RULES = [rule("soon", -4), rule("late", 1), rule("very_late", 16), rule("other", -8, Owed.DOSSIER)]


def moments(found: object) -> list[tuple[str, str]]:
    return [(call.rule.key, f"{call.at:%Y-%m-%d %H:%M}") for call in found]  # type: ignore[attr-defined] # calls


def test_hours_before_and_after_are_working_hours() -> None:
    assert moments(calls(CALENDAR_2026, RULES, debt("2026-11-20 10:00"))) == [
        ("soon", "2026-11-19 15:30"),
        ("late", "2026-11-20 11:00"),
        ("very_late", "2026-11-25 10:00"),  # the weekend, and Tuesday 24 November is a day off
    ]


def test_over_new_year_and_tet_nobody_is_reminded_on_a_day_off() -> None:
    assert moments(calls(CALENDAR_2026, RULES, debt("2026-02-23 09:00"))) == [
        ("soon", "2026-02-13 14:30"),
        ("late", "2026-02-23 10:00"),
        ("very_late", "2026-02-25 09:00"),
    ]
    assert moments(calls(CALENDAR_2026, RULES[:1], debt("2026-01-05 09:00", "2026-01-02 08:00"))) == [
        ("soon", "2026-01-02 14:30")
    ]


def test_who_has_just_been_given_two_hours_is_not_told_that_there_are_less_than_four() -> None:
    found = calls(CALENDAR_2026, RULES, debt("2026-11-19 10:00", "2026-11-19 08:00"))
    assert [call.rule.key for call in found] == ["late", "very_late"]


def test_what_lies_beyond_the_announced_calendar_says_nothing_yet() -> None:
    found = calls(CALENDAR_2026, RULES, debt("2026-12-31 17:00"))
    assert [call.rule.key for call in found] == ["soon"]


def test_after_an_outage_the_last_is_said_and_the_others_are_passed_over() -> None:
    found = calls(CALENDAR_2026, RULES, debt("2026-11-10 10:00"))
    fallen = fallen_due(found, at("2026-11-20 08:00"), ())
    assert [call.rule.key for call in fallen.told] == ["very_late"]
    assert [call.rule.key for call in fallen.passed] == ["soon", "late"]


def test_what_was_said_is_not_said_again_and_nothing_older_is_dug_up() -> None:
    found = calls(CALENDAR_2026, RULES, debt("2026-11-10 10:00"))
    said = {call.mark for call in found if call.rule.key == "very_late"}
    fallen = fallen_due(found, at("2026-11-20 08:00"), said)
    assert fallen.told == ()
    assert [call.rule.key for call in fallen.passed] == ["soon", "late"]


def test_a_day_that_moves_is_a_new_debt() -> None:
    before, after = debt("2026-11-10 10:00"), debt("2026-11-11 10:00")
    said = {call.mark for call in calls(CALENDAR_2026, RULES, before)}
    assert fallen_due(calls(CALENDAR_2026, RULES, after), at("2026-11-11 09:00"), said).told


ANY_RULES = st.lists(st.integers(-24, 24), min_size=1, max_size=5, unique=True).map(
    lambda found: [rule(f"rule{hours}", hours) for hours in found]
)


@WITHOUT_A_STOPWATCH
@given(OFFICES, ANY_RULES, MOMENTS, st.lists(st.timedeltas(timedelta(), timedelta(days=3)), max_size=12))
def test_however_the_rounds_fall_each_call_is_said_or_passed_over_exactly_once(
    office: WorkCalendar, rules: list[ReminderRule], due: datetime, pauses: list[timedelta]
) -> None:
    owed = Debt(Owed.STEP, "step:1", due - timedelta(days=30), due, 1)
    found = calls(office, rules, owed)
    now, told, passed = due - timedelta(days=10), [], []
    for pause in [*pauses, timedelta(days=60)]:
        now += pause
        fallen = fallen_due(found, now, {call.mark for call in (*told, *passed)})
        told += fallen.told
        passed += fallen.passed
        assert all(call.at <= now for call in (*fallen.told, *fallen.passed))
    assert sorted(call.mark for call in (*told, *passed)) == sorted(call.mark for call in found)
    assert next_call(found, now) is None


@WITHOUT_A_STOPWATCH
@given(OFFICES, ANY_RULES, MOMENTS)
def test_a_reminder_before_never_comes_after_and_one_after_never_before(
    office: WorkCalendar, rules: list[ReminderRule], due: datetime
) -> None:
    for call in calls(office, rules, Debt(Owed.STEP, "step:1", due - timedelta(days=60), due, 1)):
        assert (call.at <= due) if call.rule.hours <= 0 else (call.at >= due)
