"""A process as an automaton of chance: its standings, as the engine makes them, with how likely each way out is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from motcua.core.process import Node, State
from motcua.core.process.steering import Steerable
from motcua.core.simulation.model import BadModelError
from motcua.core.simulation.standings import SHARED, Ahead, DataAsWritten, Standing, Standings, standings_of

AT_ONCE: Final = 5_000
"""Places of standings that are looked at before anything is played; wider processes are explored on the way."""


class Move(NamedTuple):
    """One way on which something can end: how likely it is, to which standing it leads, and for each place of that
    standing in which place of the one before the same thing waited, or `standings.NEW`.
    """

    chance: float
    target: int
    origin: tuple[int, ...]


class Automaton:
    """A process with its chances.

    shares: of arrows out of a choice, how large a part takes each, relative to one another; where one is not told, as
    large as the mean of the others. Of arrows out of an inclusive gateway, how likely each is taken; even if not told.
    """

    def __init__(self, process: Steerable, shares: Mapping[str, float], standings: Standings) -> None:
        self._process = process
        self._shares = shares
        self._standings = standings
        self._moves: dict[int, tuple[tuple[Move, ...], ...]] = {}
        self._node = process.definition.graph.node
        self._parts: dict[str, float] = {}
        self._explored: list[int] | None = None
        _check_shares(process, self._shares)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All that can wait."""
        return self._standings.nodes

    @property
    def found(self) -> Sequence[Standing]:
        """The standings by number, as far as they are known. One without places is the end."""
        return self._standings.found

    def begin(self) -> tuple[Move, ...]:
        """The ways into the first standing."""
        return self._weighed(self._standings.begin())

    def moves(self, standing: int) -> tuple[tuple[Move, ...], ...]:
        """The ways out of a standing, by place; none where nothing can be told to what waits there."""
        if standing not in self._moves:
            self._moves[standing] = tuple(self._weighed(ahead) for ahead in self._standings.ahead(standing))
        return self._moves[standing]

    def standing_of(self, state: State) -> int:
        """The number of the standing that a state of the engine is in."""
        return self._standings.of(state)

    def explored(self) -> list[int]:
        """The standings that cases come to, the nearest first; not all of those of a wide process."""
        if self._explored is None:
            self._explored = self._explore()
        return self._explored

    def _explore(self) -> list[int]:
        reached = list(dict.fromkeys(move.target for move in self.begin()))
        seen, looked = set(reached), 0
        for n, standing in enumerate(reached):
            looked += len(self.found[standing].places)
            if looked > AT_ONCE:
                return reached[:n]
            fresh = [move.target for moves in self.moves(standing) for move in moves if move.target not in seen]
            reached.extend(dict.fromkeys(fresh))
            seen.update(fresh)
        return reached

    def _weighed(self, ahead: Sequence[Ahead]) -> tuple[Move, ...]:
        """The ways with their chances, which add up to one."""
        weights = [self._weight(each.flows) for each in ahead]
        total = sum(weights)
        if ahead and not total:
            raise BadModelError(
                f"Mọi mũi tên đi tiếp đều có tỷ lệ 0: {', '.join(ahead[0].flows)}. Hãy cho ít nhất một mũi tên tỷ lệ "
                "lớn hơn 0.",
                f"The shares of all ways out are 0: {', '.join(ahead[0].flows)}. Give one of them a share above 0.",
            )
        return tuple(
            Move(weight / total, each.target, each.origin)
            for weight, each in zip(weights, ahead, strict=True)
            if weight
        )

    def _weight(self, taken: Sequence[str]) -> float:
        weight = 1.0
        for flow in taken:
            weight *= self._part(flow)
        for node in {self._process.definition.graph.flow[flow].source for flow in taken}:
            weight *= self._left_out(node, taken)
        return weight

    def _part(self, flow: str) -> float:
        """How likely an arrow is taken when its node is left."""
        if flow not in self._parts:
            self._parts[flow] = self._part_of(flow)
        return self._parts[flow]

    def _part_of(self, flow: str) -> float:
        source = self._node[self._process.definition.graph.flow[flow].source]
        exits = self._process.definition.exits[source.id]
        if not exits.guarded:
            return 1.0
        if not exits.first_only:
            return 1.0 if flow == source.default else self._likely(flow)
        told = [self._shares.get(each) for each in source.outgoing]
        known = [each for each in told if each is not None]
        usual = sum(known) / len(known) if known else 1.0
        every = dict(zip(source.outgoing, (usual if each is None else each for each in told), strict=True))
        total = sum(every.values())
        return every[flow] / total if total else 0.0

    def _left_out(self, node: str, taken: Sequence[str]) -> float:
        """How likely the arrows out of an inclusive choice were not taken that were not."""
        exits, source = self._process.definition.exits[node], self._node[node]
        if not exits.guarded or exits.first_only:
            return 1.0
        weight = 1.0
        for flow in source.outgoing:
            if flow not in taken and self._process.definition.graph.flow[flow].condition is not None:
                weight *= 1 - self._likely(flow)
        return weight

    def _likely(self, flow: str) -> float:
        share = self._shares.get(flow, 0.5)
        if share > 1:
            raise BadModelError(
                f"Mũi tên “{flow}” đi ra từ cổng chọn nhiều nhánh: tỷ lệ {share} phải từ 0 đến 1.",
                f"The arrow “{flow}” leaves an inclusive gateway: its share {share} must be from 0 to 1.",
            )
        return share


def _check_shares(process: Steerable, shares: Mapping[str, float]) -> None:
    flows = process.definition.graph.flow
    for flow, share in shares.items():
        if flow not in flows:
            raise BadModelError(
                f"Bản vẽ không có mũi tên “{flow}”; hãy sửa tên trong phần tỷ lệ.",
                f"The drawing has no arrow “{flow}”; mend its name among the shares.",
            )
        if not 0 <= share < float("inf"):
            raise BadModelError(
                f"Tỷ lệ của mũi tên “{flow}” là {share}; hãy ghi một số từ 0 trở lên.",
                f"The share of the arrow “{flow}” is {share}; write a number of 0 or more.",
            )


def automaton_of(
    process: Steerable,
    shares: Mapping[str, float] | None = None,
    data: Mapping[str, object] | None = None,
    times: int = 1,
) -> Automaton:
    """The automaton of a process: one for all who play it with the same shares and data. See `Automaton`."""
    return _shared(process, tuple(sorted((shares or {}).items())), DataAsWritten(data or {}), times)


@lru_cache(SHARED)
def _shared(process: Steerable, shares: tuple[tuple[str, float], ...], data: DataAsWritten, times: int) -> Automaton:
    return Automaton(process, dict(shares), standings_of(process, data, times))
