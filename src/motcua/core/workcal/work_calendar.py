"""The working time of one office as a line without gaps.

Every shift is laid behind the one before it, so an instant becomes the working time worked since the calendar began,
and an addition on the wall clock becomes an addition on that line. Two binary searches do it, in whole seconds, which
is all the precision shifts have; the fraction of a second travels in the timedelta.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from motcua.core.workcal.errors import ClosedDayError
from motcua.core.workcal.hours import SpecialDay, WeekPattern
from motcua.core.workcal.work_days import WorkDays
from motcua.core.workcal.zone import ZONE, office_time

DAY_SECONDS = 86_400
NOTHING = timedelta()


class WorkCalendar(WorkDays):
    """When one office works: immutable, built once from plain values for a known range of dates.

    Moments must be aware; they may come in any zone and go out in Asia/Ho_Chi_Minh, to the microsecond. A shift
    contains the instant at which it opens and not the one at which it closes. What lies outside the range raises
    CalendarEndsError.
    """

    __slots__ = ("_closes", "_opens", "_origin", "_starts", "_total", "_zeros")

    def __init__(
        self, first: date, last: date, patterns: Iterable[WeekPattern], special_days: Iterable[SpecialDay] = ()
    ) -> None:
        super().__init__(first, last, patterns, special_days)
        self._origin = datetime.combine(first, time(), ZONE)
        # Per shift: the second it opens, the second of the working line it starts at, the working time at its close,
        # and the wall-clock time at which the line would have read zero had this shift's work never been interrupted.
        # A shift of no length stands in front, so that every moment has a shift that opened before it.
        opens, starts, closes, zeros = [0], [0], [NOTHING], [self._origin]
        worked = 0
        for index, shifts in enumerate(self._shifts):
            for shift in shifts:
                opened = index * DAY_SECONDS + _seconds(shift.opens)
                opens.append(opened)
                starts.append(worked)
                zeros.append(self._origin + timedelta(seconds=opened - worked))
                worked += _seconds(shift.closes) - _seconds(shift.opens)
                closes.append(timedelta(seconds=worked))
        self._opens, self._starts, self._closes, self._zeros = tuple(opens), tuple(starts), tuple(closes), tuple(zeros)
        self._total = timedelta(seconds=worked)

    def add(self, moment: datetime, amount: timedelta) -> datetime:
        """The instant at which `amount` of working time has passed since `moment`.

        Work that fills a shift ends when the shift closes, not when the next one opens. Nothing added is the same
        instant, even outside hours. A negative amount subtracts.
        """
        if amount < NOTHING:
            return self.subtract(moment, -amount)
        worked = self._worked_until(moment)
        if not amount:
            return office_time(moment)
        if amount > self._total - worked:
            raise self._unknown(self.last.toordinal() + 1)
        worked += amount
        seconds = worked.days * DAY_SECONDS + worked.seconds + (worked.microseconds > 0)
        return self._zeros[bisect_left(self._starts, seconds) - 1] + worked

    def subtract(self, moment: datetime, amount: timedelta) -> datetime:
        """The instant from which `amount` of working time passes until `moment`: the latest start that is early enough.

        Work that fills a shift starts when the shift opens, not when the one before it closed. Taking back what was
        added, `subtract(add(s, x), x)`, is `s` for every `s` within working time; for any other it is the next opening.
        """
        if amount < NOTHING:
            return self.add(moment, -amount)
        worked = self._worked_until(moment)
        if not amount:
            return office_time(moment)
        if amount > worked:
            raise self._unknown(self._first_ordinal - 1)
        worked -= amount
        return self._zeros[bisect_right(self._starts, worked.days * DAY_SECONDS + worked.seconds) - 1] + worked

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; negative when `end` is the earlier one."""
        return self._worked_until(end) - self._worked_until(start)

    def is_working(self, moment: datetime) -> bool:
        """Whether the office is at work at that instant."""
        local = office_time(moment)
        return any(shift.opens <= local.time() < shift.closes for shift in self.shifts(local.date()))

    def next_working_moment(self, moment: datetime) -> datetime:
        """That instant if the office is at work, else the next opening."""
        local = office_time(moment)
        opened = self._shift_opened_before(local)
        if local - self._zeros[opened] < self._closes[opened]:
            return local
        if opened + 1 == len(self._opens):
            raise self._unknown(self.last.toordinal() + 1)
        return self._origin + timedelta(seconds=self._opens[opened + 1])

    def opening(self, day: date) -> datetime:
        """When the office opens on a working day. Raises ClosedDayError on any other."""
        shifts = self.shifts(day)
        if not shifts:
            raise ClosedDayError(day)
        return datetime.combine(day, shifts[0].opens, ZONE)

    def closing(self, day: date) -> datetime:
        """When the office closes on a working day. Raises ClosedDayError on any other."""
        shifts = self.shifts(day)
        if not shifts:
            raise ClosedDayError(day)
        return datetime.combine(day, shifts[-1].closes, ZONE)

    def received_at(self, moment: datetime, cut_off: time | None = None) -> datetime:
        """The instant at which what arrives at `moment` counts as received.

        What arrives after the cut-off hour, after closing or on a day off is received when the next working day opens;
        what arrives before opening, at opening. Exactly at the cut-off is still in time: the law says "sau 15 giờ"
        (Nghị định 23/2015/NĐ-CP Điều 7; Nghị định 63/2024/NĐ-CP Điều 7).
        """
        local = office_time(moment)
        day = local.date()
        if not self.is_working_day(day):
            return self.opening(self.next_working_day(day))
        closes = self.closing(day)
        if local > closes or (cut_off is not None and local.time() > cut_off):
            return self.opening(self.next_working_day(day))
        return max(local, self.opening(day))

    def _worked_until(self, moment: datetime) -> timedelta:
        """The working time from the beginning of the calendar to that instant."""
        local = moment if moment.tzinfo is ZONE else office_time(moment)
        opened = self._shift_opened_before(local)
        worked = local - self._zeros[opened]
        closed = self._closes[opened]
        return worked if worked < closed else closed  # noqa: FURB136  min() takes four times as long

    def _shift_opened_before(self, local: datetime) -> int:
        """The place of the last shift that had opened by then."""
        since = local - self._origin
        if not 0 <= since.days < len(self._shifts):
            raise self._unknown(local.toordinal())
        return bisect_right(self._opens, since.days * DAY_SECONDS + since.seconds) - 1


def _seconds(hour: time) -> int:
    return hour.hour * 3600 + hour.minute * 60 + hour.second
