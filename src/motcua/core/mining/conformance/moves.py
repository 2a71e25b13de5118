"""What a process can do next from where it stands, as replay sees it: steps that a log would show, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final, NamedTuple

from motcua.core.process import Command, Node, Start, State, Wait
from motcua.core.process.changeover import shape_of
from motcua.core.process.graph import AUTOMATIC_TASKS, TASKS
from motcua.core.process.steering import Steerable, TooManyWaysError, Way, attempts, command_for


class Step(NamedTuple):
    """One way on. `node` is None where nothing happens that a log would show: a timer, a message, a machine's task."""

    node: Node | None
    state: State


MOST_TOKENS: Final = 200
"""A state in which more waits at once is not gone on from: a sound process of an office never gets there."""

MOST_KEPT: Final = 20_000
"""States whose steps are remembered; a process with more of them, perhaps without end, must not fill the memory."""


class Moves:
    """The steps from every state, found once each. States are known by what waits where (`alike`).

    shown: the activities that the log shows at all; a machine's task or an event that is not among them is silent.
    times: how often a repeated activity is done. piled_up: the states in which more than `MOST_TOKENS` wait. narrowed:
    the states from which there are more steps than those that are told. labels: all that the log may call a step of the
    process.
    """

    def __init__(self, process: Steerable, shown: Set[str], times: int = 1) -> None:
        self._process = process
        self._shown = shown
        self._times = times
        self._steps: dict[State, tuple[Step, ...]] = {}
        self.piled_up: set[State] = set()
        self.narrowed: set[State] = set()
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
                yield from self._after(state, Start(start.id), None)
            return
        for wait in state.waits:
            node = self._node[wait.node]
            command = command_for(node, wait)
            if command is not None:
                yield from self._after(state, command, node if self.is_shown(node) else None)

    def _after(self, state: State, command: Command, seen: Node | None) -> Iterator[Step]:
        """Where a command can lead; ways on which the drawing fails are left out."""
        for way in attempts(self._process, state, command, self._times):
            if isinstance(way, Way):
                yield Step(seen, alike(way.state))
            elif isinstance(way, TooManyWaysError):
                self.narrowed.add(state)


def alike(state: State) -> State:
    """The same for all states in which the same waits at the same places, in whatever order it came there: of ten tasks
    side by side a thousand states are different, not ten million.
    """
    waits = {wait.number: wait for wait in state.waits}

    def path(wait: Wait) -> tuple[tuple[str, int, int, int], ...]:
        around = path(waits[wait.parent]) if wait.parent else ()
        return (*around, (wait.node, wait.turn, wait.place, wait.of))

    shape = shape_of(state._replace(waits=tuple(sorted(state.waits, key=path))))[0]
    return shape._replace(held=tuple(sorted(shape.held)))
