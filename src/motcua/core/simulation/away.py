"""Who is away when: stretches of working days that are drawn for each person, and given dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.absence_plans import AbsencePlan
from motcua.core.simulation.arrivals import draws_of
from motcua.core.simulation.calendars import midnight, second_of
from motcua.core.simulation.model import Absence
from motcua.core.workcal import WorkCalendar, office_time

_DAY: Final = timedelta(days=1)
Flags = NDArray[np.bool_]


def absences_of(
    pool: str, people: int, plan: AbsencePlan, calendar: WorkCalendar | None, begin: datetime, end: float, seed: int
) -> tuple[Absence, ...]:
    """The absences of a pool from the beginning to a second. calendar: its own; without one every day is worked.

    Those of a person depend on the seed, the name of the pool and his number alone.
    """
    days = _working_days(calendar, begin, end)
    if not days:
        return ()
    away = np.zeros((people, len(days)), np.bool_)
    if plan.share:
        for person in range(people):
            away[person] = _drawn(draws_of(f"{pool}: away {person}", len(days), seed), plan)
    for each in plan.given:
        _give(away, np.array([each.first <= day <= each.last for day in days]), each.people)
    return tuple(found for person in range(people) for found in _stretches(person, away[person], days, begin))


def _working_days(calendar: WorkCalendar | None, begin: datetime, end: float) -> list[date]:
    first = office_time(begin).date()
    last = (office_time(begin) + timedelta(seconds=end)).date()
    if calendar is not None:
        last = min(last, calendar.last)
    days = (first + n * _DAY for n in range((last - first).days + 1))
    return [day for day in days if calendar is None or calendar.is_working_day(day)]


def _drawn(numbers: NDArray[np.float64], plan: AbsencePlan) -> list[bool]:
    """Day by day: who is there leaves, who is away stays, each with the chance that makes the share and the mean."""
    stays = 1 - 1 / plan.days
    leaves = plan.share / (1 - plan.share) / plan.days
    found: list[bool] = []
    is_away = False
    for n, number in enumerate(numbers.tolist()):
        is_away = number < (plan.share if n == 0 else stays if is_away else leaves)
        found.append(is_away)
    return found


def _give(away: NDArray[np.bool_], days: Flags, people: int) -> None:
    """So many are away on these days: those who are there on most of them, the last of the pool first."""
    there = (~away[:, days]).sum(axis=1)[::-1]
    chosen = len(away) - 1 - np.argsort(-there, kind="stable")[:people]
    away[np.ix_(chosen, days)] = True


def _stretches(person: int, away: Flags, days: list[date], begin: datetime) -> list[Absence]:
    """From midnight to midnight, days off within them included."""
    found, place = [], 0
    for is_away, group in groupby(away.tolist()):
        count = len(list(group))
        if is_away:
            since, until = midnight(days[place]), midnight(days[place + count - 1] + _DAY)
            found.append(Absence(person, second_of(begin, since), second_of(begin, until)))
        place += count
    return found
