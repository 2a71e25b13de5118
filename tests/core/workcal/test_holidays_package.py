"""The table of 2026 that the examples use, and the calendar seeded from the `holidays` package, are one calendar."""

from datetime import date, timedelta

import holidays

from motcua.core.workcal import WorkCalendar, holiday, own_hours
from tests.core.workcal.office import CALENDAR_2026, FIRST, HOURS, LAST, WEEK


def test_a_calendar_seeded_from_the_holidays_package_agrees_with_the_table_of_2026() -> None:
    vietnam = holidays.country_holidays("VN", years=2026)
    made_up = [own_hours(day, HOURS) for day in vietnam.weekend_workdays if day.year == 2026]
    seeded = WorkCalendar(FIRST, LAST, [WEEK], [*map(holiday, vietnam), *made_up])
    every_day = [FIRST + timedelta(days=count) for count in range(365)]
    assert made_up == [own_hours(date(2026, 8, 22), HOURS)]
    assert [seeded.shifts(day) for day in every_day] == [CALENDAR_2026.shifts(day) for day in every_day]
