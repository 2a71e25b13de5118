"""When the calendar changes, every open due date is computed again from the same history."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.deadlines import ClockEvent, DossierClock, TimeLimit, finish, recompute, reschedule, start
from motcua.core.workcal import SpecialDay, WeekPattern, WorkCalendar, holiday
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
from tests.core.deadlines.test_clock_properties import ALL_LIMITS
from tests.core.workcal.any_office import FIRST as ANY_FIRST
from tests.core.workcal.any_office import LAST as ANY_LAST
from tests.core.workcal.any_office import MOMENTS, PLANS, WITHOUT_A_STOPWATCH
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


@WITHOUT_A_STOPWATCH
@given(PLANS, ALL_LIMITS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=30)))
def test_a_day_off_declared_later_never_brings_a_due_date_forward_and_taken_back_restores_it(
    plan: tuple[list[WeekPattern], list[SpecialDay]], limit: TimeLimit, accepted: datetime, later: timedelta
) -> None:
    weeks, special_days = plan
    off = (accepted + later).date()
    before = WorkCalendar(ANY_FIRST, ANY_LAST, weeks, special_days)
    others = [each for each in special_days if each.day != off]
    after = WorkCalendar(ANY_FIRST, ANY_LAST, weeks, [*others, holiday(off)])
    clock, _ = start(before, limit, accepted)
    moved, change = recompute(after, clock, accepted, NEW_PLAN)
    assert moved.due_at >= clock.due_at
    assert moved.original_due_at == clock.original_due_at
    assert change.moved == (moved.due_at != clock.due_at)
    assert recompute(before, moved, accepted, NEW_PLAN)[0] == clock


@pytest.mark.parametrize(
    ("accepted", "limit", "due"),
    [
        ("2026-11-10 00:00", working_days(3), "2026-11-13 17:30"),  # midnight belongs to the day that begins
        ("2026-11-10 23:59:59", working_days(3), "2026-11-16 17:30"),  # after closing, received on the 11th
        ("2026-02-13 23:59:59", working_days(1), "2026-02-24 17:30"),  # the eve of Tết: received on the 23rd
        ("2025-12-31 23:59:59", working_days(1), "2026-01-05 17:30"),  # new year's eve: received on Friday the 2nd
    ],
)
def test_midnight_new_year_and_tet_are_counted_like_any_other_moment(accepted: str, limit: TimeLimit, due: str) -> None:
    over_new_year = WorkCalendar(date(2025, 12, 1), LAST, [replace(WEEK, valid_from=date(2025, 12, 1))], SPECIAL_DAYS)
    clock, _ = start(over_new_year, limit, at(accepted))
    assert clock.due_at == at(due)
    assert recompute(over_new_year, clock, at(due), NEW_PLAN)[0] == clock
