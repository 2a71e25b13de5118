"""The office the examples are about: the hours and the days off of a public agency in 2026."""

from datetime import date, datetime, timedelta

from motcua.core.workcal import ZONE, SpecialDay, WeekPattern, WorkCalendar, holiday, parse_shifts, swap

HOURS = parse_shifts("08:00-12:00, 13:30-17:30")
WEEK = WeekPattern.monday_to_friday(date(2026, 1, 1), HOURS)

NEW_YEAR = [date(2026, 1, 1)]
TET = [date(2026, 2, day) for day in range(16, 21)]
HUNG_KINGS = [date(2026, 4, 26), date(2026, 4, 27)]
REUNIFICATION_AND_LABOUR = [date(2026, 4, 30), date(2026, 5, 1)]
NATIONAL_DAY = [date(2026, 9, 1), date(2026, 9, 2)]
CULTURE_DAY = [date(2026, 11, 24)]
HOLIDAYS = NEW_YEAR + TET + HUNG_KINGS + REUNIFICATION_AND_LABOUR + NATIONAL_DAY + CULTURE_DAY
SWAP = swap(off=date(2026, 8, 31), work=date(2026, 8, 22))
SPECIAL_DAYS: list[SpecialDay] = [*map(holiday, HOLIDAYS), *SWAP]

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
CALENDAR_2026 = WorkCalendar(FIRST, LAST, [WEEK], SPECIAL_DAYS)


def at(text: str) -> datetime:
    """`2026-11-20 14:00` on the office's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def day(text: str) -> date:
    return date.fromisoformat(text)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)
