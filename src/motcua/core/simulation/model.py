"""What is to be played: processes with how often cases come, who works on which step and for how long, and when.

All times are seconds from the beginning of the simulation; what was before it is negative.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.process import State
from motcua.core.process.steering import Steerable
from motcua.core.simulation.lengths import NO_TIME, Length
from motcua.core.text import ToldError

Shift = tuple[float, float]


class BadModelError(ToldError):
    """A model that cannot be played; the text says what to mend."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When an office is open: shifts that are sorted and apart from each other. After the last of them it never opens
    again. What was worked on before the beginning counts only if shifts before it are given too.
    """

    shifts: tuple[Shift, ...]

    def __post_init__(self) -> None:
        border = -float("inf")
        for opens, closes in self.shifts:
            if not (border <= opens < closes and isfinite(opens) and isfinite(closes)):
                raise BadModelError(
                    f"Ca từ {opens} đến {closes} không đúng thứ tự; hãy xếp các ca theo thời gian, không chồng nhau.",
                    f"The shift from {opens} to {closes} is out of order; sort the shifts and let none overlap.",
                )
            border = closes


@dataclass(frozen=True, slots=True)
class Interruption:
    """What a drawing does not show: work at a step is over without the step being done. The applicant is asked for
    more, and the step is worked on again `wait` later; or the case ends then (`ends`: refused, withdrawn, unanswered).

    share: how large a part of all work at the step ends so; those of one step add up to at most 1. hours: those in
    which the wait passes, None for all. The clock of the limit stands meanwhile, and with `restarts` it counts from
    zero afterwards. most: at most so often in one case, counted over all steps that name it alike; 0 for any number.
    """

    name: str
    share: float
    wait: Length = NO_TIME
    hours: Hours | None = None
    ends: bool = False
    most: int = 0
    stands: bool = True
    restarts: bool = False


class Absence(NamedTuple):
    """From when until when one person of a pool, counted from 0, is away; what he was at waits for him."""

    person: int
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Pool:
    """People with the same skills and the same hours; None if they are always at work. absences: those of one person
    lie apart from each other.
    """

    name: str
    people: int
    hours: Hours | None = None
    absences: tuple[Absence, ...] = ()

    def __post_init__(self) -> None:
        if self.people < 0:
            raise BadModelError(
                f"Nhóm “{self.name}” có số người âm ({self.people}); hãy ghi từ 0 trở lên.",
                f"The pool “{self.name}” has {self.people} people; write 0 or more.",
            )
        back = [-float("inf")] * self.people
        for person, since, until in sorted(self.absences):
            if not (0 <= person < self.people and back[person] <= since < until):
                raise BadModelError(
                    f"Nhóm “{self.name}”: người số {person} không thể vắng từ {since} đến {until}; mỗi người vắng từng "
                    "đợt rời nhau, và số người đếm từ 0.",
                    f"The pool “{self.name}”: person {person} cannot be away from {since} to {until}; absences of one "
                    "person lie apart, and people are counted from 0.",
                )
            back[person] = until


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a case may take: so many seconds within `hours` (None: all), without its interruptions.

    The clock runs from the arrival, or from the end of the step `accepted_by`, to the end of the case, or to the first
    end of one of `finished_by`, and whether the case was late is judged then. It starts, and goes on after an
    interruption, at the first opening of `received` (None: at once).

    A limit of days is counted in ticks instead of hours, as `limits.limit_of` makes it of a limit of law. judged: the
    ticks by which it is told whether the limit is over, where they are others than those by which it runs; it is then
    not over on the day on which an interruption of it ends, if it was not when that began. begun: the ticks that a
    limit has run less than `hours` say when it begins, where how long it is depends on that day.
    """

    seconds: float
    hours: Hours | None = None
    received: Hours | None = None
    judged: Hours | None = None
    begun: Hours | None = None
    accepted_by: str = ""
    finished_by: tuple[str, ...] = ()

    def counts_like(self, other: Limit) -> bool:
        """Whether both count alike, so that one can take over from the other."""
        return (self.hours, self.judged, self.begun) == (other.hours, other.judged, other.begun)


@dataclass(frozen=True, slots=True)
class Step:
    """How one node of a process is played.

    pools: the groups whose people can do it, the preferred first. Without one it ends by itself after `work`, as waits
    for people outside, messages and timers do. work: how long it takes, in the hours of who does it, or without a pool
    in those of `hours`. delay: how long after it is enabled it can be begun at all, in clock time. priority: the
    higher goes first; of equals what was ready first. begins: when it can be begun, such as the days on which a council
    sits; what gathers until then is taken then. interruptions: what may end the work before the step is done. stands:
    the clock of the limit stands while the case waits here, as it does while an applicant has to pay. brings: the
    limit that takes over when a case comes here, counted from the same moment as the one before; of it only `seconds`
    are read, and it is left out where the limit of the process counts otherwise (`Limit.counts_like`).
    """

    work: Length = NO_TIME
    pools: tuple[str, ...] = ()
    delay: Length = NO_TIME
    priority: int = 0
    hours: Hours | None = None
    begins: Hours | None = None
    interruptions: tuple[Interruption, ...] = ()
    stands: bool = False
    brings: Limit | None = None


class ClockState(StrEnum):
    """Whether the clock of a case's limit has begun, and whether it is over."""

    NOT_BEGUN = "not begun"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class PresentWait:
    """Something that a case waits for at second 0.

    since: when it was enabled (at most 0). started: when somebody began to work on it or, where it ends by itself, when
    its time began to run; None if not yet, or not known. interruption: the name of the one that it is in, which began
    at `since`. back: when the interruption will be over (above 0); None if nobody knows.
    """

    since: float
    started: float | None = None
    interruption: str = ""
    back: float | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """A case that is open at second 0, as the engine holds it.

    key: what its chance depends on, 0 or more; a number of its own among those of its process. arrived: at most 0.
    waits: by wait number, as far as anything is known. Its limit is that of its process, whatever brought it. used:
    seconds of it that have run, less than none if the case has more than its limit; clock: whether they run when
    nothing interrupts the case. since: they run from then on, 0 or later: what came at night counts from the opening.
    kept_until: the limit is not over before that second, whatever has run of it; endless while it stands and was not
    over before. turns: how often each node has been begun so far, by node id; interrupted: how often each interruption
    has happened, by name.
    """

    key: int
    arrived: float
    state: State
    waits: Mapping[int, PresentWait] = field(default_factory=dict)
    used: float = 0.0
    since: float = 0.0
    kept_until: float = -float("inf")
    clock: ClockState = ClockState.RUNNING
    turns: Mapping[str, int] = field(default_factory=dict)
    interrupted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Played:
    """One process.

    arrivals: when its cases come, sorted, none before 0. steps: how its nodes are played, by their id; one that is not
    named takes no time. shares: how its choices fall (see `automaton`). data: what is known of all of its cases;
    conditions that it decides are decided by it, the others fall by their shares. times: how often repeated activities
    are done whose data are not known. present: the cases that are open at second 0. most_turns: a case that comes to
    one node more often goes round for ever, and is told.
    """

    name: str
    process: Steerable
    arrivals: Sequence[float] | NDArray[np.float64] = ()
    steps: Mapping[str, Step] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    limit: Limit | None = None
    data: Mapping[str, object] | None = None
    times: int = 1
    present: tuple[Present, ...] = ()
    most_turns: int = 10_000


@dataclass(frozen=True, slots=True)
class Model:
    """Processes that share pools. Pools that no process has in common are best played as models of their own."""

    processes: tuple[Played, ...]
    pools: tuple[Pool, ...] = ()
