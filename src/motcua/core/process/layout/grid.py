"""The sheet as lines: each column and each row has a centre line, and between them run channels.

Upright lines are numbered from the left, even ones are channels, odd ones the centres of columns. Level lines are
numbered from the top; `Level` says what each is. Links run along these lines and only later get coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from motcua.core.process.layout.sheet import Item, Sheet


class Level(NamedTuple):
    """A level line: the centre of a row, a channel in a band, the gap between pools, or a closed pool."""

    kind: Literal["row", "channel", "gap", "closed"]
    band: int


class Spot(NamedTuple):
    """Where an upright line meets a level one."""

    x: int
    y: int


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Where everything stands, in line numbers."""

    sheet: Sheet
    levels: tuple[Level, ...]
    width: int
    spots: Mapping[str, Spot]
    standing: Mapping[Spot, Item] = field(init=False)

    def __post_init__(self) -> None:
        items = self.sheet.items
        object.__setattr__(self, "standing", {spot: items[name] for name, spot in self.spots.items()})

    def band_levels(self, band: int) -> range:
        """The level lines of a band."""
        own = [y for y, level in enumerate(self.levels) if level.band == band and level.kind != "gap"]
        return range(own[0], own[-1] + 1)

    def pool_levels(self, pool: int) -> range:
        """The level lines of a pool."""
        own = [band for band, strip in enumerate(self.sheet.bands) if strip.pool == pool]
        return range(self.band_levels(own[0]).start, self.band_levels(own[-1]).stop)


def is_channel(line: int) -> bool:
    """Whether an upright line is a channel."""
    return line % 2 == 0


def grid(sheet: Sheet, column: Mapping[str, int], place: Mapping[str, tuple[int, int]]) -> Grid:
    """The lines of the sheet, and every item where its column and its row meet."""
    depth: dict[int, int] = {}
    for number, row in place.values():
        depth[number] = max(depth.get(number, 1), row + 1)
    levels: list[Level] = []
    first: dict[int, int] = {}
    for number, band in enumerate(sheet.bands):
        if number and sheet.bands[number - 1].pool != band.pool:
            levels.append(Level("gap", number))
        first[number] = len(levels) + 1
        if band.closed:
            levels.append(Level("closed", number))
            continue
        levels.append(Level("channel", number))
        for _ in range(depth.get(number, 1)):
            levels += [Level("row", number), Level("channel", number)]
    spots = {name: Spot(2 * column[name] + 1, first[number] + 2 * row) for name, (number, row) in place.items()}
    return Grid(sheet, tuple(levels), 2 * max(column.values(), default=0) + 3, spots)
