"""Lines between things: sequence and message flows, associations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import hypot

from motcua.core.process import Edge, Point
from motcua.delivery.ui.diagram.svg import circle, group, lines, path
from motcua.delivery.ui.diagram.text import SMALL_NAME, fitted
from motcua.delivery.ui.diagram.view import View

BEND = 5  # the radius of a corner
HEAD_LENGTH, HEAD_WIDTH = 8, 3.5
SLASH = 9  # how far from the beginning the stroke through a default flow stands
LABEL_WIDTH = 90
LABEL_HEIGHT = 90
NARROWEST = 30
STRAIGHT = frozenset({"association", "dataInputAssociation", "dataOutputAssociation"})


def draw_flow(edge: Edge, view: View, *, accompanied: bool) -> str:
    """A line with its ends. `accompanied` when others begin on the same piece: the default sign stands behind it."""
    points = _distinct(edge.points)
    if len(points) < 2:
        return ""
    kind = view.kind.get(edge.element, "")
    if kind == "messageFlow":
        begin = circle("d-open", *points[0], 3.5)
        return group("d-message", path("d-line", _rounded(points)), begin, _head("d-open", points))
    if kind in STRAIGHT:
        arrow = _head("d-vee", points) if kind != "association" else ""
        return group("d-association", path("d-line", _rounded(points)), arrow)
    return group(
        f"d-flow{view.state(edge.element)}",
        path("d-line", _rounded(points)),
        _beginning(edge.element, points[accompanied and len(points) > 2 :], view),
        _head("d-head-tip", points),
    )


def accompanied(edges: Sequence[Edge]) -> frozenset[str]:
    """The lines that begin at the same point in the same direction as another one."""
    begins = Counter(_beginning_of(edge) for edge in edges)
    return frozenset(edge.element for edge in edges if begins[_beginning_of(edge)] > 1)


def _beginning_of(edge: Edge) -> tuple[Point, bool, bool]:
    a, b = edge.points[0], edge.points[1]
    return a, a.x == b.x, (b.x, b.y) > (a.x, a.y)


def draw_flow_label(edge: Edge, view: View) -> str:
    """The name of a line where the file says, or else at the middle of its longest piece."""
    name = view.name.get(edge.element, "")
    if not name.strip() or len(edge.points) < 2:
        return ""
    place = edge.label
    if place is not None and place.width:
        words, size = fitted(name, max(place.width, NARROWEST), LABEL_HEIGHT, (SMALL_NAME,))
        at = Point(place.x + place.width / 2, place.y + place.height / 2)
    else:
        words, size = fitted(name, LABEL_WIDTH, LABEL_HEIGHT, (SMALL_NAME,))
        a, b = max(zip(edge.points, edge.points[1:], strict=False), key=lambda ends: _distance(*ends))
        at = Point((a.x + b.x) / 2, (a.y + b.y) / 2 - 9)
    return lines(f"d-label{view.state(edge.element)}", words, *at, size)


def _beginning(element: str, points: Sequence[Point], view: View) -> str:
    """The stroke through a default flow, the diamond of a condition on a task."""
    flow = view.flow.get(element)
    source = view.node.get(flow.source) if flow else None
    if flow is None or source is None:
        return ""
    if source.default == element:
        x, y = _towards(points[0], points[1], min(SLASH, _distance(points[0], points[1]) / 2))
        level = points[0].y == points[1].y
        return path("d-slash", "M-3 5L3-5" if level else "M-5-3L5 3", Point(x, y))
    if flow.condition is not None and not source.kind.endswith("Gateway"):
        a, far = points[0], _towards(points[0], points[1], 12)
        middle = _towards(a, points[1], 6)
        dx, dy = (far.y - a.y) / 3, (far.x - a.x) / 3
        corners = (a, Point(middle.x + dx, middle.y - dy), far, Point(middle.x - dx, middle.y + dy))
        return path("d-open", "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "z")
    return ""


def _head(classes: str, points: Sequence[Point]) -> str:
    """An arrow head at the last point."""
    tip, before = points[-1], points[-2]
    back = _towards(tip, before, HEAD_LENGTH)
    across = HEAD_WIDTH / HEAD_LENGTH
    dx, dy = (tip.y - back.y) * across, (back.x - tip.x) * across
    shape = f"M{back.x + dx:.6g} {back.y + dy:.6g}L{tip.x:g} {tip.y:g} {back.x - dx:.6g} {back.y - dy:.6g}"
    return path(classes, shape if classes == "d-vee" else shape + "z")


def _rounded(points: Sequence[Point]) -> str:
    """A path through the points that takes its corners softly."""
    data = f"M{points[0].x:g} {points[0].y:g}"
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        room = min(BEND, _distance(before, at) / 2, _distance(at, after) / 2)
        a, b = _towards(at, before, room), _towards(at, after, room)
        data += f"L{a.x:g} {a.y:g}Q{at.x:g} {at.y:g} {b.x:g} {b.y:g}"
    return f"{data}L{points[-1].x:g} {points[-1].y:g}"


def _distinct(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if not kept or point != kept[-1]:
            kept.append(point)
    return kept


def _distance(a: Point, b: Point) -> float:
    return hypot(b.x - a.x, b.y - a.y)


def _towards(a: Point, b: Point, far: float) -> Point:
    """The point that lies so far from a on the way to b."""
    share = far / _distance(a, b)
    return Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
