"""Readings of a definition for tables, forecasts and legal limits. Nothing here moves a token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Generic, NamedTuple, TypeVar

from motcua.core.process.definition import Definition
from motcua.core.process.graph import HUMAN_TASKS, MESSAGES, Graph, Kind, Node
from motcua.core.process.run import Run
from motcua.core.process.state import State
from motcua.core.process.walks import Following, beginnings, event_subprocesses, following, in_order, ranks

Length = TypeVar("Length", int, timedelta)
AWAITING = MESSAGES | {Kind.RECEIVE}
CHOOSING_ONE = frozenset({Kind.EXCLUSIVE, Kind.EVENT_BASED})


class Active(NamedTuple):
    """Something that is going on: its number, its node, the number of what it belongs to (0: the process), and of a
    repeated activity (`node.repeat`) its place: 1, 2, 3 … for an instance, 0 for the activity as a whole.
    """

    number: int
    node: Node
    parent: int
    place: int = 0


class Longest(NamedTuple, Generic[Length]):
    """How long, and the nodes that make it so long, in reading order."""

    length: Length
    nodes: tuple[Node, ...]


def active(definition: Definition, state: State) -> tuple[Active, ...]:
    """All that waits or runs in this state, by number."""
    return tuple(Active(wait.number, definition.graph.node[wait.node], wait.parent, wait.place) for wait in state.waits)


def awaiting(definition: Definition, state: State, message: str) -> tuple[int, ...]:
    """The numbers that wait for a message of this name, the oldest first."""
    going_on = active(definition, state)
    return tuple(a.number for a in going_on if a.node.kind in AWAITING and a.node.message == message)


def data_inside(
    definition: Definition, state: State, number: int, data: Mapping[str, object], now: datetime
) -> Mapping[str, object]:
    """What conditions inside of what waits under `number` may read: the data, and around it the items and places of the
    instances that it belongs to. A driver asks this to know for which item a task is.
    """
    return Run(definition, state, data, now).seen_inside(number)


def next_tasks(definition: Definition, node_id: str) -> tuple[Node, ...]:
    """The tasks of people that may come next after this node, whatever the conditions say, in reading order."""
    graph = definition.graph
    after = following(graph)
    seen: set[str] = set()
    waiting = list(after[node_id])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            if graph.node[name].kind not in HUMAN_TASKS:
                waiting.extend(after[name])
    return tuple(node for node in order(definition) if node.id in seen and node.kind in HUMAN_TASKS)


def order(definition: Definition) -> tuple[Node, ...]:
    """All nodes so that each stands behind those that lead to it, loops apart; what cannot be reached comes last."""
    return in_order(definition.graph, following(definition.graph))


def critical_path(definition: Definition, weights: Mapping[str, Length]) -> Longest[Length]:
    """The longest way from start to end: loops and repeated activities once, of alternative and of parallel branches
    the longest. An event on a border and an event sub-process are ways that begin with what they watch.

    `weights` are the times of the nodes by id, all integers or all timedeltas; a node without one takes no time.
    Raises ValueError for an unknown id and for no weights at all.
    """
    zero = _zero(definition, weights)
    ordered, ahead = _forward(definition.graph)
    best: dict[str, Length] = {}
    for node in reversed(ordered):
        longest = max((best[name] for name in ahead[node.id]), default=zero)
        best[node.id] = weights.get(node.id, zero) + longest
    way = [max(beginnings(definition.graph), key=lambda name: best[name])]
    while ahead[way[-1]]:
        way.append(max(ahead[way[-1]], key=lambda name: best[name]))
    return Longest(best[way[0]], tuple(definition.graph.node[name] for name in way))


def longest_ahead(definition: Definition, weights: Mapping[str, Length]) -> Mapping[str, Length]:
    """For each node the longest way from behind it to the end; otherwise as `critical_path`."""
    zero = _zero(definition, weights)
    ordered, ahead = _forward(definition.graph)
    best: dict[str, Length] = {}
    for node in reversed(ordered):
        best[node.id] = max((weights.get(name, zero) + best[name] for name in ahead[node.id]), default=zero)
    return best


def serial_sum(definition: Definition, weights: Mapping[str, Length]) -> Longest[Length]:
    """The most work that one run may ask for, as if one person did it: parallel branches add up.

    Of alternatives the heaviest counts, loops and repeated activities count once. Weights and errors as in
    `critical_path`.
    """
    zero = _zero(definition, weights)
    graph = definition.graph
    ordered, ahead = _forward(graph)
    bit = {node.id: 1 << place for place, node in enumerate(ordered)}
    heaviest: dict[str, int] = {}  # the nodes of the heaviest run from a node on, as one bit each

    def chosen(runs: Sequence[Sequence[str]]) -> int:
        masks = [reduce(or_, (heaviest[name] for name in together), 0) for together in runs]
        return masks[0] if len(masks) == 1 else max(masks, key=total, default=0)

    def total(mask: int) -> Length:
        return sum((weight for name, weight in weights.items() if mask & bit[name]), zero)

    for node in reversed(ordered):
        heaviest[node.id] = bit[node.id] | chosen(_alternatives(graph, node, ahead[node.id]))
    most = chosen(_alternatives_at_start(definition))
    return Longest(total(most), tuple(node for node in ordered if most & bit[node.id]))


def _zero(definition: Definition, weights: Mapping[str, Length]) -> Length:
    unknown = sorted(weights.keys() - definition.graph.node.keys())
    if unknown or not weights:
        raise ValueError(f"no such nodes in process {definition.id}: {unknown}" if unknown else "no weights given")
    return type(next(iter(weights.values())))()


def _forward(graph: Graph) -> tuple[tuple[Node, ...], Following]:
    """The nodes in order, and for each the next ones without those that lead back."""
    after = following(graph)
    place = ranks(graph, after)
    return in_order(graph, after), {name: tuple(n for n in after[name] if place[n] > place[name]) for name in after}


def _alternatives_at_start(definition: Definition) -> list[list[str]]:
    """The sets of nodes with which a run may begin."""
    beside, instead = _by_interruption(definition.graph, event_subprocesses(definition.graph, ""))
    return [*([start.id, *beside] for start in definition.starts), *([event] for event in instead)]


def _alternatives(graph: Graph, node: Node, ahead: Sequence[str]) -> list[list[str]]:
    """The sets of nodes that may follow: one of the sets comes, and all nodes of that set."""
    watching = {*node.boundary, *event_subprocesses(graph, node.id)}
    direct = [name for name in ahead if name not in watching]
    beside, instead = _by_interruption(graph, [name for name in ahead if name in watching])
    ways = [[name] for name in direct] if node.kind in CHOOSING_ONE else [direct]
    return [[*way, *beside] for way in (*ways, *([event] for event in instead))]


def _by_interruption(graph: Graph, watching: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of events on a border and event sub-processes those that happen beside the work, and those in its place."""
    beside: list[str] = []
    instead: list[str] = []
    for name in watching:
        begin = next(iter(graph.starts(name)), graph.node[name])
        (instead if begin.interrupting else beside).append(name)
    return beside, instead
