"""When cases come: drawn so that the same seed brings them at the same moments whatever else differs between two
scenarios, and one that brings a tenth more of them brings the same ones, only sooner.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.compiled import compiled
from motcua.core.simulation.calendars import last_second, moment_at, second_of
from motcua.core.simulation.chance import drawn, key_of
from motcua.core.simulation.scenario import Arrivals, BadScenarioError, Place
from motcua.core.workcal import WorkCalendar, office_time

Floats = NDArray[np.float64]
MOST_CASES: Final = 20_000_000
"""More cases than this are played in parts."""
_HOUR, _DAY = 3600.0, 86_400.0
_YEAR: Final = timedelta(days=364)
_PURPOSE: Final = 0


def arrival_times(
    name: str,
    arrivals: Arrivals,
    calendar: WorkCalendar,
    begin: datetime,
    seed: int,
    *,
    cases: int | None = None,
    until: datetime | None = None,
    place: Place = (),
) -> Floats:
    """The seconds from the beginning at which cases of a process come: the first so many, or all before a moment.

    Chance is a Poisson process whose rate follows the day, the hour and the month. Raises BadScenarioError where the
    calendar ends before, so many cases cannot be held, or nothing ever comes.
    """
    end = last_second(calendar, begin)
    if until is not None:
        end = min(end, second_of(begin, until))
    if arrivals.replay:
        moments = np.array(sorted(second_of(begin, moment) for moment in arrivals.replay))
        return moments[(moments >= 0) & (moments < (end if until is not None else np.inf))][:cases]
    hours, expected = _expected(arrivals, calendar, begin, end)
    total = float(expected[-1])
    if total > MOST_CASES and (cases is None or cases > MOST_CASES):
        raise _too_many(place, total)
    passed = _passed(seed, name, total, cases)
    if cases is not None and len(passed) < cases:
        raise _too_few(place, cases, len(passed), moment_at(begin, end))
    return _inverse(passed, hours, expected)


def _expected(arrivals: Arrivals, calendar: WorkCalendar, begin: datetime, end: float) -> tuple[Floats, Floats]:
    """The full hours from the beginning on, and how many cases are expected until each of them."""
    first = office_time(begin)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    days = int(np.ceil((end + (first - midnight).total_seconds()) / _DAY))
    usual = _usual_day(arrivals, calendar, first.date())
    of_day = np.array([_of_day(arrivals, calendar, first.date() + timedelta(days=n), usual) for n in range(days)])
    of_hour = np.array(arrivals.hours) / sum(arrivals.hours)
    rates = (arrivals.per_working_day / usual * of_day)[:, None] * of_hour[None, :]
    hours = np.arange(days * 24 + 1) * _HOUR - (first - midnight).total_seconds()
    expected = np.concatenate([[0.0], np.cumsum(rates.ravel())])
    within = [0.0, end]
    before, all_of_it = np.interp(within, hours, expected)
    inside = (hours > 0) & (hours < end)
    return (
        np.concatenate([[0.0], hours[inside], [end]]),
        np.concatenate([[0.0], expected[inside] - before, [all_of_it - before]]),
    )


def _of_day(arrivals: Arrivals, calendar: WorkCalendar, day: date, usual: float) -> float:
    """The weight of a day, where that of the mean working day is `usual`."""
    months = arrivals.months[day.month - 1] / (sum(arrivals.months) / 12)
    if calendar.is_working_day(day):
        return arrivals.weekdays[day.weekday()] * months
    return arrivals.closed * usual * months


def _usual_day(arrivals: Arrivals, calendar: WorkCalendar, first: date) -> float:
    """The mean weight of the weekdays of the working days of a year, as far as the calendar knows it."""
    last = min(calendar.last, first + _YEAR)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    worked = [arrivals.weekdays[day.weekday()] for day in days if calendar.is_working_day(day)]
    return sum(worked) / len(worked) if any(worked) else 1.0


def _passed(seed: int, name: str, total: float, cases: int | None) -> Floats:
    """How many cases were expected when each came: sums of exponential gaps, as long as they stay within the total."""
    room = int(total + 10 * total**0.5 + 20)
    gaps = -np.log(draws_of(f"{name}: arrivals", room if cases is None else min(cases, room), seed))
    sums: Floats = np.cumsum(gaps)
    return sums[sums < total]


def draws_of(name: str, count: int, seed: int) -> Floats:
    """Numbers above 0 and below 1 that depend on the seed, the name and their place alone."""
    found = np.empty(count)
    _draw(found, seed, np.array([key_of(name)], dtype=np.uint64))
    return found


@compiled
def _draw(found: Floats, seed: int, key: NDArray[np.uint64]) -> None:
    for n in range(len(found)):
        found[n] = drawn(seed, n, key[0], 0, _PURPOSE)


def _inverse(passed: Floats, hours: Floats, expected: Floats) -> Floats:
    """When so many cases were expected. Hours in which none is expected are passed over."""
    after = np.searchsorted(expected, passed, side="right")
    before = after - 1
    part = (passed - expected[before]) / (expected[after] - expected[before])
    found: Floats = hours[before] + part * (hours[after] - hours[before])
    return found


def _too_few(place: Place, cases: int, found: int, end: datetime) -> BadScenarioError:
    day = f"{end:%d/%m/%Y}"
    return BadScenarioError(
        (*place, "per_working_day"),
        f"đến {day}, ngày cuối của lịch làm việc đã biết, chỉ có {found} trong {cases} hồ sơ; hãy tăng số hồ sơ mỗi "
        "ngày, giảm số hồ sơ mô phỏng, hoặc bắt đầu sớm hơn",
        f"until {end:%Y-%m-%d}, where the known calendar ends, only {found} of {cases} cases come; let more come a "
        "day, ask for fewer, or begin earlier",
    )


def _too_many(place: Place, total: float) -> BadScenarioError:
    return BadScenarioError(
        (*place, "per_working_day"),
        f"sẽ có khoảng {total:.0f} hồ sơ, nhiều hơn {MOST_CASES}; hãy rút ngắn thời gian hoặc chia thành nhiều phần",
        f"about {total:.0f} cases would come, more than {MOST_CASES}; take a shorter time or divide it into parts",
    )
