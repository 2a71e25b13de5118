"""Rosters: where how many people are put, what that costs, and what is known of those that were tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import NamedTuple

from motcua.core.simulation.intervals import Estimate

Roster = tuple[int, ...]
"""People by post."""


@dataclass(frozen=True, slots=True)
class Post:
    """Where people can be put. cost: of one of them for as long as all costs are counted; any unit, the same for all.
    Raises ValueError for bounds or costs that cannot be.
    """

    name: str
    cost: float
    least: int
    most: int

    def __post_init__(self) -> None:
        if not 1 <= self.least <= self.most:
            raise ValueError(f"“{self.name}”: at least 1 and no more than the most, not {self.least} to {self.most}")
        if not 0 < self.cost < inf:
            raise ValueError(f"“{self.name}”: a cost above 0 is needed, not {self.cost}")


def cost_of(roster: Roster, posts: Sequence[Post]) -> float:
    """What a roster costs."""
    return sum(people * post.cost for people, post in zip(roster, posts, strict=True))


class Share(NamedTuple):
    """on_time: the part of so many cases that was in time; no number where there was none."""

    on_time: float
    cases: int


class Shown(NamedTuple):
    """One run of one roster. shares: of each process by itself, or of all together, as demands are made. loads: by
    post, as many people as its work would keep busy.
    """

    shares: tuple[Share, ...]
    loads: tuple[float, ...]


Play = Callable[[tuple[Roster, int]], Shown]
"""One run of a roster with a seed."""


class Verdict(StrEnum):
    """proven: fresh runs hold it. unproven: it looked enough but fresh runs did not hold it surely, nor any dearer one.
    none: not even the most people there may be are enough. stopped: it was told to stop; what it had may be there.
    """

    PROVEN = "proven"
    UNPROVEN = "unproven"
    NONE = "none"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Tried:
    """A roster that was played. on_time: by demand. enough: whether it looked as if as many runs as a proof has would
    hold it.
    """

    roster: Roster
    cost: float
    on_time: tuple[Estimate, ...]
    enough: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What runs that the search never saw say, by demand. surely: the share in time is not below it. confidence: so
    surely. holds: whether every demand is met.
    """

    roster: Roster
    on_time: tuple[Estimate, ...]
    surely: tuple[float, ...]
    confidence: float
    cases: tuple[int, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Staffing:
    """roster: the answer; None if there is none. tried: every roster that was played, in this order; possible: how many
    there are within the bounds. proofs: the attempts at a proof, the last is that of the answer. loads: by post, seen
    with the most people. complete: whether the search came to its end, so that no exchange from its answer was left.
    """

    verdict: Verdict
    roster: Roster | None
    cost: float
    tried: tuple[Tried, ...]
    possible: int
    proofs: tuple[Proof, ...]
    loads: tuple[float, ...]
    complete: bool
