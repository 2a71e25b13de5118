"""The moments of one file: in which zone they are that name none, whether its days or its months come first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo
from enum import Enum

from motcua.core.mining.reading.moments import find_moment, has_a_short_year, month_comes_first
from motcua.core.mining.reading.read import Guess, Read


class Order(Enum):
    """What comes first where days are numbers. LIKELY: days, unless something shows that they cannot."""

    LIKELY = 1
    MONTHS = 2
    DAYS = 3


class OtherOrderError(Exception):
    """A file has something that cannot be read in the order in which the rest of it was: it must be read again."""


def whatever_comes_first(read: Callable[[Order], Read]) -> Read:
    """Read a file as is likely; where that proves wrong with months first; where that does too, it is mixed, and what
    does not have its day first is told as unread.
    """
    for order in (Order.LIKELY, Order.MONTHS):
        try:
            return read(order)
        except OtherOrderError:
            continue
    return read(Order.DAYS)


class MomentReader:
    """Reads the moments of a file and remembers what of them had to be guessed."""

    def __init__(self, zone: tzinfo, order: Order = Order.DAYS) -> None:
        self.zone = zone
        self._is_sure = order is Order.DAYS
        self._month_first = order is Order.MONTHS
        self._days_seen = self._either_seen = self._short_seen = False
        self._count = self._unzoned = 0

    def look(self, texts: Iterable[str]) -> None:
        """See in some of the texts which comes first. Only before anything is read."""
        self._month_first = not self._is_sure and (self._month_first or month_comes_first(texts))

    def read(self, text: str) -> datetime | None:
        """The moment of a text, counted and in its zone; None if it is none. Raises OtherOrderError as `find` does."""
        found = self.find(text)
        if found is None:
            return None
        self.count(1, int(found.tzinfo is None))
        return self.placed(found)

    def find(self, text: str) -> datetime | None:
        """The moment of a text, without a zone if it names none. Raises OtherOrderError for one that can only be read
        in the other order.
        """
        found = find_moment(text, month_first=self._month_first)
        if found is None:
            self._doubt(text)
        elif not text[:4].isdigit():  # what begins with a year or is a number is clear
            self._days_seen = self._days_seen or (found.day > 12 and not self._month_first)
            self._either_seen = self._either_seen or found.day <= 12
            self._short_seen = self._short_seen or has_a_short_year(text)
        return found

    def placed(self, found: datetime) -> datetime:
        """A moment in the zone that is told, if it names none."""
        return found if found.tzinfo else found.replace(tzinfo=self.zone)

    def count(self, moments: int, unzoned: int) -> None:
        """So many moments were read, so many of which named no zone."""
        self._count += moments
        self._unzoned += unzoned

    def guessed(self) -> Iterator[Guess]:
        """What was taken to be so."""
        if self._unzoned:
            yield Guess(
                f"{self._unzoned} trên {self._count} thời điểm không ghi múi giờ, được hiểu theo {self.zone}; nếu sai, "
                "dùng --zone.",
                f"{self._unzoned} of {self._count} times name no zone and were read as of {self.zone}; --zone says "
                "another.",
            )
        if self._month_first:
            yield Guess(
                "Ngày được đọc theo thứ tự tháng/ngày/năm, vì có số thứ hai lớn hơn 12.",
                "Days were read as month/day/year, because some have a second number above 12.",
            )
        elif self._either_seen and not self._days_seen:
            yield Guess(
                "Ngày được đọc theo thứ tự ngày/tháng/năm; tệp không có ngày nào lớn hơn 12 để biết chắc. Nếu sai, hãy "
                "ghi ngày như 2026-12-15.",
                "Days were read as day/month/year; none above 12 makes it certain. If that is wrong, write 2026-12-15.",
            )
        if self._short_seen:
            yield Guess(
                "Có năm viết hai chữ số, được hiểu từ 1969 đến 2068; nếu sai, hãy ghi đủ bốn chữ số.",
                "Years of two digits were read as 1969 to 2068; if that is wrong, write all four.",
            )

    def _doubt(self, text: str) -> None:
        if self._is_sure or self._days_seen or find_moment(text, month_first=not self._month_first) is None:
            return
        raise OtherOrderError
