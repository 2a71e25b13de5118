"""When the calendar changes, every open due date is computed again from the same history."""

import pytest

from motcua.core.deadlines import ClockEvent, DossierClock, TimeLimit, finish, recompute, reschedule
from motcua.core.workcal import WorkCalendar, holiday
from tests.core.deadlines.dossiers import (
    APOLOGY,
    NEW_PLAN,
    calendar_days,
    resumed,
    running,
    waiting_for_payment,
    waiting_for_supplement,
    working_days,
    working_hours,
)
from tests.core.workcal.office import CALENDAR_2026, FIRST, LAST, SPECIAL_DAYS, WEEK, at, day

NOW = at("2026-11-10 12:00")
AN_EXTRA_DAY_OFF = WorkCalendar(FIRST, LAST, [WEEK], [*SPECIAL_DAYS, holiday(day("2026-11-13"))])


def after_the_new_plan(clock: DossierClock) -> DossierClock:
    computed, _ = recompute(AN_EXTRA_DAY_OFF, clock, NOW, NEW_PLAN)
    return computed


def test_a_new_day_off_moves_the_due_date_and_says_from_when_to_when_and_why() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    computed, change = recompute(AN_EXTRA_DAY_OFF, clock, NOW, NEW_PLAN)
    assert computed.due_at == at("2026-11-17 17:30")
    assert computed.original_due_at == clock.due_at
    assert (change.kind, change.at, change.old_due_at, change.new_due_at) == (
        ClockEvent.RECOMPUTED,
        NOW,
        clock.due_at,
        computed.due_at,
    )
    assert (change.reason, change.article, change.moved) == (NEW_PLAN.reason, NEW_PLAN.article, True)


@pytest.mark.parametrize(
    ("limit", "accepted", "due"),
    [
        (working_hours(12), "2026-11-12 10:00", "2026-11-16 15:30"),
        (calendar_days(4), "2026-11-09 09:00", "2026-11-16 17:30"),
        (calendar_days(3), "2026-11-09 09:00", "2026-11-12 17:30"),
    ],
)
def test_every_unit_is_computed_on_the_new_calendar(limit: TimeLimit, accepted: str, due: str) -> None:
    assert after_the_new_plan(running(limit, accepted)).due_at == at(due)


def test_a_day_off_elsewhere_changes_nothing() -> None:
    clock = running(working_days(2), "2026-11-09 09:00")
    computed, change = recompute(AN_EXTRA_DAY_OFF, clock, NOW, NEW_PLAN)
    assert computed == clock
    assert not change.moved


def test_acceptance_on_what_became_a_day_off_counts_from_the_next_working_day() -> None:
    assert after_the_new_plan(running(working_days(2), "2026-11-13 09:00")).due_at == at("2026-11-18 17:30")


def test_pauses_are_measured_again_on_the_new_calendar() -> None:
    clock = resumed(
        waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-11 09:00"), "2026-11-16 09:00"
    )
    assert clock.due_at == at("2026-11-19 17:30")
    assert after_the_new_plan(clock).due_at == at("2026-11-19 17:30")


def test_a_restarted_limit_is_computed_from_the_supplement() -> None:
    clock = resumed(
        waiting_for_supplement(running(working_days(5), "2026-11-02 09:00"), "2026-11-03 09:00"), "2026-11-10 09:00"
    )
    assert clock.due_at == at("2026-11-17 17:30")
    assert after_the_new_plan(clock).due_at == at("2026-11-18 17:30")


def test_a_dossier_that_waits_is_computed_as_of_its_pause() -> None:
    waiting = waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00")
    computed = after_the_new_plan(waiting)
    assert computed.due_at == at("2026-11-17 17:30")
    assert computed.open_pause == waiting.open_pause


@pytest.mark.parametrize(
    ("limit", "new_due", "moved_to"),
    [
        (working_days(2), "2026-11-13 17:30", "2026-11-16 17:30"),
        (calendar_days(2), "2026-11-13 17:30", "2026-11-16 17:30"),
        (working_hours(4), "2026-11-13 10:15", "2026-11-16 08:00"),
        (working_days(2), "2026-11-12 17:30", "2026-11-12 17:30"),
        (working_hours(4), "2026-11-12 10:15", "2026-11-12 10:15"),
    ],
)
def test_an_appointment_on_what_became_a_day_off_moves_to_the_next_working_day(
    limit: TimeLimit, new_due: str, moved_to: str
) -> None:
    clock = running(limit, "2026-11-09 09:00")
    promised, _ = reschedule(CALENDAR_2026, clock, at("2026-11-09 10:00"), at(new_due), APOLOGY)
    assert after_the_new_plan(promised).due_at == at(moved_to)


def test_a_finished_dossier_is_history() -> None:
    finished, _ = finish(running(working_days(5), "2026-11-09 09:00"), at("2026-11-10 09:00"))
    computed, change = recompute(AN_EXTRA_DAY_OFF, finished, NOW, NEW_PLAN)
    assert computed == finished
    assert not change.moved
