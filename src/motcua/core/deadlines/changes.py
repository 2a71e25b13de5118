"""What may happen to a dossier's clock. Each change returns the new clock and the facts of its event row.

Every function takes the moment it happens at; none may lie before the latest change (OutOfOrderError), and none but
`recompute` may touch a clock that has ended (AlreadyEndedError).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from motcua.core.deadlines.dossier_clock import DossierClock, Grounds, Pause, PauseCause, Reschedule
from motcua.core.deadlines.due import rescheduled_due_at, statutory_due_at
from motcua.core.deadlines.errors import (
    AlreadyEndedError,
    AlreadyPausedError,
    BadNewDueDateError,
    NotPausedError,
    OutOfOrderError,
    RescheduleSpentError,
    SupplementSpentError,
)
from motcua.core.deadlines.rules import DEFAULT_RULES, AfterSupplement, ClockRules
from motcua.core.deadlines.stored import moment_text
from motcua.core.deadlines.time_limit import TimeLimit
from motcua.core.workcal import WorkCalendar, office_time


class ClockEvent(StrEnum):
    """What happened to the clock."""

    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    RESCHEDULED = "rescheduled"
    FINISHED = "finished"
    STOPPED = "stopped"
    LIMIT_CHANGED = "limit_changed"
    RECOMPUTED = "recomputed"


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The facts of one change: the due date before and after it, the reason and the article.

    `old_due_at` is None when the clock starts; `new_due_at` is None while the clock waits for the applicant.
    """

    kind: ClockEvent
    at: datetime
    old_due_at: datetime | None
    new_due_at: datetime | None
    reason: str = ""
    article: str = ""

    @property
    def moved(self) -> bool:
        """Whether the due date is another one now, so that the applicant must be told."""
        return self.old_due_at != self.new_due_at

    def as_dict(self) -> dict[str, object]:
        """The facts as plain values for the event row."""
        return {
            "kind": self.kind.value,
            "at": moment_text(self.at),
            "old_due_at": moment_text(self.old_due_at),
            "new_due_at": moment_text(self.new_due_at),
            "reason": self.reason,
            "article": self.article,
        }


Changed = tuple[DossierClock, ClockChange]


def start(
    calendar: WorkCalendar, limit: TimeLimit, accepted_at: datetime, rules: ClockRules = DEFAULT_RULES
) -> Changed:
    """Start the clock at acceptance and promise a due date (giấy tiếp nhận hồ sơ và hẹn trả kết quả).

    Nghị định 61/2018/NĐ-CP Điều 17; the hour from which a day no longer counts is `rules.cut_off`.
    """
    accepted_at = office_time(accepted_at)
    due_at = statutory_due_at(calendar, limit, rules, accepted_at)
    clock = DossierClock(limit, rules, accepted_at, accepted_at, original_due_at=due_at, statutory_due_at=due_at)
    return clock, ClockChange(ClockEvent.STARTED, accepted_at, None, due_at, article=limit.basis)


def pause(
    clock: DossierClock, at: datetime, cause: PauseCause, grounds: Grounds, *, special_law: bool = False
) -> Changed:
    """Stop the clock while the dossier waits for the applicant.

    A supplement may be requested once only (Nghị định 118/2025/NĐ-CP Điều 11), else SupplementSpentError; a special law
    that allows more is the article in `grounds`, and the caller says so. AlreadyPausedError while it already waits.
    """
    at = _next_moment(clock, at)
    _must_run(clock)
    if cause is PauseCause.SUPPLEMENT and clock.supplement_count >= clock.rules.supplements_allowed and not special_law:
        raise SupplementSpentError(clock.rules.supplements_allowed)
    paused = replace(clock, pauses=(*clock.pauses, Pause(at, None, cause, grounds)))
    return paused, ClockChange(ClockEvent.PAUSED, at, clock.due_at, None, grounds.reason, grounds.article)


def resume(calendar: WorkCalendar, clock: DossierClock, at: datetime, grounds: Grounds) -> Changed:
    """Let the clock run again: the applicant has paid, or the supplement is complete.

    What remained is carried exactly. After a supplement the limit counts from zero (Nghị định 61/2018/NĐ-CP Điều 19
    khoản 4) unless the rules of the procedure say that it continues. NotPausedError when it was running.
    """
    at = _next_moment(clock, at)
    waiting = clock.open_pause
    if waiting is None:
        raise NotPausedError
    supplemented = waiting.cause is PauseCause.SUPPLEMENT
    restarts = supplemented and clock.rules.after_supplement is AfterSupplement.RESTART
    running = replace(_pause_ended(clock, at), counts_from=at if restarts else clock.counts_from)
    running = _computed(calendar, running)
    kind = ClockEvent.RESTARTED if restarts else ClockEvent.RESUMED
    return running, ClockChange(kind, at, clock.due_at, running.due_at, grounds.reason, grounds.article)


def reschedule(
    calendar: WorkCalendar, clock: DossierClock, at: datetime, new_due_at: datetime, grounds: Grounds
) -> Changed:
    """Make the new appointment that goes with the apology letter, once only (RescheduleSpentError).

    Nghị định 61/2018/NĐ-CP Điều 19 khoản 9. A limit of days ends when the office closes on the new date, whatever its
    hour. The new date must be a working day after the old due date, and still ahead (BadNewDueDateError). It is
    accepted after the last day for the apology too, because a late promise serves the applicant better than none.
    """
    at = _next_moment(clock, at)
    _must_run(clock)
    if len(clock.reschedules) >= clock.rules.reschedules_allowed:
        raise RescheduleSpentError(clock.rules.reschedules_allowed, grounds.article)
    new_due_at = office_time(new_due_at)
    workable = calendar.is_working_day(new_due_at.date())
    if workable and not clock.limit.by_the_hour:
        new_due_at = calendar.closing(new_due_at.date())
    if not workable or new_due_at <= max(clock.due_at, at):
        raise BadNewDueDateError(new_due_at, clock.due_at)
    promised = replace(clock, reschedules=(*clock.reschedules, Reschedule(at, new_due_at, grounds)))
    promised = _computed(calendar, promised)
    return promised, ClockChange(
        ClockEvent.RESCHEDULED, at, clock.due_at, promised.due_at, grounds.reason, grounds.article
    )


def change_limit(
    calendar: WorkCalendar, clock: DossierClock, at: datetime, limit: TimeLimit, grounds: Grounds
) -> Changed:
    """Let another limit take over because of what turned out on the way: verification is needed, the order is large.

    It counts from the same event as the one before, and the pauses stay; so does the original due date.
    """
    at = _next_moment(clock, at)
    _must_run(clock)
    changed = _computed(calendar, replace(clock, limit=limit))
    return changed, ClockChange(
        ClockEvent.LIMIT_CHANGED, at, clock.due_at, changed.due_at, grounds.reason, grounds.article
    )


def finish(clock: DossierClock, at: datetime) -> Changed:
    """The result is ready. Being late never blocks it; waiting for the applicant does (AlreadyPausedError)."""
    at = _next_moment(clock, at)
    _must_run(clock)
    return replace(clock, finished_at=at), ClockChange(ClockEvent.FINISHED, at, clock.due_at, clock.due_at)


def stop(clock: DossierClock, at: datetime, grounds: Grounds) -> Changed:
    """The dossier ends without a result: withdrawn, or stopped by notice (Nghị định 118/2025/NĐ-CP Điều 21).

    Allowed while it waits for the applicant; the wait ends with it.
    """
    at = _next_moment(clock, at)
    stopped = replace(_pause_ended(clock, at), stopped_at=at)
    return stopped, ClockChange(ClockEvent.STOPPED, at, clock.due_at, clock.due_at, grounds.reason, grounds.article)


def recompute(calendar: WorkCalendar, clock: DossierClock, at: datetime, grounds: Grounds) -> Changed:
    """Compute the due date again after a change of the calendar, from the same acceptance, pauses and appointments.

    The original due date stays as it was promised. A clock that has ended comes back as it is: history does not move.
    """
    computed = clock if clock.ended_at else _computed(calendar, clock)
    change = ClockChange(
        ClockEvent.RECOMPUTED, office_time(at), clock.due_at, computed.due_at, grounds.reason, grounds.article
    )
    return computed, change


def _computed(calendar: WorkCalendar, clock: DossierClock) -> DossierClock:
    due_at = statutory_due_at(calendar, clock.limit, clock.rules, clock.counts_from, clock.pauses)
    return replace(clock, statutory_due_at=due_at, rescheduled_due_at=rescheduled_due_at(calendar, clock))


def _pause_ended(clock: DossierClock, at: datetime) -> DossierClock:
    if clock.open_pause is None:
        return clock
    return replace(clock, pauses=(*clock.pauses[:-1], replace(clock.open_pause, until=at)))


def _next_moment(clock: DossierClock, at: datetime) -> datetime:
    if clock.ended_at:
        raise AlreadyEndedError(clock.ended_at)
    at = office_time(at)
    if at < clock.changed_at:
        raise OutOfOrderError(at, clock.changed_at)
    return at


def _must_run(clock: DossierClock) -> None:
    if clock.open_pause:
        raise AlreadyPausedError(clock.open_pause.since)
