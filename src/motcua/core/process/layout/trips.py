"""Where each link may begin and end on the grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from motcua.core.process.layout.grid import Grid, Spot
from motcua.core.process.layout.sheet import Item, Link

EAST, SOUTH, WEST, NORTH = range(4)
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))


class Door(NamedTuple):
    """A spot, and the direction of travel in which a link leaves or enters there."""

    spot: Spot
    direction: int


@dataclass(frozen=True, slots=True)
class End:
    """The doors of which a link takes one. `item` is set where they are the sides of an item."""

    doors: tuple[Door, ...]
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Trip:
    """One link to find a way for, and the level lines it may use."""

    link: Link
    begin: End
    goal: End
    levels: range


def trips(grid: Grid, upper: frozenset[str]) -> list[Trip]:
    """All links of the sheet. `upper` are the riders that sit on the upper border."""
    sheet = grid.sheet
    hosts = sheet.hosts()

    def end(name: str, *, entering: bool) -> End:
        if name in sheet.pools:
            return _pool_end(grid, sheet.pools[name], entering=entering)
        spot = grid.spots[hosts[name]]
        if name != hosts[name]:
            beside = Spot(spot.x, spot.y - 1 if name in upper else spot.y + 1)
            return End((Door(beside, EAST), Door(beside, WEST)))
        return End(tuple(Door(spot, direction) for direction in range(4)), sheet.items[name])

    def levels(link: Link) -> range:
        if link.message:
            return range(len(grid.levels))
        return grid.pool_levels(sheet.bands[sheet.items[hosts[link.source]].band].pool)

    return [
        Trip(link, end(link.source, entering=False), end(link.target, entering=True), levels(link))
        for link in sheet.links
    ]


def upper_riders(grid: Grid) -> frozenset[str]:
    """The riders whose first link leads up: they sit on the upper border of their hosts, all others on the lower."""
    hosts = grid.sheet.hosts()
    leads: dict[str, str] = {}
    for link in grid.sheet.links:
        leads.setdefault(link.source, link.target)
    return frozenset(
        rider.id
        for item in grid.sheet.items.values()
        for rider in item.riders
        if leads.get(rider.id) in hosts and grid.spots[hosts[leads[rider.id]]].y < grid.spots[item.id].y
    )


def _pool_end(grid: Grid, pool: int, *, entering: bool) -> End:
    levels = grid.pool_levels(pool)
    down, up = (levels[0], levels[-1]) if entering else (levels[-1], levels[0])
    return End(
        tuple(door for x in range(grid.width) for door in (Door(Spot(x, down), SOUTH), Door(Spot(x, up), NORTH)))
    )
