"""How a period of days is counted, as values: the Civil Code's way is the default, a special law may state another."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WORKING_DAY = timedelta(hours=8)
"""One working day in working hours, as official processes print it: "03 ngày (24 giờ)"."""


@dataclass(frozen=True, slots=True)
class Counting:
    """The conventions of one period.

    event_day_counts: whether the day of the event is the first day. By default counting starts the day after it
        (Bộ luật Dân sự 2015, Điều 147 khoản 2).
    roll_to_working_day: whether a period of calendar days that ends on a day off ends on the next working day instead
        (Điều 148 khoản 5). A period of working days cannot end on a day off.
    """

    event_day_counts: bool = False
    roll_to_working_day: bool = True


CIVIL_CODE = Counting()


def months_later(day: date, months: int) -> date:
    """The corresponding day `months` later, or the last day of that month when it has no such day.

    Bộ luật Dân sự 2015, Điều 148 khoản 3: one month from 31 January ends on the last day of February.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
