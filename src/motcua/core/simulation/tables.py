"""A model laid out as tables, and looked over on the way: what cannot be played is told before anything is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import numpy as np

from motcua.core.simulation.automaton import Automaton, automaton_of
from motcua.core.simulation.chance import key_of
from motcua.core.simulation.chart import Charting
from motcua.core.simulation.lengths import Length
from motcua.core.simulation.model import Hours, Interruption, Limit, Model, Played, Step
from motcua.core.simulation.overlooking import look_over, look_over_arrivals
from motcua.core.simulation.presence import Presence
from motcua.core.simulation.rows import (
    ENDS_CLOCK,
    NONE,
    STARTS_CLOCK,
    Floats,
    Ints,
    Keys,
    Numbers,
    Tables,
)
from motcua.core.simulation.standings import EXPLORING

_T = TypeVar("_T")
_USUAL = Step()


class Compiled(NamedTuple):
    """A model that is ready to be played.

    nodes: the name of the process and the id of each node, in the order of the columns. pools: the name of each pool,
    and how many people it has. interruptions: by node, the names of those that can happen at it. case_key: by case, the
    key that the model gave it or its number among the arrivals of its process.
    """

    tables: Tables
    charting: Charting
    nodes: tuple[tuple[str, str], ...]
    pools: tuple[tuple[str, int], ...]
    interruptions: tuple[tuple[str, ...], ...]
    case_key: Ints


def compile_model(model: Model) -> Compiled:
    """The model, ready to be played. Raises BadModelError, UnsoundError and TooWideError; each says what to mend."""
    with EXPLORING:
        automata = [automaton_of(each.process, each.shares, each.data, each.times) for each in model.processes]
        look_over(model, automata)
        return _Laying(model, automata).whole()


class _Laying:
    def __init__(self, model: Model, automata: Sequence[Automaton]) -> None:
        self._model, self._automata = model, automata
        self._charting = Charting(automata)
        self._pools = {pool.name: n for n, pool in enumerate(model.pools)}
        self._lengths: dict[Length, int] = {}
        self._hours: dict[Hours, int] = {}
        self._queues: dict[tuple[tuple[int, ...], int, int], int] = {}
        self._asks: list[tuple[int, ...]] = []
        self._shares: list[float] = []
        self._names: list[tuple[str, ...]] = []
        self._asked_at: dict[tuple[int, str], dict[str, int]] = {}
        self._numbers: dict[int, tuple[int, object]] = {}

    def whole(self) -> Compiled:
        processes = self._model.processes
        nodes = [row for n in range(len(processes)) for row in self._node_rows(n)]
        arrival, case, key = _cases(processes)
        opened, used, since, kept, wait, waited, counted = self._present().columns()
        pools, queues, served = self._desks()
        tables = Tables(
            node=_rows(nodes, 10),
            node_key=_keys(f"{name}/{node}" for name, node in self._nodes()),
            asks=_rows(self._asks, 7),
            share=_floats(self._shares),
            process=_rows((self._process_row(n, each) for n, each in enumerate(processes)), 10),
            process_key=_keys(each.name for each in processes),
            limit=_floats(each.limit.seconds if each.limit else np.inf for each in processes),
            brings=_floats(self._brought(*place) for place in self._places()),
            pool=pools,
            queue=queues,
            served=served,
            **self._time_columns(),
            arrival=arrival,
            case=case,
            open=opened,
            used=used,
            since=since,
            kept=kept,
            wait=wait,
            waited=waited,
            counted=counted,
            **self._absences(),
        )
        named = tuple((pool.name, pool.people) for pool in self._model.pools)
        return Compiled(tables, self._charting, tuple(self._nodes()), named, tuple(self._names), key)

    def _present(self) -> Presence:
        present = Presence(self._charting)
        for n, played in enumerate(self._model.processes):
            if played.present:
                nodes = [node.id for node in self._automata[n].nodes]
                rows = {node: self._asked_at[n, node] for node in nodes}
                counted = {node: place for place, node in enumerate(nodes)}
                present.lay(n, played, rows, counted, counters_of(played, len(nodes)))
        return present

    def _nodes(self) -> Iterable[tuple[str, str]]:
        return ((played.name, node) for played, node in self._places())

    def _places(self) -> Iterable[tuple[Played, str]]:
        pairs = zip(self._model.processes, self._automata, strict=True)
        return ((played, node.id) for played, made in pairs for node in made.nodes)

    def _brought(self, played: Played, node: str) -> float:
        """Seconds of the limit that takes over at a node; no number if none does, or none that counts alike."""
        limit, brings = played.limit, played.steps.get(node, _USUAL).brings
        return brings.seconds if limit and brings and brings.counts_like(limit) else np.nan

    def _node_rows(self, process: int) -> Iterable[tuple[int, ...]]:
        played, nodes = self._model.processes[process], self._automata[process].nodes
        counters = counters_of(played, len(nodes))
        for n, node in enumerate(nodes):
            step = played.steps.get(node.id, _USUAL)
            first = len(self._asks)
            self._lay_interruptions(step.interruptions, counters)
            self._asked_at[process, node.id] = {each.name: first + k for k, each in enumerate(step.interruptions)}
            yield (
                self._queue_of(step),
                self._hours_of(step.hours),
                self._hours_of(step.begins),
                self._length_of(step.work),
                NONE if step.delay.is_nothing else self._length_of(step.delay),
                step.stands,
                _clock(played.limit, node.id),
                n,
                first,
                len(self._asks),
            )

    def _lay_interruptions(self, interruptions: Sequence[Interruption], counters: dict[str, int]) -> None:
        self._names.append(tuple(each.name for each in interruptions))
        self._shares += accumulate(each.share for each in interruptions)
        self._asks += (
            (
                self._length_of(each.wait),
                self._hours_of(each.hours),
                each.ends,
                each.most,
                each.stands,
                each.restarts,
                counters[each.name],
            )
            for each in interruptions
        )

    def _process_row(self, n: int, played: Played) -> tuple[int, ...]:
        limit = played.limit or Limit(np.inf)
        return (
            *self._charting.begins[n],
            self._hours_of(limit.hours),
            self._hours_of(limit.received),
            self._hours_of(limit.judged),
            self._hours_of(limit.begun),
            played.limit is not None,
            not limit.accepted_by,
            len(self._automata[n].nodes) + len(counters_of(played, 0)),
            played.most_turns,
        )

    def _queue_of(self, step: Step) -> int:
        if not step.pools:
            return NONE
        line = tuple(self._pools[name] for name in step.pools)
        return self._queues.setdefault((line, step.priority, self._hours_of(step.begins)), len(self._queues))

    def _desks(self) -> tuple[Numbers, Numbers, Ints]:
        """The pools, the queues, and who serves whom."""
        served: list[int] = []
        pools, queues, person = [], [], 0
        by_priority = sorted(self._queues.items(), key=lambda each: -each[0][1])
        for n, pool in enumerate(self._model.pools):
            first = len(served)
            served += (queue for (line, _, _), queue in by_priority if n in line)
            pools.append((self._hours_of(pool.hours), pool.people, person, first, len(served)))
            person += pool.people
        for line, priority, begins in self._queues:
            queues.append((priority, begins, len(served), len(served) + len(line)))
            served += line
        return _rows(pools, 5), _rows(queues, 4), np.array(served, np.int64)

    def _absences(self) -> dict[str, Any]:
        firsts = accumulate((pool.people for pool in self._model.pools), initial=0)
        found = sorted(
            (each.since, each.until, first + each.person, n)
            for n, (pool, first) in enumerate(zip(self._model.pools, firsts, strict=False))
            for each in pool.absences
        )
        return {
            "away": np.array([row[:2] for row in found], np.float64).reshape(-1, 2),
            "absent": _rows((row[2:] for row in found), 2),
        }

    def _length_of(self, length: Length) -> int:
        return self._numbered(self._lengths, length)

    def _hours_of(self, hours: Hours | None) -> int:
        return NONE if hours is None else self._numbered(self._hours, hours)

    def _numbered(self, known: dict[_T, int], each: _T) -> int:
        """Its number among its equals; what is long is not compared with the others each time that it is met."""
        found = self._numbers.get(id(each))
        if found is None:  # the thing itself is kept, so that no other can come to have its id
            found = self._numbers[id(each)] = (known.setdefault(each, len(known)), each)
        return found[0]

    def _time_columns(self) -> dict[str, Any]:
        ends = list(accumulate((len(each.values) for each in self._lengths), initial=0))
        lengths = [(each.shape, each.a, each.b, ends[n], ends[n + 1]) for n, each in enumerate(self._lengths)]
        shifts = [_shifts(each) for each in self._hours]
        return {
            "length": np.array(lengths, np.float64).reshape(-1, 5),
            "values": _floats(value for each in self._lengths for value in each.values),
            "hours": np.array(list(accumulate((len(each) for each in shifts), initial=0)), np.int32),
            "shift": np.concatenate([np.empty((0, 3)), *shifts]),
        }


def counters_of(played: Played, nodes: int) -> dict[str, int]:
    """Where the interruptions of a process are counted, by name; its so many nodes are counted first."""
    names = dict.fromkeys(each.name for step in played.steps.values() for each in step.interruptions)
    return {name: nodes + n for n, name in enumerate(names)}


def _clock(limit: Limit | None, node: str) -> int:
    if limit is None:
        return 0
    return (STARTS_CLOCK if node == limit.accepted_by else 0) + (ENDS_CLOCK if node in limit.finished_by else 0)


def _shifts(hours: Hours) -> Floats:
    found = np.empty((len(hours.shifts), 3))
    found[:, :2] = np.array(hours.shifts).reshape(-1, 2)
    lasted = np.cumsum(found[:, 1] - found[:, 0])
    found[:, 2] = np.concatenate([np.zeros(1), lasted])[: len(found)]
    return found


def _cases(processes: Sequence[Played]) -> tuple[Floats, Ints, Ints]:
    """When all cases came, their processes and keys of chance, and the keys that they are known by: those that are open
    first, then those that come, in the order in which they come.
    """
    for each in processes:
        look_over_arrivals(each)
    opened = [(n, case) for n, each in enumerate(processes) for case in each.present]
    arrival = np.concatenate([np.empty(0), *(np.asarray(each.arrivals, np.float64) for each in processes)])
    counts = [len(each.arrivals) for each in processes]
    process = np.repeat(np.arange(len(processes)), counts)
    key = np.concatenate([np.empty(0, np.int64), *(np.arange(count) for count in counts)])
    order = np.argsort(arrival, kind="stable")
    keys = np.concatenate([_ints(case.key for _, case in opened), key[order]])
    drawn = np.concatenate([_ints(-case.key - 1 for _, case in opened), key[order]])
    owner = np.concatenate([_ints(n for n, _ in opened), process[order]])
    return (
        np.concatenate([_floats(case.arrived for _, case in opened), arrival[order]]),
        np.array([owner, drawn], np.int64).T.reshape(-1, 2).copy(),
        keys,
    )


def _keys(names: Iterable[str]) -> Keys:
    return np.array([key_of(name) for name in names], np.uint64)


def _rows(rows: Iterable[Sequence[int]], columns: int) -> Numbers:
    return np.array(list(rows), np.int32).reshape(-1, columns)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), np.float64)
