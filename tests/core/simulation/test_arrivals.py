"""Cases come as often as the day, the hour and the month say, and at the same moments for the same seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from motcua.core.simulation.arrivals import arrival_times
from motcua.core.simulation.calendars import moment_at
from motcua.core.simulation.scenario import Arrivals, BadScenarioError
from motcua.core.workcal import WeekPattern, WorkCalendar, holiday, parse_shifts
from tests.core.workcal.office import at

BEGIN = at("2026-01-01 00:00")
YEAR = at("2027-01-01 00:00")
WEEK = WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("08:00-12:00, 13:30-17:30"))
OFFICE = WorkCalendar(date(2026, 1, 1), date(2027, 12, 31), [WEEK], [holiday(date(2026, 9, 2))])


def moments(arrivals: Arrivals, seed: int = 1) -> list[datetime]:
    """When cases come in 2026."""
    return [moment_at(BEGIN, second) for second in arrival_times("p", arrivals, OFFICE, BEGIN, seed, until=YEAR)]


def test_as_many_come_on_a_working_day_as_were_asked_for() -> None:
    found = moments(Arrivals(200, weekdays=(2, 1, 1, 1, 1, 0.5, 0.5)))
    assert len(found) / 260 == pytest.approx(200, rel=0.02)
    assert all(OFFICE.is_working_day(each.date()) for each in found)


def test_they_fall_on_weekdays_hours_and_months_as_their_weights_say() -> None:
    hours = tuple(float(each in {8, 9}) * (3 - 2 * (each == 9)) for each in range(24))
    found = moments(Arrivals(400, (2, 1, 1, 1, 1, 0, 0), hours, (0.5, *[1.0] * 11)))
    of_hour = Counter(each.hour for each in found)
    assert set(of_hour) == {8, 9}
    assert of_hour[8] / of_hour[9] == pytest.approx(3, rel=0.05)
    of_day = Counter(each.weekday() for each in found)
    assert of_day[0] / of_day[1] == pytest.approx(2, rel=0.05)
    of_month = Counter(each.month for each in found)
    assert of_month[1] / of_month[3] == pytest.approx(0.5, rel=0.1)


def test_on_days_off_so_many_come_as_are_said_to() -> None:
    shut = [each for each in moments(Arrivals(300, closed=0.1)) if not OFFICE.is_working_day(each.date())]
    assert len(shut) / (365 - 260) == pytest.approx(30, rel=0.05)


def test_the_same_seed_brings_the_same_cases_and_another_seed_others() -> None:
    plan = Arrivals(20)
    assert moments(plan, 7) == moments(plan, 7) != moments(plan, 8)
    first = arrival_times("p", plan, OFFICE, BEGIN, 7, cases=100)
    assert np.array_equal(first, arrival_times("p", plan, OFFICE, BEGIN, 7, until=YEAR)[:100])


def test_a_tenth_more_cases_are_the_same_cases_sooner() -> None:
    plan = Arrivals(20)
    usual = arrival_times("p", plan, OFFICE, BEGIN, 7, cases=500)
    more = arrival_times("p", replace(plan, per_working_day=22), OFFICE, BEGIN, 7, cases=500)
    assert (more < usual).all()


def test_a_log_is_replayed_as_it_was() -> None:
    told = (at("2026-03-02 09:00"), at("2026-03-02 08:30"), at("2025-12-31 10:00"))
    assert moments(Arrivals(0, replay=told)) == [at("2026-03-02 08:30"), at("2026-03-02 09:00")]


def test_more_cases_than_the_known_calendar_holds_are_refused_with_what_to_do() -> None:
    with pytest.raises(BadScenarioError, match="of 100000 cases come; let more come a day"):
        arrival_times("p", Arrivals(1), OFFICE, BEGIN, 1, cases=100_000, place=("processes", "p", "arrivals"))


def test_more_cases_than_a_machine_holds_are_refused() -> None:
    with pytest.raises(BadScenarioError, match="take a shorter time"):
        arrival_times("p", Arrivals(1e9), OFFICE, BEGIN, 1, until=YEAR)
