"""Every standing that the engine can bring a process to, and where each command leads from there.

It is the engine itself that is asked, once for each standing and each thing that can happen in it; whoever plays the
process then only looks up. What nobody comes to is not asked for, so a process may have more standings than a machine
could ever hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from threading import RLock
from typing import Final, NamedTuple

from motcua.core.process import FlowTaken, NoFlowError, ProcessError, Start, State
from motcua.core.process.changeover import shape_of
from motcua.core.process.graph import BOUNDARIES, CATCHES, SCOPES, STARTS, TASKS, Kind
from motcua.core.process.steering import Steerable, Way, attempts, command_for
from motcua.core.simulation.knowledge import knowledge_of
from motcua.core.text import ToldError

MOST_STANDINGS: Final = 50_000
MOST_PLACES: Final = 1_000_000
"""In all standings together."""
WIDEST: Final = 2_000
EXPLORING: Final = RLock()
"""Held by whoever finds standings or plays on them: they are shared, and threads may play side by side."""
NEW: Final = -1
"""In `Ahead.origin`: what waits there has just begun."""
SHARED: Final = 512
_CAN_WAIT: Final = TASKS | SCOPES | CATCHES | BOUNDARIES | (STARTS - {Kind.START}) | {Kind.EVENT_BASED, Kind.UNKNOWN}


class TooWideError(ToldError):
    """A process has more standings, or wider ones, than can be held."""


class UnsoundError(ToldError):
    """A process in which a case can get stuck, so that it cannot be played."""


class Ahead(NamedTuple):
    """One way on which something can end: the arrows taken, the standing it leads to, and for each place of that
    standing in which place of the one before the same thing waited, or `NEW`.
    """

    flows: tuple[str, ...]
    target: int
    origin: tuple[int, ...]


class Standing(NamedTuple):
    """What waits, by number of the node, in the order in which it began; `told`: whether something can be told to it,
    or it ends by itself when what is in it does. Without places it is the end.
    """

    places: tuple[int, ...]
    told: tuple[bool, ...]


class Standings:
    """The standings of a process that were come to so far. nodes: all that can wait."""

    def __init__(self, process: Steerable, data: Mapping[str, object], times: int) -> None:
        graph = process.definition.graph
        self.nodes = tuple(node for node in graph.nodes if node.kind in _CAN_WAIT)
        self.found: list[Standing] = []
        self._number = {node.id: n for n, node in enumerate(self.nodes)}
        self._node = graph.node
        self._process = process
        self._times = times
        self._known = knowledge_of(data)
        self._at: dict[State, int] = {}
        self._states: list[State] = []
        self._places = 0
        self._ahead: dict[int, tuple[tuple[Ahead, ...], ...]] = {}
        self._begin: tuple[Ahead, ...] | None = None

    def begin(self) -> tuple[Ahead, ...]:
        """The ways into the first standing. Raises UnsoundError and TooWideError."""
        if self._begin is None:
            initial, starts = self._process.definition.initial, self._process.definition.starts
            tried = [
                found
                for start in starts
                for found in attempts(self._process, initial, Start(start.id), self._times, self._known)
            ]
            self._begin = self._numbered(0, tried)
        return self._begin

    def ahead(self, standing: int) -> tuple[tuple[Ahead, ...], ...]:
        """The ways out of a standing, by place; none where nothing can be told. Raises UnsoundError, TooWideError."""
        if standing not in self._ahead:
            self._ahead[standing] = tuple(self._explore(self._states[standing]))
        return self._ahead[standing]

    def of(self, state: State) -> int:
        """The number of the standing that a state is in."""
        shape = shape_of(state)[0]
        found = self._at.get(shape)
        return self._new(shape) if found is None else found

    def _explore(self, state: State) -> Iterator[tuple[Ahead, ...]]:
        for wait in state.waits:
            command = command_for(self._node[wait.node], wait)
            tried = attempts(self._process, state, command, self._times, self._known) if command else ()
            yield self._numbered(len(state.waits), list(tried))

    def _numbered(self, before: int, tried: list[Way | ProcessError]) -> tuple[Ahead, ...]:
        """`before` is how much waited until now: in a standing known by its shape these have the numbers from 1, and
        all higher ones are new.
        """
        _refuse_failures(tried)
        return tuple(
            Ahead(
                tuple(fact.flow for fact in way.facts if isinstance(fact, FlowTaken)),
                self.of(way.state),
                tuple(wait.number - 1 if wait.number <= before else NEW for wait in way.state.waits),
            )
            for way in tried
            if isinstance(way, Way)
        )

    def _new(self, shape: State) -> int:
        places = self._places + len(shape.waits)
        if len(self.found) >= MOST_STANDINGS or places > MOST_PLACES or len(shape.waits) > WIDEST:
            raise TooWideError(
                f"Quy trình có quá nhiều nhánh song song hoặc quá dài: hơn {MOST_STANDINGS:,} tình trạng khác nhau, "
                f"hoặc hơn {WIDEST:,} việc chờ cùng lúc. Hãy vẽ ít nhánh song song hơn, hoặc tách thành các quy trình "
                "con.",
                f"The process is too wide or too long: more than {MOST_STANDINGS:,} standings, or more than {WIDEST:,} "
                "things that wait at once. Draw fewer branches side by side, or divide it.",
            )
        self._at[shape], self._places = len(self.found), places
        self._states.append(shape)
        told = tuple(command_for(self._node[wait.node], wait) is not None for wait in shape.waits)
        self.found.append(Standing(tuple(self._number[wait.node] for wait in shape.waits), told))
        return self._at[shape]


class DataAsWritten:
    """Data that are the same if they are written alike."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self.data = data
        self._written = repr(sorted(data.items()))

    def __hash__(self) -> int:
        return hash(self._written)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataAsWritten) and self._written == other._written


@lru_cache(SHARED)
def standings_of(process: Steerable, data: DataAsWritten, times: int) -> Standings:
    """The standings of a process, the same for all who play it with the same data."""
    return Standings(process, data.data, times)


def _refuse_failures(tried: Sequence[Way | ProcessError]) -> None:
    """A choice that nobody takes is left out; a way on which cases get stuck is not."""
    failures = [each for each in tried if isinstance(each, ProcessError)]
    for failure in failures:
        if len(failures) == len(tried) or not isinstance(failure, NoFlowError):
            vi, en = failure.message
            raise UnsoundError(
                f"Quy trình chưa mô phỏng được: {vi}.", f"The process cannot be played: {en}."
            ) from failure
