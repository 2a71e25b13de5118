"""The working memory of one command: tokens on the move, and what a behaviour may do with them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import datetime

from motcua.core.process.definition import Definition, Exits, Path, Repeating
from motcua.core.process.errors import NoFlowError
from motcua.core.process.facts import (
    Fact,
    InstancesCancelled,
    MessageAwaited,
    MessageGivenUp,
    Place,
    SignalAwaited,
    SignalGivenUp,
    SubprocessCancelled,
    TaskCancelled,
    TimerArmed,
    TimerDisarmed,
)
from motcua.core.process.graph import ACTIVITIES, BOUNDARIES, ERRORS, ESCALATIONS, SCOPES, SIGNALS, WATCHERS, Kind, Node
from motcua.core.process.state import Held, State, Status, Wait

RAISED = ERRORS | ESCALATIONS  # these are thrown at, never awaited


class Run:
    """Made from a state, changed by behaviours, read out as the next state. It lives for one command only."""

    __slots__ = (
        "data",
        "definition",
        "facts",
        "held",
        "last",
        "late",
        "moving",
        "now",
        "repeated",
        "status",
        "touched",
        "waits",
    )

    def __init__(self, definition: Definition, state: State, data: Mapping[str, object], now: datetime) -> None:
        self.definition = definition
        self.repeated = definition.repeated
        self.data = data
        self.now = now
        self.status: Status = state.status
        self.last = state.last
        self.waits = list(state.waits)
        self.held = list(state.held)
        self.facts: list[Fact] = []
        # Tokens under way, the next one last: the way each takes, and the number of the sub-process around it.
        self.moving: list[tuple[Path, int]] = []
        # Tokens that throw a signal, the next one first: they go when all others rest, so that all who wait hear it.
        self.late: list[tuple[Path, int]] = []
        # Sub-processes (0: the process) in which a token came to rest, with the node: these may have come to their end.
        self.touched: dict[int, str] = {}

    def state(self) -> State:
        return State(self.definition.fingerprint, self.status, self.last, tuple(self.waits), tuple(self.held))

    def node(self, wait: Wait) -> Node:
        return self.definition.graph.node[wait.node]

    def next_number(self) -> int:
        self.last += 1
        return self.last

    def wait(self, number: int) -> Wait:
        """What waits under this number, which must be there."""
        return self.waits[bisect_left(self.waits, (number,))]

    def begin(self, node: Node, parent: int, turn: int = 0, place: int = 0, of: int = 0) -> int:
        """Something starts to wait; its number."""
        self.last = number = self.last + 1
        self.waits.append(Wait(number, node.id, parent, turn, place, of))
        return number

    def place(self, node: Node, parent: int, own: int = 0) -> Place:
        """To which instance of each repeated activity around it a node belongs that stands in `parent`."""
        if node.id not in self.repeated:
            return ()
        places = [own] if own else []
        while parent:
            around = self.wait(parent)
            if around.place:
                places.append(around.place)
            parent = around.parent
        return tuple(reversed(places))

    def guard(self, host: Node, number: int) -> None:
        """Arm what sits on the border of an activity that has just begun."""
        for border in host.boundary:
            event = self.definition.graph.node[border]
            if event.kind not in RAISED:
                self.listen(event, number, number)

    def watch(self, scope: str, number: int) -> None:
        """Arm the event sub-processes of a scope that has just begun."""
        for start in self.definition.watchers.get(scope, ()):
            if start.kind not in RAISED:
                self.listen(start, number, number)

    def listen(self, event: Node, parent: int, host: int, turn: int = 0) -> None:
        """Begin to wait for the timer, the message or the signal of an event."""
        number = self.begin(event, parent, turn)
        place = self.place(event, parent)
        if event.timer is not None:
            self.facts.append(TimerArmed(number, event.id, event.timer, host, self.now, place))
        elif event.kind in SIGNALS:
            self.facts.append(SignalAwaited(number, event.id, event.code, host, place))
        else:
            self.facts.append(MessageAwaited(number, event.id, event.message, host, place))

    def leave(self, node: Node, scope: int) -> None:
        """A token leaves the node; without an arrow to take it ends here."""
        exits = self.definition.exits[node.id]
        paths = self._chosen(node, exits, scope) if exits.guarded else exits.always
        if len(paths) == 1:
            self.moving.append((paths[0], scope))
        elif paths:
            self.moving.extend((path, scope) for path in reversed(paths))
        else:
            self.touched[scope] = node.id

    def seen(self, node: Node, scope: int) -> Mapping[str, object]:
        """What conditions at a node may read: the data, and inside an instance its item and its place."""
        return self.data if node.id not in self.repeated else self.seen_inside(scope)

    def seen_inside(self, number: int) -> Mapping[str, object]:
        """The data as they are seen inside of what has this number (0: the process)."""
        around = []
        while number:
            around.append(wait := self.wait(number))
            number = wait.parent
        seen = self.data
        for wait in reversed(around):
            if wait.place:
                seen = self.seen_by_instance(self.definition.repeats[wait.node], wait.place, seen)
        return seen

    def seen_by_instance(self, how: Repeating, place: int, outside: Mapping[str, object]) -> dict[str, object]:
        """The data as one instance sees them. An item that is no longer in the collection is null."""
        seen = {**outside, "loopCounter": place}
        if how.item and how.collection:
            items = how.collection(outside, self.now)
            seen[how.item] = items[place - 1] if isinstance(items, list) and place <= len(items) else None
        return seen

    def _chosen(self, node: Node, exits: Exits, scope: int) -> tuple[Path, ...]:
        """A condition holds when it is true; null and everything else is not true."""
        data = self.data if node.id not in self.repeated else self.seen_inside(scope)
        if exits.first_only:
            for condition, path in exits.guarded:
                if condition(data, self.now) is True:
                    return (path,)
            found: tuple[Path, ...] = ()
        else:
            found = tuple(path for condition, path in exits.guarded if condition(data, self.now) is True)
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
        """Whether anything in this sub-process (0: the process) still waits, apart from the events that watch it."""
        if scope == 0 and "" not in self.definition.watchers:
            return bool(self.waits)
        return any(wait.parent == scope and self.node(wait).kind not in WATCHERS for wait in self.waits)

    def break_off(self, wait: Wait) -> None:
        """End an activity before its time, with all that belongs to it."""
        self.waits.remove(wait)
        self.facts.extend(early_end(wait, self.node(wait)))
        self.clear(wait.number)

    def clear(self, number: int, *, border: bool = True) -> None:
        """End all that belongs to the activity `number` (0: the process): what runs inside and, with its `border`, what
        watches it there.
        """
        gone = {number}
        kept = []
        for wait in self.waits:  # parents come before their children, because numbers grow
            if wait.parent not in gone or (not border and wait.parent == number and self.node(wait).kind in BOUNDARIES):
                kept.append(wait)
            else:
                gone.add(wait.number)
                self.facts.extend(early_end(wait, self.node(wait)))
        self.waits[:] = kept
        self.held[:] = [token for token in self.held if token.parent not in gone]
        self.moving[:] = [(path, scope) for path, scope in self.moving if scope not in gone]
        self.late[:] = [(path, scope) for path, scope in self.late if scope not in gone]
        for scope in gone:
            self.touched.pop(scope, None)


def early_end(wait: Wait, node: Node) -> tuple[Fact, ...]:
    """What is to be said when a wait ends without being answered."""
    number = wait.number
    if node.repeat and not wait.place:
        return (InstancesCancelled(number, node.id),)
    if node.kind in SCOPES:
        return (SubprocessCancelled(number, node.id),)
    if node.kind is Kind.RECEIVE:
        return MessageGivenUp(number, node.id, node.message), TaskCancelled(number, node.id)
    if node.kind in ACTIVITIES:
        return (TaskCancelled(number, node.id),)
    if node.kind is Kind.EVENT_BASED:
        return ()
    if node.timer is not None:
        return (TimerDisarmed(number, node.id),)
    if node.kind in SIGNALS:
        return (SignalGivenUp(number, node.id, node.code),)
    return (MessageGivenUp(number, node.id, node.message),)
