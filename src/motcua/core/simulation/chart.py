"""The standings of all processes of a model as arrays that compiled code walks through, and that grow on the way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from motcua.core.process import State
from motcua.core.simulation.automaton import Automaton, Move
from motcua.core.simulation.rows import FIRST, NODE, TOLD, UNKNOWN, WAYS, WAYS_END, WIDE, Chart, Numbers
from motcua.core.simulation.standings import Standing


class Charting:
    """The chart of several processes, one after the other, and behind them what is found on the way.

    chart: as far as it is known. begins: for each process where its ways into a first standing are among the moves.
    widest: the most places of any standing.
    """

    def __init__(self, automata: Sequence[Automaton]) -> None:
        self._automata = automata
        self._node_base = list(accumulate((len(each.nodes) for each in automata), initial=0))
        parts = [_part(each, len(each.found), len(each.explored())) for each in automata]
        self._known = [len(part.standing) for part in parts]
        sizes = np.array([[len(part.standing), len(part.place), len(part.move), len(part.origin)] for part in parts])
        bases = np.vstack([np.zeros((1, 4), np.int64), np.cumsum(sizes.reshape(-1, 4), axis=0)])
        self._standing_base: list[int] = bases[:, 0].tolist()
        self._later: dict[tuple[int, int], int] = {}
        self._owner: list[tuple[int, int]] = []
        shifted = [
            _shifted(part, base, node) for part, base, node in zip(parts, bases.tolist(), self._node_base, strict=False)
        ]
        columns: Iterable[tuple[NDArray[Any], ...]] = zip(_EMPTY, *shifted, strict=True)
        self._columns = [_Column(np.concatenate(column)) for column in columns]
        ends = bases[1:, 2].tolist()
        self.begins = [(end - len(each.begin()), end) for end, each in zip(ends, automata, strict=True)]
        self.widest = int(self.chart.standing[:, WIDE].max(initial=1))

    @property
    def chart(self) -> Chart:
        return Chart(*(column.values for column in self._columns))

    def explore(self, standing: int) -> None:
        """Find out where the ways out of a standing lead."""
        process, own = self._owner_of(standing)
        _, place, move, _, _ = self._columns
        first = int(self.chart.standing[standing, FIRST])
        if place.values[first, WAYS] != UNKNOWN:
            return  # another who plays the same was here first
        for n, moves in enumerate(self._automata[process].moves(own)):
            ways = len(move.values)
            self._append_moves(process, moves)
            place.values[first + n, WAYS:] = ways, len(move.values)

    def standing_of(self, process: int, state: State) -> int:
        """The number of the standing that a state of the engine of a process is in."""
        return self._charted(process, self._automata[process].standing_of(state))

    def _append_moves(self, process: int, moves: Iterable[Move]) -> None:
        _, _, move, until, origin = self._columns
        moves = list(moves)
        for share, each in zip(accumulate(each.chance for each in moves), moves, strict=True):
            move.append(np.array([[self._charted(process, each.target), len(origin.values)]], np.int32))
            until.append(np.array([share]))
            origin.append(np.array(each.origin, np.int32))

    def _charted(self, process: int, own: int) -> int:
        """The number here of a standing that has a number of its own in its process."""
        if own < self._known[process]:
            return self._standing_base[process] + own
        if (process, own) not in self._later:
            self._later[process, own] = len(self.chart.standing)
            self._owner.append((process, own))
            standing, place = self._columns[:2]
            found = self._automata[process].found[own]
            standing.append(np.array([[len(place.values), len(found.places)]], np.int32))
            place.append(_places([found], self._node_base[process]))
            self.widest = max(self.widest, len(found.places))
        return self._later[process, own]

    def _owner_of(self, standing: int) -> tuple[int, int]:
        if standing >= self._standing_base[-1]:
            return self._owner[standing - self._standing_base[-1]]
        process = bisect_right(self._standing_base, standing) - 1
        return process, standing - self._standing_base[process]


class _Column:
    """An array to which rows are added, with room for more."""

    def __init__(self, values: NDArray[Any]) -> None:
        self._room = values
        self.values = values

    def append(self, rows: NDArray[Any]) -> None:
        size, needed = len(self.values), len(self.values) + len(rows)
        if needed > len(self._room):
            self._room = np.empty((2 * needed, *self._room.shape[1:]), self._room.dtype)
            self._room[:size] = self.values
        self._room[size:needed] = rows
        self.values = self._room[:needed]


_EMPTY = Chart(
    np.empty((0, 2), np.int32),
    np.empty((0, 4), np.int32),
    np.empty((0, 2), np.int32),
    np.empty(0),
    np.empty(0, np.int32),
)


@lru_cache(2048)
def _part(automaton: Automaton, _found: int, _explored: int) -> Chart:
    """The standings of one process that were found so far; the ways into the first come last among the moves."""
    explored = set(automaton.explored())
    found = automaton.found
    places = [automaton.moves(n) if n in explored else (None,) * len(each.places) for n, each in enumerate(found)]
    ways = [moves for standing in places for moves in standing]
    every = [move for moves in (*ways, automaton.begin()) for move in moves or ()]
    ends = np.cumsum([len(moves or ()) for moves in ways], dtype=np.int32)
    rows = _places(found, 0)
    unknown = np.array([moves is None for moves in ways], dtype=bool)
    rows[:, WAYS] = np.where(unknown, UNKNOWN, np.concatenate([_ints([0]), ends])[: len(ways)])
    rows[:, WAYS_END] = np.where(unknown, UNKNOWN, ends)
    return Chart(
        standing=_paired(_firsts(len(each.places) for each in found), [len(each.places) for each in found]),
        place=rows,
        move=_paired([move.target for move in every], _firsts(len(move.origin) for move in every)),
        until=np.array(
            [until for moves in (*ways, automaton.begin()) for until in accumulate(move.chance for move in moves or ())]
        ),
        origin=_ints([origin for move in every for origin in move.origin]),
    )


def _places(found: Sequence[Standing], node_base: int) -> Numbers:
    rows = np.full((sum(len(each.places) for each in found), 4), UNKNOWN, np.int32)
    rows[:, NODE] = [node_base + node for each in found for node in each.places]
    rows[:, TOLD] = [told for each in found for told in each.told]
    return rows


def _shifted(part: Chart, base: Sequence[int], node_base: int) -> Chart:
    standing, place, move, origin = base
    known = part.place[:, WAYS:] != UNKNOWN
    moved = part.place + np.array([node_base, 0, 0, 0], np.int32)
    moved[:, WAYS:] += (known * move).astype(np.int32)
    return Chart(
        part.standing + np.array([place, 0], np.int32),
        moved,
        part.move + np.array([standing, origin], np.int32),
        part.until,
        part.origin,
    )


def _firsts(lengths: Iterable[int]) -> list[int]:
    return list(accumulate(lengths, initial=0))[:-1]


def _paired(one: Sequence[int], other: Sequence[int]) -> Numbers:
    return np.array([one, other], np.int32).T.reshape(-1, 2).copy()


def _ints(values: Sequence[int]) -> Numbers:
    return np.array(values, np.int32)
