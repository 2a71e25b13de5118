"""Where the tokens of one scope can stand: every resting place that a run may come to, conditions left open.

A token rests in an activity or event that waits, or on an arrow before a join. Which rests are possible together is
found by trying every choice of ways, each scope by itself. Above MOST_STANDINGS the question is left open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from motcua.core.process.graph import CATCHES, ENDS, SCOPES, Graph, Kind, Node
from motcua.core.process.inclusive import can_still_arrive

MOST_STANDINGS = 20_000
MOST_BRANCHES = 6  # of an inclusive split, of which every combination is tried; of more each alone, and all
MOST_TURNS = 1_000  # of one token that finds nothing to wait for
ABORTING = frozenset({Kind.TERMINATE_END, Kind.ERROR_END})


class Standing(NamedTuple):
    """The nodes in which tokens of a scope wait, and the arrows on which they are held; sorted, with repetitions."""

    waits: tuple[str, ...]
    held: tuple[str, ...]


NOTHING = Standing((), ())


def standing(waits: Iterable[str], held: Iterable[str]) -> Standing:
    """These rests in the order in which they can be compared."""
    return Standing(tuple(sorted(waits)), tuple(sorted(held)))


class Standings:
    """All standings that one scope ("" is the process itself) can come to, found as far as they are asked for.

    `most` is how many tokens may rest in one place: a run that goes beyond is not followed.
    """

    def __init__(self, graph: Graph, rank: Mapping[str, int], scope: str, most: int = 1) -> None:
        self._moves = _Moves(graph, rank, scope, most)
        self._fresh = list(self._moves.first())
        self._seen = set(self._fresh)

    def knows(self, wanted: Standing) -> bool | None:
        """Whether a run can come to stand so; None when there are too many ways to tell."""
        while wanted not in self._seen:
            if not self._fresh:
                return False
            if len(self._seen) > MOST_STANDINGS:
                return None
            found = set(self._moves.after(self._fresh.pop())) - self._seen
            self._seen |= found
            self._fresh.extend(found)
        return True


def stuck_joins(graph: Graph, rank: Mapping[str, int], scope: str, begin: Standing) -> tuple[str, ...]:
    """The joins before which tokens that stand so can be left for ever, as far as MOST_STANDINGS ways tell."""
    moves = _Moves(graph, rank, scope, most=max(Counter((*begin.waits, *begin.held)).values(), default=1))
    fresh, seen, stuck = [begin], {begin}, dict[str, None]()
    while fresh and len(seen) <= MOST_STANDINGS:
        now = fresh.pop()
        if now.held and not now.waits:
            joins = (graph.node[graph.flow[flow].target] for flow in now.held)
            stuck |= dict.fromkeys(join.id for join in joins if not set(now.held).issuperset(join.incoming))
        found = set(moves.after(now)) - seen
        seen |= found
        fresh.extend(found)
    return tuple(stuck)


class _Moves:
    """One step from a standing to the next: something that waits ends, and all tokens move until they rest."""

    def __init__(self, graph: Graph, rank: Mapping[str, int], scope: str, most: int) -> None:
        self._graph = graph
        self._rank = rank
        self._scope = scope
        self._most = most
        self._events = tuple(node for node in graph.inside.get(scope, ()) if node.kind is Kind.EVENT_SUBPROCESS)

    def first(self) -> Iterator[Standing]:
        """Where tokens can rest when the scope has just begun."""
        for start in self._graph.starts(self._scope):
            yield from self._all_rests(start.outgoing, NOTHING)

    def after(self, now: Standing) -> Iterator[Standing]:
        for place in dict.fromkeys(now.waits):
            rest = list(now.waits)
            rest.remove(place)
            for goes_on, flows in _endings(self._graph, self._graph.node[place]):
                yield from self._all_rests(flows, Standing(now.waits if goes_on else tuple(rest), now.held))
        if now.waits:
            yield from self._interrupted(now)

    def _interrupted(self, now: Standing) -> Iterator[Standing]:
        """An event sub-process begins: instead of all else, or beside it."""
        for node in self._events:
            yield Standing((node.id,), ())
            if node.id not in now.waits:
                yield standing((*now.waits, node.id), now.held)

    def _all_rests(self, flows: Iterable[str], now: Standing) -> Iterator[Standing]:
        """Every way in which tokens on these arrows can come to rest beside those that rest already."""
        waiting = [(tuple(flows), now)]
        seen = set(waiting)
        while waiting:
            moving, beside = waiting.pop()
            found = list(self._one_move(moving, beside)) if moving else list(self._opened(beside))
            if not moving and not found and self._is_followed(beside):
                yield beside
            for each in found:
                if each not in seen and len(seen) < MOST_TURNS:
                    seen.add(each)
                    waiting.append(each)

    def _one_move(self, moving: tuple[str, ...], beside: Standing) -> Iterator[tuple[tuple[str, ...], Standing]]:
        flow, others = moving[0], moving[1:]
        node = self._graph.node[self._graph.flow[flow].target]
        if node.kind in ABORTING:
            yield (), NOTHING
        elif node.kind in ENDS:
            yield others, beside
        elif _rests(node):
            yield others, standing((*beside.waits, node.id), beside.held)
        elif node.kind is Kind.INCLUSIVE and len(node.incoming) > 1:
            yield others, standing(beside.waits, (*beside.held, flow))
        elif node.kind is Kind.PARALLEL and len(node.incoming) > 1:
            held = (*beside.held, flow)
            if set(held).issuperset(node.incoming):
                for taken in _ways(self._graph, node):
                    yield (*others, *taken), standing(beside.waits, _without(held, node.incoming))
            else:
                yield others, standing(beside.waits, held)
        else:
            for taken in _ways(self._graph, node):
                yield (*others, *taken), beside

    def _opened(self, now: Standing) -> Iterator[tuple[tuple[str, ...], Standing]]:
        """An inclusive join at which nothing can arrive any more opens; one after the other."""
        for flow in now.held:
            join = self._graph.node[self._graph.flow[flow].target]
            resting = [self._graph.node[name] for name in now.waits]
            if join.kind is Kind.INCLUSIVE and not can_still_arrive(self._graph, self._rank, join, now.held, resting):
                for taken in _ways(self._graph, join):
                    yield taken, Standing(now.waits, _without(now.held, join.incoming))
                return

    def _is_followed(self, now: Standing) -> bool:
        return max(Counter((*now.waits, *now.held)).values(), default=0) <= self._most


def _rests(node: Node) -> bool:
    """Whether a token waits in the node itself."""
    return node.waits or node.kind in SCOPES or node.kind in CATCHES or node.kind is Kind.EVENT_BASED


def _without(held: tuple[str, ...], arrows: tuple[str, ...]) -> tuple[str, ...]:
    """One token less on each of the arrows that has one."""
    left = list(held)
    for arrow in arrows:
        if arrow in left:
            left.remove(arrow)
    return tuple(left)


def _endings(graph: Graph, node: Node) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """How a wait in the node can go on: whether it stays there, and the arrows that tokens take."""
    if node.kind is Kind.EVENT_BASED:
        for flow in node.outgoing:
            yield from ((False, ways) for ways in _ways(graph, graph.node[graph.flow[flow].target]))
        return
    yield from ((False, ways) for ways in _ways(graph, node))
    for event in (graph.node[name] for name in node.boundary):
        yield from ((not event.interrupting, ways) for ways in _ways(graph, event))


def _ways(graph: Graph, node: Node) -> Iterator[tuple[str, ...]]:
    """The sets of arrows that a token may take out of a node, whatever the conditions say."""
    guarded = [flow for flow in node.outgoing if graph.flow[flow].condition is not None]
    always = tuple(flow for flow in node.outgoing if flow not in guarded and flow != node.default)
    otherwise = (node.default,) if node.default else ()
    if not guarded:
        yield node.outgoing
        return
    together = 1 if node.kind is Kind.EXCLUSIVE else min(len(guarded), MOST_BRANCHES)
    for size in range(1, together + 1):
        yield from ((*always, *chosen) for chosen in combinations(guarded, size))
    if node.kind is not Kind.EXCLUSIVE and len(guarded) > MOST_BRANCHES:
        yield (*always, *guarded)
    if always or otherwise:
        yield (*always, *otherwise)
