"""Functions that make dates, times and durations, and read what is in them."""

from decimal import Decimal

from motcua.core.rules import calendar
from motcua.core.rules.builtins.signature import CannotError, builtin
from motcua.core.rules.evaluation import Run
from motcua.core.rules.problems import Problem
from motcua.core.rules.temporal import (
    SECOND,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    valid_date,
    valid_time,
)
from motcua.core.rules.temporal_text import FURTHEST_OFFSET, parse_date, parse_date_time, parse_duration, parse_time
from motcua.core.rules.values import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LARGEST = 10**10


@builtin("date(from: string)")
def _date_from_text(run: Run, text: str) -> Value:
    return _read(parse_date(text), text)


@builtin("date(from: date|date and time)")
def _date_from_moment(run: Run, moment: Date | DateTime) -> Value:
    return _date(moment)


@builtin("date(year: number, month: number, day: number)")
def _date_from_parts(run: Run, year: Decimal, month: Decimal, day: Decimal) -> Value:
    return _read(valid_date(_whole(year), _whole(month), _whole(day)), f"{year}-{month}-{day}")


@builtin("time(from: string)")
def _time_from_text(run: Run, text: str) -> Value:
    return _read(parse_time(text), text)


@builtin("time(from: time|date and time|date)")
def _time_from_moment(run: Run, moment: Time | DateTime | Date) -> Value:
    """A date is its midnight in UTC."""
    if isinstance(moment, Date):
        return Time(0, 0, 0, 0, 0)
    return moment.time if isinstance(moment, DateTime) else moment


@builtin("time(hour: number, minute: number, second: number, offset: days and time duration|null?)")
def _time_from_parts(
    run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: DayTimeDuration | None
) -> Value:
    zone = None if offset is None else offset.nanoseconds // SECOND
    if zone is not None and abs(zone) > FURTHEST_OFFSET:
        raise CannotError(Problem.OUT_OF_BOUNDS, "time")
    nanosecond = int(second % 1 * SECOND)
    time = valid_time(_whole(hour), _whole(minute), int(min(second, Decimal(99))), nanosecond, zone)
    return _read(time, f"{hour}:{minute}:{second}")


@builtin("date and time(from: string)")
def _date_time_from_text(run: Run, text: str) -> Value:
    return _read(parse_date_time(text), text)


@builtin("date and time(from: date and time)")
def _date_time_from_moment(run: Run, moment: DateTime) -> Value:
    return moment


@builtin("date and time(date: date|date and time, time: time)")
def _date_time_from_both(run: Run, date: Date | DateTime, time: Time) -> Value:
    return DateTime(_date(date), time)


@builtin("duration(from: string)")
def _duration_from_text(run: Run, text: str) -> Value:
    return _read(parse_duration(text), text)


@builtin("duration(from: days and time duration|years and months duration)")
def _duration_from_duration(run: Run, duration: DayTimeDuration | YearMonthDuration) -> Value:
    return duration


@builtin("years and months duration(from: date|date and time, to: date|date and time)")
def _years_and_months_between(run: Run, first: Date | DateTime, last: Date | DateTime) -> Value:
    """Whole months between two dates; the time of day does not count."""
    start, end = _date(first), _date(last)
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return YearMonthDuration(months)


@builtin("day of year(date: date|date and time)")
def _day_of_year(run: Run, moment: Date | DateTime) -> Value:
    date = _date(moment)
    return Decimal(calendar.day_of_year(date.year, date.month, date.day))


@builtin("day of week(date: date|date and time)")
def _day_of_week(run: Run, moment: Date | DateTime) -> Value:
    return _DAYS[calendar.weekday(_date(moment).number) - 1]


@builtin("month of year(date: date|date and time)")
def _month_of_year(run: Run, moment: Date | DateTime) -> Value:
    return _MONTHS[_date(moment).month - 1]


@builtin("week of year(date: date|date and time)")
def _week_of_year(run: Run, moment: Date | DateTime) -> Value:
    date = _date(moment)
    return Decimal(calendar.week_of_year(date.year, date.month, date.day))


@builtin("now()")
def _now(run: Run) -> Value:
    return _moment(run)


@builtin("today()")
def _today(run: Run) -> Value:
    return _moment(run).date


def _read(value: Value, text: str) -> Value:
    if value is None:
        raise CannotError(Problem.LITERAL, text)
    return value


def _date(moment: Date | DateTime) -> Date:
    return moment if isinstance(moment, Date) else moment.date


def _whole(number: Decimal) -> int:
    """The integer; for what is none, one that no calendar or clock shows."""
    return int(number) if number == number.to_integral_value() and abs(number) < _LARGEST else -_LARGEST


def _moment(run: Run) -> DateTime:
    if run.now is None:
        raise CannotError(Problem.NO_CLOCK)
    return run.now
