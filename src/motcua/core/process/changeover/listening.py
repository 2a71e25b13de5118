"""What a changeover begins to listen for: events that the new drawing has and the old one had not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.core.process.changeover.names import Names
from motcua.core.process.changeover.relocation import Relocation, Slot
from motcua.core.process.definition import Definition
from motcua.core.process.graph import MESSAGES, SIGNALS, TIMERS, Graph, Kind, Node

LISTENING = TIMERS | MESSAGES | SIGNALS


def newcomers(
    old: Definition, new: Definition, names: Names, relocation: Relocation
) -> Iterator[tuple[Node, Slot | None]]:
    """Events to listen for, and at what. One that the old drawing had too is not armed anew: either it is still being
    waited for, or it has happened.
    """
    yield from ((event, None) for event in _fresh(old.graph.event_starts(""), new.graph.event_starts(""), names))
    for slot in tuple(relocation.every()):
        had = _events(old.graph, old.graph.node[slot.source.node], slot) if slot.source else ()
        yield from ((event, slot) for event in _fresh(had, _events(new.graph, slot.node, slot), names))


def _events(graph: Graph, node: Node, slot: Slot) -> Iterator[Node]:
    """All that is listened for while the slot waits in the node: on its border, behind it, inside it. Of a repeated
    activity the border belongs to the whole, the inside to each instance.
    """
    if not slot.place:
        yield from (graph.node[name] for name in node.boundary)
    if node.kind is Kind.EVENT_BASED:
        yield from (graph.node[graph.flow[flow].target] for flow in node.outgoing)
    if slot.is_scope:
        yield from graph.event_starts(node.id)


def _fresh(had: Iterable[Node], has: Iterable[Node], names: Names) -> Iterator[Node]:
    known = {same.id for node in had if (same := names.same(node.id))}
    return (node for node in has if node.id not in known and node.kind in LISTENING)
