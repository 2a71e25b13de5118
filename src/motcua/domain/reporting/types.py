"""What is counted, and what a leader sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Measure(StrEnum):
    """One kind of thing that happens to a dossier once."""

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


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one agency, or of several together: what happened in the period, and what is open now."""

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

    @property
    def resolved(self) -> int:
        """Decided in the period, whatever the day."""
        return self.early + self.on_time + self.late

    @property
    def open(self) -> int:
        """Accepted and not decided."""
        return self.open_in_time + self.open_soon + self.open_late + self.open_waiting

    @property
    def on_time_rate(self) -> float | None:
        """The share decided in time of all decided; none when nothing was decided."""
        return (self.early + self.on_time) / self.resolved if self.resolved else None
