"""One sheet from beginning to end: from things of known size to shapes and edges with coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.core.process.drawing import Bounds, Edge, Point, Shape
from motcua.core.process.layout.clusters import RIDER, Cluster, clusters, rider_offsets
from motcua.core.process.layout.columns import columns
from motcua.core.process.layout.grid import Grid, Spot, grid
from motcua.core.process.layout.heights import Heights, heights
from motcua.core.process.layout.routes import Route, Router
from motcua.core.process.layout.rows import rows
from motcua.core.process.layout.sheet import Sheet
from motcua.core.process.layout.trips import trips, upper_riders
from motcua.core.process.layout.turns import course
from motcua.core.process.layout.widths import Widths, widths
from motcua.core.process.layout.wires import Stub, Wire, clash, wires

REPAIRS = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet with coordinates from its upper left corner; `bands` are the top and bottom edge of each band."""

    width: int
    height: int
    bands: tuple[tuple[int, int], ...]
    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


def picture(sheet: Sheet) -> Picture:
    """Lay the sheet out."""
    way = course(list(sheet.items), sheet.arrows())
    column = columns(sheet, way)
    lines = grid(sheet, column, rows(sheet, way, column))
    upper = upper_riders(lines)
    found, own = _drawable(lines, upper, way.back)
    every = list(dict.fromkeys(wire for pieces in own.values() for wire in pieces))
    around = clusters(sheet, found, upper)
    down = heights(lines, every, around)
    across = widths(lines, every, around, down)
    drawing = _Drawing(lines, around, upper, down, across)
    return Picture(
        across.total,
        down.bands[-1][1],
        down.bands,
        tuple(drawing.shapes()),
        tuple(drawing.edges(found, own)),
    )


def _drawable(lines: Grid, upper: frozenset[str], back: frozenset[str]) -> tuple[list[Route], dict[str, list[Wire]]]:
    """Routes whose wires do not lie on each other, as far as that can be had."""
    stubs = {name: Stub(x, 1 if name in upper else -1) for name, x in _offsets(lines.sheet).items()}
    router = Router(lines, trips(lines, upper), back)
    for _ in range(REPAIRS):
        found = router.routes()
        fault = clash(found, wires(lines, found, stubs))
        if fault is None:
            break
        router.avoid(*fault)
    return router.routes(), wires(lines, router.routes(), stubs)


def _offsets(sheet: Sheet) -> dict[str, int]:
    return {name: x for item in sheet.items.values() for name, x in rider_offsets(item).items()}


class _Drawing:
    """Looks every coordinate up."""

    def __init__(
        self,
        lines: Grid,
        around: Mapping[str, Cluster],
        upper: frozenset[str],
        down: Heights,
        across: Widths,
    ) -> None:
        self.grid = lines
        self.around = around
        self.offsets = _offsets(lines.sheet)
        self.upper = upper
        self.down = down
        self.across = across
        self.hosts = lines.sheet.hosts()
        self.labels = {
            part.element: self._bounds(name, part.rect)
            for name, cluster in around.items()
            for part in cluster.parts
            if part.kind == "label"
        }

    def shapes(self) -> Iterator[Shape]:
        """All shapes; what lies in a sub-process right behind it."""
        for name, cluster in self.around.items():
            for part in cluster.parts:
                if part.kind != "label":
                    bounds = self._bounds(name, part.rect)
                    expanded = not (cluster.item.collapsed and part.kind == "body")
                    label = self.labels.get(part.element)
                    yield Shape(f"{part.element}_di", part.element, bounds, label, horizontal=True, expanded=expanded)
            corner = self._bounds(name, cluster.parts[0].rect)
            inner = (thing for thing in cluster.item.inner if isinstance(thing, Shape))
            yield from (shape.moved(corner.x, corner.y) for shape in inner)

    def edges(self, found: Sequence[Route], own: Mapping[str, list[Wire]]) -> Iterator[Edge]:
        """All edges, those in sub-processes last."""
        for route in found:
            points = _straightened(self._points(route, own[route.link.id]))
            yield Edge(f"{route.link.id}_di", route.link.id, points, self.labels.get(route.link.id))
        for name, cluster in self.around.items():
            corner = self._bounds(name, cluster.parts[0].rect)
            inner = (thing for thing in cluster.item.inner if isinstance(thing, Edge))
            yield from (edge.moved(corner.x, corner.y) for edge in inner)

    def _points(self, route: Route, own: Sequence[Wire]) -> Iterator[Point]:
        yield self._end(route.link.source, own[0], route.spots)
        if route.link.source in self.offsets:
            yield Point(self._rider(route.link.source).x, self.down.level(own[0]))
        for before, after in pairwise(own):
            upright, level = (before, after) if before.upright else (after, before)
            yield Point(self._upright(upright), self.down.level(level))
        if route.link.target in self.offsets:
            yield Point(self._rider(route.link.target).x, self.down.level(own[-1]))
        yield self._end(route.link.target, own[-1], route.spots[::-1])

    def _end(self, name: str, wire: Wire, spots: Sequence[Spot]) -> Point:
        """Where a link touches what it begins or ends at. `spots` are read from this end."""
        if name in self.offsets:
            return self._rider(name)
        if name not in self.hosts:
            return Point(self._upright(wire), self._pool_edge(name, spots))
        x, y = self._centre(name)
        size = self.around[name].item.size
        a, b = spots[:2]
        if wire.upright:
            return Point(self._upright(wire), y + (size.height / 2 if b.y > a.y else -size.height / 2))
        return Point(x + (size.width / 2 if b.x > a.x else -size.width / 2), self.down.level(wire))

    def _rider(self, name: str) -> Point:
        """Where the link of an event on a border begins: at the far side of the circle."""
        x, y = self._centre(self.hosts[name])
        down = self.around[self.hosts[name]].item.size.height / 2 + RIDER / 2
        return Point(x + self.offsets[name], y - down if name in self.upper else y + down)

    def _pool_edge(self, name: str, spots: Sequence[Spot]) -> float:
        pool = self.grid.sheet.pools[name]
        own = [edges for edges, band in zip(self.down.bands, self.grid.sheet.bands, strict=True) if band.pool == pool]
        return own[-1][1] if spots[1].y > spots[0].y else own[0][0]

    def _centre(self, name: str) -> Point:
        spot = self.grid.spots[name]
        return Point(self.across.column[spot.x], self.down.centre[spot.y])

    def _upright(self, wire: Wire) -> float:
        return self.across.wire[wire] if wire in self.across.wire else self.across.column[wire.line]

    def _bounds(self, name: str, rect: tuple[float, float, float, float]) -> Bounds:
        x, y = self._centre(name)
        left, top, right, bottom = rect
        return Bounds(round(x + left), round(y + top), round(right - left), round(bottom - top))


def _straightened(points: Iterable[Point]) -> tuple[Point, ...]:
    """Whole pixels, without points at which nothing turns."""
    kept: list[Point] = []
    for x, y in points:
        point = Point(round(x), round(y))
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        kept.append(point)
    return tuple(kept)
