"""A process ready to run: its graph, and for every node the ways on which a token leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from motcua.core.process.conditions import Condition
from motcua.core.process.facts import FlowTaken
from motcua.core.process.graph import Flow, Graph, Node
from motcua.core.process.model import RepeatMode
from motcua.core.process.state import State


class Path(NamedTuple):
    """A straight way, walked in one go: the arrows taken, the last of them, and the node before which it ends."""

    facts: tuple[FlowTaken, ...]
    flow: str
    node: Node


class Exits(NamedTuple):
    """How a token leaves a node.

    Without `guarded` ways it takes all of `always`. Otherwise it takes the guarded ways whose condition is true, only
    the first of them if `first_only`, together with `always`; when none is true, `default`.
    """

    always: tuple[Path, ...]
    guarded: tuple[tuple[Condition, Path], ...]
    default: Path | None
    first_only: bool


class Repeating(NamedTuple):
    """How an activity is done several times, ready to be asked; the fields are those of `Repeat`."""

    mode: RepeatMode
    cardinality: Condition | None
    collection: Condition | None
    item: str
    until: Condition | None
    again: Condition | None
    ask_first: bool
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """A compiled process. It never changes and may be shared by threads.

    `fingerprint` changes with everything that execution depends on, and with nothing else: not with names, colours or
    the drawing. `initial` is the state before Start, `starts` are the events at which it may begin, `rank` is the place
    of each node in reading order. The rest serves the engine: `exits`; `entries`, where a sub-process begins;
    `watchers`, the start events of the event sub-processes of a scope; `raced`, the arrow from an event-based gateway
    to each event behind one; `repeats`, the activities that are done several times, and `repeated`, all nodes in or
    of one; `pass_limit` bounds the moves of one command.
    """

    id: str
    name: str
    fingerprint: str
    graph: Graph
    starts: tuple[Node, ...]
    rank: Mapping[str, int]
    exits: Mapping[str, Exits]
    entries: Mapping[str, Node]
    watchers: Mapping[str, tuple[Node, ...]]
    raced: Mapping[str, FlowTaken]
    repeats: Mapping[str, Repeating]
    repeated: frozenset[str]
    pass_limit: int
    initial: State

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes in file order; those of a sub-process or called process behind it."""
        return self.graph.nodes

    @property
    def flows(self) -> tuple[Flow, ...]:
        """All arrows in file order."""
        return self.graph.flows
