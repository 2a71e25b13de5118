"""A result that will be late is apologised for in time, with one new appointment; being late never blocks it."""

import pytest

from motcua.core.deadlines import (
    AlreadyPausedError,
    BadNewDueDateError,
    ClockEvent,
    ClockRules,
    DossierClock,
    OutOfOrderError,
    RescheduleSpentError,
    TimeLimit,
    apology_due_on,
    apology_required,
    finish,
    reschedule,
)
from tests.core.deadlines.dossiers import (
    APOLOGY,
    SAME_DAY,
    calendar_days,
    resumed,
    running,
    waiting_for_payment,
    waiting_for_supplement,
    working_days,
    working_hours,
)
from tests.core.workcal.office import CALENDAR_2026, at, day


def rescheduled(clock: DossierClock, when: str, new_due: str) -> DossierClock:
    promised, _ = reschedule(CALENDAR_2026, clock, at(when), at(new_due), APOLOGY)
    return promised


def test_due_tomorrow_and_not_resolved_requires_an_apology() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    assert clock.due_at == at("2026-11-16 17:30")
    assert apology_due_on(CALENDAR_2026, clock) == day("2026-11-13")
    assert not apology_required(CALENDAR_2026, clock, at("2026-11-12 23:59"))
    assert apology_required(CALENDAR_2026, clock, at("2026-11-13 00:00"))
    assert apology_required(CALENDAR_2026, clock, at("2026-12-01 09:00"))


def test_a_resolved_dossier_owes_no_apology() -> None:
    finished, _ = finish(running(working_days(5), "2026-11-09 09:00"), at("2026-11-12 09:00"))
    assert not apology_required(CALENDAR_2026, finished, at("2026-11-16 09:00"))


def test_a_dossier_that_waits_for_the_applicant_owes_no_apology() -> None:
    waiting = waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-12 09:00")
    assert not apology_required(CALENDAR_2026, waiting, at("2026-11-16 09:00"))


@pytest.mark.parametrize(("limit", "late"), [(SAME_DAY, "2026-11-10 00:00"), (working_days(1), "2026-11-11 00:00")])
def test_a_limit_too_short_for_a_notice_owes_an_apology_once_it_is_late(limit: TimeLimit, late: str) -> None:
    clock = running(limit, "2026-11-09 09:00")
    assert not apology_required(CALENDAR_2026, clock, clock.due_at)
    assert apology_required(CALENDAR_2026, clock, at(late))


def test_the_days_of_notice_are_set_by_the_procedure() -> None:
    clock = running(working_days(5), "2026-11-09 09:00", ClockRules(apology_days_before=2))
    assert apology_due_on(CALENDAR_2026, clock) == day("2026-11-12")


def test_an_apology_brings_one_new_appointment_and_keeps_the_first() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    promised, change = reschedule(CALENDAR_2026, clock, at("2026-11-13 10:00"), at("2026-11-20 00:00"), APOLOGY)
    assert promised.due_at == promised.rescheduled_due_at == at("2026-11-20 17:30")
    assert promised.original_due_at == promised.statutory_due_at == at("2026-11-16 17:30")
    assert (change.kind, change.old_due_at, change.new_due_at) == (
        ClockEvent.RESCHEDULED,
        clock.due_at,
        promised.due_at,
    )
    assert (change.reason, change.article) == (APOLOGY.reason, APOLOGY.article)
    assert not apology_required(CALENDAR_2026, promised, at("2026-11-20 09:00"))


def test_a_second_appointment_is_refused_and_points_to_issuing() -> None:
    promised = rescheduled(running(working_days(5), "2026-11-09 09:00"), "2026-11-13 10:00", "2026-11-20 17:30")
    with pytest.raises(RescheduleSpentError, match="Quá hạn vẫn được trả kết quả"):
        rescheduled(promised, "2026-11-19 10:00", "2026-11-30 17:30")


def test_being_overdue_never_blocks_the_result() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    finished, change = finish(clock, at("2026-12-20 22:00"))
    assert finished.finished_at == at("2026-12-20 22:00")
    assert (change.kind, change.moved) == (ClockEvent.FINISHED, False)


def test_a_late_dossier_may_still_get_its_one_new_appointment() -> None:
    promised = rescheduled(running(working_days(5), "2026-11-09 09:00"), "2026-11-18 10:00", "2026-11-20 17:30")
    assert promised.due_at == at("2026-11-20 17:30")


@pytest.mark.parametrize(
    ("when", "new_due"),
    [
        ("2026-11-13 10:00", "2026-11-13 17:30"),
        ("2026-11-13 10:00", "2026-11-16 23:00"),
        ("2026-11-13 10:00", "2026-11-21 10:00"),
        ("2026-11-13 10:00", "2026-11-24 10:00"),
        ("2026-11-20 18:00", "2026-11-20 19:00"),
    ],
)
def test_a_new_appointment_is_a_later_working_day_still_ahead(when: str, new_due: str) -> None:
    with pytest.raises(BadNewDueDateError, match="phải là ngày làm việc"):
        rescheduled(running(working_days(5), "2026-11-09 09:00"), when, new_due)


def test_a_limit_of_hours_is_promised_to_the_minute() -> None:
    promised = rescheduled(running(working_hours(12), "2026-11-09 08:00"), "2026-11-09 16:00", "2026-11-11 10:15")
    assert promised.due_at == at("2026-11-11 10:15")


def test_no_appointment_is_made_while_the_dossier_waits() -> None:
    waiting = waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00")
    with pytest.raises(AlreadyPausedError):
        rescheduled(waiting, "2026-11-11 09:00", "2026-11-30 09:00")


def test_nothing_is_recorded_before_the_new_appointment() -> None:
    promised = rescheduled(running(working_days(5), "2026-11-09 09:00"), "2026-11-13 10:00", "2026-11-20 17:30")
    with pytest.raises(OutOfOrderError):
        waiting_for_payment(promised, "2026-11-13 09:59")


@pytest.mark.parametrize(
    ("limit", "new_due"), [(working_days(5), "2026-11-18 17:30"), (calendar_days(7), "2026-11-16 17:30")]
)
def test_waiting_after_the_new_appointment_moves_it(limit: TimeLimit, new_due: str) -> None:
    promised = rescheduled(running(limit, "2026-11-02 09:00"), "2026-11-06 10:00", "2026-11-13 17:30")
    clock = resumed(waiting_for_payment(promised, "2026-11-10 09:00"), "2026-11-13 09:00")
    assert clock.due_at == at(new_due)


def test_waiting_after_a_new_appointment_of_hours_moves_it_by_the_working_time() -> None:
    promised = rescheduled(running(working_hours(12), "2026-11-09 08:00"), "2026-11-09 16:00", "2026-11-11 10:15")
    clock = resumed(waiting_for_payment(promised, "2026-11-10 09:00"), "2026-11-10 14:30")
    assert clock.due_at == at("2026-11-11 15:45")


def test_waiting_before_the_new_appointment_does_not_move_it() -> None:
    paused = waiting_for_payment(running(working_days(5), "2026-11-02 09:00"), "2026-11-03 09:00")
    promised = rescheduled(resumed(paused, "2026-11-05 09:00"), "2026-11-06 10:00", "2026-11-20 17:30")
    assert promised.due_at == at("2026-11-20 17:30")


def test_a_restart_does_not_take_back_a_later_promise() -> None:
    promised = rescheduled(running(working_days(3), "2026-11-02 09:00"), "2026-11-04 10:00", "2026-11-30 17:30")
    clock = resumed(waiting_for_supplement(promised, "2026-11-05 09:00"), "2026-11-06 09:00")
    assert clock.statutory_due_at == at("2026-11-11 17:30")
    assert clock.due_at == clock.rescheduled_due_at == at("2026-12-01 17:30")


def test_a_restart_that_ends_after_the_promise_counts() -> None:
    promised = rescheduled(running(working_days(10), "2026-11-02 09:00"), "2026-11-13 10:00", "2026-11-17 17:30")
    clock = resumed(waiting_for_supplement(promised, "2026-11-16 09:00"), "2026-11-17 09:00")
    assert clock.rescheduled_due_at == at("2026-11-18 17:30")
    assert clock.due_at == clock.statutory_due_at == at("2026-12-02 17:30")
