"""The hours of each group of people: as they were given, else discovered from when they did something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np

from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, Times, as_moment
from motcua.core.simulation.fitting.line import Line
from motcua.core.simulation.fitting.opening import (
    ALWAYS,
    FEWEST_MOMENTS,
    Opening,
    alike,
    calendar_of,
    discover_opening,
    week_text,
)
from motcua.core.simulation.scenario import ALWAYS_OPEN, OFFICE
from motcua.core.workcal import WorkCalendar

_OWN: Final = 10 * FEWEST_MOMENTS
"""A group with fewer moments goes by the hours of the office."""


@dataclass(frozen=True, slots=True)
class Offices:
    """calendars: by name, the office's among them. weeks: those that were discovered, as scenarios write them.
    of_group: the name of each group's. lines: the working time of each group over the log; office: that of the office.
    unknown: whether nothing could be said about any hours.
    """

    calendars: Mapping[str, WorkCalendar]
    weeks: Mapping[str, tuple[str, ...]]
    of_group: tuple[str, ...]
    lines: tuple[Line, ...]
    office: Line
    unknown: bool

    def open_days(self) -> list[tuple[int, ...]]:
        """The weekdays (0 is Monday) on which each group is at work."""
        return [_weekdays(self.calendars.get(name)) for name in self.of_group]


def find_offices(
    log: EventLog, group: Ids, names: Sequence[str], begin: datetime, given: Mapping[str, WorkCalendar]
) -> Offices:
    """The hours of all groups. group: of each event. given: calendars by the names of groups, `office` for the rest."""
    end = as_moment(int(log.ended.max())) or begin
    office = discover_opening(_moments(log, group != NOBODY if (group != NOBODY).any() else group == NOBODY))
    calendars = {OFFICE: calendar_of(office, begin, end), **given}
    weeks = {} if OFFICE in given or office.week is None else {OFFICE: week_text(office.week)}
    of_group = []
    for n, name in enumerate(names):
        own = Opening(None, ()) if given else discover_opening(_moments(log, group == n))
        of_group.append(_calendar_of_group(name, own, office, given, int((group == n).sum())))
        if of_group[-1] == name and name not in given:
            week = own.week or ALWAYS
            calendars[name], weeks[name] = calendar_of(Opening(week, office.closed), begin, end), week_text(week)
    first = min(int(log.ended.min()), int(_known(log.started).min()), int(_known(log.enabled).min()))
    always = calendars[OFFICE] if OFFICE in given or office.week is not None else None
    lines = tuple(
        Line(always if name == OFFICE else calendars.get(name), first, int(log.ended.max())) for name in of_group
    )
    office_line = Line(always, first, int(log.ended.max()))
    return Offices(calendars, weeks, tuple(of_group), lines, office_line, not given and office.week is None)


def _calendar_of_group(name: str, own: Opening, office: Opening, given: Mapping[str, WorkCalendar], events: int) -> str:
    """The name of a group's calendar: its own where there is one that differs."""
    if name in given:
        return name
    if given or events < _OWN or alike(own, office):
        return ALWAYS_OPEN if not given and office.week is None else OFFICE
    return name if own.week is not None else ALWAYS_OPEN


def _moments(log: EventLog, wanted: Ids) -> Times:
    """When people did something: they began, or ended (the very moment before counts, so that closing time is work)."""
    began = wanted & (log.started != NO_TIME)
    return np.concatenate([log.ended[wanted] - 1, log.started[began]])


def _known(times: Times) -> Times:
    known = times[times != NO_TIME]
    return known if len(known) else np.array([np.iinfo(np.int64).max])


def _weekdays(calendar: WorkCalendar | None) -> tuple[int, ...]:
    """Those on which a calendar mostly works."""
    if calendar is None:
        return tuple(range(7))
    seen, worked = [0] * 7, [0] * 7
    for n in range(calendar.first.toordinal(), calendar.last.toordinal() + 1):
        weekday = (n - 1) % 7
        seen[weekday] += 1
        worked[weekday] += bool(calendar.shifts(calendar.first.fromordinal(n)))
    return tuple(day for day in range(7) if 2 * worked[day] > seen[day])
