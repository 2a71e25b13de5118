"""When a wait that a diagram draws comes to its end: the same counting as for every other limit."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

from motcua.core.deadlines.due import statutory_due_at
from motcua.core.deadlines.errors import BadTimeLimitError
from motcua.core.deadlines.rules import ClockRules
from motcua.core.deadlines.time_limit import LimitUnit, TimeLimit
from motcua.core.workcal import WORKING_DAY, WorkCalendar, office_time

_DURATION = re.compile(r"P(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?)?")
_NO_CUT_OFF = ClockRules()


def timer_due_at(calendar: WorkCalendar, form: str, value: str, at: datetime) -> datetime:
    """When a timer that began at `at` comes due. `form` and `value` are as the diagram states them.

    A duration in days or weeks ends like a legal limit of calendar days, at closing time of a working day; one in hours
    and minutes is real time, for the exchange between systems. `working_hours` and `working_days` are working time, and
    a date is itself. Raises BadTimeLimitError for a form that no office can count (years, months, cycles).
    """
    match form:
        case "date":
            moment = datetime.fromisoformat(value)
            return office_time(moment if moment.tzinfo else moment.replace(tzinfo=at.tzinfo))
        case "working_hours":
            return calendar.add(at, _part_of(timedelta(hours=1), value))
        case "working_days":
            return calendar.add(at, _part_of(WORKING_DAY, value))
        case "duration" if (found := _DURATION.fullmatch(value)) and any(found.groups()):
            return _after(calendar, at, {unit: int(text or 0) for unit, text in found.groupdict().items()})
    raise BadTimeLimitError(
        f"Không tính được thời hạn {form} {value!r} của sơ đồ; hãy dùng ngày (P12D), giờ (PT2H) hoặc giờ làm việc.",
        f"The diagram's time {form} {value!r} cannot be counted; use days (P12D), hours (PT2H) or working hours.",
    )


def was_passed_on_late(sent_at: datetime, minutes: int, now: datetime) -> bool:
    """Whether what passes between two systems should have arrived by now: so many minutes of real time after it was
    sent (Nghị định 63/2024/NĐ-CP Điều 7: within ten minutes).
    """
    return now > sent_at + timedelta(minutes=minutes)


def _part_of(unit: timedelta, value: str) -> timedelta:
    return timedelta(seconds=round(Decimal(value) * int(unit.total_seconds())))


def _after(calendar: WorkCalendar, at: datetime, parts: dict[str, int]) -> datetime:
    days, clock = parts["W"] * 7 + parts["D"], timedelta(hours=parts["h"], minutes=parts["m"])
    if days and not clock:
        return statutory_due_at(calendar, TimeLimit(LimitUnit.CALENDAR_DAYS, days), _NO_CUT_OFF, at)
    return office_time(at) + timedelta(days=days) + clock
