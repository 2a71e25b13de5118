"""A process as a table: every standing that the engine can bring it to, and where each command leads from there.

The table is made by the engine itself, which is asked once for each standing and each thing that can happen in it. The
simulator then only looks up: what it plays is what would run, and a step costs no more than an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from motcua.core.process import FlowTaken, Node, Start, State
from motcua.core.process.changeover import shape_of
from motcua.core.process.steering import Steerable, Way, command_for, ways
from motcua.core.text import ToldError

MOST_STANDINGS: Final = 20_000
NEW: Final = -1
"""In `Move.origin`: what waits there has just begun."""


class TooWideError(ToldError):
    """A process has more standings than a table holds."""


class Move(NamedTuple):
    """One way on which something can end: how likely it is, to which standing it leads, and for each place of that
    standing in which place of the one before the same thing waited, or `NEW`.
    """

    chance: float
    target: int
    origin: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Automaton:
    """nodes: all that can wait. places: for each standing which node waits in which place. moves: for each standing and
    place the ways out, none where nothing can be told to what waits there. begin: the ways into the first standing.
    A standing without places is the end.
    """

    nodes: tuple[Node, ...]
    places: tuple[tuple[int, ...], ...]
    moves: tuple[tuple[tuple[Move, ...], ...], ...]
    begin: tuple[Move, ...]


def compile_automaton(
    process: Steerable, shares: Mapping[str, float], *, times: int = 1, most: int = MOST_STANDINGS
) -> Automaton:
    """The table of a process.

    shares: of arrows out of a choice, how large a part takes each (relative to one another; equal where none is told);
    of arrows out of an inclusive gateway, how likely each is taken. times: how often repeated activities are done.
    Raises TooWideError for more than `most` standings, and so for a process in which something can begin any number of
    times beside the rest.
    """
    return _Compiling(process, shares, times, most).whole()


class _Compiling:
    def __init__(self, process: Steerable, shares: Mapping[str, float], times: int, most: int) -> None:
        self._most = most
        self._process = process
        self._shares = shares
        self._times = times
        self._node = {node.id: node for node in process.definition.nodes}
        self._nodes: dict[str, int] = {}
        self._standings: dict[State, int] = {}

    def whole(self) -> Automaton:
        initial = self._process.definition.initial
        starts = [Start(node.id) for node in self._process.definition.starts]
        begin = self._weighed(0, (way for start in starts for way in ways(self._process, initial, start, self._times)))
        found = list(self._standings)
        moves: list[tuple[tuple[Move, ...], ...]] = []
        while len(moves) < len(found):  # standings are numbered in the order in which they are found
            moves.append(self._moves(found[len(moves)]))
            found = list(self._standings) if len(found) < len(self._standings) else found
        return Automaton(
            tuple(self._node[name] for name in self._nodes),
            tuple(tuple(self._nodes[wait.node] for wait in state.waits) for state in found),
            tuple(moves),
            begin,
        )

    def _moves(self, state: State) -> tuple[tuple[Move, ...], ...]:
        commands = (command_for(self._node[wait.node], wait) for wait in state.waits)
        return tuple(
            self._weighed(len(state.waits), ways(self._process, state, command, self._times)) if command else ()
            for command in commands
        )

    def _weighed(self, before: int, found: Iterable[Way]) -> tuple[Move, ...]:
        """The ways with their chances, which add up to one. `before` is how much waited until now: in a standing known
        by its shape these have the numbers from 1, and all higher ones are new.
        """
        weighed = [(self._weight(way), way.state) for way in found]
        total = sum(weight for weight, _ in weighed)
        return tuple(
            Move(
                weight / total,
                self._number(shape_of(state)[0]),
                tuple(wait.number - 1 if wait.number <= before else NEW for wait in state.waits),
            )
            for weight, state in weighed
            if weight
        )

    def _number(self, shape: State) -> int:
        for wait in shape.waits:
            self._nodes.setdefault(wait.node, len(self._nodes))
        if shape not in self._standings and len(self._standings) == self._most:
            raise TooWideError(
                f"Quy trình có hơn {self._most} tình trạng khác nhau do nhiều nhánh song song. "
                "Hãy vẽ ít nhánh song song hơn.",
                f"The process has more than {self._most} standings; draw fewer branches side by side.",
            )
        return self._standings.setdefault(shape, len(self._standings))

    def _weight(self, way: Way) -> float:
        taken = [fact.flow for fact in way.facts if isinstance(fact, FlowTaken)]
        weight = 1.0
        for flow in taken:
            weight *= self._part(flow)
        for node in {self._process.definition.graph.flow[flow].source for flow in taken}:
            weight *= self._left_out(node, taken)
        return weight

    def _part(self, flow: str) -> float:
        """How likely an arrow is taken when its node is left."""
        source = self._node[self._process.definition.graph.flow[flow].source]
        exits = self._process.definition.exits[source.id]
        if not exits.guarded:
            return 1.0
        if not exits.first_only:
            return self._shares.get(flow, 0.5) if flow != source.default else 1.0
        told = [self._shares.get(each) for each in source.outgoing]
        known = [each for each in told if each is not None]
        usual = sum(known) / len(known) if known else 1.0
        every = dict(zip(source.outgoing, (usual if each is None else each for each in told), strict=True))
        return every[flow] / sum(every.values())

    def _left_out(self, node: str, taken: Sequence[str]) -> float:
        """How likely the arrows out of an inclusive choice were not taken that were not."""
        exits, source = self._process.definition.exits[node], self._node[node]
        if not exits.guarded or exits.first_only:
            return 1.0
        weight = 1.0
        for flow in source.outgoing:
            if flow not in taken and self._process.definition.graph.flow[flow].condition is not None:
                weight *= 1 - self._shares.get(flow, 0.5)
        return weight
