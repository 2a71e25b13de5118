"""A model with its marks as one SVG picture."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

from motcua.core.process import Bounds, Diagram, Model
from motcua.core.process.layout import arrange
from motcua.core.process.layout.sheets import outline_of
from motcua.delivery.ui.diagram.flows import accompanied, draw_flow, draw_flow_label
from motcua.delivery.ui.diagram.frames import draw_beside, draw_frame, draw_label
from motcua.delivery.ui.diagram.marks import Language, Mark, Note
from motcua.delivery.ui.diagram.nodes import draw_inside, draw_node, draw_token
from motcua.delivery.ui.diagram.svg import group, tag
from motcua.delivery.ui.diagram.telling import NO_MARKS, NO_NOTES, description, rows, title_words
from motcua.delivery.ui.diagram.view import View, look_at

MARGIN = 10  # around everything
LONG = 1250  # pixels: what is longer is not made to fit the page, it scrolls
WORDED = frozenset({"group", "textAnnotation"})  # what shows its own words, or none
FRAMES = ("lane", "participant")
BESIDE = frozenset(
    {
        "dataInput",
        "dataObject",
        "dataObjectReference",
        "dataOutput",
        "dataStore",
        "dataStoreReference",
        "group",
        "textAnnotation",
    }
)


def draw(
    model: Model,
    *,
    marks: Mapping[str, Mark] = NO_MARKS,
    notes: Mapping[str, Note] = NO_NOTES,
    language: Language = "vi",
) -> SafeString:
    """The diagram as an SVG element for a page with the stylesheet `diagram.css`; empty when there is nothing to draw.

    `marks` say by the ids of nodes and flows where a dossier passed, is now, or did not come; `notes` how long a step
    may take and took. The picture is where the file draws it; a file without a drawing, or with one that lacks a step,
    is laid out. Raises TooLargeToDrawError when that is not possible. Put the table of `rows` beside it.
    """
    diagram = _diagram(model)
    if diagram is None:
        return SafeString("")
    view = look_at(model, marks, notes, language)
    picture = "".join(_layers(diagram, view))
    steps = rows(model, marks=marks, notes=notes, language=language)
    name = f"d{zlib.crc32(picture.encode()):08x}"
    x, y, width, height = _extent(diagram)
    svg = tag(
        "svg",
        "diagram diagram-long" if width > LONG else "diagram",
        tag("title", "", escape(title_words(model, language)), id=f"{name}-title"),
        tag("desc", "", escape(description(steps, language)), id=f"{name}-desc"),
        picture,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{x:g} {y:g} {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )
    return mark_safe(svg)  # noqa: S308 every word in it went through `escape`


def _diagram(model: Model) -> Diagram | None:
    """The drawing of the file if it shows every node of its processes, or else one made now."""
    shown = {shape.element for diagram in model.diagrams for shape in diagram.shapes}
    if model.diagrams and all(node.id in shown for process in model.processes for node in process.content.nodes):
        return model.diagrams[0]
    return next(iter(arrange(model)), None)


def _layers(diagram: Diagram, view: View) -> Iterator[str]:
    """From the back to the front: frames, what contains others, lines, nodes, words, tokens."""
    shapes = [shape for shape in diagram.shapes if shape.element in view.kind]
    frames = [shape for frame in FRAMES for shape in shapes if view.kind[shape.element] == frame]
    beside = [shape for shape in shapes if view.kind[shape.element] in BESIDE]
    nodes = [(shape, view.node[shape.element]) for shape in shapes if shape.element in view.node]
    opened = [(shape, node) for shape, node in nodes if node.content and node.content.nodes and shape.expanded]
    opened.sort(key=lambda pair: -pair[0].bounds.width * pair[0].bounds.height)
    others = [pair for pair in nodes if pair not in opened]
    others.sort(key=lambda pair: bool(pair[1].attached_to))
    edges = sorted((e for e in diagram.edges if len(e.points) > 1), key=lambda edge: _prominence(edge.element, view))
    together = accompanied(edges)
    named = [shape for shape, node in others if outline_of(node) != "box"]
    named += [shape for shape in beside if view.kind[shape.element] not in WORDED]
    tokens = [(shape, node, view.marks[node.id]) for shape, node in nodes if node.id in view.marks]
    yield group("d-frames", *(draw_frame(shape, view) for shape in frames))
    yield group("d-beside", *(draw_beside(shape, view) for shape in beside))
    yield group("d-opened", *(draw_inside(shape, node, view) for shape, node in opened))
    yield group("d-flows", *(draw_flow(e, view, accompanied=e.element in together) for e in edges))
    yield group("d-nodes", *(draw_node(shape, node, view) for shape, node in others))
    yield group("d-labels", *(draw_label(shape, view) for shape in named))
    yield group("d-labels", *(draw_flow_label(edge, view) for edge in edges))
    yield group("d-tokens", *(draw_token(s, mark, outline_of(n)) for s, n, mark in tokens if mark.state == "now"))


def _prominence(element: str, view: View) -> int:
    """What lies on top where lines run together: what was passed, and under all what was not taken."""
    mark = view.marks.get(element)
    return ("skipped", None, "passed").index(mark.state if mark and mark.state != "now" else None)


def _extent(diagram: Diagram) -> Bounds:
    """The rectangle that holds the whole drawing, with a margin."""
    boxes = [shape.bounds for shape in diagram.shapes]
    boxes += [shape.label for shape in diagram.shapes if shape.label]
    boxes += [edge.label for edge in diagram.edges if edge.label]
    boxes += [Bounds(point.x, point.y, 0, 0) for edge in diagram.edges for point in edge.points]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Bounds(left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN)
