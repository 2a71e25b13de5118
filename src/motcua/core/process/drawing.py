"""Where the file draws its elements (BPMN DI). Lengths are in the pixels of the file."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from motcua.core.process.errors import UnreadableModelError
from motcua.core.process.safe_xml import DC, DI, DIAGRAM, line_of


class Point(NamedTuple):
    x: float
    y: float


class Bounds(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    def moved(self, right: float, down: float) -> Bounds:
        """The same rectangle elsewhere."""
        return self._replace(x=self.x + right, y=self.y + down)


@dataclass(frozen=True, slots=True)
class Shape:
    """A box, circle, diamond, pool or lane: the element it shows, where, and where its label goes if the file says."""

    id: str
    element: str
    bounds: Bounds
    label: Bounds | None
    horizontal: bool
    expanded: bool

    def moved(self, right: float, down: float) -> Shape:
        """The same shape elsewhere."""
        label = self.label and self.label.moved(right, down)
        return replace(self, bounds=self.bounds.moved(right, down), label=label)


@dataclass(frozen=True, slots=True)
class Edge:
    """A line: the element it shows and the points it runs through."""

    id: str
    element: str
    points: tuple[Point, ...]
    label: Bounds | None

    def moved(self, right: float, down: float) -> Edge:
        """The same line elsewhere."""
        points = tuple(Point(x + right, y + down) for x, y in self.points)
        return replace(self, points=points, label=self.label and self.label.moved(right, down))


@dataclass(frozen=True, slots=True)
class Diagram:
    """One drawing. `element` is the process or collaboration that it shows."""

    id: str
    name: str
    element: str
    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


def read_diagrams(root: etree._Element) -> tuple[Diagram, ...]:
    """All drawings of the file, in its order."""
    return tuple(
        Diagram(
            id=diagram.get("id", ""),
            name=diagram.get("name", ""),
            element=_element(plane),
            shapes=tuple(_shape(shape) for shape in plane.iter(f"{DIAGRAM}BPMNShape")),
            edges=tuple(_edge(edge) for edge in plane.iter(f"{DIAGRAM}BPMNEdge")),
        )
        for diagram in root.iterchildren(f"{DIAGRAM}BPMNDiagram")
        for plane in diagram.iterchildren(f"{DIAGRAM}BPMNPlane")
    )


def _shape(shape: etree._Element) -> Shape:
    bounds = _bounds(shape)
    if bounds is None:
        raise UnreadableModelError(
            line_of(shape),
            f"hình của «{_element(shape)}» không có vị trí",
            f"the shape of “{_element(shape)}” has no bounds",
        )
    return Shape(
        id=shape.get("id", ""),
        element=_element(shape),
        bounds=bounds,
        label=_label(shape),
        horizontal=shape.get("isHorizontal") != "false",
        expanded=shape.get("isExpanded") != "false",
    )


def _edge(edge: etree._Element) -> Edge:
    points = tuple(Point(_number(p, "x"), _number(p, "y")) for p in edge.iterchildren(f"{DI}waypoint"))
    return Edge(id=edge.get("id", ""), element=_element(edge), points=points, label=_label(edge))


def _label(owner: etree._Element) -> Bounds | None:
    label = owner.find(f"{DIAGRAM}BPMNLabel")
    return None if label is None else _bounds(label)


def _bounds(owner: etree._Element) -> Bounds | None:
    found = owner.find(f"{DC}Bounds")
    if found is None:
        return None
    return Bounds(_number(found, "x"), _number(found, "y"), _number(found, "width"), _number(found, "height"))


def _number(element: etree._Element, name: str) -> float:
    text = element.get(name, "")
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UnreadableModelError(
            line_of(element), f'{name}="{text}" không phải là số', f'{name}="{text}" is not a number'
        )
    return number


def _element(owner: etree._Element) -> str:
    """The id without the namespace prefix that some modellers write before it."""
    return owner.get("bpmnElement", "").rpartition(":")[2]
