"""The clock of one dossier: the only place where a due date is computed.

A `DossierClock` is a frozen value that holds the acceptance, every pause and every new appointment, so that its due
date can be computed again, exactly, whenever the calendar changes. The verbs (`start`, `pause`, `resume`, `reschedule`,
`change_limit`, `finish`, `stop`, `recompute`) return the new clock and the facts of the event row, with the article.
`state`, `remaining`, `outcome` and `apology_required` read a clock against a moment. No function here reads the time.
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
from motcua.core.deadlines.rules import AfterSupplement, ClockRules
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
from motcua.core.deadlines.waiting import timer_due_at

__all__ = [
    "AfterSupplement",
    "AlreadyEndedError",
    "AlreadyPausedError",
    "BadNewDueDateError",
    "BadTimeLimitError",
    "Changed",
    "ClockChange",
    "ClockDataError",
    "ClockError",
    "ClockEvent",
    "ClockRules",
    "ClockState",
    "DossierClock",
    "Grounds",
    "LimitUnit",
    "MissingGroundsError",
    "NotPausedError",
    "OutOfOrderError",
    "Outcome",
    "Pause",
    "PauseCause",
    "Remaining",
    "Reschedule",
    "RescheduleSpentError",
    "SupplementSpentError",
    "TimeLimit",
    "apology_due_on",
    "apology_required",
    "change_limit",
    "finish",
    "outcome",
    "pause",
    "recompute",
    "remaining",
    "reschedule",
    "resume",
    "start",
    "state",
    "statutory_due_at",
    "stop",
    "timer_due_at",
]
