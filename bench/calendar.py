"""Working time added to an aware datetime, beside the plain `datetime + timedelta` of Python in the same run.

`motcua bench calendar [--count 200000] [--rounds 5] [--seed 1]`. One thread. The office has two shifts, Vietnam's
holidays of six years and a worked Saturday. Starts lie in and out of hours at any microsecond, one in ten shortly
before Tết; amounts go from a minute to thirty working days. Each figure is the best of the rounds.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import starmap
from typing import TypeVar

import holidays

from motcua.core.deadlines import ClockRules, LimitUnit, TimeLimit, start
from motcua.core.workcal import WORKING_DAY, ZONE, WeekPattern, WorkCalendar, holiday, parse_shifts, swap

FIRST, LAST = date(2024, 1, 1), date(2029, 12, 31)
WEEKS_BEFORE_TET = (datetime(2026, 2, 1, tzinfo=ZONE), datetime(2026, 2, 23, tzinfo=ZONE))
YEARS = (datetime(2024, 1, 1, tzinfo=ZONE), datetime(2029, 1, 1, tzinfo=ZONE))
LONGEST = 30 * WORKING_DAY

Pair = tuple[datetime, timedelta]
A = TypeVar("A")
B = TypeVar("B")


def main(arguments: list[str]) -> dict[str, object]:
    """Measure additions a second, and their share of what plain datetime addition reaches in the same run."""
    options = _options(arguments)
    office = _office()
    pairs = _pairs(random.Random(options.seed), options.count)
    ends = list(starmap(office.add, pairs))
    work: dict[str, Callable[[], float]] = {
        "plain": lambda: _plain(pairs),
        "additions": lambda: _calls(office.add, pairs),
        "additions_from_utc": lambda: _calls(
            office.add, [(moment.astimezone(UTC), amount) for moment, amount in pairs]
        ),
        "differences": lambda: _calls(
            office.between, [(moment, end) for (moment, _), end in zip(pairs, ends, strict=True)]
        ),
        "working_days": lambda: _calls(office.add_working_days, [(moment.date(), 15) for moment, _ in pairs]),
        "clock_starts": lambda: _clock_starts(office, pairs),
    }
    seconds = {name: min(measure() for _ in range(options.rounds)) for name, measure in work.items()}
    rates = {name: round(options.count / taken) for name, taken in seconds.items()}
    return {
        "bench": "calendar",
        "value": rates["additions"],
        "unit": "additions/s",
        "ratio": round(seconds["plain"] / seconds["additions"], 4),
        "floor": {"name": "datetime + timedelta", "value": rates["plain"]},
        "additions_from_utc": rates["additions_from_utc"],
        "differences": rates["differences"],
        "working_days": rates["working_days"],
        "clock_starts": rates["clock_starts"],
        "count": options.count,
        "seed": options.seed,
    }


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua bench calendar")
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def _office() -> WorkCalendar:
    week = WeekPattern.monday_to_friday(FIRST, parse_shifts("08:00-12:00, 13:30-17:30"))
    days_off = holidays.country_holidays("VN", years=range(FIRST.year, LAST.year + 1))
    swapped = swap(off=date(2026, 8, 31), work=date(2026, 8, 22))
    special = [holiday(day) for day in days_off if day != swapped[0].day]
    return WorkCalendar(FIRST, LAST, [week], [*special, *swapped])


def _pairs(chance: random.Random, count: int) -> list[Pair]:
    def moment(place: int) -> datetime:
        begin, end = WEEKS_BEFORE_TET if place % 10 == 0 else YEARS
        return begin + (end - begin) * chance.random()

    def amount() -> timedelta:
        return max(timedelta(minutes=1), LONGEST * chance.random() ** 3)

    return [(moment(place), amount()) for place in range(count)]


def _plain(pairs: Iterable[Pair]) -> float:
    begun = time.perf_counter()
    for moment, amount in pairs:
        moment + amount
    return time.perf_counter() - begun


def _calls(question: Callable[[A, B], object], pairs: Iterable[tuple[A, B]]) -> float:
    begun = time.perf_counter()
    for one, other in pairs:
        question(one, other)
    return time.perf_counter() - begun


def _clock_starts(office: WorkCalendar, pairs: Iterable[Pair]) -> float:
    limit, rules = TimeLimit(LimitUnit.WORKING_DAYS, 15), ClockRules()
    begun = time.perf_counter()
    for moment, _ in pairs:
        start(office, limit, moment, rules)
    return time.perf_counter() - begun
