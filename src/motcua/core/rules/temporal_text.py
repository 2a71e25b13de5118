"""Dates, times and durations as text (ISO 8601 as XML Schema narrows it), read and written."""

from motcua.core.rules.calendar import LONGEST_YEAR
from motcua.core.rules.temporal import (
    DAY,
    LONGEST_DURATION,
    SECOND,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    Zone,
    known_zone,
    valid_date,
    valid_time,
)

FURTHEST_OFFSET = 18 * 3600
"""In seconds from UTC."""
_LONGEST_COUNT = 20
_UNITS = {"D": DAY, "H": 3600 * SECOND, "M": 60 * SECOND, "S": SECOND}


def parse_date(text: str) -> Date | None:
    """The date `[-]YYYY-MM-DD`; nothing when the text is no date."""
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
    parts = body.split("-")
    if len(parts) != 3:
        return None
    year, month, day = parts
    if not (_digits(month, 2) and _digits(day, 2) and _is_year(year)):
        return None
    return valid_date(sign * int(year), int(month), int(day))


def parse_time(text: str) -> Time | None:
    """The time `HH:MM:SS[.fraction][Z|±HH:MM[:SS]|@Zone]`; nothing when the text is no time."""
    clock, rest = text[:8], text[8:]
    fraction = ""
    if rest.startswith("."):
        end = 1
        while end < len(rest) and rest[end] in "0123456789":
            end += 1
        fraction, rest = rest[1:end], rest[end:]
        if not fraction:
            return None
    zone = _parse_zone(rest)
    if len(clock) != 8 or clock[2] != ":" or clock[5] != ":" or zone == "":
        return None
    hour, minute, second = clock[:2], clock[3:5], clock[6:]
    if not (_digits(hour, 2) and _digits(minute, 2) and _digits(second, 2)):
        return None
    return valid_time(int(hour), int(minute), int(second), int(fraction[:9].ljust(9, "0")), zone)


def parse_date_time(text: str) -> DateTime | None:
    """`date T time`, or a date alone for its midnight; nothing when the text is neither."""
    date_text, separator, time_text = text.partition("T")
    date = parse_date(date_text)
    time = parse_time(time_text) if separator else Time(0, 0, 0)
    return DateTime(date, time) if date and time else None


def parse_duration(text: str) -> DayTimeDuration | YearMonthDuration | None:
    """`[-]PnYnM` or `[-]PnDTnHnMnS`; nothing when the text is neither."""
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
    if not body.startswith("P"):
        return None
    dates, separator, times = body[1:].partition("T")
    date_counts, time_counts = _counts(dates, "YMD"), _counts(times, "HMS")
    if date_counts is None or time_counts is None or (separator and not time_counts):
        return None
    if not date_counts and not time_counts:
        return None
    if set(date_counts) & {"Y", "M"}:
        if time_counts or "D" in date_counts:
            return None
        return YearMonthDuration(sign * int(_whole(date_counts, "Y") * 12 + _whole(date_counts, "M")))
    total = _whole(date_counts, "D") * DAY + sum(_whole(time_counts, unit) * _UNITS[unit] for unit in "HMS")
    total += int(time_counts.get("S", ("", ""))[1][:9].ljust(9, "0") or 0)
    return DayTimeDuration(sign * total) if total <= LONGEST_DURATION else None


def parse_temporal(text: str) -> Date | Time | DateTime | DayTimeDuration | YearMonthDuration | None:
    """What an `@"…"` literal stands for."""
    if text.startswith(("P", "-P")):
        return parse_duration(text)
    if "T" in text.partition("@")[0]:
        return parse_date_time(text)
    return parse_time(text) if text[2:3] == ":" else parse_date(text)


def date_text(date: Date) -> str:
    """`2026-11-21`."""
    return f"{'-' if date.year < 0 else ''}{abs(date.year):04d}-{date.month:02d}-{date.day:02d}"


def time_text(time: Time) -> str:
    """`08:30:00.5+07:00`, `08:30:00@Asia/Ho_Chi_Minh`."""
    fraction = f".{time.nanosecond:09d}".rstrip("0") if time.nanosecond else ""
    return f"{time.hour:02d}:{time.minute:02d}:{time.second:02d}{fraction}{_zone_text(time.zone)}"


def date_time_text(moment: DateTime) -> str:
    """`2026-11-21T08:30:00`."""
    return f"{date_text(moment.date)}T{time_text(moment.time)}"


def duration_text(duration: DayTimeDuration | YearMonthDuration) -> str:
    """The shortest writing: `P1Y8M`, `P2DT3.5S`; nothing at all is `P0M` or `PT0S`."""
    if isinstance(duration, YearMonthDuration):
        years, months = divmod(abs(duration.months), 12)
        body = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return f"{'-' if duration.months < 0 else ''}P{body}"
    days, rest = divmod(abs(duration.nanoseconds), DAY)
    hours, rest = divmod(rest, _UNITS["H"])
    minutes, rest = divmod(rest, _UNITS["M"])
    seconds, fraction = divmod(rest, SECOND)
    second_text = f"{seconds}" + (f".{fraction:09d}".rstrip("0") if fraction else "")
    clock = "".join(
        f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (second_text, "S")) if count not in (0, "0")
    )
    body = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{'-' if duration.nanoseconds < 0 else ''}P{body or 'T0S'}"


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()


def _is_year(text: str) -> bool:
    """Four digits, or more without a leading zero."""
    if not 4 <= len(text) <= len(str(LONGEST_YEAR)) or not _digits(text, len(text)):
        return False
    return len(text) == 4 or text[0] != "0"


def _parse_zone(text: str) -> Zone:
    """The zone, nothing for local time, or `""` when the text is no zone."""
    if not text:
        return None
    if text == "Z":
        return 0
    if text[0] == "@":
        return text[1:] if known_zone(text[1:]) else ""
    parts = text[1:].split(":")
    if text[0] not in "+-" or len(parts) not in (2, 3) or not all(_digits(part, 2) for part in parts):
        return ""
    hours, minutes, seconds = (*map(int, parts), 0)[:3]
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > FURTHEST_OFFSET:
        return ""
    return -total if text[0] == "-" else total


def _zone_text(zone: Zone) -> str:
    if zone is None:
        return ""
    if isinstance(zone, str):
        return f"@{zone}"
    if zone == 0:
        return "Z"
    minutes, seconds = divmod(abs(zone), 60)
    tail = f":{seconds:02d}" if seconds else ""
    return f"{'-' if zone < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}{tail}"


def _counts(text: str, units: str) -> dict[str, tuple[str, str]] | None:
    """The count of each unit, as whole and fraction; nothing when they are not counts in that order."""
    counts: dict[str, tuple[str, str]] = {}
    digits = ""
    remaining = units
    for letter in text:
        if letter in "0123456789.":
            digits += letter
            continue
        whole, point, fraction = digits.partition(".")
        well_formed = whole.isdigit() and len(whole) <= _LONGEST_COUNT and (not point or fraction.isdigit())
        if letter not in remaining or not well_formed or (point and letter != "S"):
            return None
        counts[letter] = (whole, fraction)
        remaining = remaining[remaining.index(letter) + 1 :]
        digits = ""
    return None if digits else counts


def _whole(counts: dict[str, tuple[str, str]], unit: str) -> int:
    return int(counts.get(unit, ("0", ""))[0])
