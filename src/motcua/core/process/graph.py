"""A process as nodes and arrows, flat: what lies in a sub-process or a called process only says so in its `scope`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.core.process.model import Timer


class Kind(StrEnum):
    """What a node is to the engine."""

    START = "start"
    MESSAGE_START = "message-start"
    TIMER_START = "timer-start"
    END = "end"
    MESSAGE_END = "message-end"
    TERMINATE_END = "terminate-end"
    PASSAGE = "passage"
    MESSAGE_THROW = "message-throw"
    MESSAGE_CATCH = "message-catch"
    TIMER_CATCH = "timer-catch"
    MESSAGE_BOUNDARY = "message-boundary"
    TIMER_BOUNDARY = "timer-boundary"
    TASK = "task"
    USER = "user"
    MANUAL = "manual"
    RECEIVE = "receive"
    SERVICE = "service"
    SEND = "send"
    DECISION = "decision"
    SUBPROCESS = "subprocess"
    CALL = "call"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    UNKNOWN = "unknown"


STARTS = frozenset({Kind.START, Kind.MESSAGE_START, Kind.TIMER_START})
ENDS = frozenset({Kind.END, Kind.MESSAGE_END, Kind.TERMINATE_END})
BOUNDARIES = frozenset({Kind.MESSAGE_BOUNDARY, Kind.TIMER_BOUNDARY})
HUMAN_TASKS = frozenset({Kind.TASK, Kind.USER, Kind.MANUAL, Kind.RECEIVE})
AUTOMATIC_TASKS = frozenset({Kind.SERVICE, Kind.SEND, Kind.DECISION})
SCOPES = frozenset({Kind.SUBPROCESS, Kind.CALL})
ACTIVITIES = HUMAN_TASKS | AUTOMATIC_TASKS | SCOPES
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE})


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `scope` is the id of the sub-process it stands in, empty for the process itself.

    `host` is the activity on whose border an event sits, `boundary` the events on this activity's border. `waits` is
    false for what a token passes without stopping.
    """

    id: str
    name: str
    kind: Kind
    line: int
    scope: str
    role: str | None
    lane: str | None
    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]
    default: str
    host: str
    boundary: tuple[str, ...]
    interrupting: bool
    waits: bool
    timer: Timer | None
    message: str
    service: str

    @property
    def label(self) -> str:
        """What people call it: its name on one line, or else its id."""
        return " ".join(self.name.split()) or self.id


@dataclass(frozen=True, slots=True)
class Flow:
    """One arrow. `condition` is its FEEL text, None where it has none."""

    id: str
    name: str
    line: int
    source: str
    target: str
    condition: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """All nodes and arrows of a process in file order, found by id."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    node: dict[str, Node] = field(init=False, repr=False)
    flow: dict[str, Flow] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "node", {node.id: node for node in self.nodes})
        object.__setattr__(self, "flow", {flow.id: flow for flow in self.flows})

    def starts(self, scope: str) -> tuple[Node, ...]:
        """The start events of the process (scope "") or of one sub-process."""
        return tuple(node for node in self.nodes if node.scope == scope and node.kind in STARTS)

    def exits(self, node: Node) -> Iterator[str]:
        """The arrows by which a token may leave a node in its own scope, those of its border events included."""
        yield from node.outgoing
        for boundary in node.boundary:
            yield from self.node[boundary].outgoing
