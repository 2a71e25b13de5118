"""The stretch of a dossier that one office answers for by itself: when it was owed, and by how much it came late.

"Each agency is responsible for its own slice and apologises for its own slice" (QĐ 95/2025/QĐ-UBND, Nghệ An). A slice
that was late says nothing of the whole: others may have made up for it, and a whole may be late with no late slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from motcua.core.workcal import WorkCalendar, office_time

NOTHING = timedelta()


class SliceState(StrEnum):
    """How a slice stands: open and in time, open and overdue, ended in time, ended late; or nobody set it a limit."""

    RUNNING = "running"
    OVERDUE = "overdue"
    KEPT = "kept"
    MISSED = "missed"
    WITHOUT_LIMIT = "without_limit"


@dataclass(frozen=True, slots=True)
class Slice:
    """One stretch of work. due_at: None where no limit was set. ended_at: None while it is open."""

    began_at: datetime
    due_at: datetime | None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SliceOutcome:
    """How a slice stands. late_by: in working time of the office that owes it; nothing while it is in time."""

    state: SliceState
    late_by: timedelta = NOTHING

    @property
    def is_late(self) -> bool:
        """Whether it came late, or is overdue."""
        return self.state in (SliceState.OVERDUE, SliceState.MISSED)


def slice_outcome(calendar: WorkCalendar, part: Slice, now: datetime) -> SliceOutcome:
    """How a slice stands at `now`, by the working time of the office that owes it. The minute it is due is in time."""
    if part.due_at is None:
        return SliceOutcome(SliceState.WITHOUT_LIMIT)
    reached = office_time(part.ended_at or now)
    if reached <= office_time(part.due_at):
        return SliceOutcome(SliceState.KEPT if part.ended_at else SliceState.RUNNING)
    late_by = calendar.between(part.due_at, reached)
    return SliceOutcome(SliceState.MISSED if part.ended_at else SliceState.OVERDUE, late_by)
