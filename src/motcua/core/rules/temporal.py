"""FEEL's dates, times and durations: to the nanosecond, over two milliard years, with an offset or a named zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from motcua.core.rules.calendar import LONGEST_YEAR, civil, day_number, days_in_month

SECOND: Final = 1_000_000_000
DAY: Final = 86_400 * SECOND
LONGEST_DURATION: Final = 10**27
"""In nanoseconds: a little more than from the first to the last day FEEL can write."""

_SECONDS_IN_400_YEARS = 146_097 * 86_400

Zone = int | str | None
"""Seconds east of UTC, the name of a zone, or nothing for local time."""


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day of the calendar."""

    year: int
    month: int
    day: int

    @property
    def number(self) -> int:
        """Days since 1970-01-01."""
        return day_number(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day."""

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    zone: Zone = None

    @property
    def since_midnight(self) -> int:
        """Nanoseconds since midnight on this clock."""
        return (self.hour * 3600 + self.minute * 60 + self.second) * SECOND + self.nanosecond


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day and a time on it."""

    date: Date
    time: Time


@dataclass(frozen=True, slots=True, order=True)
class DayTimeDuration:
    """A length of time."""

    nanoseconds: int


@dataclass(frozen=True, slots=True, order=True)
class YearMonthDuration:
    """A number of months, which have no fixed length."""

    months: int


def valid_date(year: int, month: int, day: int) -> Date | None:
    """The date, or nothing when the calendar has no such day."""
    if not (-LONGEST_YEAR <= year <= LONGEST_YEAR and 1 <= month <= 12):
        return None
    return Date(year, month, day) if 1 <= day <= days_in_month(year, month) else None


def valid_time(hour: int, minute: int, second: int, nanosecond: int = 0, zone: Zone = None) -> Time | None:
    """The time, or nothing when no clock shows it."""
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second <= 59 and 0 <= nanosecond < SECOND):
        return None
    return Time(hour, minute, second, nanosecond, zone)


def date_of_number(number: int) -> Date | None:
    """The date so many days after 1970-01-01, or nothing beyond the last year."""
    year, month, day = civil(number)
    return valid_date(year, month, day)


def time_of_day(nanoseconds: int, zone: Zone) -> Time:
    """The time so long after midnight; whole days fall away."""
    seconds, nanosecond = divmod(nanoseconds % DAY, SECOND)
    return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nanosecond, zone)


@lru_cache(maxsize=512)
def known_zone(name: str) -> ZoneInfo | None:
    """The zone of that IANA name, or nothing."""
    if not name or not all(letter.isalnum() or letter in "_/+-" for letter in name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def local_nanoseconds(moment: DateTime) -> int:
    """Nanoseconds from 1970-01-01T00:00:00 to the moment, both read on the same clock."""
    return moment.date.number * DAY + moment.time.since_midnight


def offset_seconds(moment: DateTime) -> int | None:
    """Seconds that the moment's clock is ahead of UTC; nothing for local time."""
    zone = moment.time.zone
    return _zone_offset(zone, local_nanoseconds(moment), local=True) if isinstance(zone, str) else zone


def time_offset(time: Time) -> int | None:
    """As `offset_seconds`, for a time without a date: a named zone counts as on 1 January 2000."""
    return offset_seconds(DateTime(Date(2000, 1, 1), time))


def instant(moment: DateTime) -> int:
    """Nanoseconds since 1970-01-01T00:00:00Z; local time counts as UTC."""
    return local_nanoseconds(moment) - (offset_seconds(moment) or 0) * SECOND


def moment_of(nanoseconds: int, zone: Zone) -> DateTime | None:
    """The moment at that instant, shown on the clock of the zone; nothing beyond the last year."""
    offset = _zone_offset(zone, nanoseconds, local=False) if isinstance(zone, str) else zone or 0
    days, rest = divmod(nanoseconds + offset * SECOND, DAY)
    date = date_of_number(days)
    return DateTime(date, time_of_day(rest, zone)) if date else None


def add_months(date: Date, months: int) -> Date | None:
    """The date so many months later; a day that the month lacks becomes its last day."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return valid_date(year, month + 1, min(date.day, days_in_month(year, month + 1)))


def _zone_offset(name: str, nanoseconds: int, *, local: bool) -> int:
    """Python knows the years 1 to 9999 only: any other year takes the rule of its like between 1970 and 2369."""
    zone = known_zone(name)
    if zone is None:
        return 0
    seconds = nanoseconds // SECOND % _SECONDS_IN_400_YEARS
    naive = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    moment = naive.replace(tzinfo=zone) if local else naive.astimezone(zone)
    return int((moment.utcoffset() or timedelta()).total_seconds())
