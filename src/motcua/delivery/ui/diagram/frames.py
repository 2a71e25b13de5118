"""Pools and lanes, and what stands beside the flow: notes, data, groups."""

from __future__ import annotations

from motcua.core.process import Bounds, Shape
from motcua.core.process.layout.text import LEADING
from motcua.delivery.ui.diagram.svg import group, lines, path, rectangle
from motcua.delivery.ui.diagram.text import NOTE, SMALL_NAME, fitted
from motcua.delivery.ui.diagram.view import View

HEAD = 30  # the strip of a pool or lane that carries its name
HEAD_ROOM = 26
FOLD = 10  # the folded corner of a sheet of data
LABEL_WIDTH = 90  # of words whose place the file does not say
LABEL_HEIGHT = 90
NARROWEST = 40


def draw_frame(shape: Shape, view: View) -> str:
    """A pool or a lane with its name in the head; a pool that shows nothing has its name in the middle."""
    x, y, width, height = shape.bounds
    name = view.name.get(shape.element, "")
    form = "d-pool" if view.kind[shape.element] == "participant" else "d-lane"
    frame = rectangle("d-frame", shape.bounds)
    if shape.element in view.closed:
        words, size = fitted(name, width - HEAD, height, (SMALL_NAME, NOTE))
        return group(form, frame, lines("d-head-name", words, x + width / 2, y + height / 2, size))
    if not shape.horizontal:
        words, size = fitted(name, width - FOLD, HEAD_ROOM, (SMALL_NAME, NOTE))
        head = rectangle("d-head", Bounds(x, y, width, HEAD))
        return group(form, frame, head, lines("d-head-name", words, x + width / 2, y + HEAD / 2, size))
    words, size = fitted(name, height - FOLD, HEAD_ROOM, (SMALL_NAME, NOTE))
    across, down = x + HEAD / 2 + 1, y + height / 2
    turned = lines("d-head-name", words, across, down, size, transform=f"rotate(-90 {across:g} {down:g})")
    return group(form, rectangle("d-head", Bounds(x, y, HEAD, height)), frame, turned)


def draw_beside(shape: Shape, view: View) -> str:
    """A note, data or a group."""
    x, y, width, height = shape.bounds
    kind = view.kind[shape.element]
    name = view.name.get(shape.element, "")
    if kind == "group":
        return group("d-group", rectangle("d-frame", shape.bounds, FOLD))
    if kind == "textAnnotation":
        bracket = path("d-frame", f"M{x + 10:g} {y:g}H{x:g}V{y + height:g}H{x + 10:g}")
        words, size = fitted(name, width - 12, height, (SMALL_NAME, NOTE))
        middle = y + height / 2
        return group("d-annotation", bracket, lines("d-start-text", words, x + 7, middle, size))
    if kind.startswith("dataStore"):
        return group("d-data", path("d-body", _barrel(x, y, width, height)))
    page = f"M{x:g} {y:g}H{x + width - FOLD:g}L{x + width:g} {y + FOLD:g}V{y + height:g}H{x:g}z"
    fold = f"M{x + width - FOLD:g} {y:g}V{y + FOLD:g}H{x + width:g}"
    return group("d-data", path("d-body", page + fold))


def draw_label(shape: Shape, view: View) -> str:
    """The name of what has no room for it inside, where the file says, or else under the shape."""
    name = view.name.get(shape.element, "")
    if not name.strip():
        return ""
    x, y, width, height = shape.bounds
    place = shape.label
    if place is None or not place.width:
        words, size = fitted(name, max(width, LABEL_WIDTH), LABEL_HEIGHT, (SMALL_NAME,))
        middle = y + height + 3 + len(words) * size * LEADING / 2
        return lines(f"d-label{view.state(shape.element)}", words, x + width / 2, middle, size)
    words, size = fitted(name, max(place.width, NARROWEST), LABEL_HEIGHT, (SMALL_NAME,))
    half = len(words) * size * LEADING / 2
    middle = place.y + place.height / 2
    if place.y >= y + height:
        middle = max(middle, y + height + 2 + half)
    elif place.y + place.height <= y:
        middle = min(middle, y - 2 - half)
    return lines(f"d-label{view.state(shape.element)}", words, place.x + place.width / 2, middle, size)


def _barrel(x: float, y: float, width: float, height: float) -> str:
    half, lid = width / 2, height / 8
    arc = f"a{half:g} {lid:g} 0 0 "
    top = f"M{x:g} {y + lid:g}{arc}1 {width:g} 0{arc}1 {-width:g} 0"
    return f"{top}V{y + height - lid:g}{arc}0 {width:g} 0V{y + lid:g}"
