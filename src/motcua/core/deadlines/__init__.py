"""The clock of one dossier: the only place where a due date is computed.

A `DossierClock` is a frozen value that holds the acceptance, every pause and every new appointment, so that its due
date can be computed again, exactly, whenever the calendar changes. The verbs (`start`, `pause`, `resume`, `reschedule`,
`change_limit`, `finish`, `stop`, `recompute`) return the new clock and the facts of the event row, with the article.
`state`, `remaining`, `outcome` and `apology_required` read a clock against a moment, `slice_outcome` the part of one
office; `calls` and `fallen_due` say when somebody is reminded of what. No function here reads the time.
"""

from motcua.core.deadlines.changes import (
    Changed,
    ClockChange,
    ClockEvent,
    change_limit,
    finish,
    pause,
    recompute,
    reschedule,
    resume,
    start,
    stop,
)
from motcua.core.deadlines.dossier_clock import DossierClock, Grounds, Pause, PauseCause, Reschedule
from motcua.core.deadlines.due import statutory_due_at
from motcua.core.deadlines.errors import (
    AlreadyEndedError,
    AlreadyPausedError,
    BadNewDueDateError,
    BadTimeLimitError,
    ClockDataError,
    ClockError,
    MissingGroundsError,
    NotPausedError,
    OutOfOrderError,
    RescheduleSpentError,
    SupplementSpentError,
)
from motcua.core.deadlines.lateness import (
    apology_ready_at,
    first_appointment_day,
    may_be_rescheduled,
    proposed_appointment,
    will_be_late,
)
from motcua.core.deadlines.reminding import (
    Call,
    Debt,
    Fallen,
    Owed,
    ReminderRule,
    Told,
    calls,
    fallen_due,
    next_call,
)
from motcua.core.deadlines.rules import AfterSupplement, ClockRules
from motcua.core.deadlines.slices import Slice, SliceOutcome, SliceState, slice_outcome
from motcua.core.deadlines.standing import (
    ClockState,
    Outcome,
    Remaining,
    apology_due_on,
    apology_required,
    outcome,
    remaining,
    state,
)
from motcua.core.deadlines.time_limit import LimitUnit, TimeLimit
from motcua.core.deadlines.waiting import timer_due_at, was_passed_on_late

__all__ = [
    "AfterSupplement",
    "AlreadyEndedError",
    "AlreadyPausedError",
    "BadNewDueDateError",
    "BadTimeLimitError",
    "Call",
    "Changed",
    "ClockChange",
    "ClockDataError",
    "ClockError",
    "ClockEvent",
    "ClockRules",
    "ClockState",
    "Debt",
    "DossierClock",
    "Fallen",
    "Grounds",
    "LimitUnit",
    "MissingGroundsError",
    "NotPausedError",
    "OutOfOrderError",
    "Outcome",
    "Owed",
    "Pause",
    "PauseCause",
    "Remaining",
    "ReminderRule",
    "Reschedule",
    "RescheduleSpentError",
    "Slice",
    "SliceOutcome",
    "SliceState",
    "SupplementSpentError",
    "TimeLimit",
    "Told",
    "apology_due_on",
    "apology_ready_at",
    "apology_required",
    "calls",
    "change_limit",
    "fallen_due",
    "finish",
    "first_appointment_day",
    "may_be_rescheduled",
    "next_call",
    "outcome",
    "pause",
    "proposed_appointment",
    "recompute",
    "remaining",
    "reschedule",
    "resume",
    "slice_outcome",
    "start",
    "state",
    "statutory_due_at",
    "stop",
    "timer_due_at",
    "was_passed_on_late",
    "will_be_late",
]
