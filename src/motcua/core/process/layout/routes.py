"""Ways for the links along the lines of the grid: short, with few bends and crossings, never through an item.

Each link is searched for by itself (A* over places and directions), the plain ones first, and once more when all
others are known. What is dear: bends, crossings, and sharing. What is forbidden: items in the way.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from motcua.core.process.layout.grid import Grid, Spot, is_channel
from motcua.core.process.layout.network import Network
from motcua.core.process.layout.sheet import Link
from motcua.core.process.layout.trips import STEPS, End, Trip

BEND = 45
CROSSING = 40
BRUSHING = 12  # turning where others pass: whether they cross shows only later
CROWDED = 3  # another link in the same piece of a channel
ON_TOP = 1500  # another link on the same piece of a centre line, which has room for one
TRIES = 3  # each link is found, and then found anew in the presence of all others
LARGE = 200  # links: beyond that each is found once only, the more of them the more hastily
SIDES = (0, 10, 40, 10)  # by the direction of travel: from left to right is best
FANNING = 30  # another link leaves by the same corner
MERGING = 25  # another link enters by the same side
BOTH_WAYS = 600  # links come and go by the same side
THROUGH_A_POOL = 100
BANNED = 3000  # a turn that turned out not to be drawable
BEGIN = -1  # instead of a direction: here the path begins


class Route(NamedTuple):
    """A link, and the spots where it begins, turns and ends."""

    link: Link
    spots: tuple[Spot, ...]


class Router:
    """Keeps a route for every link, and finds another one where a route turned out not to be drawable."""

    def __init__(self, grid: Grid, trips: Sequence[Trip], back: frozenset[str]) -> None:
        """Find all routes. `back` are the links that return; they come last and take what is left."""
        self.network = Network(grid, max(1, len(trips) / LARGE))
        self.trips = {trip.link.id: trip for trip in trips}
        self.found: dict[str, list[int]] = {}
        queue = sorted(trips, key=lambda trip: _plainness(trip, back))
        for _ in range(TRIES if len(trips) <= LARGE else 1):
            for trip in queue:
                self._find(trip)

    def routes(self) -> list[Route]:
        """The route of each link."""
        return [
            Route(trip.link, _corners([self.network.spot(place) for place in self.found[name]]))
            for name, trip in self.trips.items()
        ]

    def avoid(self, link: str, turn: Spot) -> None:
        """Find another route for a link, one that does not turn there."""
        self.network.banned.add((link, self.network.place(turn)))
        self._find(self.trips[link])

    def _find(self, trip: Trip) -> None:
        known = self.found.get(trip.link.id)
        if known:
            self.network.record(trip, known, -1)
        self.found[trip.link.id] = path = _Search(self.network, trip).path()
        self.network.record(trip, path)


def _plainness(trip: Trip, back: frozenset[str]) -> tuple[bool, bool, bool, int]:
    """A key to sort by: links that have an obvious way first."""
    a, b = trip.begin.doors[0].spot, trip.goal.doors[0].spot
    return trip.link.message, trip.link.id in back, a.x != b.x and a.y != b.y, abs(a.x - b.x) + abs(a.y - b.y)


def _corners(path: list[Spot]) -> tuple[Spot, ...]:
    turns = (b for a, b, c in zip(path, path[1:], path[2:], strict=False) if (a.x == b.x) != (b.x == c.x))
    return (path[0], *turns, path[-1])


class _Search:
    """The search for the cheapest path of one link."""

    def __init__(self, network: Network, trip: Trip) -> None:
        self.network = network
        self.trip = trip
        self.link = trip.link
        self.goals = {(network.place(door.spot), door.direction) for door in trip.goal.doors}
        spots = [door.spot for door in trip.goal.doors]
        self.left, self.right = (network.x[pick(spot.x for spot in spots)] for pick in (min, max))
        self.top, self.bottom = (network.y[pick(spot.y for spot in spots)] for pick in (min, max))
        self.open: list[tuple[float, int, int, float]] = []
        self.best: dict[tuple[int, int], float] = {}
        self.before: dict[tuple[int, int], tuple[int, int]] = {}

    def path(self) -> list[int]:
        """The places of the cheapest path. There is always one: channels surround everything."""
        for door in self.trip.begin.doors:
            start = self.network.place(door.spot)
            self.move(start, door.direction, self.side(self.trip.begin, start, door.direction), (start, BEGIN))
        while True:
            _, place, direction, cost = heapq.heappop(self.open)
            if cost > self.best[place, direction]:
                continue
            if (place, direction) in self.goals:
                return self.trace(place, direction)
            if place in self.network.standing:
                continue
            for turn in (direction, (direction + 1) % 4, (direction + 3) % 4):
                self.move(place, turn, cost + self.corner(place, direction, turn), (place, direction))

    def move(self, place: int, direction: int, cost: float, came: tuple[int, int]) -> None:
        """Go on to the next place in this direction, if that is possible and cheaper than before."""
        net = self.network
        dx, dy = STEPS[direction]
        x, y = place % net.width + dx, place // net.width + dy
        if not 0 <= x < net.width or y not in self.trip.levels:
            return
        to = place + net.steps[direction]
        is_goal = (to, direction) in self.goals
        if to in net.standing and not is_goal:
            return
        cost += self.stretch(place, direction)
        if is_goal:
            cost += self.side(self.trip.goal, to, direction)
        elif net.grid.levels[y].kind == "closed":
            cost += THROUGH_A_POOL
        state = to, direction
        if cost < self.best.get(state, float("inf")):
            self.best[state] = cost
            self.before[state] = came
            heapq.heappush(self.open, (cost + net.eager * self.rest(x, y, direction), to, direction, cost))

    def stretch(self, place: int, direction: int) -> float:
        """What the piece of line costs: its length, and the company on it."""
        net = self.network
        dx, dy = STEPS[direction]
        x, y = place % net.width, place // net.width
        length = abs(net.x[x + dx] - net.x[x]) + abs(net.y[y + dy] - net.y[y])
        strangers = net.along[net.piece(place, direction)].strangers(self.link)
        roomy = is_channel(x) if dy else net.grid.levels[y].kind != "row"
        return length + strangers * (CROWDED if roomy else ON_TOP)

    def corner(self, place: int, direction: int, turn: int) -> float:
        """What it costs to go on through a place, or to turn there."""
        level, upright = self.network.through[place, False], self.network.through[place, True]
        if direction == turn:
            return CROSSING * (level if direction % 2 else upright).strangers(self.link)
        banned = BANNED if (self.link.id, place) in self.network.banned else 0
        return BEND + banned + BRUSHING * (level.strangers(self.link) + upright.strangers(self.link))

    def side(self, end: End, place: int, direction: int) -> float:
        """What it costs to leave or enter an item by this side."""
        if end.item is None:
            return 0
        begins = end is self.trip.begin
        key = place, direction if begins else (direction + 2) % 4
        leaving, entering = self.network.leaving[key].all, self.network.entering[key].all
        if begins:
            return SIDES[direction] + FANNING * leaving + BOTH_WAYS * entering
        return SIDES[direction] + MERGING * entering + BOTH_WAYS * leaving

    def rest(self, x: int, y: int, direction: int) -> float:
        """No more than what is still to come."""
        net = self.network
        across = max(self.left - net.x[x], net.x[x] - self.right, 0)
        down = max(self.top - net.y[y], net.y[y] - self.bottom, 0)
        straight = not (across and down) and not (across and direction % 2) and not (down and direction % 2 == 0)
        return across + down + (0 if straight else BEND)

    def trace(self, place: int, direction: int) -> list[int]:
        """The places that led here, from the beginning."""
        path = [place]
        while direction != BEGIN:
            place, direction = self.before[place, direction]
            path.append(place)
        return path[::-1]
