"""Who may follow whom, across the borders of sub-processes: the ground of all readings of a drawing."""

from __future__ import annotations

from collections.abc import Mapping, Set

from motcua.core.process.catching import catcher_of
from motcua.core.process.graph import Graph, Kind, Node

Following = Mapping[str, tuple[str, ...]]


def following(graph: Graph) -> Following:
    """For each node those that may come next: inside it or behind it, its event sub-processes, and what sits on its
    border; at an end what is behind its scope, or what catches its error.
    """
    after = {}
    for node in graph.nodes:
        inner = [start.id for start in graph.starts(node.id)]
        after[node.id] = (*(inner or _behind(graph, node)), *event_subprocesses(graph, node.id), *node.boundary)
    return after


def event_subprocesses(graph: Graph, scope: str) -> tuple[str, ...]:
    """The event sub-processes of the process (scope "") or of one sub-process."""
    return tuple(node.id for node in graph.inside.get(scope, ()) if node.kind is Kind.EVENT_SUBPROCESS)


def beginnings(graph: Graph) -> tuple[str, ...]:
    """Where a token may first appear in the process: its start events and its event sub-processes."""
    return (*(start.id for start in graph.starts("")), *event_subprocesses(graph, ""))


def in_order(graph: Graph, after: Following) -> tuple[Node, ...]:
    """The nodes so that each stands behind those that lead to it, loops apart; what cannot be reached comes last."""
    left = _depth_first(after, list(reversed(beginnings(graph))))[0]
    unreached = after.keys() - set(left)
    return (*(graph.node[name] for name in reversed(left)), *(node for node in graph.nodes if node.id in unreached))


def ranks(graph: Graph, after: Following) -> dict[str, int]:
    """The place of each node in that order."""
    return {node.id: place for place, node in enumerate(in_order(graph, after))}


def loop_heads(after: Following) -> list[str]:
    """The nodes to which some way leads back, one for each loop at least."""
    return list(dict.fromkeys(_depth_first(after, list(after))[1]))


def reached(after: Following, begin: tuple[str, ...], known: Set[str] = frozenset()) -> set[str]:
    """Every node that a token may come to from these, themselves included, without a step into those `known`."""
    seen = set(begin)
    waiting = list(begin)
    while waiting:
        fresh = set(after[waiting.pop()]) - seen - known
        seen |= fresh
        waiting.extend(fresh)
    return seen


def _behind(graph: Graph, node: Node) -> list[str]:
    if node.kind is Kind.ERROR_END:
        catcher = catcher_of(graph, node)
        return [catcher.id if catcher.host else catcher.scope] if catcher else []
    while not node.outgoing and node.scope:
        node = graph.node[node.scope]
    return [graph.flow[flow].target for flow in node.outgoing]


def _depth_first(after: Following, begin: list[str]) -> tuple[list[str], list[str]]:
    """The nodes as a depth-first walk leaves them, later branches first, and those it met again on its own trail."""
    left: list[str] = []
    met: list[str] = []
    seen: set[str] = set()
    for start in begin:
        trail = {} if start in seen else {start: reversed(after[start])}
        seen.add(start)
        while trail:
            name, branches = next(reversed(trail.items()))
            step = next(branches, None)
            if step is None:
                left.append(name)
                del trail[name]
            elif step in trail:
                met.append(step)
            elif step not in seen:
                seen.add(step)
                trail[step] = reversed(after[step])
    return left, met
