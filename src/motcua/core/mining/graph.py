"""Which activity directly follows which: how often, and how long it takes from the one to the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from motcua.core.mining.log import EventLog, Ids, Times


@dataclass(frozen=True, slots=True)
class Edge:
    """`to` came directly after `source` within a case.

    count: how often. total, shortest, longest: microseconds from the end of the one to the end of the other.
    """

    source: str
    to: str
    count: int
    total: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class FollowsGraph:
    """All edges, most frequent first, and with which activities cases begin and end."""

    edges: tuple[Edge, ...]
    starts: tuple[tuple[str, int], ...]
    ends: tuple[tuple[str, int], ...]


def follows_graph(log: EventLog) -> FollowsGraph:
    """The graph of a log. An activity that follows itself has an edge to itself."""
    sources, followers, lasted = steps(log)
    return FollowsGraph(_edges(log, sources, followers, lasted), *_borders(log))


def steps(log: EventLog) -> tuple[Ids, Ids, Times]:
    """All pairs of neighbours within cases: the activity before, the one after, and the microseconds between."""
    same = log.case[1:] == log.case[:-1]
    return log.activity[:-1][same], log.activity[1:][same], (log.ended[1:] - log.ended[:-1])[same]


def _edges(log: EventLog, sources: Ids, followers: Ids, lasted: Times) -> tuple[Edge, ...]:
    if not len(sources):
        return ()
    width = len(log.activities)
    keys = sources * width + followers
    order = np.argsort(keys, kind="stable")
    kinds, begins, counts = np.unique(keys[order], return_index=True, return_counts=True)
    sorted_times = lasted[order]
    totals, shortest, longest = (each.reduceat(sorted_times, begins) for each in (np.add, np.minimum, np.maximum))
    edges = (
        Edge(log.activities[key // width], log.activities[key % width], *numbers)
        for key, *numbers in zip(*(each.tolist() for each in (kinds, counts, totals, shortest, longest)), strict=True)
    )
    return tuple(sorted(edges, key=lambda edge: (-edge.count, edge.source, edge.to)))


def _borders(log: EventLog) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    lived = log.first[1:] > log.first[:-1]
    starts, ends = log.activity[log.first[:-1][lived]], log.activity[log.first[1:][lived] - 1]
    return _counted(log, starts), _counted(log, ends)


def _counted(log: EventLog, activities: Ids) -> tuple[tuple[str, int], ...]:
    found = Counter(log.activities[n] for n in activities.tolist())
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))
