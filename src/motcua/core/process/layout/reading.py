"""The nodes of a process in the order in which a reader of its drawing meets them."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.core.process.layout.turns import Arrow, course
from motcua.core.process.model import FlowNode, Scope
from motcua.core.process.wiring import Wiring


def reading_order(content: Scope) -> Iterator[FlowNode]:
    """Every node behind those that lead to it, loops apart; events on a border and the inside behind their activity.

    Unlike `order` this asks nothing of the process: a drawing that cannot run is read like any other.
    """
    wiring = Wiring(content)
    hosts = {
        name: node.attached_to if node.attached_to in wiring.nodes else name for name, node in wiring.nodes.items()
    }
    arrows = [Arrow(flow.id, hosts[flow.source], hosts[flow.target]) for flow in wiring.flows]
    for name in course([name for name, host in hosts.items() if name == host], arrows).order:
        yield wiring.nodes[name]
        yield from (wiring.nodes[rider] for rider, host in hosts.items() if host == name != rider)
        inside = wiring.nodes[name].content
        if inside is not None:
            yield from reading_order(inside)
