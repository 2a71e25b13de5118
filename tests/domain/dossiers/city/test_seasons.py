"""When people come: by the day, the hour, the season, and Tết."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from motcua.domain.dossiers.city.seasons import DAY, Clock, days_between, weights_of_days
from tests.core.workcal.office import CALENDAR_2026
from tests.domain.dossiers.city.sorts import RECIPE

PLAN = RECIPE.arrivals
YEAR = days_between(date(2026, 1, 1), date(2026, 12, 31))
EVEN = (1.0,) * 12
# By the calendar of the tests the offices are shut from 14 to 22 February 2026.
TET = date(2026, 2, 14), date(2026, 2, 22)


def weights(*, counter: bool, months=EVEN) -> dict[date, float]:
    found = weights_of_days(PLAN, months, YEAR, CALENDAR_2026, counter=counter)
    return dict(zip(YEAR, found.tolist(), strict=True))


def mean(found: dict[date, float], first: date, last: date) -> float:
    days = [day for day in days_between(first, last) if CALENDAR_2026.is_working_day(day)]
    return sum(found[day] for day in days) / len(days)


def test_nobody_comes_to_a_counter_that_is_shut():
    assert all((weight > 0) == CALENDAR_2026.is_working_day(day) for day, weight in weights(counter=True).items())


def test_from_home_people_file_on_days_off_too_but_fewer():
    found = weights(counter=False)
    sunday, monday = date(2026, 6, 7), date(2026, 6, 8)
    assert 0 < found[sunday] < found[monday]


def test_before_tet_more_people_come_and_after_it_fewer():
    found = weights(counter=True)
    first, last = TET
    usual = mean(found, date(2026, 3, 16), date(2026, 3, 27)) / PLAN.months[2]
    before = mean(found, first - timedelta(days=PLAN.tet.before_days), first - timedelta(days=1)) / PLAN.months[1]
    after = mean(found, last + timedelta(days=1), last + timedelta(days=5)) / PLAN.months[1]
    assert before / usual == pytest.approx(PLAN.tet.before, rel=0.1)
    assert after / usual == pytest.approx(PLAN.tet.after, rel=0.1)


def test_a_procedure_with_a_season_comes_most_in_it():
    august = weights(counter=True, months=(1, 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1))
    even = weights(counter=True)
    day = date(2026, 8, 5)
    assert august[day] == pytest.approx(3 * even[day])


def test_at_the_counter_people_come_while_it_is_open():
    clock = Clock(PLAN.hours, CALENDAR_2026)
    days = days_between(date(2026, 6, 1), date(2026, 6, 5))
    moments = clock.moments(np.random.default_rng(1), days, np.arange(5).repeat(200))
    in_day = moments % DAY
    open_seconds = [
        (shift.opens.hour * 3600 + shift.opens.minute * 60, shift.closes.hour * 3600 + shift.closes.minute * 60)
        for shift in CALENDAR_2026.shifts(days[0])
    ]
    assert all(any(opens <= each < closes for opens, closes in open_seconds) for each in in_day)
    assert Counter((moments // DAY).astype(int)) == dict.fromkeys(range(5), 200)


def test_more_people_come_in_busy_hours():
    clock = Clock(PLAN.hours, None)
    days = days_between(date(2026, 6, 1), date(2026, 6, 1))
    hours = Counter((clock.moments(np.random.default_rng(1), days, np.zeros(4000, int)) // 3600).astype(int).tolist())
    assert set(hours) <= set(PLAN.hours)
    assert max(hours, key=hours.__getitem__) == max(PLAN.hours, key=PLAN.hours.__getitem__)
