"""Lateness seen coming: when the draft of an apology is ready, and which day it promises."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.core.deadlines import (
    TimeLimit,
    apology_due_on,
    apology_ready_at,
    may_be_rescheduled,
    proposed_appointment,
    reschedule,
    start,
    will_be_late,
)
from motcua.core.workcal import WorkCalendar
from tests.core.deadlines.dossiers import (
    APOLOGY,
    SAME_DAY,
    running,
    waiting_for_supplement,
    working_days,
    working_hours,
)
from tests.core.deadlines.test_clock_properties import DAYS, HOURS
from tests.core.workcal.any_office import MOMENTS, OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at


def test_the_draft_is_ready_as_the_last_day_for_an_apology_begins() -> None:
    clock = running(working_days(5), "2026-11-02 09:00")  # due on Monday 9 November
    assert apology_ready_at(CALENDAR_2026, clock) == at("2026-11-06 08:00")


def test_the_draft_of_a_result_due_after_tet_is_ready_before_it() -> None:
    clock = running(working_days(2), "2026-02-12 09:00")  # due on Monday 23 February, Tết lies between
    assert clock.due_at == at("2026-02-23 17:30")
    assert apology_ready_at(CALENDAR_2026, clock) == at("2026-02-13 08:00")


@pytest.mark.parametrize("limit", [SAME_DAY, working_days(1), working_hours(4)])
def test_a_limit_too_short_for_a_notice_has_no_such_day(limit: TimeLimit) -> None:
    assert apology_ready_at(CALENDAR_2026, running(limit, "2026-11-02 09:00")) is None


def test_none_is_drafted_while_the_applicant_is_waited_for_or_after_the_one_new_appointment() -> None:
    clock = running(working_days(5), "2026-11-02 09:00")
    assert apology_ready_at(CALENDAR_2026, waiting_for_supplement(clock, "2026-11-04 09:00")) is None
    promised, _ = reschedule(CALENDAR_2026, clock, at("2026-11-06 09:00"), at("2026-11-12 09:00"), APOLOGY)
    assert apology_ready_at(CALENDAR_2026, promised) is None


@pytest.mark.parametrize(
    ("ends", "now", "promised"),
    [
        ("2026-11-12 10:00", "2026-11-06 08:00", "2026-11-12 17:30"),
        ("2026-11-09 08:00", "2026-11-06 08:00", "2026-11-10 17:30"),  # not before the day after the old appointment
        ("2026-11-21 10:00", "2026-11-06 08:00", "2026-11-23 17:30"),  # a Saturday
        ("2026-11-24 10:00", "2026-11-23 08:00", "2026-11-25 17:30"),  # a holiday
    ],
)
def test_the_day_proposed_is_the_earliest_that_can_be_kept(ends: str, now: str, promised: str) -> None:
    clock = running(working_days(5), "2026-11-02 09:00")
    assert proposed_appointment(CALENDAR_2026, clock, at(ends), at(now)) == at(promised)


@WITHOUT_A_STOPWATCH
@given(OFFICES, st.one_of(DAYS, HOURS), MOMENTS, st.timedeltas(timedelta(), timedelta(days=20)), st.data())
def test_what_is_proposed_can_always_be_promised(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime, passed: timedelta, data: st.DataObject
) -> None:
    clock, _ = start(office, limit, accepted)
    now = clock.accepted_at + passed
    ends = now + data.draw(st.timedeltas(timedelta(), timedelta(days=20)))
    promised, change = reschedule(office, clock, now, proposed_appointment(office, clock, ends, now), APOLOGY)
    assert change.moved
    assert not will_be_late(promised, ends)
    assert not may_be_rescheduled(promised)


@WITHOUT_A_STOPWATCH
@given(OFFICES, DAYS, MOMENTS)
def test_the_draft_is_ready_before_the_result_is_due_and_on_the_last_day_for_it(
    office: WorkCalendar, limit: TimeLimit, accepted: datetime
) -> None:
    clock, _ = start(office, limit, accepted)
    ready_at = apology_ready_at(office, clock)
    assume(ready_at is not None)
    assert ready_at is not None
    assert ready_at < clock.due_at
    assert ready_at.date() == apology_due_on(office, clock)
