"""Lateness seen coming: when an apology must be ready, and which day it may promise (Nghị định 61/2018/NĐ-CP Điều 19
khoản 9).
"""

from __future__ import annotations

from datetime import date, datetime

from motcua.core.deadlines.dossier_clock import DossierClock
from motcua.core.deadlines.standing import Outcome, apology_due_on, outcome
from motcua.core.workcal import WorkCalendar, office_time


def may_be_rescheduled(clock: DossierClock) -> bool:
    """Whether a new appointment may still be made: the dossier runs, and the one the law allows was not made."""
    return not clock.ended_at and not clock.open_pause and len(clock.reschedules) < clock.rules.reschedules_allowed


def apology_ready_at(calendar: WorkCalendar, clock: DossierClock) -> datetime | None:
    """When the draft of an apology must lie before its signer: as the office opens on the last day on which it is in
    time. None when no new appointment may be made, and where the limit is too short for such a day.
    """
    if not may_be_rescheduled(clock):
        return None
    last_day = apology_due_on(calendar, clock)
    counts_from = calendar.received_at(clock.counts_from, clock.rules.cut_off)
    return calendar.opening(last_day) if counts_from.date() < last_day else None


def will_be_late(clock: DossierClock, expected_end: datetime) -> bool:
    """Whether a result expected for that moment comes after what the applicant may count on."""
    return outcome(clock.limit, clock.due_at, expected_end) is Outcome.LATE


def first_appointment_day(calendar: WorkCalendar, clock: DossierClock, now: datetime) -> date:
    """The first day that a new appointment may name: after the old one and not past. A limit of hours may end later on
    the same day.
    """
    after = max(clock.due_at, office_time(now)).date()
    return after if clock.limit.by_the_hour else calendar.next_working_day(after)


def proposed_appointment(
    calendar: WorkCalendar, clock: DossierClock, expected_end: datetime, now: datetime
) -> datetime:
    """The earliest appointment that can be kept, if the work ends when it is expected to: closing of that day, or of
    the next when a limit of hours is expected to end after closing.
    """
    wanted = max(first_appointment_day(calendar, clock, now), office_time(expected_end).date())
    closing = calendar.closing(calendar.working_day_on_or_after(wanted))
    is_kept = not clock.limit.by_the_hour or closing >= office_time(expected_end)
    if closing > max(clock.due_at, office_time(now)) and is_kept:
        return closing
    return calendar.closing(calendar.next_working_day(closing.date()))
