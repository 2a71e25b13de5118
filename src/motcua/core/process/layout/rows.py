"""Rows: which items of a band stand on one line, and in which order the lines lie.

Items that follow each other within a band form a chain on one line, the longest way through the process first. Chains
that would overlap stand on different lines, each where its links are shortest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from motcua.core.process.layout.sheet import Sheet
from motcua.core.process.layout.turns import Arrow, Course

NEW_ROW = 2.5  # what a further line of a band costs, in lines that links have to cross
STEP_ASIDE = 1.6  # what a link costs that is not straight
PASSES = 4


@dataclass(eq=False)
class _Chain:
    items: list[str]
    first: int
    last: int
    row: _Row | None = None


@dataclass(eq=False)
class _Row:
    chains: list[_Chain] = field(default_factory=list)

    def takes(self, chain: _Chain) -> bool:
        """Whether the chain has room between those that stand there."""
        return all(other.last < chain.first or chain.last < other.first for other in self.chains)

    def crosses(self, ends: tuple[int, int]) -> bool:
        """Whether an upright line in one of these columns would run into a chain."""
        return any(chain.first <= end <= chain.last for chain in self.chains for end in ends)


def rows(sheet: Sheet, way: Course, column: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The place of each item: the number of its band, and its line within the band from the top."""
    chains = _chains(sheet, way, column)
    stacking = _Stacking(sheet, chains, column)
    for chain in chains:
        stacking.settle(chain)
    for _ in range(PASSES):
        if not sum(stacking.settle(chain) for chain in chains):
            break
    return {
        name: (band, index)
        for band, stack in stacking.stacks.items()
        for index, row in enumerate(stack)
        for chain in row.chains
        for name in chain.items
    }


def _chains(sheet: Sheet, way: Course, column: Mapping[str, int]) -> list[_Chain]:
    """The items of each band in chains, those on the longest way through the process first."""
    head, tail = _lengths(way.order, way.onward)
    direct = {link.id for link in sheet.links if link.source in sheet.items}
    inner = [a for a in way.onward if sheet.items[a.source].band == sheet.items[a.target].band and a.link in direct]
    inner.sort(key=lambda a: (-(head[a.source] + tail[a.target]), column[a.target] - column[a.source]))
    heir: dict[str, str] = {}
    parent: dict[str, str] = {}
    for arrow in inner:
        if arrow.source not in heir and arrow.target not in parent:
            heir[arrow.source] = arrow.target
            parent[arrow.target] = arrow.source
    chains = []
    for name in way.order:
        if name not in parent:
            items = [name]
            while items[-1] in heir:
                items.append(heir[items[-1]])
            chains.append(_Chain(items, column[name], column[items[-1]]))
    return sorted(chains, key=lambda chain: (-max(head[n] + tail[n] for n in chain.items), chain.first))


def _lengths(order: Sequence[str], onward: Iterable[Arrow]) -> tuple[dict[str, int], dict[str, int]]:
    """For each item the longest way to it, and from it on."""
    head = dict.fromkeys(order, 0)
    tail = dict.fromkeys(order, 0)
    place = {name: index for index, name in enumerate(order)}
    sorted_arrows = sorted(onward, key=lambda arrow: place[arrow.source])
    for arrow in sorted_arrows:
        head[arrow.target] = max(head[arrow.target], head[arrow.source] + 1)
    for arrow in sorted(sorted_arrows, key=lambda arrow: -place[arrow.target]):
        tail[arrow.source] = max(tail[arrow.source], tail[arrow.target] + 1)
    return head, tail


class _Option(NamedTuple):
    """A line for a chain: one of the lines there are, or a fresh one above the line of that number."""

    line: int
    fresh: bool


class _Stacking:
    """The lines of each band while chains are put on them."""

    def __init__(self, sheet: Sheet, chains: Sequence[_Chain], column: Mapping[str, int]) -> None:
        self.column = column
        self.band = {name: item.band for name, item in sheet.items.items()}
        self.chain = {name: chain for chain in chains for name in chain.items}
        self.stacks: defaultdict[int, list[_Row]] = defaultdict(list)
        self.links: defaultdict[_Chain, list[tuple[str, str]]] = defaultdict(list)
        for _, source, target in sheet.arrows():
            if self.chain[source] is not self.chain[target]:
                self.links[self.chain[source]].append((source, target))
                self.links[self.chain[target]].append((target, source))

    def settle(self, chain: _Chain) -> bool:
        """Put the chain where it costs least; whether that is another place than before."""
        stack = self.stacks[self.band[chain.items[0]]]
        before = self._take_out(chain, stack)
        costs = self._costs(chain, stack)
        best = min(costs, key=costs.__getitem__)
        if best.fresh:
            stack.insert(best.line, _Row())
        chain.row = stack[best.line]
        chain.row.chains.append(chain)
        return before != best

    def _take_out(self, chain: _Chain, stack: list[_Row]) -> _Option | None:
        if chain.row is None:
            return None
        index = stack.index(chain.row)
        chain.row.chains.remove(chain)
        alone = not chain.row.chains
        if alone:
            del stack[index]
        return _Option(index, alone)

    def _costs(self, chain: _Chain, stack: Sequence[_Row]) -> dict[_Option, float]:
        """What each line costs; of equal ones the uppermost comes first, fresh ones last and from the bottom."""
        costs = {_Option(index, False): 0.0 for index, row in enumerate(stack) if row.takes(chain)}
        costs |= {_Option(index, True): NEW_ROW for index in range(len(stack), -1, -1)}
        place = {row: index for index, row in enumerate(stack)}
        for own, other in self.links[chain]:
            ends = self.column[own], self.column[other]
            over = list(accumulate((1 + row.crosses(ends) for row in stack), initial=0))  # passing what lies over a row
            far = self.chain[other].row
            for option in costs:
                under = option.line + (not option.fresh)
                if self.band[other] < self.band[own]:
                    costs[option] += over[option.line]
                elif self.band[other] > self.band[own]:
                    costs[option] += over[-1] - over[under]
                elif far is not None and place[far] >= under:
                    costs[option] += STEP_ASIDE + over[place[far]] - over[under]
                elif far is not None and place[far] < option.line:
                    costs[option] += STEP_ASIDE + over[option.line] - over[place[far] + 1]
        return costs
