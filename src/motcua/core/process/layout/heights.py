"""How far down everything lies: the level lines are stacked, each as high as what stands or runs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from motcua.core.process.layout.clusters import Cluster
from motcua.core.process.layout.grid import Grid
from motcua.core.process.layout.wires import Tip, Wire

PITCH = 10  # between neighbouring wires of a channel
BESIDE_ROW = 10  # between a wire and the row above or below it
BETWEEN_ROWS = 12  # a channel without wires
AT_LANE_BORDER = 9
BETWEEN_POOLS = 36
CLOSED_POOL = 60
EMPTY_ROW = 20, 20  # over and under its centre


@dataclass(frozen=True, slots=True, eq=False)
class Heights:
    """How far down everything lies: the centre of each level line, the edges of each band, each level wire."""

    centre: tuple[int, ...]
    bands: tuple[tuple[int, int], ...]
    wire: Mapping[Wire, int]

    def of(self, tip: Tip) -> int:
        """Where a piece of an upright wire ends."""
        return self.level(tip.wire) if tip.wire else self.centre[tip.line]

    def level(self, wire: Wire) -> int:
        """How far down a level wire runs."""
        return self.wire.get(wire, self.centre[wire.line])


class Layer(NamedTuple):
    """A level line with its room: over its centre and under it, and the track of each wire."""

    over: int
    under: int
    tracks: Mapping[Wire, int]


def heights(grid: Grid, wires: Iterable[Wire], clusters: Mapping[str, Cluster]) -> Heights:
    """Stack the level lines, the bands at least as high as the names of their lanes ask for."""
    layers = _layers(grid, wires, clusters)
    bands = [grid.band_levels(number) for number in range(len(grid.sheet.bands))]
    for own, band in zip(bands, grid.sheet.bands, strict=True):
        missing = max(0, band.least - sum(layers[y].over + layers[y].under for y in own))
        layers[own[0]] = layers[own[0]]._replace(over=layers[own[0]].over + missing // 2)
        layers[own[-1]] = layers[own[-1]]._replace(under=layers[own[-1]].under + missing - missing // 2)
    tops = [0]
    for layer in layers:
        tops.append(tops[-1] + layer.over + layer.under)
    centre = tuple(top + layer.over for top, layer in zip(tops, layers, strict=False))
    return Heights(
        centre,
        tuple((tops[own[0]], tops[own[-1] + 1]) for own in bands),
        {wire: centre[y] + PITCH * track for y, layer in enumerate(layers) for wire, track in layer.tracks.items()},
    )


def _layers(grid: Grid, wires: Iterable[Wire], clusters: Mapping[str, Cluster]) -> list[Layer]:
    tracks = _tracks(wires)
    extents = _extents(grid, clusters)
    layers = []
    for y, level in enumerate(grid.levels):
        used = PITCH * max(tracks[y].values(), default=0)
        if level.kind == "row":
            layers.append(Layer(*extents.get(y, EMPTY_ROW), {}))
        elif level.kind == "channel":
            own = grid.band_levels(level.band)
            over = AT_LANE_BORDER if y == own[0] else BESIDE_ROW
            under = AT_LANE_BORDER if y == own[-1] else BESIDE_ROW
            if not tracks[y]:
                over, under = over // 2, under // 2
            layers.append(Layer(over, under + used, tracks[y]))
        else:
            half = (BETWEEN_POOLS if level.kind == "gap" else CLOSED_POOL) // 2
            layers.append(Layer(half, half + used, tracks[y]))
    return layers


def _tracks(wires: Iterable[Wire]) -> defaultdict[int, dict[Wire, int]]:
    """The track of each level wire in its channel: wires that do not overlap may share one."""
    found: defaultdict[int, dict[Wire, int]] = defaultdict(dict)
    for wire in sorted((w for w in wires if not w.upright and w.rank), key=lambda w: (w.line, w.rank)):
        low, high = wire.span()
        over = [t for other, t in found[wire.line].items() if other.span()[0] <= high and low <= other.span()[1]]
        found[wire.line][wire] = max(over, default=-1) + 1
    return found


def _extents(grid: Grid, clusters: Mapping[str, Cluster]) -> dict[int, tuple[int, int]]:
    """How far the clusters of each row reach over and under its centre."""
    found: dict[int, tuple[int, int]] = {}
    for name, cluster in clusters.items():
        y = grid.spots[name].y
        over, under = found.get(y, EMPTY_ROW)
        over = max(over, *(ceil(-part.rect.top) for part in cluster.parts))
        under = max(under, *(ceil(part.rect.bottom) for part in cluster.parts))
        found[y] = over, under
    return found
