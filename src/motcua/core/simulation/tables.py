"""A model as arrays that compiled code walks through: nothing here decides anything, it only lays out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.simulation.automaton import Automaton, compile_automaton
from motcua.core.simulation.chance import key_of
from motcua.core.simulation.lengths import NO_TIME, Length
from motcua.core.simulation.model import Hours, Model, Played, Step

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Columns = dict[str, Any]
ALWAYS = -1
NOBODY = -1
IDLE, WORK, WAIT = 0, 1, 2
"""A node that ends by itself when what is in it does; one that somebody works on; one that ends after a while."""


class Tables(NamedTuple):
    """`first` columns say where the rows of each standing, place, move and so on begin in the column they belong to,
    with the number of rows at their end.
    """

    # processes: the moves into the first standing, and the key of its name
    begin_first: Ints
    process_key: NDArray[np.uint64]
    # standings and their places
    place_first: Ints
    place_node: Ints
    # places and their moves
    move_first: Ints
    move_until: Floats
    move_target: Ints
    origin_first: Ints
    origin: Ints
    # nodes
    node_kind: Ints
    node_pool: Ints
    node_urgent: Ints
    node_hours: Ints
    node_work: Ints
    node_delay: Ints
    node_key: NDArray[np.uint64]
    node_place: Ints
    # lengths
    shape: Ints
    length_a: Floats
    length_b: Floats
    value_first: Ints
    values: Floats
    # pools
    people: Ints
    pool_hours: Ints
    # hours: when each shift opens, and how much was worked before it
    shift_first: Ints
    opens: Floats
    closes: Floats
    worked: Floats
    # all cases in the order in which they come
    arrival: Floats
    case_process: Ints
    case_key: Ints
    # the most places of any standing, and the most nodes of any process
    widest: int
    most_nodes: int


class Compiled(NamedTuple):
    """The tables, and the process and id of each node in them."""

    tables: Tables
    nodes: tuple[tuple[str, str], ...]


def compile_model(model: Model) -> Compiled:
    """Raises TooWideError, and ValueError for a step whose pool the model does not have."""
    return _Laying(model).whole()


class _Laying:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._pools = {pool.name: n for n, pool in enumerate(model.pools)}
        self._lengths: dict[Length, int] = {}
        self._hours: dict[Hours, int] = {}

    def whole(self) -> Compiled:
        automata = [compile_automaton(each.process, each.shares) for each in self._model.processes]
        nodes = [
            (played, node.id)
            for played, made in zip(self._model.processes, automata, strict=True)
            for node in made.nodes
        ]
        steps = [played.steps.get(node) for played, node in nodes]
        columns = {
            **_moves(automata),
            **self._nodes(automata, nodes, steps),
            **self._pool_columns(),
            **_cases(self._model.processes),
        }
        tables = Tables(
            **columns,
            **self._length_columns(),
            **self._hour_columns(),
            widest=max((len(places) for each in automata for places in each.places), default=1) or 1,
            most_nodes=max((len(each.nodes) for each in automata), default=1) or 1,
        )
        return Compiled(tables, tuple((played.name, node) for played, node in nodes))

    def _nodes(
        self, automata: Sequence[Automaton], nodes: Sequence[tuple[Played, str]], steps: Sequence[Step | None]
    ) -> Columns:
        commanded = [n in _told(each) for each in automata for n in range(len(each.nodes))]
        kinds = [
            (WORK if step and step.pools else WAIT) if told else IDLE
            for told, step in zip(commanded, steps, strict=True)
        ]
        usual = [step or Step() for step in steps]
        return {
            "node_kind": _ints(kinds),
            "node_pool": _ints(self._pool(step) for step in usual),
            "node_urgent": _ints(int(step.priority > 0) for step in usual),
            "node_hours": _ints(self._hours_of(step.hours) for step in usual),
            "node_work": _ints(self._length(step.work) for step in usual),
            "node_delay": _ints(self._length(step.delay) for step in usual),
            "node_key": np.array([key_of(node) for _, node in nodes], dtype=np.uint64),
            "node_place": _ints(n for each in automata for n in range(len(each.nodes))),
        }

    def _pool(self, step: Step) -> int:
        if not step.pools:
            return NOBODY
        if step.pools[0] not in self._pools:
            raise ValueError(f"no pool is called “{step.pools[0]}”")
        return self._pools[step.pools[0]]

    def _length(self, length: Length) -> int:
        return self._lengths.setdefault(length, len(self._lengths))

    def _hours_of(self, hours: Hours | None) -> int:
        return ALWAYS if hours is None else self._hours.setdefault(hours, len(self._hours))

    def _pool_columns(self) -> Columns:
        return {
            "people": _ints(pool.people for pool in self._model.pools),
            "pool_hours": _ints(self._hours_of(pool.hours) for pool in self._model.pools),
        }

    def _length_columns(self) -> Columns:
        self._length(NO_TIME)
        lengths = list(self._lengths)
        return {
            "shape": _ints(each.shape for each in lengths),
            "length_a": _floats(each.a for each in lengths),
            "length_b": _floats(each.b for each in lengths),
            "value_first": _firsts(len(each.values) for each in lengths),
            "values": _floats(value for each in lengths for value in each.values),
        }

    def _hour_columns(self) -> Columns:
        hours = list(self._hours)
        lasted = [[closes - opens for opens, closes in each.shifts] for each in hours]
        return {
            "shift_first": _firsts(len(each.shifts) for each in hours),
            "opens": _floats(opens for each in hours for opens, _ in each.shifts),
            "closes": _floats(closes for each in hours for _, closes in each.shifts),
            "worked": _floats(worked for each in lasted for worked in list(accumulate(each, initial=0.0))[:-1]),
        }


def _told(automaton: Automaton) -> set[int]:
    """The nodes to which something can be told."""
    return {
        node
        for places, moves in zip(automaton.places, automaton.moves, strict=True)
        for node, ways in zip(places, moves, strict=True)
        if ways
    }


def _moves(automata: Sequence[Automaton]) -> Columns:
    """The standings of all processes one after the other; the moves into the first standings come last."""
    standing_base = list(accumulate((len(each.places) for each in automata), initial=0))
    node_base = list(accumulate((len(each.nodes) for each in automata), initial=0))
    ways = [
        (standing_base[n], moves) for n, each in enumerate(automata) for standing in each.moves for moves in standing
    ]
    begins = [(standing_base[n], each.begin) for n, each in enumerate(automata)]
    every = [(base, move) for base, moves in (*ways, *begins) for move in moves]
    untils = (until for _, moves in (*ways, *begins) for until in accumulate(move.chance for move in moves))
    return {
        "begin_first": _firsts(len(moves) for _, moves in begins) + sum(len(moves) for _, moves in ways),
        "place_first": _firsts(len(places) for each in automata for places in each.places),
        "place_node": _ints(
            node_base[n] + node for n, each in enumerate(automata) for places in each.places for node in places
        ),
        "move_first": _firsts(len(moves) for _, moves in ways),
        "move_until": _floats(untils),
        "move_target": _ints(base + move.target for base, move in every),
        "origin_first": _firsts(len(move.origin) for _, move in every),
        "origin": _ints(origin for _, move in every for origin in move.origin),
    }


def _cases(processes: Sequence[Played]) -> Columns:
    arrival = np.concatenate([np.asarray(each.arrivals, dtype=np.float64) for each in processes] or [_floats(())])
    process = np.repeat(np.arange(len(processes)), [len(each.arrivals) for each in processes])
    keys = np.concatenate([np.arange(len(each.arrivals)) for each in processes] or [_ints(())])
    order = np.argsort(arrival, kind="stable")
    return {
        "arrival": arrival[order],
        "case_process": process[order].astype(np.int64),
        "case_key": keys[order].astype(np.int64),
        "process_key": np.array([key_of(each.name) for each in processes], dtype=np.uint64),
    }


def _firsts(lengths: Iterable[int]) -> Ints:
    return _ints(accumulate(lengths, initial=0))


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)
