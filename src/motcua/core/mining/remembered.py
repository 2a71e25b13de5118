"""All that a stream of events knows, as plain values that can be saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.figures import Figures
from motcua.core.mining.held import Context, Held
from motcua.core.mining.log import NO_TIME, Ids, Times

OPEN: Final = 0
CLOSED: Final = 1
GONE: Final = 2


class Memory(NamedTuple):
    """What a stream remembers: events of cases, work of resources beyond these, and cases that are not forgotten."""

    events: int
    work: int
    cases: int


@dataclass(slots=True)
class State:
    """All that a stream knows. status: by case. dated: by name of the attribute and number of the case, for cases that
    are not forgotten. busy: by resource, how long until `quiet`. apart: pairs of activities that were under way at once
    in forgotten cases; entangled: too many for an estimate. quiet, since: the promises.
    """

    settled: Figures
    cases: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    resources: dict[str, int] = field(default_factory=dict)
    status: list[int] = field(default_factory=list)
    dated: dict[str, dict[int, datetime | None]] = field(default_factory=dict)
    held: Held = field(default_factory=Held.none)
    context: Context = field(default_factory=Context.none)
    busy: Times = field(default_factory=lambda: np.zeros(0, np.int64))
    apart: Ids = field(default_factory=lambda: np.zeros(0, np.int64))
    entangled: bool = False
    quiet: int = NO_TIME
    since: int = NO_TIME
    late: int = 0
