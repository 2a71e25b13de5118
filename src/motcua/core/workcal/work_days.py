"""Which dates an office works, and arithmetic in days. Every answer is one or two look-ups in tables built once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import accumulate
from typing import Final

from motcua.core.workcal.counting import CIVIL_CODE, Counting
from motcua.core.workcal.errors import BadHoursError, CalendarEndsError, DateExpectedError
from motcua.core.workcal.hours import Shifts, SpecialDay, WeekPattern, hours_by_day

LAST_ORDINAL = date.max.toordinal()


class WorkDays:
    """The dates from `first` to `last`, each worked or not. Any date outside raises CalendarEndsError."""

    __slots__ = ("_first_ordinal", "_shifts", "_worked", "_worked_before", "first", "last")

    def __init__(
        self, first: date, last: date, patterns: Iterable[WeekPattern], special_days: Iterable[SpecialDay] = ()
    ) -> None:
        if first > last:
            raise BadHoursError(
                f"Lịch làm việc phải kết thúc sau khi bắt đầu: {first:%d/%m/%Y} đến {last:%d/%m/%Y}.",
                f"A calendar must end after it starts: {first} to {last}.",
            )
        self.first: Final = first
        self.last: Final = last
        self._first_ordinal = first.toordinal()
        self._shifts = tuple(hours_by_day(first, last, patterns, special_days))
        self._worked_before = tuple(accumulate((bool(shifts) for shifts in self._shifts), initial=0))
        self._worked = tuple(
            date.fromordinal(self._first_ordinal + index) for index, shifts in enumerate(self._shifts) if shifts
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.first}..{self.last}, {len(self._worked)} working days>"

    def shifts(self, day: date) -> Shifts:
        """The hours of a day, earliest first; empty on a day off."""
        return self._shifts[self._index(day)]

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that date. A day counts as one working day however long its hours are."""
        return bool(self._shifts[self._index(day)])

    def working_day_on_or_after(self, day: date) -> date:
        """That date if it is worked, else the next one that is."""
        return self._nth_worked(self._worked_before[self._index(day)])

    def next_working_day(self, day: date) -> date:
        """The first working day after that date."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before that date."""
        return self.add_working_days(day, -1)

    def add_working_days(self, day: date, count: int, counting: Counting = CIVIL_CODE) -> date:
        """The date that is `count` working days later, or earlier when negative; `count` 0 is the date itself.

        Counting starts on the day after `day`, or on `day` itself when `counting` says that the day of the event
        counts. Backwards it starts on the day before.
        """
        index = self._index(day)
        if count > 0:
            return self._nth_worked(self._worked_before[index + (not counting.event_day_counts)] + count - 1)
        if count < 0:
            return self._nth_worked(self._worked_before[index + counting.event_day_counts] + count)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is the earlier one."""
        return self._worked_before[self._index(end) + 1] - self._worked_before[self._index(start) + 1]

    def add_calendar_days(self, day: date, count: int, counting: Counting = CIVIL_CODE) -> date:
        """The last day of a period of `count` calendar days that an event on `day` begins.

        One day less when `counting` lets the day of the event count; back in time when negative. A period that ends on
        a day off ends on the next working day, unless `counting` says otherwise (Bộ luật Dân sự 2015, Điều 147, 148).
        """
        start = self._index(day)
        end = start + count - counting.event_day_counts
        if not 0 <= end < len(self._shifts):
            raise self._unknown(self._first_ordinal + end)
        if counting.roll_to_working_day:
            return self._nth_worked(self._worked_before[end])
        return date.fromordinal(self._first_ordinal + end)

    def _index(self, day: date) -> int:
        if isinstance(day, datetime):
            raise DateExpectedError(day)
        ordinal = day.toordinal()
        index = ordinal - self._first_ordinal
        if not 0 <= index < len(self._shifts):
            raise self._unknown(ordinal)
        return index

    def _nth_worked(self, place: int) -> date:
        if place < 0:
            raise self._unknown(self._first_ordinal - 1)
        if place >= len(self._worked):
            raise self._unknown(self.last.toordinal() + 1)
        return self._worked[place]

    def _unknown(self, ordinal: int) -> CalendarEndsError:
        return CalendarEndsError(date.fromordinal(min(max(ordinal, 1), LAST_ORDINAL)), self.first, self.last)
