"""The proleptic Gregorian calendar for the years FEEL allows, which are far more than Python's `date` knows."""

LONGEST_YEAR = 999_999_999
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_IN_400_YEARS = 146_097


def is_leap(year: int) -> bool:
    """Whether February has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and is_leap(year) else _DAYS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01. The year is taken to begin in March, so that the leap day comes last."""
    shifted = year - (month <= 2)
    cycle, year_of_cycle = divmod(shifted, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_cycle = year_of_cycle * 365 + year_of_cycle // 4 - year_of_cycle // 100 + day_of_year
    return cycle * _DAYS_IN_400_YEARS + day_of_cycle - 719_468


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number: the inverse of `day_number`."""
    cycle, day_of_cycle = divmod(number + 719_468, _DAYS_IN_400_YEARS)
    leap_days = day_of_cycle // 1460 - day_of_cycle // 36_524 + day_of_cycle // 146_096
    year_of_cycle = (day_of_cycle - leap_days) // 365
    day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return cycle * 400 + year_of_cycle + (month <= 2), month, day


def weekday(number: int) -> int:
    """1 for Monday to 7 for Sunday."""
    return (number + 3) % 7 + 1


def day_of_year(year: int, month: int, day: int) -> int:
    """1 for 1 January."""
    return day_number(year, month, day) - day_number(year, 1, 1) + 1


def week_of_year(year: int, month: int, day: int) -> int:
    """The ISO 8601 week: the one that holds the Thursday."""
    number = day_number(year, month, day)
    thursday = number - weekday(number) + 4
    return (thursday - day_number(civil(thursday)[0], 1, 1)) // 7 + 1
