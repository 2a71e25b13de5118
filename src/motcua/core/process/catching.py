"""Which event of a drawing catches an error that an end event throws, read without a running process."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.core.process.graph import ERRORS, Graph, Kind, Node


def catcher_of(graph: Graph, thrown: Node) -> Node | None:
    """The event that catches the error of this end event; None when nothing does. The rules are those of `raising`."""
    scope, below = thrown.scope, thrown
    while True:
        found = best_match(_watching(graph, scope, below), thrown.code, ERRORS)
        if found or not scope:
            return found
        around = graph.node[scope]
        found = best_match((graph.node[name] for name in around.boundary), thrown.code, ERRORS)
        if found:
            return found
        scope, below = around.scope, around


def best_match(events: Iterable[Node], code: str, kinds: frozenset[Kind]) -> Node | None:
    """The event for exactly this code, or else one that catches all."""
    fitting = [event for event in events if event.kind in kinds and event.code in (code, "")]
    return min(fitting, key=lambda event: event.code == "", default=None)


def _watching(graph: Graph, scope: str, below: Node) -> Iterable[Node]:
    if below.kind is not Kind.EVENT_SUBPROCESS:
        return graph.event_starts(scope)
    if any(start.interrupting for start in graph.starts(below.id)):
        return ()
    return (start for start in graph.event_starts(scope) if start.scope != below.id)
