"""The way of a story and what it waits for, gathered from what the engine tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from motcua.core.process.definition import Definition
from motcua.core.process.facts import (
    ErrorThrown,
    EscalationThrown,
    Fact,
    FlowTaken,
    MessageAwaited,
    MessageReceived,
    ProcessEnded,
    ProcessStarted,
    ServiceRequested,
    SignalAwaited,
    SignalCaught,
    SubprocessLeft,
    TaskCompleted,
    TaskEnabled,
    TaskFailed,
    TimerArmed,
    TimerFired,
)
from motcua.core.process.graph import ENDS, Kind
from motcua.core.process.model import Timer
from motcua.core.process.scenario.played import Passed, Waiting, WaitsFor
from motcua.core.process.state import State

# What a token passes without a fact of its own.
PASSING = ENDS | {Kind.PASSAGE, Kind.SIGNAL_THROW, Kind.ESCALATION_THROW}
# Facts that say by themselves that their node has been passed.
PASSED = (ProcessStarted, TaskCompleted, SubprocessLeft, TimerFired, SignalCaught)

DueOf = Callable[[Timer, str, datetime], datetime | None]


class Trace:
    """Takes in the facts of one command after the other."""

    def __init__(self, definition: Definition, due_of: DueOf) -> None:
        self._graph = definition.graph
        self._due_of = due_of
        self._waits: dict[tuple[int, WaitsFor], Waiting] = {}
        self.path: list[Passed] = []
        self.ended = ""
        self._now: datetime

    @property
    def waits(self) -> list[Waiting]:
        """All that the process waits for, the oldest first."""
        return [self._waits[key] for key in sorted(self._waits)]

    def take_in(self, state: State, facts: Iterable[Fact], now: datetime, how: str) -> None:
        """What one command has brought about. `how`: in which way the task ended that it completed."""
        self._now = now
        for fact in facts:
            self._begin(fact)
            self._pass(fact, how)
        standing = {wait.number for wait in state.waits}
        self._waits = {key: wait for key, wait in self._waits.items() if key[0] in standing}

    def _begin(self, fact: Fact) -> None:
        """Something begins to be waited for."""
        match fact:
            case TaskEnabled(number=number, node=node):
                self._wait(number, node, "task")
            case ServiceRequested(number=number, node=node, service=service, wait=True):
                self._wait(number, node, "service", service)
            case MessageAwaited(number=number, node=node, message=message):
                self._wait(number, node, "message", message)
            case SignalAwaited(number=number, node=node, signal=signal):
                self._wait(number, node, "signal", signal)
            case TimerArmed(number=number, node=node, timer=timer, at=at):
                self._wait(number, node, "timer", timer.value, self._due_of(timer, node, at))

    def _pass(self, fact: Fact, how: str) -> None:
        """Something has been passed, or the story is over."""
        match fact:
            case FlowTaken(flow=flow):
                node = self._graph.node[self._graph.flow[flow].target]
                if node.kind in PASSING:
                    self._passed(node.id)
            case TaskFailed(node=name, code=code, catcher=catcher) | ErrorThrown(node=name, code=code, catcher=catcher):
                if isinstance(fact, TaskFailed):
                    self._passed(name, code)
                self._passed(catcher)
            case EscalationThrown(catcher=catcher) if catcher:
                self._passed(catcher)
            case MessageReceived(node=name) if self._graph.node[name].kind is not Kind.RECEIVE:
                self._passed(name)
            case ServiceRequested(node=name, wait=False, kind=kind) if kind not in PASSING:
                self._passed(name)
            case ProcessEnded(node=name):
                self.ended = name
            case _ if isinstance(fact, PASSED):
                self._passed(fact.node, how if isinstance(fact, TaskCompleted) else "")

    def _wait(self, number: int, name: str, what: WaitsFor, awaited: str = "", due_at: datetime | None = None) -> None:
        node = self._graph.node[name]
        self._waits[number, what] = Waiting(number, name, node.label, what, awaited, node.role, self._now, due_at)

    def _passed(self, name: str, how: str = "") -> None:
        node = self._graph.node[name]
        self.path.append(Passed(name, node.label, node.kind, self._now, how))
