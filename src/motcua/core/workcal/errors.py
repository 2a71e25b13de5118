"""What a calendar refuses, in Vietnamese first; every message says what to do next."""

from __future__ import annotations

from datetime import date, datetime

from motcua.core.text import ToldError


class WorkCalendarError(ToldError, ValueError):
    """A question the calendar cannot answer, or hours it cannot be built from: `vi` and `en` say why and what to do."""


class BadHoursError(WorkCalendarError):
    """Office hours or special days that contradict themselves."""


class NaiveMomentError(WorkCalendarError):
    """A moment without a time zone, or a moment where a date was asked for."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            f"Thời điểm {moment} chưa có múi giờ; hãy ghi rõ múi giờ, ví dụ +07:00.",
            f"{moment} names no time zone; pass an aware datetime, for example with +07:00.",
        )


class DateExpectedError(WorkCalendarError):
    """A moment was passed where a date counts; which date it is depends on the zone, so the caller must say."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            f"Cần ngày, không phải thời điểm {moment}; hãy dùng office_time(moment).date().",
            f"A date is needed, not the moment {moment}; pass office_time(moment).date().",
        )


class ClosedDayError(WorkCalendarError):
    """Hours were asked of a day on which the office does not work."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Ngày {day:%d/%m/%Y} cơ quan không làm việc; hãy lấy ngày làm việc gần nhất rồi hỏi lại.",
            f"The office does not work on {day}; ask for the nearest working day first.",
        )


class CalendarEndsError(WorkCalendarError):
    """The answer needs `day`, which the calendar does not know. It never guesses a year that was not announced."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(
            f"Lịch làm việc chỉ có từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}, chưa có ngày {day:%d/%m/%Y}. "
            f"Hãy nhập lịch nghỉ và làm bù của năm {day.year} rồi tính lại.",
            f"The working calendar covers {first} to {last} and does not know {day}. "
            f"Import the holidays and make-up days of {day.year}, then compute again.",
        )
        self.day = day
        self.first = first
        self.last = last
