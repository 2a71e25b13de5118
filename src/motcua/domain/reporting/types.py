"""What is counted, and what a leader sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Measure(StrEnum):
    """One kind of thing that happens to a dossier once. What was filed once counts once, as a whole; the work on its
    parts is counted beside it, at the agencies that do them.
    """

    SUBMITTED = "submitted"
    ASSISTED = "assisted"
    RECEIVED = "received"
    NOT_ACCEPTED = "not_accepted"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    SUPPLEMENT = "supplement"
    PART_RECEIVED = "part_received"
    PART_EARLY = "part_early"
    PART_ON_TIME = "part_on_time"
    PART_LATE = "part_late"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one agency, or of several together: what happened in the period, and what is open now.

    parts_…: of the linked dossiers of others, the parts that it did; in no other figure of the period. What is open
    counts both, for both is work that it owes.
    """

    received: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    not_accepted: int = 0
    withdrawn: int = 0
    stopped: int = 0
    open_in_time: int = 0
    open_soon: int = 0
    open_late: int = 0
    open_waiting: int = 0
    not_yet_accepted: int = 0
    parts_received: int = 0
    parts_in_time: int = 0
    parts_late: int = 0

    @property
    def resolved(self) -> int:
        """Decided in the period, whatever the day."""
        return self.early + self.on_time + self.late

    @property
    def open(self) -> int:
        """Accepted and not decided."""
        return self.open_in_time + self.open_soon + self.open_late + self.open_waiting

    @property
    def parts(self) -> int:
        """All that was done on parts of linked dossiers."""
        return self.parts_received + self.parts_in_time + self.parts_late

    @property
    def on_time_rate(self) -> float | None:
        """The share decided in time of all decided; none when nothing was decided."""
        return (self.early + self.on_time) / self.resolved if self.resolved else None
