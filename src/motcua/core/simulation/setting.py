"""Around a scenario: which drawings its processes are, which calendars go by its names, and when it begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from motcua.core.process.steering import Steerable
from motcua.core.workcal import WorkCalendar


@dataclass(frozen=True, slots=True)
class Setting:
    """processes: the drawings, by the names of the scenario's processes. begin: second 0 of what is played; aware.
    pool_labels: what people call the pools, where it is not their name.
    """

    processes: Mapping[str, Steerable]
    calendars: Mapping[str, WorkCalendar]
    begin: datetime
    pool_labels: Mapping[str, str] = field(default_factory=dict)
