"""What a process can do next from where it stands, as replay sees it: steps that a log would show, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final, NamedTuple

from motcua.core.process import Node, Start, State
from motcua.core.process.changeover import shape_of
from motcua.core.process.graph import AUTOMATIC_TASKS, TASKS
from motcua.core.process.steering import Steerable, command_for, ways


class Step(NamedTuple):
    """One way on. `node` is None where nothing happens that a log would show: a timer, a message, a machine's task."""

    node: Node | None
    state: State


MOST_TOKENS: Final = 200
"""A state in which more waits at once is not gone on from: a sound process of an office never gets there."""

MOST_KEPT: Final = 20_000
"""States whose steps are remembered; a process with more of them, perhaps without end, must not fill the memory."""


class Moves:
    """The steps from every state, found once each. States are known by their shape: what waits where, not which number.

    shown: the activities that the log shows at all; a machine's task or an event that is not among them is silent.
    times: how often a repeated activity is done. piled_up: the states in which more than `MOST_TOKENS` wait.
    labels: all that the log may call a step of the process.
    """

    def __init__(self, process: Steerable, shown: Set[str], times: int = 1) -> None:
        self._process = process
        self._shown = shown
        self._times = times
        self._steps: dict[State, tuple[Step, ...]] = {}
        self.piled_up: set[State] = set()
        graph = process.definition.graph
        self._node = graph.node
        self.labels = frozenset(self.label(node) for node in process.definition.nodes)

    @property
    def initial(self) -> State:
        return self._process.definition.initial

    def from_(self, state: State) -> tuple[Step, ...]:
        """All steps from a state; none from an ended one, nor from one in which too much waits."""
        found = self._steps.get(state)
        if found is None:
            if len(self._steps) >= MOST_KEPT:
                self._steps.clear()
            found = self._steps[state] = self._found_few(state)
        return found

    def _found_few(self, state: State) -> tuple[Step, ...]:
        if len(state.waits) + len(state.held) > MOST_TOKENS:
            self.piled_up.add(state)
            return ()
        return tuple(dict.fromkeys(self._found(state)))

    def label(self, node: Node) -> str:
        """What the log calls a node: its id if the log shows that, else its name."""
        name = " ".join(node.name.split())
        return node.id if node.id in self._shown or not name else name

    def is_shown(self, node: Node) -> bool:
        """Whether a log shows it when something ends there."""
        if node.kind in TASKS and node.kind not in AUTOMATIC_TASKS:
            return True
        return self.label(node) in self._shown

    def _found(self, state: State) -> Iterator[Step]:
        if state.status == "new":
            for start in self._process.definition.starts:
                yield from (
                    Step(None, shape_of(way.state)[0])
                    for way in ways(self._process, state, Start(start.id), self._times)
                )
            return
        for wait in state.waits:
            node = self._node[wait.node]
            command = command_for(node, wait)
            if command is not None:
                seen = node if self.is_shown(node) else None
                yield from (
                    Step(seen, shape_of(way.state)[0]) for way in ways(self._process, state, command, self._times)
                )
