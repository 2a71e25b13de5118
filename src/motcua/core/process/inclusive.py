"""When an inclusive join may open: when nothing else can still arrive at it.

The exact reading of "can still arrive": let every token move as it may while the join itself stands still, and see
whether one can reach an incoming arrow that has none yet. A token before a parallel join moves on only if its
companions can come too. So the join waits for a branch that has been sent back to an earlier step, and it does not wait
for a token that could only come round through an outer loop which this very join must open first.
"""

from __future__ import annotations

from collections.abc import Iterable

from .graph import Graph, Kind, Node


def can_still_arrive(graph: Graph, join: Node, held: Iterable[str], resting: Iterable[Node]) -> bool:
    """Whether a token can still reach an empty incoming arrow of `join`.

    `held` are the arrows of its scope on which tokens stand, `resting` the nodes of its scope in which something waits.
    """
    held = set(held)
    wanted = set(join.incoming) - held
    reached: set[str] = set()
    fresh = [flow for flow in held if graph.flow[flow].target != join.id]
    for node in resting:
        fresh.extend(graph.exits(node))
    while fresh:
        flow = fresh.pop()
        if flow in reached:
            continue
        if flow in wanted:
            return True
        reached.add(flow)
        node = graph.node[graph.flow[flow].target]
        if node is not join and (node.kind is not Kind.PARALLEL or reached.issuperset(node.incoming)):
            fresh.extend(graph.exits(node))
    return False
