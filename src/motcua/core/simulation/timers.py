"""Times that a drawing states, as lengths and the hours in which they pass."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple

from motcua.core.process.model import Timer
from motcua.core.simulation.calendars import TICK, closings_of, hours_of, last_second, second_of
from motcua.core.simulation.lengths import NO_TIME, Length, fixed
from motcua.core.simulation.model import Hours
from motcua.core.workcal import WORKING_DAY, WorkCalendar

_HOUR, _DAY = 3600.0, 86_400.0
_DATES: Final = {"Y": 365.0, "M": 30.0, "W": 7.0, "D": 1.0}
"""Days. No office counts a timer by years or months; they are taken as so many."""
_TIMES: Final = {"H": _HOUR, "M": 60.0, "S": 1.0}
_AMOUNT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)([YMWDHS])")


class Passing(NamedTuple):
    """How long a timer runs: a time of the clock first, and then another in its hours; None for all."""

    delay: Length
    length: Length
    hours: Hours | None


def passing(timer: Timer, calendar: WorkCalendar, begin: datetime) -> Passing:
    """A timer of the drawing as `core.deadlines.timer_due_at` counts it.

    Whole days end like a legal limit of calendar days, when the office closes; hours and minutes are real time;
    `working_hours` and `working_days` are working time; a date is itself, and over at once when it has gone by. A timer
    that comes round runs for one of its rounds. Exact for what begins while the office works on that day, as waits do
    that follow from somebody's work, and at an hour before which it does not close on the last day.
    """
    match timer.form:
        case "working_hours":
            return Passing(NO_TIME, fixed(float(timer.value) * _HOUR), hours_of(calendar, begin))
        case "working_days":
            return Passing(NO_TIME, fixed(float(timer.value) * WORKING_DAY.total_seconds()), hours_of(calendar, begin))
        case "date":
            return _until(datetime.fromisoformat(timer.value), calendar, begin)
        case "duration" | "cycle":
            return _after(timer.value.rpartition("/")[2], calendar, begin)


def _after(duration: str, calendar: WorkCalendar, begin: datetime) -> Passing:
    date, _, time = duration.removeprefix("P").partition("T")
    days = sum(float(amount) * _DATES[unit] for amount, unit in _AMOUNT.findall(date))
    seconds = sum(float(amount) * _TIMES[unit] for amount, unit in _AMOUNT.findall(time))
    if days and not seconds:
        return Passing(fixed(days * _DAY), fixed(TICK), closings_of(calendar, begin))
    return Passing(NO_TIME, fixed(days * _DAY + seconds), None)


def _until(moment: datetime, calendar: WorkCalendar, begin: datetime) -> Passing:
    """One tick just before the moment, and all time after it: whoever comes later waits no more than a tick."""
    at = second_of(begin, moment if moment.tzinfo else moment.replace(tzinfo=begin.tzinfo))
    after = (at, max(at, last_second(calendar, begin)) + _DAY)
    return Passing(NO_TIME, fixed(TICK), Hours(((at - TICK, at), after)))
