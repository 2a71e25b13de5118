"""Which activity directly follows which: how often, and how long it takes from the one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from motcua.core.mining.log import EventLog, Ids, Times
from motcua.core.mining.tables import Fold, Table, rows, table

EDGE_FOLDS: Final = (Fold.SUM, Fold.LONG, Fold.LEAST, Fold.MOST)


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
    width = len(log.activities)
    starts, ends = (np.bincount(each, minlength=width) for each in borders(log))
    return FollowsGraph(
        edges_of(edge_table(log), log.activities), named(starts, log.activities), named(ends, log.activities)
    )


def edge_table(log: EventLog) -> Table:
    """By activity and follower: count, total, shortest, longest."""
    sources, followers, lasted = steps(log)
    return table([sources, followers], [np.ones(len(sources), np.int64), lasted, lasted, lasted], EDGE_FOLDS)


def edges_of(edges: Table, activities: Sequence[str]) -> tuple[Edge, ...]:
    """What such a table says, the most frequent first."""
    found = [Edge(activities[key[0]], activities[key[1]], *values) for key, values in rows(edges, EDGE_FOLDS)]
    return tuple(sorted(found, key=lambda edge: (-edge.count, edge.source, edge.to)))


def steps(log: EventLog) -> tuple[Ids, Ids, Times]:
    """All pairs of neighbours within cases: the activity before, the one after, and the microseconds between."""
    same = log.case[1:] == log.case[:-1]
    return log.activity[:-1][same], log.activity[1:][same], (log.ended[1:] - log.ended[:-1])[same]


def borders(log: EventLog) -> tuple[Ids, Ids]:
    """The first and the last activity of each case that has any."""
    lived = log.first[1:] > log.first[:-1]
    return log.activity[log.first[:-1][lived]], log.activity[log.first[1:][lived] - 1]


def named(counts: Ids, names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Counts by number as counts by name, the most frequent first; what never came is left out."""
    found = [(names[n], int(counts[n])) for n in np.nonzero(counts)[0].tolist()]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))
