"""How far right each column and each upright wire lies: as far left as its neighbours at the same height allow.

Columns that have nothing in common may come closer than their widest items, so the sheet stays narrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, NamedTuple

from motcua.core.process.layout.clusters import Cluster
from motcua.core.process.layout.grid import Grid, is_channel
from motcua.core.process.layout.heights import PITCH, Heights
from motcua.core.process.layout.wires import Wire

Kind = Literal["body", "label", "wire"]
# How far apart neighbours stand at least, by what the left and what the right one is.
GAPS: Mapping[tuple[Kind, Kind], int] = {
    ("body", "body"): 26,
    ("body", "wire"): 14,
    ("wire", "body"): 18,
    ("wire", "wire"): PITCH,
    ("label", "label"): 8,
}
BESIDE_WORDS = 5
TOUCH = 2  # what is less far apart in height counts as side by side
MARGIN = 14  # of the sheet, left and right

Mover = int | Wire
"""What moves as one: a column by its number, or an upright wire of a channel."""


class Block(NamedTuple):
    """Something that needs room. `place` orders the blocks from left to right, `left` and `right` are from the
    mover.
    """

    place: tuple[int, int]
    mover: Mover
    kind: Kind
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, eq=False)
class Widths:
    """How far right everything lies, and how wide the sheet is."""

    column: Mapping[int, int]
    wire: Mapping[Wire, int]
    total: int


def widths(grid: Grid, wires: Iterable[Wire], clusters: Mapping[str, Cluster], down: Heights) -> Widths:
    """Move everything as far left as it goes, then wires that lead right as far right as they go."""
    blocks = sorted(_blocks(grid, wires, clusters, down), key=lambda block: block.place)
    apart = _distances(blocks)
    at = _leftmost(blocks, apart)
    for mover, x in reversed(at.items()):
        if isinstance(mover, Wire) and apart[mover] and sum(tip.side for tip in mover.tips) > 0:
            at[mover] = max(x, min(at[other] - least for other, least in apart[mover].items()))
    return Widths(
        {mover: x for mover, x in at.items() if isinstance(mover, int)},
        {mover: x for mover, x in at.items() if isinstance(mover, Wire)},
        max((ceil(at[block.mover] + block.right) for block in blocks), default=0) + MARGIN,
    )


def _distances(blocks: Sequence[Block]) -> Mapping[Mover, Mapping[Mover, int]]:
    """For what has something at its right, how far that must stay away."""
    apart: defaultdict[Mover, dict[Mover, int]] = defaultdict(dict)
    for index, right in enumerate(blocks):
        for left in blocks[:index]:
            if left.place < right.place and left.top < right.bottom + TOUCH and right.top < left.bottom + TOUCH:
                gap = GAPS.get((left.kind, right.kind), BESIDE_WORDS)
                known = apart[left.mover]
                known[right.mover] = max(known.get(right.mover, 0), ceil(left.right - right.left) + gap)
    return apart


def _leftmost(blocks: Sequence[Block], apart: Mapping[Mover, Mapping[Mover, int]]) -> dict[Mover, int]:
    """The smallest x of everything, from left to right."""
    at: dict[Mover, int] = {}
    for block in blocks:
        at[block.mover] = max(at.get(block.mover, 0), ceil(MARGIN - block.left))
    for mover in list(at):
        for other, least in apart[mover].items():
            at[other] = max(at[other], at[mover] + least)
    return at


def _blocks(grid: Grid, wires: Iterable[Wire], clusters: Mapping[str, Cluster], down: Heights) -> Iterator[Block]:
    for name, cluster in clusters.items():
        x, y = grid.spots[name]
        for part in cluster.parts:
            left, top, right, bottom = part.rect
            kind: Kind = "label" if part.kind == "label" else "body"
            yield Block((x, 0), x, kind, left, right, down.centre[y] + top, down.centre[y] + bottom)
    for wire in wires:
        if wire.upright:
            ends = [down.of(tip) for tip in wire.tips]
            mover = wire if is_channel(wire.line) else wire.line
            yield Block((wire.line, wire.rank), mover, "wire", 0, 0, min(ends), max(ends))
            continue
        for tip in wire.tips:
            if tip.side and tip.wire is None:  # it hangs on an event on the border of the row beside the channel
                ends = [down.level(wire), down.centre[wire.line + tip.side]]
                yield Block((tip.line, 0), tip.line, "wire", tip.offset, tip.offset, min(ends), max(ends))
