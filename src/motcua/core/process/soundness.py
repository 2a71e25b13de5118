"""Whether tokens can be left standing before a join, tried out on every choice of ways that a drawing allows.

Each scope is tried by itself, conditions open, one token moved at a time: which token moves first makes no difference
to where they can get stuck, so only the choices multiply. When the effort is spent the question is left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from motcua.core.process.graph import Graph, Kind, Node
from motcua.core.process.inclusive import can_still_arrive

MOST_STEPS = 400_000  # tokens looked at in one drawing: at most about a second
MOST_TOKENS = 100

JOINING = frozenset({Kind.PARALLEL, Kind.INCLUSIVE})

Marking = tuple[str, ...]  # the arrows on which tokens stand, sorted


class Joins(NamedTuple):
    """Before which joins a token can be left standing, and which nodes a token can pass."""

    stuck: frozenset[str]
    opened: frozenset[str]


NO_JOINS = Joins(frozenset(), frozenset())


class Effort:
    """How much may still be tried, for all scopes of a drawing together."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.left = steps

    def spend(self, steps: int) -> bool:
        """Take so many steps; whether there were as many left."""
        self.left -= steps
        return self.left >= 0


def has_joins(graph: Graph, scope: str) -> bool:
    """Whether tokens can wait for each other in this scope at all."""
    return any(node.kind in JOINING and len(node.incoming) > 1 for node in graph.inside[scope])


def try_joins(graph: Graph, rank: Mapping[str, int], scope: str, effort: Effort) -> Joins | None:
    """Try every way through one scope ("" is the process itself); None when there are too many ways to tell."""
    stuck: set[str] = set()
    opened: set[str] = set()
    waiting = [_marking(start.outgoing) for start in graph.starts(scope)]
    seen = set(waiting)
    while waiting:
        marking = waiting.pop()
        if not effort.spend(len(marking) + 1):
            return None
        node = _movable(graph, rank, marking, effort)
        if node is None:
            stuck.update(graph.flow[flow].target for flow in marking)
            continue
        opened.add(node.id)
        for after in _moves(graph, marking, node):
            if len(after) > MOST_TOKENS:
                return None
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return Joins(frozenset(stuck), frozenset(opened)) if effort.left >= 0 else None


def _movable(graph: Graph, rank: Mapping[str, int], marking: Marking, effort: Effort) -> Node | None:
    """The first node that can take its tokens. Inclusive joins come last, when the others have come to rest."""
    inclusive: dict[str, Node] = {}
    standing = set(marking)
    for flow in marking:
        node = graph.node[graph.flow[flow].target]
        if node.kind is Kind.PARALLEL and not standing.issuperset(node.incoming):
            continue
        if node.kind is not Kind.INCLUSIVE or len(node.incoming) == 1:
            return node
        inclusive[node.id] = node
    for node in inclusive.values():
        if not can_still_arrive(graph, rank, node, marking, (), effort=effort):
            return node
    return None


def _moves(graph: Graph, marking: Marking, node: Node) -> Iterator[Marking]:
    if node.kind in (Kind.TERMINATE_END, Kind.ERROR_END):
        yield ()
        return
    rest = list(marking)
    if node.kind in (Kind.PARALLEL, Kind.INCLUSIVE):
        for flow in {f for f in node.incoming if f in marking}:
            rest.remove(flow)
    else:
        rest.remove(next(flow for flow in marking if graph.flow[flow].target == node.id))
    for taken in _outcomes(graph, node):
        yield _marking([*rest, *taken])


def _outcomes(graph: Graph, node: Node) -> Iterator[tuple[str, ...]]:
    """The sets of arrows that a token may take. Of several optional arrows each alone and all together are tried."""
    guarded = [flow for flow in node.outgoing if graph.flow[flow].condition is not None]
    always = tuple(flow for flow in node.outgoing if flow not in guarded and flow != node.default)
    otherwise = (node.default,) if node.default else ()
    if node.kind in (Kind.EVENT_BASED, Kind.EXCLUSIVE):
        yield from ((flow,) for flow in node.outgoing)
    elif not guarded:
        yield node.outgoing
    else:
        yield from ((*always, flow) for flow in guarded)
        yield (*always, *guarded)
        if always or otherwise:
            yield (*always, *otherwise)
    for event in (graph.node[name] for name in node.boundary):
        yield event.outgoing if event.interrupting else (*node.outgoing, *event.outgoing)


def _marking(flows: list[str] | tuple[str, ...]) -> Marking:
    return tuple(sorted(flows))
