"""The simulation's seconds say what the calendar and the law say of the moments behind them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import timer_due_at
from motcua.core.process import read_model
from motcua.core.process.model import Timer
from motcua.core.process.steering import steerable
from motcua.core.simulation.calendars import hours_of, moment_at, second_of, with_week
from motcua.core.simulation.lengths import NO_TIME, Length, fixed
from motcua.core.simulation.model import Hours, Model, Played, Step
from motcua.core.simulation.playing import play
from motcua.core.simulation.timers import passing
from motcua.core.simulation.working_line import WorkingLine
from motcua.core.workcal import ZONE, WorkCalendar
from tests.core.process.drawn import xml
from tests.core.workcal.any_office import AMOUNTS, EARLIEST, MOMENTS, OFFICES, WITHOUT_A_STOPWATCH
from tests.core.workcal.office import CALENDAR_2026, at
from tests.effort import examples

BEGIN = datetime.combine(EARLIEST, time(), ZONE)
WAIT = steerable(read_model(xml("start s\nuser wait\nend e\ns -> wait -> e")))
SECOND = timedelta(seconds=1)
SOME = settings(WITHOUT_A_STOPWATCH, max_examples=examples(200))


def ends(hours: Hours | None, begun: float, length: Length, delay: Length = NO_TIME) -> float:
    """When so much time of these hours has passed, as the simulator plays it."""
    waiting = Played("it", WAIT, [begun], {"wait": Step(length, delay=delay, hours=hours)})
    return float(play(Model((waiting,)), 1).case_end[0])


@given(OFFICES, MOMENTS, AMOUNTS)
@SOME
def test_work_ends_when_the_calendar_says_that_it_ends(
    office: WorkCalendar, moment: datetime, amount: timedelta
) -> None:
    assume(amount > timedelta())
    found = ends(hours_of(office, BEGIN), second_of(BEGIN, moment), fixed(amount.total_seconds()))
    assert abs(moment_at(BEGIN, found) - office.add(moment, amount)) < timedelta(milliseconds=1)


@given(OFFICES, MOMENTS, MOMENTS)
@SOME
def test_working_time_of_columns_is_that_of_the_calendar(office: WorkCalendar, one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    line = WorkingLine(hours_of(office, BEGIN))
    found = line.between(np.array([second_of(BEGIN, first)]), np.array([second_of(BEGIN, last)]))
    assert found[0] == pytest.approx(office.between(first, last).total_seconds(), abs=1e-3)


@given(
    OFFICES,
    MOMENTS,
    st.sampled_from(
        [
            Timer("duration", "P1D"),
            Timer("duration", "P12D"),
            Timer("duration", "P2W"),
            Timer("duration", "PT5H30M"),
            Timer("duration", "P1DT2H"),
            Timer("working_hours", "4"),
            Timer("working_days", "0.5"),
            Timer("date", "2026-10-05T10:00:00+07:00"),
        ]
    ),
)
@SOME
def test_a_drawn_timer_that_begins_at_work_ends_when_the_law_says(
    office: WorkCalendar, moment: datetime, timer: Timer
) -> None:
    begun = office.next_working_moment(moment)
    assume(office.closing(begun.date()) - begun > SECOND)
    due = timer_due_at(office, timer.form, timer.value, begun)
    assume(timer.form != "duration" or due.time() >= begun.time())  # it closes no earlier than that on the last day
    delay, length, hours = passing(timer, office, BEGIN)
    found = moment_at(BEGIN, ends(hours, second_of(BEGIN, begun), length, delay))
    assert abs(found - max(due, begun)) < SECOND / 4


def test_a_timer_by_months_runs_for_thirty_days_each() -> None:
    delay, length, hours = passing(Timer("duration", "P1MT1S"), CALENDAR_2026, BEGIN)
    assert (delay, length.a, hours) == (NO_TIME, 30 * 86_400 + 1, None)


def test_a_timer_that_comes_round_runs_for_one_round() -> None:
    delay, length, hours = passing(Timer("cycle", "R3/PT1H"), CALENDAR_2026, BEGIN)
    assert (delay, length.a, hours) == (NO_TIME, 3600, None)


def test_sitting_days_are_open_on_their_weekdays_alone() -> None:
    monday = at("2026-11-16 00:00")
    found = hours_of(CALENDAR_2026, monday, (1, 4)).shifts[:3]
    assert [moment_at(monday, opens) for opens, _ in found] == [
        at("2026-11-17 08:00"),
        at("2026-11-17 13:30"),
        at("2026-11-20 08:00"),
    ]


def test_another_week_keeps_the_days_off_and_those_made_up() -> None:
    saturdays = with_week(CALENDAR_2026, ["08:00-12:00"] * 6 + [""])
    assert saturdays.is_working_day(at("2026-11-21 00:00").date())
    assert not saturdays.is_working_day(at("2026-11-24 00:00").date()), "a holiday"
    fewer = with_week(CALENDAR_2026, ["08:00-12:00"] * 5 + ["", ""])
    assert fewer.is_working_day(at("2026-08-22 00:00").date()), "a Saturday that is worked for a Monday"
