"""Each office's own slice: in time, or late by so much of its own working time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given

from motcua.core.deadlines import Slice, SliceState, slice_outcome
from motcua.core.workcal import WorkCalendar
from tests.core.workcal.any_office import MOMENTS, OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at, hours

BEGAN, DUE = at("2026-11-02 08:00"), at("2026-11-03 17:30")


@pytest.mark.parametrize(
    ("ended", "now", "state", "late_by"),
    [
        (None, "2026-11-03 17:30", SliceState.RUNNING, 0),
        (None, "2026-11-04 10:00", SliceState.OVERDUE, 2),
        ("2026-11-03 17:30", "2026-12-01 08:00", SliceState.KEPT, 0),
        ("2026-11-04 08:30", "2026-12-01 08:00", SliceState.MISSED, 0.5),
        ("2026-11-09 08:00", "2026-12-01 08:00", SliceState.MISSED, 24),
    ],
)
def test_a_slice_is_judged_by_when_it_ended_and_counted_in_working_time(
    ended: str | None, now: str, state: SliceState, late_by: float
) -> None:
    outcome = slice_outcome(CALENDAR_2026, Slice(BEGAN, DUE, at(ended) if ended else None), at(now))
    assert (outcome.state, outcome.late_by) == (state, hours(late_by))


def test_a_slice_that_is_late_over_a_weekend_is_late_only_by_the_hours_worked() -> None:
    friday = Slice(BEGAN, at("2026-11-06 17:30"), at("2026-11-09 09:00"))
    assert slice_outcome(CALENDAR_2026, friday, at("2026-11-10 08:00")).late_by == hours(1)


def test_a_slice_without_a_limit_is_neither_in_time_nor_late() -> None:
    outcome = slice_outcome(CALENDAR_2026, Slice(BEGAN, None), at("2026-12-01 08:00"))
    assert outcome.state is SliceState.WITHOUT_LIMIT
    assert not outcome.is_late


@WITHOUT_A_STOPWATCH
@given(OFFICES, MOMENTS, MOMENTS, MOMENTS)
def test_lateness_never_shrinks_while_a_slice_is_open_and_stands_still_once_it_ended(
    office: WorkCalendar, due: datetime, one: datetime, other: datetime
) -> None:
    earlier, later = sorted((one, other))
    open_slice = Slice(due, due)
    assert slice_outcome(office, open_slice, earlier).late_by <= slice_outcome(office, open_slice, later).late_by
    ended = Slice(due, due, earlier)
    assert slice_outcome(office, ended, later) == slice_outcome(office, ended, later + timedelta(days=9))
    assert slice_outcome(office, ended, later).is_late == (earlier > due)
