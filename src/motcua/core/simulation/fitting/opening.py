"""When people are at work, discovered from the moments at which they did something: an ordinary week of half hours, and
the days on which the week says work and nobody did any.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import exp
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.log import Ids, Times, as_moment, as_time
from motcua.core.workcal import ZONE, Shift, Shifts, WeekPattern, WorkCalendar, holiday, office_time

FEWEST_MOMENTS: Final = 50
"""With fewer moments than this nothing is said about hours."""
_SLOT: Final = 1800
_SLOTS: Final = 86_400 // _SLOT
_SECOND, _DAY = 1_000_000, 86_400 * 1_000_000
_RARE: Final = 0.1
"""A half hour or weekday with less than this part of the usual work is one on which somebody stayed late."""
_OTHERWISE: Final = 0.25
"""A weekday on which so large a part of the work falls on other half hours than usual has hours of its own."""
_SURELY: Final = 10.0
"""A gap is a break only if so many moments were to be expected in it."""
_TELLING: Final = 500
"""A weekday with fewer moments has the hours of the others."""
_AROUND: Final = 10
"""So many working days before and after a day tell what was to be expected on it: logs begin and end slowly."""
_BY_CHANCE: Final = 0.001
_YEARS_ON: Final = timedelta(days=3 * 366)
"""So long after the log its week is taken to go on: what is simulated lies there."""

Week = tuple[Shifts, ...]


class Opening(NamedTuple):
    """A week, and the days of the log that differ from it. No week: always open, or not known."""

    week: Week | None
    closed: tuple[date, ...]


def discover_opening(times: Times) -> Opening:
    """The opening hours behind the moments of one group of people."""
    if len(times) < FEWEST_MOMENTS:
        return Opening(None, ())
    first = as_moment(int(times.min()))
    if first is None:
        return Opening(None, ())
    monday = office_time(first).date() - timedelta(days=office_time(first).weekday())
    origin = as_time(datetime.combine(monday, time(), ZONE))
    days = (times - origin) // _DAY
    counts = np.zeros((7, _SLOTS), dtype=np.int64)
    np.add.at(counts, (days % 7, (times - origin) % _DAY // _SECOND // _SLOT), 1)
    week = _week(counts, _seen(days))
    if all(shifts == _WHOLE_DAY for shifts in week):
        return Opening(None, ())
    return Opening(week, _closed_days(days, week, monday))


def calendar_of(opening: Opening, begin: datetime, end: datetime) -> WorkCalendar:
    """The calendar from the week before `begin` until years after `end`."""
    first = office_time(begin).date() - timedelta(days=8)
    last = office_time(end).date() + _YEARS_ON
    return WorkCalendar(first, last, [WeekPattern(first, opening.week or ALWAYS)], map(holiday, opening.closed))


def week_text(week: Week) -> tuple[str, ...]:
    """A week as scenarios write it."""
    return tuple(", ".join(map(str, shifts)) for shifts in week)


def alike(one: Opening, other: Opening) -> bool:
    """Whether two weeks differ in so few half hours that only one is worth a name."""
    if one.week is None or other.week is None:
        return one.week is other.week
    mine, theirs = (np.concatenate([_slots_of(shifts) for shifts in each.week or ()]) for each in (one, other))
    return bool((mine != theirs).sum() <= _RARE * max(int(mine.sum()), 1))


def _seen(days: Ids) -> Ids:
    """How often each weekday lies between the first day and the last."""
    return np.bincount(np.arange(int(days.min()), int(days.max()) + 1) % 7, minlength=7)


def _week(counts: Ids, seen: Ids) -> Week:
    rates = counts.sum(axis=1) / np.maximum(seen, 1)
    is_open = rates >= _RARE * rates.max()
    usual = counts[is_open].sum(axis=0)
    return tuple(
        (_shifts(counts[day]) if _differs(counts[day], usual) else _shifts(usual)) if is_open[day] else ()
        for day in range(7)
    )


def _differs(day: Ids, usual: Ids) -> bool:
    if day.sum() < _TELLING:
        return False
    return bool(np.abs(day / day.sum() - usual / usual.sum()).sum() / 2 > _OTHERWISE)


def _shifts(counts: Ids) -> Shifts:
    """The half hours with work as shifts. A gap in which little was to be expected anyway is no break."""
    busy = counts[counts >= _RARE / 2 * counts.max()]
    usual = float(np.median(busy))
    is_open = counts >= max(_RARE * usual, 1)
    borders = np.nonzero(np.diff(np.concatenate([[False], is_open, [False]])))[0].reshape(-1, 2).tolist()
    runs = [borders[0]]
    for begin, end in borders[1:]:
        if (begin - runs[-1][1]) * usual < _SURELY:
            runs[-1][1] = end
        else:
            runs.append([begin, end])
    return tuple(Shift(_clock(begin), _clock(end)) for begin, end in runs)


def _clock(slot: int) -> time:
    """The hour at which a half hour begins; no shift lasts over midnight."""
    return time(23, 59) if slot == _SLOTS else time(slot // 2, 30 * (slot % 2))


_WHOLE_DAY: Shifts = (Shift(time(), time(23, 59)),)


ALWAYS: Week = (_WHOLE_DAY,) * 7


def _slots_of(shifts: Sequence[Shift]) -> Ids:
    found = np.zeros(_SLOTS, dtype=np.int64)
    for shift in shifts:
        found[
            shift.opens.hour * 2 + shift.opens.minute // 30 : shift.closes.hour * 2 + -(-shift.closes.minute // 30)
        ] = 1
    return found


def _closed_days(days: Ids, week: Week, monday: date) -> tuple[date, ...]:
    """The days on which by the week there was work, and on the working days around them so much that chance leaves none
    in a thousand, yet nothing was done.
    """
    counts = np.bincount(days - days.min())
    first = int(days.min())
    worked = np.array([n for n in range(len(counts)) if week[(first + n) % 7]], dtype=np.int64)
    found = []
    for place in np.nonzero(counts[worked] == 0)[0].tolist():
        around = counts[worked[max(0, place - _AROUND) : place + _AROUND + 1]]
        if exp(-float(np.median(around))) <= _BY_CHANCE:
            found.append(monday + timedelta(days=first + int(worked[place])))
    return tuple(found)
