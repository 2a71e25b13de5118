"""The test vectors of the fact sheet, section 8, each by its number and line: what every clock of ours must say."""

from __future__ import annotations

from datetime import time

import pytest

from motcua.core.deadlines import (
    AlreadyPausedError,
    ClockEvent,
    ClockRules,
    LimitUnit,
    PauseCause,
    RescheduleSpentError,
    SupplementSpentError,
    TimeLimit,
    apology_required,
    finish,
    pause,
    reschedule,
    resume,
    start,
)
from motcua.core.procedure.checks.limits import hours_of
from tests.core.deadlines.dossiers import (
    APOLOGY,
    ASKED,
    RECEIVED,
    SAME_DAY,
    SPECIAL_LAW,
    calendar_days,
    running,
    waiting_for_payment,
    waiting_for_supplement,
    working_days,
    working_hours,
)
from tests.core.workcal.office import CALENDAR_2026, at, hours

THREE_O_CLOCK, NO_CUT_OFF = ClockRules(cut_off=time(15)), ClockRules()

SECTION_8_1_DAYS = [
    ("2026-08-20 10:00", working_days(3), NO_CUT_OFF, "2026-08-24 17:30"),
    ("2026-08-28 16:00", working_days(3), NO_CUT_OFF, "2026-09-07 17:30"),
    ("2026-08-28 16:00", working_days(3), THREE_O_CLOCK, "2026-09-08 17:30"),
    ("2026-02-12 09:00", working_days(5), NO_CUT_OFF, "2026-02-26 17:30"),
    ("2026-11-23 14:50", SAME_DAY, THREE_O_CLOCK, "2026-11-23 17:30"),
    ("2026-11-23 15:10", SAME_DAY, THREE_O_CLOCK, "2026-11-25 17:30"),
    ("2026-11-09 09:00", calendar_days(15), NO_CUT_OFF, "2026-11-25 17:30"),
]
SECTION_8_1_HOURS = [
    ("2026-11-20 14:00", 12, "2026-11-25 08:30"),
    ("2026-11-20 17:45", 2, "2026-11-23 10:00"),
    ("2026-11-20 12:15", 4, "2026-11-20 17:30"),
]
# The rows of the printed tables, in days and in hours (4.15).
INVESTMENT_POLICY = [0.5, 0.25, 0.5, 0.25, 0.5, 7, 2, 1, 1, 0.5, 3, 0.5]
RELIGION = [0.5, 0.5, 1, 1, 16, 1, 1, 7, 2]


@pytest.mark.parametrize(("received", "limit", "rules", "due"), SECTION_8_1_DAYS)
def test_8_1_a_limit_of_days_is_due_as_the_sheet_says(
    received: str, limit: TimeLimit, rules: ClockRules, due: str
) -> None:
    clock, _ = start(CALENDAR_2026, limit, at(received), rules)
    assert clock.due_at == at(due)


@pytest.mark.parametrize(("began", "amount", "end"), SECTION_8_1_HOURS)
def test_8_1_a_limit_of_hours_is_due_as_the_sheet_says(began: str, amount: int, end: str) -> None:
    clock, _ = start(CALENDAR_2026, working_hours(amount), at(began), NO_CUT_OFF)
    assert clock.due_at == at(end)
    assert CALENDAR_2026.add(at(began), hours(amount)) == at(end)


def test_8_4_the_steps_of_1_009645_h05_add_up_to_seventeen_days() -> None:
    assert sum(INVESTMENT_POLICY) == 17.0
    assert sum(hours_of(working_hours(int(8 * days))) for days in INVESTMENT_POLICY) == hours_of(working_days(17))


def test_8_4_the_steps_of_1_012644_add_up_to_thirty_working_days_or_two_hundred_and_forty_hours() -> None:
    assert sum(RELIGION) == 30
    assert hours_of(TimeLimit(LimitUnit.WORKING_DAYS, 30)) == 240


def test_8_8_a_supplement_stops_the_clock_and_the_complete_one_counts_from_zero() -> None:
    waiting = waiting_for_supplement(running(working_days(5), "2026-11-02 09:00"), "2026-11-04 09:00")
    assert waiting.open_pause
    again, change = resume(CALENDAR_2026, waiting, at("2026-11-10 09:00"), RECEIVED)
    assert change.kind is ClockEvent.RESTARTED
    assert again.supplement_count == 1
    assert again.due_at == at("2026-11-17 17:30")


def test_8_8_a_second_supplement_is_an_error_unless_a_special_law_is_named() -> None:
    waiting = waiting_for_supplement(running(working_days(5), "2026-11-02 09:00"), "2026-11-04 09:00")
    again, _ = resume(CALENDAR_2026, waiting, at("2026-11-10 09:00"), RECEIVED)
    with pytest.raises(SupplementSpentError):
        pause(again, at("2026-11-11 09:00"), PauseCause.SUPPLEMENT, ASKED)
    allowed, _ = pause(again, at("2026-11-11 09:00"), PauseCause.SUPPLEMENT, SPECIAL_LAW, special_law=True)
    assert allowed.supplement_count == 2


def test_8_8_due_tomorrow_and_not_resolved_owes_an_apology() -> None:
    clock = running(working_days(5), "2026-11-02 09:00")  # due on Monday 9 November
    assert not apology_required(CALENDAR_2026, clock, at("2026-11-05 17:30"))
    assert apology_required(CALENDAR_2026, clock, at("2026-11-06 08:00"))


def test_8_8_one_new_appointment_is_made_and_a_second_refused_with_its_article() -> None:
    clock = running(working_days(5), "2026-11-02 09:00")
    promised, _ = reschedule(CALENDAR_2026, clock, at("2026-11-06 09:00"), at("2026-11-12 09:00"), APOLOGY)
    assert promised.rescheduled_due_at == at("2026-11-12 17:30")
    assert promised.original_due_at == at("2026-11-09 17:30")
    with pytest.raises(RescheduleSpentError) as refused:
        reschedule(CALENDAR_2026, promised, at("2026-11-11 09:00"), at("2026-11-18 09:00"), APOLOGY)
    assert APOLOGY.article in refused.value.vi
    assert APOLOGY.article in refused.value.en


def test_8_8_a_dossier_that_waits_is_never_finished() -> None:
    waiting = waiting_for_payment(running(working_days(5), "2026-11-02 09:00"), "2026-11-04 09:00")
    with pytest.raises(AlreadyPausedError):
        finish(waiting, at("2026-11-05 09:00"))
