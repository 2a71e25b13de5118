"""Activities, events and gateways."""

from __future__ import annotations

from motcua.core.process import Bounds, Point, Shape
from motcua.core.process.layout.clusters import RIDER
from motcua.core.process.layout.text import LEADING, width_of
from motcua.core.process.model import FlowNode
from motcua.delivery.ui.diagram.marks import TIMES, Mark, Time, said
from motcua.delivery.ui.diagram.svg import circle, group, lines, path, rectangle, title
from motcua.delivery.ui.diagram.symbols import (
    FILLED_TASKS,
    GATEWAYS,
    MARKERS,
    TASKS,
    draw_sign,
    event_sign,
    is_thrown,
)
from motcua.delivery.ui.diagram.text import NAME, NOTE, SMALL_NAME, fitted
from motcua.delivery.ui.diagram.view import View

CORNER = 6
STRIP = 17  # the top of a task, with the sign of its kind and of its state
EDGE = 5  # between words and the border of a task
BOLD = 1.04  # how much wider half-bold letters are
ICON_ROOM = 36  # what the sign of a task's kind and that of its time take of the strip
CHECK = "M-4 0L-1 3.5 4.5-4"
TIME_SIGNS = {
    "in_time": "M3.5 0A3.5 3.5 0 1 1-3.5 0 3.5 3.5 0 0 1 3.5 0z",
    "soon": "M0-4L4.2 3.5H-4.2z",
    "late": "M-3.5-3.5H3.5V3.5H-3.5z",
    "waiting": "M3 0A3 3 0 1 1-3 0 3 3 0 0 1 3 0z",
}


def draw_node(shape: Shape, node: FlowNode, view: View) -> str:
    """A node with its sign, and for a task its words."""
    if node.kind.endswith("Event"):
        form, parts = "d-event", _event(shape.bounds, node)
    elif node.kind.endswith("Gateway"):
        form, parts = "d-gateway", _gateway(shape.bounds, node)
    else:
        form, parts = "d-task", _task(shape, node, view)
    return group(f"{form}{view.state(node.id)}", title(view.hint(node.id)), *parts)


def draw_inside(shape: Shape, node: FlowNode, view: View) -> str:
    """The frame of a sub-process that shows what is in it."""
    x, y, width, height = shape.bounds
    form = " d-event-sub" if "triggeredByEvent" in node.traits else ""
    parts = [rectangle("d-body", shape.bounds, CORNER)]
    if node.kind == "transaction":
        parts.append(rectangle("d-inner", Bounds(x + 3, y + 3, width - 6, height - 6), CORNER - 2))
    words, size = fitted(node.name, width - 2 * EDGE, NAME * LEADING, (NAME, SMALL_NAME))
    parts.append(lines("d-name", words, x + width / 2, y + 14, size))
    parts += _markers(shape, node)
    return group(f"d-task d-sub{form}{view.state(node.id)}", title(view.hint(node.id)), *parts)


def draw_token(shape: Shape, mark: Mark, outline: str) -> str:
    """The place where the dossier is now, with the number of branches if there are several."""
    x, y, width, _ = shape.bounds
    inset = 0 if outline == "box" else width * 0.15
    at = Point(x + width - inset, y + inset)
    number = [str(mark.tokens)] if mark.tokens > 1 else []
    return group("d-token", circle("", at.x, at.y, 9 if number else 6.5), lines("", number, at.x, at.y, 11))


def _event(bounds: Bounds, node: FlowNode) -> list[str]:
    radius = bounds.width / 2
    centre = Point(bounds.x + radius, bounds.y + bounds.height / 2)
    dashed = "" if node.interrupting else " d-dashed"
    ring = {"startEvent": "d-start", "endEvent": "d-end"}.get(node.kind, "d-between")
    parts = [circle(f"d-body {ring}{dashed}", *centre, radius)]
    if ring == "d-between":
        parts.append(circle(f"d-inner{dashed}", *centre, radius - 3))
    return [*parts, *draw_sign(event_sign(node), centre, radius * 0.053, filled=is_thrown(node))]


def _gateway(bounds: Bounds, node: FlowNode) -> list[str]:
    x, y, width, height = bounds
    across, down = x + width / 2, y + height / 2
    diamond = f"M{across:g} {y:g}L{x + width:g} {down:g} {across:g} {y + height:g} {x:g} {down:g}z"
    sign = GATEWAYS.get(node.kind, "")
    return [path("d-body", diamond), path("d-sign d-strong", sign, Point(across, down), width / 40) if sign else ""]


def _task(shape: Shape, node: FlowNode, view: View) -> list[str]:
    x, y, width, _ = shape.bounds
    mark = view.marks.get(node.id)
    parts = [rectangle("d-body d-call" if node.kind == "callActivity" else "d-body", shape.bounds, CORNER)]
    words = said(TIMES[mark.time], view.language) if mark and mark.state == "now" and mark.time else ""
    if width_of(words, NOTE) * BOLD < width - ICON_ROOM:
        sign, filled = TASKS.get(node.kind, ""), node.kind in FILLED_TASKS
        parts += draw_sign(sign, Point(x + 12, y + 11), 0.62, filled=filled, classes="d-sign d-quiet")
    if mark and mark.state == "passed":
        parts.append(path("d-check", CHECK, Point(x + width - 10, y + 11)))
    if mark and mark.time and words:
        parts.append(_time(Point(x + width - EDGE, y + 11), mark.time, words))
    parts += _words(shape.bounds, node, view)
    parts += _markers(shape, node)
    return parts


def _time(right: Point, time: Time, words: str) -> str:
    """How the time of a step is, as a sign and in words that end at this point."""
    sign = path("d-time-sign", TIME_SIGNS[time], Point(right.x - width_of(words, NOTE) * BOLD - 8, right.y))
    return group(f"d-time d-{time.replace('_', '-')}", sign, lines("", [words], *right, NOTE))


def _words(bounds: Bounds, node: FlowNode, view: View) -> list[str]:
    """The name and under it the note, in the middle of the task, or under the strip where they are many."""
    x, y, width, height = bounds
    if node.id in view.ridden:
        height -= RIDER // 2
    room = height - STRIP - EDGE / 2
    name, size = fitted(node.name, width - 2 * EDGE, room, (NAME, SMALL_NAME))
    over = len(name) * size * LEADING
    note = _note_lines(view.note(node.id), width - EDGE, int((room - over) / (NOTE * LEADING)))
    under = len(note) * NOTE * LEADING
    top = y + max(STRIP, (height - over - under) / 2)
    centre = x + width / 2
    return [
        lines("d-name", name, centre, top + over / 2, size),
        lines("d-note", note, centre, top + over + under / 2, NOTE),
    ]


def _note_lines(parts: list[str], width: float, most: int) -> list[str]:
    """The parts on one line if they fit, or else each on its own; where there is room for one line, cut off."""
    together = " · ".join(parts)
    if not together or most < 1:
        return []
    if width_of(together, NOTE) <= width:
        return [together]
    return [fitted(part, width, NOTE, (NOTE,))[0][0] for part in (parts if most > 1 else [together])]


def _markers(shape: Shape, node: FlowNode) -> list[str]:
    """Loop, several instances, compensation and the like, at the lower border."""
    signs = [*node.traits, node.kind] if shape.expanded else [*node.traits, node.kind, "collapsed"]
    if not shape.expanded and node.kind == "callActivity" and node.content is None:
        signs = signs[:-1]
    shown = [MARKERS[sign] for sign in signs if sign in MARKERS]
    x, y, width, height = shape.bounds
    left = x + width / 2 - (len(shown) - 1) * 8
    return [path("d-sign", sign, Point(left + 16 * n, y + height - 9)) for n, sign in enumerate(shown)]
