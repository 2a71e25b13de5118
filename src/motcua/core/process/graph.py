"""A process as nodes and arrows, flat: what lies in a sub-process or a called process only says so in its `scope`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.core.process.model import Repeat, Timer


class Kind(StrEnum):
    """What a node is to the engine."""

    __hash__ = str.__hash__  # an enum's own is written in Python, and the engine looks kinds up at every move

    START = "start"
    MESSAGE_START = "message-start"
    TIMER_START = "timer-start"
    SIGNAL_START = "signal-start"
    ERROR_START = "error-start"
    ESCALATION_START = "escalation-start"
    END = "end"
    MESSAGE_END = "message-end"
    SIGNAL_END = "signal-end"
    ERROR_END = "error-end"
    ESCALATION_END = "escalation-end"
    TERMINATE_END = "terminate-end"
    PASSAGE = "passage"
    MESSAGE_THROW = "message-throw"
    SIGNAL_THROW = "signal-throw"
    ESCALATION_THROW = "escalation-throw"
    MESSAGE_CATCH = "message-catch"
    TIMER_CATCH = "timer-catch"
    SIGNAL_CATCH = "signal-catch"
    MESSAGE_BOUNDARY = "message-boundary"
    TIMER_BOUNDARY = "timer-boundary"
    SIGNAL_BOUNDARY = "signal-boundary"
    ERROR_BOUNDARY = "error-boundary"
    ESCALATION_BOUNDARY = "escalation-boundary"
    TASK = "task"
    USER = "user"
    MANUAL = "manual"
    RECEIVE = "receive"
    SERVICE = "service"
    SEND = "send"
    DECISION = "decision"
    SUBPROCESS = "subprocess"
    CALL = "call"
    EVENT_SUBPROCESS = "event-subprocess"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    EVENT_BASED = "event-based"
    UNKNOWN = "unknown"


TIMERS = frozenset({Kind.TIMER_START, Kind.TIMER_CATCH, Kind.TIMER_BOUNDARY})
MESSAGES = frozenset({Kind.MESSAGE_START, Kind.MESSAGE_CATCH, Kind.MESSAGE_BOUNDARY})
SIGNALS = frozenset({Kind.SIGNAL_START, Kind.SIGNAL_CATCH, Kind.SIGNAL_BOUNDARY})
ERRORS = frozenset({Kind.ERROR_START, Kind.ERROR_BOUNDARY})
ESCALATIONS = frozenset({Kind.ESCALATION_START, Kind.ESCALATION_BOUNDARY})

STARTS = frozenset(
    {
        Kind.START,
        Kind.MESSAGE_START,
        Kind.TIMER_START,
        Kind.SIGNAL_START,
        Kind.ERROR_START,
        Kind.ESCALATION_START,
    }
)
ENDS = frozenset({Kind.END, Kind.MESSAGE_END, Kind.SIGNAL_END, Kind.ERROR_END, Kind.ESCALATION_END, Kind.TERMINATE_END})
CATCHES = frozenset({Kind.MESSAGE_CATCH, Kind.TIMER_CATCH, Kind.SIGNAL_CATCH})
BOUNDARIES = frozenset(
    {
        Kind.MESSAGE_BOUNDARY,
        Kind.TIMER_BOUNDARY,
        Kind.SIGNAL_BOUNDARY,
        Kind.ERROR_BOUNDARY,
        Kind.ESCALATION_BOUNDARY,
    }
)
WATCHERS = BOUNDARIES | STARTS  # what waits beside the work and keeps nothing going
HUMAN_TASKS = frozenset({Kind.TASK, Kind.USER, Kind.MANUAL, Kind.RECEIVE})
AUTOMATIC_TASKS = frozenset({Kind.SERVICE, Kind.SEND, Kind.DECISION})
TASKS = HUMAN_TASKS | AUTOMATIC_TASKS
SCOPES = frozenset({Kind.SUBPROCESS, Kind.CALL, Kind.EVENT_SUBPROCESS})
ACTIVITIES = TASKS | {Kind.SUBPROCESS, Kind.CALL}
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE, Kind.EVENT_BASED})


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `scope` is the id of the sub-process it stands in, empty for the process itself.

    `host` is the activity on whose border an event sits, `boundary` the events on this activity's border. `waits` is
    false for what a token passes without stopping. `code` names the signal, the error or the escalation of an event; an
    error or escalation event without one catches all. `repeat` says how an activity is done several times.
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
    code: str = ""
    repeat: Repeat | None = None

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
    """All nodes and arrows of a process in file order, found by id; `inside` are the nodes of each scope."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    node: dict[str, Node] = field(init=False, repr=False)
    flow: dict[str, Flow] = field(init=False, repr=False)
    inside: dict[str, tuple[Node, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        inside: defaultdict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            inside[node.scope].append(node)
        object.__setattr__(self, "node", {node.id: node for node in self.nodes})
        object.__setattr__(self, "flow", {flow.id: flow for flow in self.flows})
        object.__setattr__(self, "inside", {scope: tuple(nodes) for scope, nodes in inside.items()})

    def starts(self, scope: str) -> tuple[Node, ...]:
        """The start events of the process (scope "") or of one sub-process."""
        return tuple(node for node in self.inside.get(scope, ()) if node.kind in STARTS)

    def event_starts(self, scope: str) -> tuple[Node, ...]:
        """The start events of the event sub-processes of the process (scope "") or of one sub-process."""
        events = (node for node in self.inside.get(scope, ()) if node.kind is Kind.EVENT_SUBPROCESS)
        return tuple(start for event in events for start in self.starts(event.id))

    def exits(self, node: Node) -> Iterator[str]:
        """The arrows by which a token may leave a node in its own scope, those of its border events included."""
        yield from node.outgoing
        for boundary in node.boundary:
            yield from self.node[boundary].outgoing
