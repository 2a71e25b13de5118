"""From a model to sheets: how large everything is, what stands in which band, what hangs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from motcua.core.process.layout.clusters import RIDER, widened
from motcua.core.process.layout.picture import picture
from motcua.core.process.layout.sheet import Band, Item, Link, Outline, Rider, Sheet
from motcua.core.process.layout.text import Size, block, splits_a_word, wrap
from motcua.core.process.model import FlowNode, Lane, Scope, SequenceFlow
from motcua.core.process.wiring import Wiring

NAME = 12  # the letters of a task, in pixels
WORDS = 11  # those of everything else
LABEL_WIDTH = 88
FLOW_LABEL_WIDTH = 64
GATEWAY = Size(40, 40)
EVENT = Size(32, 32)
TASK_WIDTHS = (100, 120, 140)
TASK_HEIGHT = 80  # at least; room for a name of two lines, a note of two, and a strip with signs over them
TASK_LINES = 3  # of a name, before the task becomes wider
LINE = 15
PADDING = 12  # in a task, left and right together
TITLE = 24  # the height of the name of a sub-process
HEAD = 30  # the strip at the left of a pool or lane that carries its name
HEAD_LINES = 2
EXPANDABLE = frozenset({"subProcess", "transaction", "adHocSubProcess", "callActivity"})


def scope_sheet(content: Scope) -> Sheet:
    """A sheet with the content of a sub-process. Lanes are for processes; inside a sub-process they are not drawn."""
    return join_sheets([piece(replace(content, lanes=()), 0)])


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a sheet that one pool fills."""

    bands: tuple[Band, ...]
    items: tuple[Item, ...]
    links: tuple[Link, ...]


def piece(content: Scope, pool: int, first_band: int = 0, least: int = 0) -> Piece:
    """The bands, items and links of one process; its bands are numbered from `first_band`."""
    wiring = Wiring(content)
    riders = _riders(wiring)
    on_border = {node.id for nodes in riders.values() for node in nodes}
    standing = [node for node in wiring.nodes.values() if node.id not in on_border]
    bands, band_of = _bands(content, standing, pool, least)
    items = [_item(node, riders.get(node.id, []), first_band + band_of[node.id]) for node in standing]
    links = {flow.id: _link(flow) for flow in wiring.flows if flow.id}
    return Piece(tuple(bands), tuple(items), tuple(links.values()))


def join_sheets(
    pieces: Sequence[Piece], messages: Sequence[Link] = (), pools: Mapping[str, int] | None = None
) -> Sheet:
    """Pieces under each other."""
    return Sheet(
        bands=tuple(band for part in pieces for band in part.bands),
        items={item.id: item for part in pieces for item in part.items},
        links=(*(link for part in pieces for link in part.links), *messages),
        pools=pools or {},
    )


def closed_pool(pool: int) -> Piece:
    """A pool that shows nothing of its inside."""
    return Piece((Band("", pool, closed=True),), (), ())


def head_height(name: str) -> int:
    """How high a lane must be so that its name, turned upright, fits into its head."""
    height = 40
    while len(wrap(name, height - PADDING, WORDS)) > HEAD_LINES:
        height += 4
    return height


def innermost(lanes: Sequence[Lane]) -> Iterator[tuple[Lane, ...]]:
    """The lanes that hold nodes, each with those around it, from the outside, in file order."""
    for lane in lanes:
        if lane.members or not lane.children:
            yield (lane,)
        yield from ((lane, *inner) for inner in innermost(lane.children))


def _bands(content: Scope, standing: Sequence[FlowNode], pool: int, least: int) -> tuple[list[Band], dict[str, int]]:
    lane_of = content.lane_of()
    own = {node.id: lane_of[node.id].id for node in standing if node.id in lane_of}
    holding = set(own.values())
    lanes = [ways[-1] for ways in innermost(content.lanes) if not ways[-1].children or ways[-1].id in holding]
    bands = [Band(lane.id, pool, head_height(lane.name)) for lane in lanes]
    number = {band.lane: index for index, band in enumerate(bands)}
    if not bands or len(own) < len(standing):
        number[""] = len(bands)
        bands.append(Band("", pool, least))
    return bands, {node.id: number[own.get(node.id, "")] for node in standing}


def _riders(wiring: Wiring) -> dict[str, list[FlowNode]]:
    """The events on the border of each node that exists and is not itself such an event."""
    found: dict[str, list[FlowNode]] = {}
    for host, names in wiring.borders.items():
        if host in wiring.nodes and not wiring.nodes[host].attached_to:
            nodes = [wiring.nodes[name] for name in names if name in wiring.nodes]
            if nodes:
                found[host] = nodes
    return found


def _item(node: FlowNode, border: Sequence[FlowNode], band: int) -> Item:
    riders = tuple(Rider(event.id, _label(event.name)) for event in border)
    outline = outline_of(node)
    if outline != "box":
        size = GATEWAY if outline == "diamond" else EVENT
        return Item(node.id, outline, size, band, _label(node.name), riders)
    if node.content is None or not node.content.nodes:
        width, height = task_size(node.name)
        size = Size(width, height + (RIDER // 2 if riders else 0))
        return widened(Item(node.id, "box", size, band, riders=riders, collapsed=node.kind in EXPANDABLE))
    inner = picture(scope_sheet(node.content))
    title = block(node.name, 10 * LABEL_WIDTH, NAME)
    size = Size(
        _even(max(inner.width, title.width + 2 * TITLE)), _even(inner.height + TITLE + (RIDER // 2 if riders else 0))
    )
    shapes = tuple(shape.moved(0, TITLE) for shape in inner.shapes)
    edges = tuple(edge.moved(0, TITLE) for edge in inner.edges)
    return widened(Item(node.id, "box", size, band, riders=riders, inner=(*shapes, *edges)))


def outline_of(node: FlowNode) -> Outline:
    """The form of a node."""
    if node.kind.endswith("Gateway"):
        return "diamond"
    return "circle" if node.kind.endswith("Event") else "box"


def task_size(name: str) -> Size:
    """A task as wide as its name asks for, wider rather than with a word split, and then as high."""
    drawn = {width: wrap(name, width - PADDING, NAME) for width in TASK_WIDTHS}
    fitting = [width for width, lines in drawn.items() if len(lines) <= TASK_LINES]
    whole = [width for width in fitting if not splits_a_word(drawn[width])]
    width = next(iter(whole or fitting), TASK_WIDTHS[-1])
    return Size(width, _even(TASK_HEIGHT + LINE * max(0, len(drawn[width]) - 2)))


def _link(flow: SequenceFlow) -> Link:
    return Link(flow.id, flow.source, flow.target, block(flow.name, FLOW_LABEL_WIDTH, WORDS))


def _label(name: str) -> Size:
    return block(name, LABEL_WIDTH, WORDS)


def _even(number: float) -> int:
    return 2 * int((number + 1) // 2)
