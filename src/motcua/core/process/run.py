"""The working memory of one command: tokens on the move, and what a behaviour may do with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from motcua.core.process.definition import Definition, Exits, Path
from motcua.core.process.errors import NoFlowError
from motcua.core.process.facts import (
    Fact,
    MessageAwaited,
    MessageGivenUp,
    SubprocessCancelled,
    TaskCancelled,
    TimerArmed,
    TimerDisarmed,
)
from motcua.core.process.graph import ACTIVITIES, BOUNDARIES, SCOPES, Kind, Node
from motcua.core.process.state import Held, State, Status, Wait


class Run:
    """Made from a state, changed by behaviours, read out as the next state. It lives for one command only."""

    __slots__ = ("data", "definition", "facts", "held", "last", "moving", "now", "status", "touched", "waits")

    def __init__(self, definition: Definition, state: State, data: Mapping[str, object], now: datetime) -> None:
        self.definition = definition
        self.data = data
        self.now = now
        self.status: Status = state.status
        self.last = state.last
        self.waits = list(state.waits)
        self.held = list(state.held)
        self.facts: list[Fact] = []
        # Tokens under way, the next one last: the way each takes, and the number of the sub-process around it.
        self.moving: list[tuple[Path, int]] = []
        # Sub-processes (0: the process) in which a token came to rest, with the node: these may have come to their end.
        self.touched: dict[int, str] = {}

    def state(self) -> State:
        return State(self.definition.fingerprint, self.status, self.last, tuple(self.waits), tuple(self.held))

    def node(self, wait: Wait) -> Node:
        return self.definition.graph.node[wait.node]

    def next_number(self) -> int:
        self.last += 1
        return self.last

    def begin(self, node: Node, parent: int, turn: int = 0) -> int:
        """Something starts to wait; its number."""
        self.last = number = self.last + 1
        self.waits.append(Wait(number, node.id, parent, turn))
        return number

    def guard(self, host: Node, number: int) -> None:
        """Arm what sits on the border of an activity that has just begun."""
        for border in host.boundary:
            self.listen(self.definition.graph.node[border], number, number)

    def listen(self, event: Node, parent: int, host: int, turn: int = 0) -> None:
        """Begin to wait for the timer or the message of an event."""
        number = self.begin(event, parent, turn)
        if event.timer is not None:
            self.facts.append(TimerArmed(number, event.id, event.timer, host, self.now))
        else:
            self.facts.append(MessageAwaited(number, event.id, event.message, host))

    def leave(self, node: Node, scope: int) -> None:
        """A token leaves the node; without an arrow to take it ends here."""
        exits = self.definition.exits[node.id]
        paths = self._chosen(node, exits) if exits.guarded else exits.always
        if len(paths) == 1:
            self.moving.append((paths[0], scope))
        elif paths:
            self.moving.extend((path, scope) for path in reversed(paths))
        else:
            self.touched[scope] = node.id

    def _chosen(self, node: Node, exits: Exits) -> tuple[Path, ...]:
        """A condition holds when it is true; null and everything else is not true."""
        if exits.first_only:
            for condition, path in exits.guarded:
                if condition(self.data, self.now) is True:
                    return (path,)
            found: tuple[Path, ...] = ()
        else:
            found = tuple(path for condition, path in exits.guarded if condition(self.data, self.now) is True)
        if not found and exits.default is not None:
            found = (exits.default,)
        if not found and not exits.always:
            raise NoFlowError(node.id, node.label)
        return exits.always + found

    def take(self, flows: tuple[str, ...], scope: int) -> None:
        """Remove one held token from each of these arrows that has one."""
        for flow in flows:
            if (flow, scope) in self.held:
                self.held.remove(Held(flow, scope))

    def is_alive(self, scope: int) -> bool:
        """Whether anything in this sub-process (0: the process) still waits, apart from what sits on its border."""
        if scope == 0:
            return bool(self.waits)
        return any(wait.parent == scope and self.node(wait).kind not in BOUNDARIES for wait in self.waits)

    def break_off(self, wait: Wait) -> None:
        """End an activity before its time, with all that belongs to it."""
        self.waits.remove(wait)
        self.facts.extend(early_end(self.node(wait), wait.number))
        self.clear(wait.number)

    def clear(self, number: int) -> None:
        """End all that belongs to the activity `number` (0: the process): what runs inside, what watches its border."""
        gone = {number}
        kept = []
        for wait in self.waits:  # parents come before their children, because numbers grow
            if wait.parent in gone:
                gone.add(wait.number)
                self.facts.extend(early_end(self.node(wait), wait.number))
            else:
                kept.append(wait)
        self.waits[:] = kept
        self.held[:] = [token for token in self.held if token.parent not in gone]
        self.moving[:] = [(path, scope) for path, scope in self.moving if scope not in gone]
        for scope in gone:
            self.touched.pop(scope, None)


def early_end(node: Node, number: int) -> tuple[Fact, ...]:
    """What is to be said when a wait ends without being answered."""
    if node.kind in SCOPES:
        return (SubprocessCancelled(number, node.id),)
    if node.kind is Kind.RECEIVE:
        return MessageGivenUp(number, node.id, node.message), TaskCancelled(number, node.id)
    if node.kind in ACTIVITIES:
        return (TaskCancelled(number, node.id),)
    if node.timer is not None:
        return (TimerDisarmed(number, node.id),)
    return (MessageGivenUp(number, node.id, node.message),)
