"""The graph of a log kept up to date from a stream of events, in memory that grows with the cases and not with the
events. After any number of events it is exactly the graph of a full pass over them.

Events come in the order of their times, or at least each case's do. The loop is compiled, because at ten million events
Python's own would take a hundred times as long as reading them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.graph import Edge, FollowsGraph
from motcua.core.mining.log import Ids, Times

_NONE: Final = -1
_LONGEST: Final = np.iinfo(np.int64).max


class RunningGraph:
    """What directly followed what so far. Cases and activities are numbers from 0; both may become more at any time."""

    def __init__(self) -> None:
        self._width = 0
        self._edges = _no_edges(0)
        self._begun = np.zeros(0, np.int64)
        self._last = np.zeros(0, np.int64)
        self._when = np.zeros(0, np.int64)
        self.events = 0

    def feed(self, cases: Ids, activities: Ids, times: Times) -> None:
        """Some events more, as three columns of one length."""
        if not len(cases):
            return
        self._make_room(int(cases.max()) + 1, int(activities.max()) + 1)
        _follow(cases, activities, times, self._last, self._when, self._begun, self._edges, self._width)
        self.events += len(cases)

    @property
    def cases(self) -> int:
        """How many cases had an event so far."""
        return int((self._last != _NONE).sum())

    def graph(self, activities: Sequence[str]) -> FollowsGraph:
        """The graph of all events so far; `activities` are the names behind the numbers."""
        counts, totals, shortest, longest = self._edges
        found = [
            Edge(
                activities[key // self._width],
                activities[key % self._width],
                int(counts[key]),
                int(totals[key]),
                int(shortest[key]),
                int(longest[key]),
            )
            for key in np.nonzero(counts)[0].tolist()
        ]
        found.sort(key=lambda edge: (-edge.count, edge.source, edge.to))
        ends = np.bincount(self._last[self._last != _NONE], minlength=self._width)
        return FollowsGraph(tuple(found), _named(self._begun, activities), _named(ends, activities))

    def _make_room(self, cases: int, activities: int) -> None:
        if activities > self._width:
            self._widen(max(activities, 2 * self._width, 16))
        if cases > len(self._last):
            more = max(cases, 2 * len(self._last)) - len(self._last)
            self._last = np.concatenate([self._last, np.full(more, _NONE, np.int64)])
            self._when = np.concatenate([self._when, np.zeros(more, np.int64)])

    def _widen(self, width: int) -> None:
        old, self._edges = self._edges, _no_edges(width)
        keys = np.nonzero(old[0])[0]
        if len(keys):
            moved = keys // self._width * width + keys % self._width
            self._edges[:, moved] = old[:, keys]
        self._begun = np.concatenate([self._begun, np.zeros(width - self._width, np.int64)])
        self._width = width


def _no_edges(width: int) -> Times:
    """Per pair of activities: count, total, shortest, longest."""
    edges = np.zeros((4, width * width), np.int64)
    edges[2] = _LONGEST
    edges[3] = -_LONGEST
    return edges


def _named(counts: Ids, activities: Sequence[str]) -> tuple[tuple[str, int], ...]:
    found = [(activities[n], int(counts[n])) for n in np.nonzero(counts)[0].tolist()]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))


@compiled
def _follow(
    cases: Ids, activities: Ids, times: Times, last: Ids, when: Times, begun: Ids, edges: Times, width: int
) -> None:
    for n in range(len(cases)):
        case, activity, time = cases[n], activities[n], times[n]
        before = last[case]
        if before < 0:
            begun[activity] += 1
        else:
            key = before * width + activity
            lasted = time - when[case]
            edges[0, key] += 1
            edges[1, key] += lasted
            edges[2, key] = min(edges[2, key], lasted)
            edges[3, key] = max(edges[3, key], lasted)
        last[case] = activity
        when[case] = time
