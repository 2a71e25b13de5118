"""On which days somebody of a group was away: those on which he did nothing while others did so much that chance leaves
none in a thousand.

Only what a log can show is found. Who does little a day may have had nothing to do, so short absences of such people
stay unseen; and whoever was at one piece of work all those days seems to have been away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, Times, as_moment, as_time
from motcua.core.simulation.absence_plans import AbsencePlan
from motcua.core.simulation.fitting.efforts import Efforts
from motcua.core.simulation.fitting.line import Line
from motcua.core.workcal import office_time

_BY_CHANCE: Final = 0.001
_FEWEST: Final = 3
"""Absences of a group below which no share is told."""
_DAY: Final = 86_400 * 1_000_000


class Away(NamedTuple):
    """The absences of a group. begins, ends: of those who left no work lying, in the log's time. lying: the events that
    lay meanwhile, and for how many working seconds each. plan: None where too few were seen.
    """

    begins: Times
    ends: Times
    lying: tuple[tuple[int, float], ...]
    plan: AbsencePlan | None


def find_absences(events: EventLog, group: Ids, lines: Sequence[Line]) -> list[Away]:
    """Those of each group. group: of each event; lines: the working time of each group."""
    seen = _Seen(events)
    found = []
    for n, line in enumerate(lines):
        people = np.unique(events.resource[(group == n) & (events.resource != NOBODY)])
        found.append(_of_group(events, seen, people, line))
    return found


def without_absences(effort: Efforts, absences: Iterable[Away]) -> Efforts:
    """The same efforts without the time in which work lay because who was at it was away."""
    seconds = effort.seconds.copy()
    for away in absences:
        for row, lay in away.lying:
            seconds[row] = max(seconds[row] - lay, 0.0)
    return effort._replace(seconds=seconds)


class _Seen:
    """What each person ended on each day of the log, and on which days he did anything."""

    def __init__(self, events: EventLog) -> None:
        self.origin = _midnight_before(int(events.ended.min()))
        self._days = int((events.ended.max() - self.origin) // _DAY) + 1
        self.ended = np.zeros((len(events.resources), self._days), np.int64)
        done = events.resource != NOBODY
        np.add.at(self.ended, (events.resource[done], self._day(events.ended[done])), 1)
        self.was_there = self.ended > 0
        begun = done & (events.started != NO_TIME) & (events.started >= self.origin)
        self.was_there[events.resource[begun], self._day(events.started[begun])] = True
        self.by_all = self.ended.sum(axis=0)

    def days_of(self, line: Line) -> Ids:
        """The days on which a group is at work."""
        if len(line.opens) == 1:  # it never closes
            return np.arange(self._days)
        days = np.unique(self._day(line.opens))
        return days[(days >= 0) & (days < self._days)]

    def midnight(self, day: int) -> int:
        return self.origin + day * _DAY

    def _day(self, times: Times) -> Ids:
        return (times - self.origin) // _DAY


def _of_group(events: EventLog, seen: _Seen, people: Ids, line: Line) -> Away:
    open_days = seen.days_of(line)
    stretches: list[tuple[int, int]] = []
    lying: list[tuple[int, float]] = []
    days, away, count = 0, 0, 0
    for person in people.tolist():
        there = np.flatnonzero(seen.was_there[person])
        mine = open_days[(open_days >= there[0]) & (open_days <= there[-1])]
        days += len(mine)
        begun = np.where(events.started == NO_TIME, events.ended, events.started)
        for first, last in _stretches(seen, person, mine):
            since, until = seen.midnight(int(mine[first])), seen.midnight(int(mine[last]) + 1)
            count, away = count + 1, away + last - first + 1
            waited = np.flatnonzero((events.resource == person) & (begun < since) & (events.ended >= until))
            lasted = float(line.between(np.array([since]), np.array([until]))[0])
            lying += ((row, lasted / len(waited)) for row in waited.tolist())
            if not len(waited):
                stretches.append((since, until))
    plan = AbsencePlan(round(away / days, 4), round(away / count, 2)) if count >= _FEWEST else None
    begins, ends = np.array(sorted(stretches), np.int64).reshape(-1, 2).T
    return Away(begins, ends, tuple(lying), plan)


def _stretches(seen: _Seen, person: int, days: Ids) -> Iterator[tuple[int, int]]:
    """The first and the last place among his days of each stretch on which he surely was not there."""
    there = seen.was_there[person, days]
    ended = seen.ended[person, days]
    others = seen.by_all[days] - ended
    if not others[there].any():
        return
    expected = ended[there].sum() / others[there].sum() * others
    borders = np.flatnonzero(np.diff(np.concatenate([[False], ~there, [False]])))
    for first, end in borders.reshape(-1, 2).tolist():
        if expected[first:end].sum() >= -log(_BY_CHANCE):
            yield first, end - 1


def _midnight_before(time: int) -> int:
    moment = as_moment(time)
    assert moment is not None  # it is of an event
    return as_time(office_time(moment).replace(hour=0, minute=0, second=0, microsecond=0))
