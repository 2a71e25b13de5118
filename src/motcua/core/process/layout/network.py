"""The lines of the grid as a network: how long their pieces are, and which links already run along them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Literal

from motcua.core.process.layout.grid import Grid, Spot, is_channel
from motcua.core.process.layout.sheet import Link
from motcua.core.process.layout.trips import EAST, SOUTH, STEPS, Trip

ACROSS = 14  # half a channel between columns
DOWN = 12  # half a channel between rows


class Crowd:
    """The links at one place, counted by what they begin and end at."""

    def __init__(self) -> None:
        self.all = 0
        self.by_end: Counter[tuple[str, str]] = Counter()

    def count(self, link: Link, change: Literal[1, -1]) -> None:
        """One link more, or one less."""
        self.all += change
        if not link.message:
            for ends in ((link.source, ""), ("", link.target), (link.source, link.target)):
                self.by_end[ends] += change

    def strangers(self, link: Link) -> int:
        """How many neither begin nor end where this one does. Messages are strangers to all."""
        if not self.all or link.message:
            return self.all
        kin = self.by_end
        return self.all - kin[link.source, ""] - kin["", link.target] + kin[link.source, link.target]


class Network:
    """The lines of the grid, with the links that run along them. A place is the number of its level times width."""

    def __init__(self, grid: Grid, eager: float) -> None:
        self.grid = grid
        self.eager = eager
        self.width = grid.width
        self.steps = tuple(dx + dy * grid.width for dx, dy in STEPS)
        self.standing = {self.place(spot) for spot in grid.standing}
        self.x = _positions([_breadth(grid, x) for x in range(grid.width)])
        self.y = _positions([_depth(grid, y) for y in range(len(grid.levels))])
        self.along: defaultdict[tuple[int, bool], Crowd] = defaultdict(Crowd)  # the piece right of or below a place
        self.through: defaultdict[tuple[int, bool], Crowd] = defaultdict(Crowd)  # going straight on, level or upright
        self.leaving: defaultdict[tuple[int, int], Crowd] = defaultdict(Crowd)  # by the side of an item
        self.entering: defaultdict[tuple[int, int], Crowd] = defaultdict(Crowd)
        self.banned: set[tuple[str, int]] = set()  # places where a link must not turn

    def place(self, spot: Spot) -> int:
        return spot.y * self.width + spot.x

    def spot(self, place: int) -> Spot:
        return Spot(place % self.width, place // self.width)

    def piece(self, place: int, direction: int) -> tuple[int, bool]:
        """The piece of line that leads from here in this direction."""
        upright = direction % 2 == 1
        return (place if direction in (EAST, SOUTH) else place + self.steps[direction]), upright

    def record(self, trip: Trip, path: list[int], change: Literal[1, -1] = 1) -> None:
        """Remember a path, or with -1 forget it."""
        directions = [self.steps.index(b - a) for a, b in pairwise(path)]
        for place, direction in zip(path, directions, strict=False):
            self.along[self.piece(place, direction)].count(trip.link, change)
        for place, (before, after) in zip(path[1:], pairwise(directions), strict=False):
            if before == after:
                self.through[place, before % 2 == 1].count(trip.link, change)
        self.leaving[path[0], directions[0]].count(trip.link, change)
        self.entering[path[-1], (directions[-1] + 2) % 4].count(trip.link, change)


def _positions(halves: list[float]) -> list[float]:
    """Lines so far apart that the halves of neighbours fit between them."""
    found = [0.0]
    for a, b in pairwise(halves):
        found.append(found[-1] + a + b)
    return found


def _breadth(grid: Grid, x: int) -> float:
    widths = [item.size.width for spot, item in grid.standing.items() if spot.x == x]
    return max(widths, default=40) / 2 if not is_channel(x) else ACROSS


def _depth(grid: Grid, y: int) -> float:
    heights = [item.size.height for spot, item in grid.standing.items() if spot.y == y]
    return max(heights, default=40) / 2 if grid.levels[y].kind == "row" else DOWN
