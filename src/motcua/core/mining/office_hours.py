"""The calendars of offices as numbers: how much working time has passed at any moment, for millions of them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import numpy as np

from motcua.core.mining.log import Times, as_moment, as_time
from motcua.core.workcal import ZONE, WorkCalendar, office_time

_DAY: Final = timedelta(days=1)
_MIDNIGHT: Final = time()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """One calendar. opens, closes: its shifts. worked: the working time before each of them, and after the last."""

    calendar: WorkCalendar
    opens: Times
    closes: Times
    worked: Times

    @classmethod
    def of(cls, calendar: WorkCalendar) -> WorkingTime:
        """The same calendar, laid out once."""
        shifts = np.array(list(_shifts(calendar)), dtype=np.int64).reshape(-1, 2)
        opens, closes = shifts[:, 0].copy(), shifts[:, 1].copy()
        return cls(calendar, opens, closes, np.concatenate([[0], np.cumsum(closes - opens)]).astype(np.int64))

    def until(self, times: Times) -> Times:
        """The working time from the beginning of the calendar to each of these. Raises CalendarEndsError."""
        self._known(times)
        if not len(self.opens):
            return np.zeros(len(times), np.int64)
        shift = np.searchsorted(self.opens, times, "right") - 1
        at = np.maximum(shift, 0)
        begun = self.worked[at] + np.minimum(times, self.closes[at]) - self.opens[at]
        return np.where(shift < 0, 0, begun)

    def after(self, times: Times, amount: int) -> Times:
        """When so much working time, more than none, has passed since each of these; what fills a shift ends as it
        closes. Raises CalendarEndsError.
        """
        done = self.until(times) + amount
        if len(done) and int(done.max()) > int(self.worked[-1]):
            self.calendar.shifts(self.calendar.last + _DAY)
        shift = np.searchsorted(self.worked, done, "left") - 1
        return self.opens[shift] + (done - self.worked[shift])

    def _known(self, times: Times) -> None:
        """A moment outside lets the calendar itself say so."""
        for worst in (times.min(), times.max()) if len(times) else ():
            moment = as_moment(int(worst))
            if moment is not None:
                self.calendar.shifts(office_time(moment).date())


@dataclass(frozen=True, slots=True)
class Hours:
    """Who works by which calendar; of others it is not known when they are at work."""

    calendars: tuple[WorkingTime, ...]
    of: Mapping[str, int]


UNKNOWN_HOURS: Final = Hours((), {})


def hours_of(calendars: Mapping[str, WorkCalendar]) -> Hours:
    """The hours of each resource that has a calendar. A calendar that many share is laid out once."""
    places: dict[int, int] = {}
    lines: list[WorkingTime] = []
    for calendar in calendars.values():
        if id(calendar) not in places:
            places[id(calendar)] = len(lines)
            lines.append(WorkingTime.of(calendar))
    return Hours(tuple(lines), {name: places[id(calendar)] for name, calendar in calendars.items()})


def office_dates(times: Times) -> Times:
    """The date of each moment at the office, as a number of days; its zone has had one offset since 1975."""
    offset = datetime(2026, 1, 1, tzinfo=ZONE).utcoffset() or timedelta()
    return (times + offset // timedelta(microseconds=1)) // (_DAY // timedelta(microseconds=1))


def _shifts(calendar: WorkCalendar) -> Iterator[tuple[int, int]]:
    for ordinal in range(calendar.first.toordinal(), calendar.last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        midnight = as_time(datetime.combine(day, _MIDNIGHT, ZONE))
        for shift in calendar.shifts(day):
            yield midnight + _microseconds(shift.opens), midnight + _microseconds(shift.closes)


def _microseconds(hour: time) -> int:
    return (hour.hour * 3600 + hour.minute * 60 + hour.second) * 1_000_000
