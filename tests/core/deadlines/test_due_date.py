"""When a dossier is due, by the examples of the law."""

from datetime import time

import pytest

from motcua.core.deadlines import ClockEvent, ClockRules, LimitUnit, TimeLimit, change_limit, reschedule, start
from motcua.core.workcal import Counting
from tests.core.deadlines.dossiers import (
    APOLOGY,
    RULES,
    SAME_DAY,
    calendar_days,
    months,
    resumed,
    running,
    waiting_for_payment,
    working_days,
    working_hours,
)
from tests.core.workcal.office import CALENDAR_2026, at

WITHOUT_CUT_OFF = ClockRules()


@pytest.mark.parametrize(
    ("accepted", "limit", "rules", "due"),
    [
        ("2026-08-20 10:00", working_days(3), RULES, "2026-08-24 17:30"),
        ("2026-08-28 16:00", working_days(3), WITHOUT_CUT_OFF, "2026-09-07 17:30"),
        ("2026-08-28 16:00", working_days(3), RULES, "2026-09-08 17:30"),
        ("2026-02-12 09:00", working_days(5), RULES, "2026-02-26 17:30"),
        ("2026-11-23 14:50", SAME_DAY, RULES, "2026-11-23 17:30"),
        ("2026-11-23 15:10", SAME_DAY, RULES, "2026-11-25 17:30"),
        ("2026-11-09 09:00", calendar_days(15), RULES, "2026-11-25 17:30"),
        ("2026-11-20 14:00", working_hours(12), RULES, "2026-11-25 08:30"),
        ("2026-11-20 17:45", working_hours(2), RULES, "2026-11-23 10:00"),
        ("2026-11-20 12:15", working_hours(4), RULES, "2026-11-20 17:30"),
        ("2026-11-20 15:30", working_hours(2), RULES, "2026-11-23 10:00"),
        ("2026-03-31 09:00", months(1), RULES, "2026-05-04 17:30"),
        ("2026-05-15 09:00", months(2), RULES, "2026-07-15 17:30"),
    ],
)
def test_the_due_date_is_the_one_the_law_says(accepted: str, limit: TimeLimit, rules: ClockRules, due: str) -> None:
    assert running(limit, accepted, rules).due_at == at(due)


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (working_days(3), "2026-11-11 17:30"),
        (calendar_days(15), "2026-11-23 17:30"),
        (months(1), "2026-12-08 17:30"),
        (SAME_DAY, "2026-11-09 17:30"),
    ],
)
def test_a_special_law_may_let_the_day_of_the_event_count(limit: TimeLimit, due: str) -> None:
    rules = ClockRules(counting=Counting(event_day_counts=True))
    assert running(limit, "2026-11-09 09:00", rules).due_at == at(due)


def test_where_the_day_of_the_event_counts_a_day_lost_is_still_one_day() -> None:
    rules = ClockRules(counting=Counting(event_day_counts=True))
    same_day = waiting_for_payment(running(SAME_DAY, "2026-11-09 09:00", rules), "2026-11-09 10:00")
    assert resumed(same_day, "2026-11-10 09:00").due_at == at("2026-11-10 17:30")
    ten_days = running(calendar_days(10), "2026-11-02 09:00", rules)
    promised, _ = reschedule(CALENDAR_2026, ten_days, at("2026-11-10 09:00"), at("2026-11-17 09:00"), APOLOGY)
    assert resumed(waiting_for_payment(promised, "2026-11-12 09:00"), "2026-11-13 09:00").due_at == at(
        "2026-11-18 17:30"
    )


def test_a_limit_that_may_end_on_a_day_off_ends_with_that_day() -> None:
    rules = ClockRules(counting=Counting(roll_to_working_day=False))
    assert running(calendar_days(15), "2026-11-09 09:00", rules).due_at == at("2026-11-24 23:59:59")
    assert running(calendar_days(14), "2026-11-09 09:00", rules).due_at == at("2026-11-23 17:30")


def test_acceptance_gives_the_first_promise_and_the_facts_of_its_event() -> None:
    limit = TimeLimit(LimitUnit.WORKING_DAYS, 3, basis="nd175")
    clock, change = start(CALENDAR_2026, limit, at("2026-08-20 10:00"), RULES)
    assert clock.accepted_at == clock.counts_from == at("2026-08-20 10:00")
    assert clock.original_due_at == clock.statutory_due_at == clock.due_at
    assert change.as_dict() == {
        "kind": "started",
        "at": "2026-08-20T10:00:00+07:00",
        "old_due_at": None,
        "new_due_at": "2026-08-24T17:30:00+07:00",
        "reason": "",
        "article": "nd175",
    }


def test_a_limit_that_takes_over_counts_from_the_same_event_and_keeps_the_first_promise() -> None:
    clock = running(working_days(3), "2026-11-09 09:00")
    changed, change = change_limit(CALENDAR_2026, clock, at("2026-11-11 10:00"), working_days(8), APOLOGY)
    assert changed.due_at == at("2026-11-19 17:30")
    assert changed.original_due_at == clock.due_at == at("2026-11-12 17:30")
    assert (change.kind, change.old_due_at, change.new_due_at) == (
        ClockEvent.LIMIT_CHANGED,
        clock.due_at,
        changed.due_at,
    )


def test_a_limit_that_takes_over_keeps_the_pauses_in_its_own_unit() -> None:
    waiting = waiting_for_payment(running(working_days(3), "2026-11-09 09:00"), "2026-11-10 09:00")
    clock = resumed(waiting, "2026-11-12 09:00")
    assert clock.due_at == at("2026-11-16 17:30")
    changed, _ = change_limit(CALENDAR_2026, clock, at("2026-11-13 10:00"), working_hours(20), APOLOGY)
    assert changed.due_at == at("2026-11-13 14:30")


def test_the_cut_off_is_an_hour_of_the_procedure() -> None:
    noon = ClockRules(cut_off=time(11, 30))
    assert running(SAME_DAY, "2026-11-20 11:30", noon).due_at == at("2026-11-20 17:30")
    assert running(SAME_DAY, "2026-11-20 11:31", noon).due_at == at("2026-11-23 17:30")
