"""When an inclusive join may open: when nothing else can still arrive at it.

The exact reading of "can still arrive": let every token move as it may while the join itself stands still, and see
whether one can reach an incoming arrow that has none yet. A token before another join moves on only if that one could
open meanwhile: a parallel join needs all its tokens; an inclusive join needs that the tokens which stand still here
cannot come to it either. When two inclusive joins each wait for the other, which takes a loop around both, the one that
comes first in reading order opens: it is the inner one, and the other's turn is later in the same round.

So the join waits for a branch that has been sent back to an earlier step. It does not wait for a token that could only
come round through an outer loop, behind a join that itself waits for this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Protocol

from motcua.core.process.graph import Graph, Kind, Node

Rank = Mapping[str, int]


class Effort(Protocol):
    """What counts the steps of a search, and says when there have been too many."""

    def spend(self, steps: int) -> bool: ...


def can_still_arrive(
    graph: Graph,
    rank: Rank,
    join: Node,
    held: Iterable[str],
    resting: Iterable[Node],
    *,
    effort: Effort | None = None,
) -> bool:
    """Whether a token can still reach an empty incoming arrow of `join`; true as well when the `effort` is spent.

    `held` are the arrows of its scope on which tokens stand, `resting` the nodes of its scope in which something waits.
    `rank` is the place of each node in reading order.
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
        if flow in wanted or (effort and not effort.spend(1)):
            return True
        reached.add(flow)
        node = graph.node[graph.flow[flow].target]
        if node is not join and _could_open(graph, rank, node, reached, join, effort=effort):
            fresh.extend(graph.exits(node))
    return False


def _could_open(graph: Graph, rank: Rank, node: Node, filled: Set[str], still: Node, *, effort: Effort | None) -> bool:
    """Whether a token on one of the `filled` arrows could pass `node` while the join `still` keeps its tokens."""
    if node.kind is Kind.PARALLEL:
        return filled >= set(node.incoming)
    if node.kind is not Kind.INCLUSIVE or rank[node.id] < rank[still.id]:
        return True
    return filled >= set(_arrivals(graph, still, node, effort))


def _arrivals(graph: Graph, begin: Node, end: Node, effort: Effort | None) -> Iterator[str]:
    """The incoming arrows of `end` to which ways lead from `begin` that do not pass `end` before."""
    seen = set(graph.exits(begin))
    fresh = list(seen)
    while fresh and (effort is None or effort.spend(1)):
        flow = fresh.pop()
        node = graph.node[graph.flow[flow].target]
        if node is end:
            yield flow
            continue
        ahead = set(graph.exits(node)) - seen
        seen |= ahead
        fresh.extend(ahead)
