"""What is wrong with a drawing, found by looking at its rectangles and lines alone."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from motcua.core.process import Bounds, Diagram, Edge, Model, Point, Shape
from motcua.core.process.model import FlowNode, Scope

FRAMES = ("participant", "lane")


def faults(model: Model, diagram: Diagram) -> list[str]:
    """Everything that a drawing must not have, in words. Empty for a good one."""
    view = _View(model, diagram)
    return [
        *view.overlaps(),
        *view.outside_their_lane(),
        *view.skew_lines(),
        *view.loose_ends(),
        *view.through_shapes(),
        *view.covered_words(),
        *view.backward_steps(),
    ]


class _View:
    def __init__(self, model: Model, diagram: Diagram) -> None:
        kinds = {element.id: element.kind for element in model.elements}
        self.model = model
        self.diagram = diagram
        self.shape = {shape.element: shape for shape in diagram.shapes}
        self.nodes = [shape for shape in diagram.shapes if kinds[shape.element] not in FRAMES]
        self.around: dict[str, tuple[str, ...]] = {}
        self.host: dict[str, str] = {}
        self.ends = {flow.id: (flow.source, flow.target) for flow in model.message_flows}
        self.messages = set(self.ends)
        for process in model.processes:
            self.enter(process.content, ())

    def enter(self, scope: Scope, around: tuple[str, ...]) -> None:
        self.ends.update({flow.id: (flow.source, flow.target) for flow in scope.flows})
        for node in scope.nodes:
            self.around[node.id] = around
            if node.attached_to:
                self.host[node.id] = node.attached_to
            if node.content is not None:
                self.enter(node.content, (*around, node.id))

    def belong_together(self, a: str, b: str) -> bool:
        """A sub-process and what is in it, an event and the activity on whose border it sits."""
        inside = a in self.around.get(b, ()) or b in self.around.get(a, ())
        return a == b or inside or self.host.get(a) == b or self.host.get(b) == a

    def overlaps(self) -> Iterator[str]:
        for a, b in combinations(self.nodes, 2):
            if _meet(a.bounds, b.bounds) and not self.belong_together(a.element, b.element):
                yield f"{a.element} lies on {b.element}"

    def outside_their_lane(self) -> Iterator[str]:
        for process in self.model.processes:
            for node, lane in process.content.lane_of().items():
                if node in self.shape and node not in self.host:
                    frame, own = self.shape[lane.id].bounds, self.shape[node].bounds
                    if not _holds(frame, own):
                        yield f"{node} is outside lane {lane.id}"

    def skew_lines(self) -> Iterator[str]:
        for edge, a, b in self.pieces():
            if (a.x == b.x) == (a.y == b.y):
                yield f"{edge.element} runs askew or nowhere from {a} to {b}"

    def loose_ends(self) -> Iterator[str]:
        for edge in self.diagram.edges:
            for point, node in zip((edge.points[0], edge.points[-1]), self.ends[edge.element], strict=True):
                if edge.element not in self.messages and not _on_border(self.shape[node].bounds, point):
                    yield f"{edge.element} does not touch {node}"

    def through_shapes(self) -> Iterator[str]:
        for edge, a, b in self.pieces():
            for shape in self.nodes:
                inner = any(shape.element in self.around.get(end, ()) for end in self.ends[edge.element])
                if not inner and _meet(shape.bounds, _strip(a, b)):
                    yield f"{edge.element} runs through {shape.element}"

    def covered_words(self) -> Iterator[str]:
        things: tuple[Shape | Edge, ...] = (*self.diagram.shapes, *self.diagram.edges)
        words = [(thing.element, thing.label) for thing in things if thing.label]
        for (a, one), (b, other) in combinations(words, 2):
            if _meet(one, other):
                yield f"the words of {a} lie on those of {b}"
        for name, label in words:
            where = self.around.get(name, self.around.get(self.ends.get(name, ("", ""))[0], ()))
            for shape in self.nodes:
                if shape.element not in where and _meet(label, shape.bounds):
                    yield f"the words of {name} lie on {shape.element}"
            for edge, a, b in self.pieces():
                if _meet(label, _strip(a, b)):
                    yield f"{edge.element} runs through the words of {name}"

    def backward_steps(self) -> Iterator[str]:
        """Links that lead left, or stay where they are within a lane, although they are in no loop."""
        for process in self.model.processes:
            lanes = process.content.lane_of()
            for flow in (flow for flow in process.content.flows if flow.source in self.shape):
                source = self.host.get(flow.source, flow.source)
                onward = self.middle(flow.target) - self.middle(source)
                stays = onward == 0 and lanes.get(source) == lanes.get(flow.target)
                if (onward < 0 or stays) and not self.can_come_back(process.content, flow.target, source):
                    yield f"{flow.id} leads left"

    def middle(self, node: str) -> float:
        bounds = self.shape[node].bounds
        return bounds.x + bounds.width / 2

    def can_come_back(self, scope: Scope, begin: str, end: str) -> bool:
        seen = {begin}
        waiting = [begin]
        while waiting:
            name = waiting.pop()
            near = [flow.target for flow in scope.flows if self.host.get(flow.source, flow.source) == name]
            waiting += [target for target in near if target not in seen]
            seen.update(near)
        return end in seen

    def pieces(self) -> Iterator[tuple[Edge, Point, Point]]:
        for edge in self.diagram.edges:
            for a, b in pairwise(edge.points):
                yield edge, a, b


def nodes_and_flows(scope: Scope) -> Iterator[str]:
    """The ids of everything that a drawing of this content must show."""
    node: FlowNode
    yield from (flow.id for flow in scope.flows)
    for node in scope.nodes:
        yield node.id
        if node.content is not None:
            yield from nodes_and_flows(node.content)


def _strip(a: Point, b: Point) -> Bounds:
    """A line as a very thin rectangle."""
    return Bounds(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))


def _meet(a: Bounds, b: Bounds) -> bool:
    across = a.x < b.x + b.width and b.x < a.x + a.width
    return across and a.y < b.y + b.height and b.y < a.y + a.height


def _holds(frame: Bounds, inner: Bounds) -> bool:
    across = frame.x <= inner.x and inner.x + inner.width <= frame.x + frame.width
    return across and frame.y <= inner.y and inner.y + inner.height <= frame.y + frame.height


def _on_border(box: Bounds, point: Point) -> bool:
    x, y, width, height = box
    if point.x in (x, x + width):
        return y <= point.y <= y + height
    return point.y in (y, y + height) and x <= point.x <= x + width
