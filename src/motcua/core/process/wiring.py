"""Who is joined to whom within one scope of a model, looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from motcua.core.process.model import FlowNode, Scope, SequenceFlow

THROWN, CAUGHT = "intermediateThrowEvent", "intermediateCatchEvent"


def link_of(node: FlowNode, tag: str) -> str | None:
    """The name of the link that this event throws or catches; None for any other node."""
    is_link = node.kind == tag and len(node.events) == 1 and node.events[0].kind == "link"
    return node.events[0].code if is_link else None


def links(content: Scope) -> Iterator[SequenceFlow]:
    """The arrows that the links of one scope stand for. None is drawn with such an id: XML allows no `~` in one."""
    caught = {link_of(node, CAUGHT): node.id for node in content.nodes if node.id}
    for node in content.nodes:
        name = link_of(node, THROWN)
        if name and node.id and name in caught:
            yield SequenceFlow(f"{node.id}~{caught[name]}", "", node.line, node.id, caught[name], None, "")


class Wiring:
    """The nodes of a scope by id, their arrows, and the events on their borders. Dangling arrows are left out.

    `more` are arrows that are not drawn.
    """

    def __init__(self, content: Scope, more: Iterable[SequenceFlow] = ()) -> None:
        self.nodes: dict[str, FlowNode] = {node.id: node for node in content.nodes if node.id}
        drawn = [flow for flow in content.flows if flow.source in self.nodes and flow.target in self.nodes]
        self.flows: list[SequenceFlow] = [*drawn, *more]
        self.incoming: defaultdict[str, list[str]] = defaultdict(list)
        self.outgoing: defaultdict[str, list[str]] = defaultdict(list)
        self.borders: defaultdict[str, list[str]] = defaultdict(list)
        for flow in self.flows:
            self.incoming[flow.target].append(flow.id)
            self.outgoing[flow.source].append(flow.id)
        for node in content.nodes:
            if node.attached_to:
                self.borders[node.attached_to].append(node.id)
