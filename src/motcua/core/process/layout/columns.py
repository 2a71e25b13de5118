"""Columns: how far from the left each item stands.

A link within a band takes a column. A link to another band need not: a straight line down or up is the clearest
hand-over there is, and it keeps the sheet narrow. It is taken wherever nothing stands in its way.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from motcua.core.process.layout.sheet import Sheet
from motcua.core.process.layout.turns import Arrow, Course


class _Upright(NamedTuple):
    """A straight line within one column, from one band to another."""

    high: int
    low: int


def columns(sheet: Sheet, way: Course) -> dict[str, int]:
    """The column of each item, from 0; the source of every onward link within a band stands left of its target."""
    placing = _Placing(sheet, way)
    for name in way.order:
        placing.place(name)
    return placing.draw_near()


class _Placing:
    def __init__(self, sheet: Sheet, way: Course) -> None:
        riders = {rider.id for item in sheet.items.values() for rider in item.riders}
        sources = {link.id: link.source for link in sheet.links}
        self.sideways = {arrow.link for arrow in way.onward if sources[arrow.link] in riders}
        self.band = {name: item.band for name, item in sheet.items.items()}
        self.order = way.order
        self.entries: defaultdict[str, list[Arrow]] = defaultdict(list)
        self.exits: defaultdict[str, list[Arrow]] = defaultdict(list)
        for arrow in way.onward:
            self.entries[arrow.target].append(arrow)
            self.exits[arrow.source].append(arrow)
        self.column: dict[str, int] = {}
        self.past: dict[str, dict[int, int]] = {}  # the last column before each item, band by band
        self.stands: defaultdict[tuple[int, int], int] = defaultdict(int)  # (band, column) -> how many items
        self.uprights: defaultdict[int, list[_Upright]] = defaultdict(list)  # by column

    def place(self, name: str) -> None:
        """Put the item into the first column that leaves all links before it a way."""
        band = self.band[name]
        self.past[name] = past = self._past(name)
        column = max([past.get(band, -1) + 1, *(self._least(arrow) for arrow in self.entries[name])])
        while not self._fits(name, column):
            column += 1
        for upright in self._uprights(name, column):
            self.uprights[column].append(upright)
        self.column[name] = column
        self.stands[band, column] += 1

    def draw_near(self) -> dict[str, int]:
        """The columns, with items that nothing leads to moved right, next to where they lead."""
        for name in self.order:
            if not self.entries[name] and self.exits[name]:
                near = min(self.column[arrow.target] for arrow in self.exits[name]) - 1
                if near > self.column[name] and not self._is_crossed(self.band[name], near):
                    self.column[name] = near
        return self.column

    def _past(self, name: str) -> dict[int, int]:
        past: dict[int, int] = {}
        for arrow in self.entries[name]:
            for band, column in self.past[arrow.source].items():
                past[band] = max(past.get(band, 0), column)
            own = self.band[arrow.source]
            past[own] = max(past.get(own, 0), self.column[arrow.source])
        return past

    def _least(self, arrow: Arrow) -> int:
        column = self.column[arrow.source]
        within = self.band[arrow.source] == self.band[arrow.target]
        return column + 1 if within or arrow.link in self.sideways else column

    def _is_crossed(self, band: int, column: int) -> bool:
        """Whether a straight line begins, ends or passes there."""
        return any(upright.high <= band <= upright.low for upright in self.uprights[column])

    def _fits(self, name: str, column: int) -> bool:
        band = self.band[name]
        if self._is_crossed(band, column):
            return False
        uprights = self._uprights(name, column)
        if not uprights:
            return True
        if self.stands[band, column] or len({upright.high < band for upright in uprights}) < len(uprights):
            return False
        return all(self._is_free(upright, column, band) for upright in uprights)

    def _is_free(self, upright: _Upright, column: int, band: int) -> bool:
        """Only the item at the other end stands in the way of the line, and no other line crosses these bands."""
        standing = sum(self.stands[b, column] for b in range(upright.high, upright.low + 1) if b != band)
        others = self.uprights[column]
        return standing == 1 and not any(o.high < upright.low and upright.high < o.low for o in others)

    def _uprights(self, name: str, column: int) -> list[_Upright]:
        """The straight lines that would lead to the item if it stood in this column."""
        band = self.band[name]
        sources = dict.fromkeys(arrow.source for arrow in self.entries[name] if self.column[arrow.source] == column)
        bands = [self.band[source] for source in sources]
        return [_Upright(min(band, other), max(band, other)) for other in bands if other != band]
