"""Who is joined to whom within one scope of a model, looked up once."""

from __future__ import annotations

from collections import defaultdict

from motcua.core.process.model import FlowNode, Scope, SequenceFlow


class Wiring:
    """The nodes of a scope by id, their arrows, and the events on their borders. Dangling arrows are left out."""

    def __init__(self, content: Scope) -> None:
        self.nodes: dict[str, FlowNode] = {node.id: node for node in content.nodes if node.id}
        self.flows: list[SequenceFlow] = [f for f in content.flows if f.source in self.nodes and f.target in self.nodes]
        self.incoming: defaultdict[str, list[str]] = defaultdict(list)
        self.outgoing: defaultdict[str, list[str]] = defaultdict(list)
        self.borders: defaultdict[str, list[str]] = defaultdict(list)
        for flow in self.flows:
            self.incoming[flow.target].append(flow.id)
            self.outgoing[flow.source].append(flow.id)
        for node in content.nodes:
            if node.attached_to:
                self.borders[node.attached_to].append(node.id)
