"""Routes in pieces, and the order of the pieces that lie side by side in one channel.

A wire is one straight line of the drawing. Pieces of links that come from the same node, or go to the same node, and
have run together all the way share a wire; everything else in a channel lies side by side, so that few wires cross.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from motcua.core.process.layout.grid import Grid, Spot, is_channel
from motcua.core.process.layout.routes import Route

Position = tuple[int, float]
"""A place along a wire: the number of the line that meets it there, and the rank of the wire on that line."""
OVERLAP = 1000  # two wires from opposite sides on one centre line, a fault and not a matter of taste


@dataclass(eq=False)
class Wire:
    """A straight line on line number `line`; `rank` is its place among the wires of its channel."""

    upright: bool
    line: int
    tips: list[Tip] = field(default_factory=list)
    rank: int = 0

    def span(self) -> tuple[Position, Position]:
        """From where to where it runs."""
        ends = [tip.at() for tip in self.tips]
        return min(ends), max(ends)


class Tip(NamedTuple):
    """An end of a piece: the line across it, the wire that goes on there, and to which side (-1, 1, or 0: nowhere)."""

    line: int
    wire: Wire | None
    side: int
    offset: float = 0

    def at(self) -> Position:
        return self.line, self.wire.rank if self.wire else self.offset


class Stub(NamedTuple):
    """A rider as the end of a link: how far right of the centre of its host, and on which side of the wire it is."""

    offset: float
    side: int


def wires(grid: Grid, routes: Sequence[Route], stubs: Mapping[str, Stub]) -> dict[str, list[Wire]]:
    """The wires of each link, piece by piece, ranked within their channels."""
    shared = _shared(routes)
    made: dict[object, Wire] = {}
    found: dict[str, list[Wire]] = {}
    for route in routes:
        pieces = list(zip(route.spots, route.spots[1:], strict=False))
        keys = [shared.get((route.link.id, index), (route.link.id, index)) for index in range(len(pieces))]
        found[route.link.id] = [
            made.setdefault(key, Wire(a.x == b.x, a.x if a.x == b.x else a.y))
            for key, (a, b) in zip(keys, pieces, strict=True)
        ]
    for route in routes:
        _tip(route, found[route.link.id], stubs)
    _rank(grid, list(made.values()))
    return found


def _shared(routes: Sequence[Route]) -> dict[tuple[str, int], object]:
    """For pieces that may run on one wire with others, what they have in common."""
    onward: dict[tuple[str, int], object] = {}
    backward: dict[tuple[str, int], object] = {}
    for route in routes:
        if route.link.message:
            continue
        pieces = list(zip(route.spots, route.spots[1:], strict=False))
        common: object = route.link.source
        for index, (a, b) in enumerate(pieces):
            common = onward[route.link.id, index] = ("from", common, a, _heading(a, b))
        common = route.link.target
        for index, (a, b) in reversed(list(enumerate(pieces))):
            common = backward[route.link.id, index] = ("to", common, b, _heading(b, a))
    members = Counter([*onward.values(), *backward.values()])
    return {
        piece: max(onward[piece], backward[piece], key=members.__getitem__)
        for piece in onward
        if max(members[onward[piece]], members[backward[piece]]) > 1
    }


def _heading(a: Spot, b: Spot) -> tuple[bool, bool]:
    return a.x == b.x, (b.x, b.y) > (a.x, a.y)


def _tip(route: Route, own: list[Wire], stubs: Mapping[str, Stub]) -> None:
    """Give the wires of a route their ends."""
    last = len(own) - 1
    for index, (a, b) in enumerate(zip(route.spots, route.spots[1:], strict=False)):
        wire = own[index]
        for spot, step, end in ((a, -1, route.link.source), (b, 1, route.link.target)):
            line = spot.y if wire.upright else spot.x
            if 0 <= index + step <= last:
                far = route.spots[index - 1] if step < 0 else route.spots[index + 2]
                side = 1 if (far.x, far.y) > (spot.x, spot.y) else -1
                wire.tips.append(Tip(line, own[index + step], side))
            elif end in stubs:
                wire.tips.append(Tip(line, None, stubs[end].side, stubs[end].offset))
            else:
                wire.tips.append(Tip(line, None, 0))


def _rank(grid: Grid, made: Sequence[Wire]) -> None:
    """Order the wires of each channel. Upright and level ones depend on each other, so each get a second turn."""
    channels: defaultdict[tuple[bool, int], list[Wire]] = defaultdict(list)
    for wire in made:
        if is_channel(wire.line) if wire.upright else grid.levels[wire.line].kind != "row":
            channels[wire.upright, wire.line].append(wire)
    uprights = [channels[key] for key in sorted(channels) if key[0]]
    levels = [channels[key] for key in sorted(channels) if not key[0]]
    for bundle in (*uprights, *levels, *uprights, *levels):
        for rank, wire in enumerate(_untangled(bundle)):
            wire.rank = rank + 1


def _untangled(bundle: Sequence[Wire]) -> list[Wire]:
    """The wires in an order with few crossings: each is moved where it crosses least, until none gains by it."""
    order = sorted(bundle, key=lambda wire: sum(tip.side for tip in wire.tips))
    reaches = {wire: _Reach.of(wire) for wire in order}
    cost = {(a, b): reaches[a].crossings(reaches[b]) for a in order for b in order if a is not b}
    gained = True
    while gained:
        gained = False
        for wire in list(order):
            here = order.index(wire)
            order.remove(wire)
            costs = [sum(cost[wire, b] for b in order)]
            for other in order:
                costs.append(costs[-1] - cost[wire, other] + cost[other, wire])
            best = min(range(len(costs)), key=lambda place: (costs[place], abs(place - here)))
            order.insert(best, wire)
            gained = gained or costs[best] < costs[here]
    return order


class _Reach(NamedTuple):
    """From where to where a wire runs, and where links turn off it: to the left or up, to the right or down."""

    low: Position
    high: Position
    back: frozenset[Position]
    on: frozenset[Position]

    @classmethod
    def of(cls, wire: Wire) -> _Reach:
        """The reach of a wire as the ranks are now."""
        back = frozenset(tip.at() for tip in wire.tips if tip.side < 0)
        return cls(*wire.span(), back, frozenset(tip.at() for tip in wire.tips if tip.side > 0))

    def crossings(self, after: _Reach) -> int:
        """How often the two cross when this one lies left of the other, or above it."""
        if self.high < after.low or after.high < self.low:
            return 0
        crossings = sum(after.low < at < after.high for at in self.on)
        crossings += sum(self.low < at < self.high for at in after.back)
        return crossings + OVERLAP * len(self.on & after.back)


def clash(routes: Sequence[Route], own: Mapping[str, list[Wire]]) -> tuple[str, Spot] | None:
    """A link that cannot be drawn where it is, and where it had better not turn; None if all is well.

    Two links may turn from opposite sides into one channel and leave it to the other sides: then on one of the two
    centre lines they would lie on each other, whichever comes first.
    """
    first: dict[tuple[bool, int, Position], int] = {}  # where links turn right or down: the lowest rank
    ranked = [wire for wire in dict.fromkeys(wire for pieces in own.values() for wire in pieces) if wire.rank]
    for wire in ranked:
        for at in _Reach.of(wire).on:
            key = wire.upright, wire.line, at
            first[key] = min(first.get(key, wire.rank), wire.rank)
    for wire in ranked:
        for at in sorted(_Reach.of(wire).back):
            if first.get((wire.upright, wire.line, at), wire.rank) < wire.rank:
                turn = Spot(wire.line, at[0]) if wire.upright else Spot(at[0], wire.line)
                return next(r.link.id for r in reversed(routes) if turn in r.spots and wire in own[r.link.id]), turn
    return None
