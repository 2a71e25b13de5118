"""Office hours as an office states them: weekly patterns valid from a date, and the days that differ from them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from itertools import pairwise

from motcua.core.workcal.errors import BadHoursError

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """One unbroken stretch of work within a day, in whole seconds. It ends before midnight."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise BadHoursError(
                f"Ca làm việc {self} theo đồng hồ của cơ quan, không ghi múi giờ.",
                f"The shift {self} is on the office's own clock and names no zone.",
            )
        if self.opens >= self.closes:
            raise BadHoursError(
                f"Ca làm việc {self} phải kết thúc sau khi bắt đầu, trong cùng một ngày.",
                f"The shift {self} must close after it opens, on the same day.",
            )
        if self.opens.microsecond or self.closes.microsecond:
            raise BadHoursError(
                f"Ca làm việc {self} phải tính bằng giây chẵn.", f"The shift {self} must be given in whole seconds."
            )

    @classmethod
    def parse(cls, text: str) -> Shift:
        """Read `08:00-12:00`. Raises BadHoursError on anything else."""
        opens, _, closes = text.replace("–", "-").partition("-")
        try:
            return cls(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
        except ValueError as wrong:
            if isinstance(wrong, BadHoursError):
                raise
            raise BadHoursError(
                f"Không đọc được ca làm việc “{text}”; hãy viết như 08:00-12:00.",
                f"The shift {text!r} cannot be read; write it like 08:00-12:00.",
            ) from wrong

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


Shifts = tuple[Shift, ...]


def parse_shifts(text: str) -> Shifts:
    """Read the hours of a day, `08:00-12:00, 13:30-17:30`; an empty text is a day without work."""
    return _in_order(Shift.parse(part) for part in text.split(",") if part.strip())


def _in_order(shifts: Iterable[Shift]) -> Shifts:
    """The shifts of one day, earliest first. Raises BadHoursError when two of them overlap or touch."""
    ordered = tuple(sorted(shifts))
    for earlier, later in pairwise(ordered):
        if earlier.closes >= later.opens:
            raise BadHoursError(
                f"Hai ca {earlier} và {later} chồng hoặc nối liền nhau; hãy ghép thành một ca.",
                f"The shifts {earlier} and {later} overlap or touch; write them as one.",
            )
    return ordered


@dataclass(frozen=True, slots=True)
class WeekPattern:
    """The hours of an ordinary week from `valid_from` until the next pattern: seven days, Monday first."""

    valid_from: date
    days: tuple[Shifts, ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise BadHoursError(
                f"Tuần làm việc từ {self.valid_from:%d/%m/%Y} phải có đủ bảy ngày, bắt đầu từ thứ Hai.",
                f"The week valid from {self.valid_from} must list seven days, Monday first.",
            )
        object.__setattr__(self, "days", tuple(_in_order(shifts) for shifts in self.days))

    @classmethod
    def monday_to_friday(cls, valid_from: date, shifts: Shifts) -> WeekPattern:
        """The same hours from Monday to Friday, no work at the weekend."""
        return cls(valid_from, (shifts,) * 5 + ((), ()))

    def with_day(self, weekday: int, shifts: Shifts) -> WeekPattern:
        """The same week with other hours on one weekday (0 is Monday), for example an open Saturday morning."""
        return replace(self, days=(*self.days[:weekday], shifts, *self.days[weekday + 1 :]))


class DayKind(StrEnum):
    """Why a day differs from its week."""

    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One date that differs from its week.

    Days off (`HOLIDAY`, `SWAP_OFF`) have no hours. A worked day (`SWAP_WORK`, `WORKING`) states its own `shifts`, or,
    when it makes up for a day off, the date `instead_of` whose ordinary hours it takes over.
    """

    day: date
    kind: DayKind
    shifts: Shifts = ()
    instead_of: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "shifts", _in_order(self.shifts))
        has_hours = bool(self.shifts) or self.instead_of is not None
        if self.kind in (DayKind.HOLIDAY, DayKind.SWAP_OFF):
            if has_hours:
                raise BadHoursError(
                    f"Ngày nghỉ {self.day:%d/%m/%Y} không được có giờ làm việc.",
                    f"{self.day} is a day off and cannot have hours.",
                )
        elif not has_hours:
            raise BadHoursError(
                f"Ngày {self.day:%d/%m/%Y} có làm việc: hãy ghi giờ làm việc, hoặc làm bù cho ngày nào.",
                f"{self.day} is worked: state its hours, or the day it makes up for.",
            )


def holiday(day: date) -> SpecialDay:
    """A day off by law."""
    return SpecialDay(day, DayKind.HOLIDAY)


def swap(*, off: date, work: date) -> tuple[SpecialDay, SpecialDay]:
    """A day off in exchange for another day, worked with the hours the first one would have had."""
    return SpecialDay(off, DayKind.SWAP_OFF), SpecialDay(work, DayKind.SWAP_WORK, instead_of=off)


def own_hours(day: date, shifts: Shifts) -> SpecialDay:
    """A single day worked with its own hours."""
    return SpecialDay(day, DayKind.WORKING, shifts)


def hours_by_day(
    first: date, last: date, patterns: Iterable[WeekPattern], special_days: Iterable[SpecialDay]
) -> Iterator[Shifts]:
    """The shifts of each day from `first` to `last`.

    Raises BadHoursError when no pattern is valid on the first day, or two entries claim one date.
    """
    weeks = _Weeks(patterns)
    special = _by_date(special_days)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        entry = special.get(day)
        yield weeks.hours(day) if entry is None else _hours_of(entry, weeks)


class _Weeks:
    """The weekly patterns in order of validity."""

    def __init__(self, patterns: Iterable[WeekPattern]) -> None:
        self._patterns = sorted(patterns, key=_valid_from)
        for earlier, later in pairwise(self._patterns):
            if earlier.valid_from == later.valid_from:
                raise BadHoursError(
                    f"Có hai lịch tuần cùng áp dụng từ {later.valid_from:%d/%m/%Y}; chỉ giữ một.",
                    f"Two weekly patterns are valid from {later.valid_from}; keep one.",
                )

    def hours(self, day: date) -> Shifts:
        place = bisect_right(self._patterns, day, key=_valid_from)
        if place == 0:
            raise BadHoursError(
                f"Chưa có giờ làm việc cho ngày {day:%d/%m/%Y}; hãy thêm lịch tuần áp dụng từ ngày đó.",
                f"No weekly pattern is valid on {day}; add one that starts on or before it.",
            )
        return self._patterns[place - 1].days[day.weekday()]


def _valid_from(pattern: WeekPattern) -> date:
    return pattern.valid_from


def _by_date(special_days: Iterable[SpecialDay]) -> dict[date, SpecialDay]:
    found: dict[date, SpecialDay] = {}
    for entry in special_days:
        if found.setdefault(entry.day, entry) != entry:
            raise BadHoursError(
                f"Ngày {entry.day:%d/%m/%Y} được khai hai lần khác nhau; chỉ giữ một.",
                f"{entry.day} is stated twice, differently; keep one entry.",
            )
    return found


def _hours_of(entry: SpecialDay, weeks: _Weeks) -> Shifts:
    if entry.shifts or entry.instead_of is None:
        return entry.shifts
    shifts = weeks.hours(entry.instead_of)
    if not shifts:
        raise BadHoursError(
            f"Ngày {entry.day:%d/%m/%Y} làm bù cho {entry.instead_of:%d/%m/%Y}, vốn là ngày nghỉ; "
            "hãy ghi rõ giờ làm việc.",
            f"{entry.day} makes up for {entry.instead_of}, which has no ordinary hours; state its hours.",
        )
    return shifts
