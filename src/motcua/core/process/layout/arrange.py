"""A whole model laid out: pools under each other in one diagram, a process without a pool in a diagram of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from motcua.core.process.drawing import Bounds, Diagram, Shape
from motcua.core.process.errors import ProcessError
from motcua.core.process.layout.picture import Picture, picture
from motcua.core.process.layout.sheet import Link
from motcua.core.process.layout.sheets import (
    FLOW_LABEL_WIDTH,
    HEAD,
    WORDS,
    Piece,
    closed_pool,
    head_height,
    innermost,
    join_sheets,
    piece,
)
from motcua.core.process.layout.text import block
from motcua.core.process.model import Lane, Model, Process, Scope

MOST = 2_500  # nodes and flows; far above what a page can show, and laid out within a minute whatever hangs together
CORNER = 20  # how far the drawing lies from the upper left corner


class TooLargeToDrawError(ProcessError):
    """The model has more nodes and flows than can be laid out in good time."""


def arrange(model: Model) -> tuple[Diagram, ...]:
    """Shapes and edges for everything that flows: pools, lanes, nodes, sequence and message flows.

    Notes, data and groups have no place here: the drawing of a file that has them is better left to its author.
    Raises TooLargeToDrawError for a model beyond `MOST`.
    """
    if sum(len(scope.flows) + len(scope.nodes) for scope in _scopes(model)) > MOST:
        vi = f"Sơ đồ có hơn {MOST} bước và luồng, không vẽ được; hãy chia thành nhiều quy trình"
        raise TooLargeToDrawError(vi, f"More than {MOST} nodes and flows cannot be drawn; split the process")
    shown = {participant.process for participant in model.participants}
    collaboration = next((e.id for e in model.elements if e.kind == "collaboration"), "")
    diagrams = []
    if model.participants:
        diagrams.append(_with_pools(model, collaboration))
    diagrams += [_alone(process) for process in model.processes if process.id not in shown and process.content.nodes]
    return tuple(diagrams)


def _scopes(model: Model) -> Iterator[Scope]:
    for process in model.processes:
        yield process.content
        yield from (node.content for node in process.content.all_nodes() if node.content is not None)


def _alone(process: Process) -> Diagram:
    part = piece(process.content, 0)
    drawn = picture(join_sheets([part]))
    depth = _depth(process.content.lanes)
    return _diagram(
        process.id, drawn, list(_lanes(process.content.lanes, part, drawn.bands, 0, drawn.width + HEAD * depth)), depth
    )


def _with_pools(model: Model, collaboration: str) -> Diagram:
    contents: dict[str, Scope] = {p.id: p.content for p in model.processes if p.content.nodes}
    pieces: list[Piece] = []
    inside: list[Scope | None] = []
    bands = 0
    for number, participant in enumerate(model.participants):
        content = contents.pop(participant.process, None)
        inside.append(content)
        if content is None:
            pieces.append(closed_pool(number))
        else:
            pieces.append(piece(content, number, bands, head_height(participant.name)))
        bands += len(pieces[-1].bands)
    pools = {participant.id: number for number, participant in enumerate(model.participants)}
    drawn = picture(join_sheets(pieces, list(_messages(model, pieces, pools)), pools))
    depth = 1 + max((_depth(content.lanes) for content in inside if content), default=0)
    heads: list[Shape] = []
    band = 0
    for participant, part, content in zip(model.participants, pieces, inside, strict=True):
        top, bottom = drawn.bands[band][0], drawn.bands[band + len(part.bands) - 1][1]
        bounds = Bounds(0, top, drawn.width + HEAD * depth, bottom - top)
        heads.append(Shape(f"{participant.id}_di", participant.id, bounds, None, horizontal=True, expanded=True))
        if content:
            edges = drawn.bands[band : band + len(part.bands)]
            heads += _lanes(content.lanes, part, edges, HEAD, drawn.width + HEAD * depth)
        band += len(part.bands)
    return _diagram(collaboration, drawn, heads, depth)


def _diagram(element: str, drawn: Picture, heads: Sequence[Shape], depth: int) -> Diagram:
    """The picture beside its heads."""
    right = CORNER + HEAD * depth
    return Diagram(
        id=f"{element}_diagram",
        name="",
        element=element,
        shapes=(
            *(shape.moved(CORNER, CORNER) for shape in heads),
            *(shape.moved(right, CORNER) for shape in drawn.shapes),
        ),
        edges=tuple(edge.moved(right, CORNER) for edge in drawn.edges),
    )


def _lanes(
    lanes: Sequence[Lane], part: Piece, edges: Sequence[tuple[float, float]], left: float, right: float
) -> Iterator[Shape]:
    """Each lane over all bands of its own and of the lanes in it."""
    for lane in lanes:
        held = {inner.id for chain in innermost([lane]) for inner in chain}
        own = [edge for edge, band in zip(edges, part.bands, strict=True) if band.lane in held]
        if own:
            bounds = Bounds(left, own[0][0], right - left, own[-1][1] - own[0][0])
            yield Shape(f"{lane.id}_di", lane.id, bounds, None, horizontal=True, expanded=True)
        yield from _lanes(lane.children, part, edges, left + HEAD, right)


def _depth(lanes: Sequence[Lane]) -> int:
    return 1 + max(_depth(lane.children) for lane in lanes) if lanes else 0


def _messages(model: Model, pieces: Sequence[Piece], pools: Mapping[str, int]) -> Iterator[Link]:
    """The message flows between pools, those into a sub-process up to its border."""
    outer = {name: (name, pool) for name, pool in pools.items()}
    for pool, part in enumerate(pieces):
        for item in part.items:
            outer.update({name: (name, pool) for name in (item.id, *(rider.id for rider in item.riders))})
            outer.update({shape.element: (item.id, pool) for shape in item.inner if isinstance(shape, Shape)})
    for flow in model.message_flows:
        source, target = outer.get(flow.source), outer.get(flow.target)
        if flow.id and source and target and source[1] != target[1]:
            yield Link(flow.id, source[0], target[0], block(flow.name, FLOW_LABEL_WIDTH, WORDS), message=True)
