"""How a dossier stands against its due date: its state on every screen, what remains, and whether to apologise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.core.deadlines.dossier_clock import DossierClock
from motcua.core.deadlines.time_limit import LimitUnit, TimeLimit
from motcua.core.workcal import WorkCalendar, office_time


class Outcome(StrEnum):
    """A moment compared with a due date: trước hạn, đúng hạn, quá hạn."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class ClockState(StrEnum):
    """What a screen shows. A clock that waits is neither in time nor late; one that ended is done, however it ended."""

    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    WAITING_FOR_APPLICANT = "waiting_for_applicant"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left until the due date; negative once it has passed.

    working_time: for sorting, and the words of a limit of hours.
    days: in the unit of the limit, working days or calendar days; counted from today, so on the due day it is 0.
    """

    unit: LimitUnit
    working_time: timedelta
    days: int
    overdue: bool

    @property
    def vi(self) -> str:
        """Such as “còn 3 ngày làm việc”, “đến hạn hôm nay”, “quá hạn 2 giờ làm việc”."""
        if amount := self._amount("giờ", "phút", ("ngày làm việc", "ngày làm việc"), ("ngày", "ngày"), " làm việc"):
            return f"{'quá hạn' if self.overdue else 'còn'} {amount}"
        if self.overdue:
            return "vừa quá hạn"
        return "đến hạn" if self._by_the_hour else "đến hạn hôm nay"

    @property
    def en(self) -> str:
        """Such as "3 working days left", "due today", "2 h overdue"."""
        if amount := self._amount("h", "min", ("working day", "working days"), ("day", "days"), " of working time"):
            return f"{amount} {'overdue' if self.overdue else 'left'}"
        if self.overdue:
            return "just overdue"
        return "due now" if self._by_the_hour else "due today"

    @property
    def _by_the_hour(self) -> bool:
        return self.unit is LimitUnit.WORKING_HOURS

    def _amount(
        self, hour: str, minute: str, working_day: tuple[str, str], calendar_day: tuple[str, str], of_work: str
    ) -> str:
        """The amount in words, or nothing when it is less than one of the smallest unit shown."""
        if self._by_the_hour:
            hours, minutes = divmod(abs(self.working_time) // timedelta(minutes=1), 60)
            words = [f"{hours} {hour}"] * (hours > 0) + [f"{minutes} {minute}"] * (minutes > 0)
            return " ".join(words) + of_work if words else ""
        days = abs(self.days)
        by_calendar = self.unit in (LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS)
        return f"{days} {(calendar_day if by_calendar else working_day)[days > 1]}" if days else ""


def outcome(limit: TimeLimit, due_at: datetime, at: datetime) -> Outcome:
    """Compare a moment with a due date: by the instant for a limit of hours, by the date for all others.

    The caller chooses the due date the statistic asks for: `original_due_at`, `statutory_due_at` or `due_at`.
    """
    reached, due = office_time(at), office_time(due_at)
    if limit.by_the_hour:
        return _compared(reached, due)
    return _compared(reached.date(), due.date())


def state(calendar: WorkCalendar, clock: DossierClock, now: datetime, due_soon: timedelta) -> ClockState:
    """The state a screen shows; `due_soon` is the working time left from which the due date is soon."""
    if clock.ended_at:
        return ClockState.DONE
    if clock.open_pause:
        return ClockState.WAITING_FOR_APPLICANT
    if outcome(clock.limit, clock.due_at, now) is Outcome.LATE:
        return ClockState.OVERDUE
    return ClockState.DUE_SOON if calendar.between(now, clock.due_at) <= due_soon else ClockState.IN_TIME


def remaining(calendar: WorkCalendar, clock: DossierClock, now: datetime) -> Remaining | None:
    """What is left at `now`; while the clock is paused, what was left when it paused; nothing once it has ended."""
    if clock.ended_at:
        return None
    at = clock.open_pause.since if clock.open_pause else office_time(now)
    today, due_day = at.date(), clock.due_at.date()
    by_calendar = clock.limit.unit in (LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS)
    return Remaining(
        unit=clock.limit.unit,
        working_time=calendar.between(at, clock.due_at),
        days=(due_day - today).days if by_calendar else calendar.working_days_between(today, due_day),
        overdue=outcome(clock.limit, clock.due_at, at) is Outcome.LATE,
    )


def apology_due_on(calendar: WorkCalendar, clock: DossierClock) -> date:
    """The last day for the apology letter with its new date: "chậm nhất 01 ngày trước ngày hết hạn".

    Nghị định 61/2018/NĐ-CP Điều 19 khoản 9. The day is a working day, so that the letter can really be sent.
    """
    return calendar.add_working_days(clock.due_at.date(), -clock.rules.apology_days_before)


def apology_required(calendar: WorkCalendar, clock: DossierClock, now: datetime) -> bool:
    """Whether an apology with a new date is owed now: its last day has come and there is no result.

    A limit so short that its last day for an apology is not after the day it counts from owes one only once it is
    overdue. While the dossier waits for the applicant, has ended, or has had its new appointment, none is owed.
    """
    if clock.ended_at or clock.open_pause or len(clock.reschedules) >= clock.rules.reschedules_allowed:
        return False
    notice_day = apology_due_on(calendar, clock)
    if calendar.received_at(clock.counts_from, clock.rules.cut_off).date() < notice_day:
        return office_time(now).date() >= notice_day
    return outcome(clock.limit, clock.due_at, now) is Outcome.LATE


def _compared(reached: date, due: date) -> Outcome:
    if reached == due:
        return Outcome.ON_TIME
    return Outcome.EARLY if reached < due else Outcome.LATE
