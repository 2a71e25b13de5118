"""Offices of every kind for the properties: other hours, short Saturdays, seasons, holidays, swapped days."""

from datetime import date, datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from motcua.core.workcal import ZONE, DayKind, Shifts, SpecialDay, WeekPattern, WorkCalendar, parse_shifts

# A property is about truth: a slow machine does not make it false.
WITHOUT_A_STOPWATCH = settings(deadline=None)

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
# Questions come from the middle of the calendar, with amounts whose answers it still knows.
EARLIEST, LATEST = date(2026, 8, 1), date(2026, 11, 30)

A_WORKED_DAY = st.sampled_from(
    [
        "08:00-12:00, 13:30-17:30",
        "07:30-11:30, 13:00-17:00",
        "07:00-11:30, 13:30-17:00",
        "08:00-12:00",
        "06:00-21:59:59",
        "00:00-00:30, 08:00-08:01, 23:00-23:59",
    ]
).map(parse_shifts)
A_DAY = st.one_of(st.just(()), A_WORKED_DAY)


def a_week(valid_from: date) -> st.SearchStrategy[WeekPattern]:
    """At least two of its days are worked, so that no answer is further away than the calendar goes."""
    return st.tuples(A_WORKED_DAY, A_DAY, A_DAY, A_WORKED_DAY, A_DAY, A_DAY, A_DAY).map(
        lambda days: WeekPattern(valid_from, days)
    )


def a_date(first: date = EARLIEST, last: date = LATEST) -> st.SearchStrategy[date]:
    return st.dates(first, last)


def special_days() -> st.SearchStrategy[list[SpecialDay]]:
    def entry(day: date, hours: Shifts) -> SpecialDay:
        return SpecialDay(day, DayKind.WORKING if hours else DayKind.HOLIDAY, hours)

    return st.lists(st.builds(entry, a_date(), A_DAY), max_size=12, unique_by=lambda special: special.day)


PLANS = st.tuples(st.tuples(a_week(FIRST), a_week(date(2026, 10, 1))), special_days())
OFFICES = PLANS.map(lambda plan: WorkCalendar(FIRST, LAST, *plan))
MOMENTS = st.datetimes(datetime.combine(EARLIEST, time()), datetime.combine(LATEST, time.max), timezones=st.just(ZONE))
# The shortest week above has three hours of work: forty hours never leave the calendar.
AMOUNTS = st.timedeltas(timedelta(), timedelta(hours=40))
SOME_AMOUNTS = st.timedeltas(timedelta(microseconds=1), timedelta(hours=40))
