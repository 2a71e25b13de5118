"""Working time of one office: its hours, days off, swapped days and cut-off hour.

A `WorkCalendar` is built once from plain values (weekly patterns valid from a date, special days) for a known range of
dates. It lays all working hours on one line without gaps, so adding, subtracting and measuring working time are two
binary searches, and arithmetic in days is a look-up. It never guesses: a date it was not told of raises
CalendarEndsError. The counting conventions of the law are values (`Counting`), so a special law can state its own.
"""

from motcua.core.workcal.counting import CIVIL_CODE, WORKING_DAY, Counting, months_later
from motcua.core.workcal.errors import (
    BadHoursError,
    CalendarEndsError,
    ClosedDayError,
    DateExpectedError,
    NaiveMomentError,
    WorkCalendarError,
)
from motcua.core.workcal.hours import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    DayKind,
    Shift,
    Shifts,
    SpecialDay,
    WeekPattern,
    holiday,
    own_hours,
    parse_shifts,
    swap,
)
from motcua.core.workcal.work_calendar import WorkCalendar
from motcua.core.workcal.zone import ZONE, office_time

__all__ = [
    "CIVIL_CODE",
    "FRIDAY",
    "MONDAY",
    "SATURDAY",
    "SUNDAY",
    "THURSDAY",
    "TUESDAY",
    "WEDNESDAY",
    "WORKING_DAY",
    "ZONE",
    "BadHoursError",
    "CalendarEndsError",
    "ClosedDayError",
    "Counting",
    "DateExpectedError",
    "DayKind",
    "NaiveMomentError",
    "Shift",
    "Shifts",
    "SpecialDay",
    "WeekPattern",
    "WorkCalendar",
    "WorkCalendarError",
    "holiday",
    "months_later",
    "office_time",
    "own_hours",
    "parse_shifts",
    "swap",
]
