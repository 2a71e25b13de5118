"""What is to be played: processes with how often cases come, who works on which step and for how long, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.core.process.steering import Steerable
from motcua.core.simulation.lengths import NO_TIME, Length

Shift = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hours:
    """When an office is open, as seconds from the beginning of the simulation: sorted, apart from each other. After the
    last of them it never opens again.
    """

    shifts: tuple[Shift, ...]

    def __post_init__(self) -> None:
        border = 0.0
        for opens, closes in self.shifts:
            if not border <= opens < closes:
                raise ValueError(f"the shift from {opens} to {closes} is out of order")
            border = closes


@dataclass(frozen=True, slots=True)
class Pool:
    """People who can do the same work. hours: None if always at work."""

    name: str
    people: int
    hours: Hours | None = None

    def __post_init__(self) -> None:
        if self.people < 1:
            raise ValueError(f"nobody works in “{self.name}”: its work would never be done")


@dataclass(frozen=True, slots=True)
class Step:
    """How one node of a process is played.

    pool: who does it; without one it ends by itself after `work`, as waits for people outside, messages and timers do.
    work: how long it takes, in the pool's hours, or without a pool in those of `hours`. delay: how long after it is
    enabled it can be begun at all. urgent: whether it goes before what is not.
    """

    work: Length = NO_TIME
    pool: str = ""
    delay: Length = NO_TIME
    urgent: bool = False
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """One process. arrivals: when its cases come, as sorted seconds from the beginning. steps: how its nodes are
    played, by their id; one that is not named takes no time. shares: how its choices fall (see compile_automaton).
    """

    name: str
    process: Steerable
    arrivals: Sequence[float]
    steps: Mapping[str, Step] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """Processes that share pools. Pools that no process has in common are best played as models of their own."""

    processes: tuple[Played, ...]
    pools: tuple[Pool, ...]
