"""The graph of a log kept up to date from a stream of three columns, in memory that grows with the cases and the
different steps, not with the events. After any number of events it is exactly the graph of a full pass over them.

The events of each case must come in the order of their times: of a case only the last is remembered. One that comes
after a later one is counted (`late`), and as long as there is any the graph is that of the order in which they came;
motcua.core.mining.stream keeps all figures, late events and all. The loop is compiled, because at ten million events
Python's own would take a hundred times as long as reading them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.graph import FollowsGraph, edges_of, named
from motcua.core.mining.keys import KeyNumbers, first_of, number_of, second_of
from motcua.core.mining.log import Ids, Times
from motcua.core.mining.tables import Table

_NONE: Final = -1
_NEAR: Final = 128
"""A power of two. The pairs of so many activities are found without a look-up by key, which is a third of the time."""
_LONGEST: Final = np.iinfo(np.int64).max
_COUNT, _COARSE, _FINE, _SHORTEST, _MOST, _COLUMNS = range(6)


class RunningGraph:
    """What directly followed what so far. Cases and activities are numbers from 0; both may become more at any time."""

    def __init__(self) -> None:
        self._pairs = KeyNumbers()
        self._edges = _no_edges(len(self._pairs.table))
        self._direct = np.full(_NEAR * _NEAR, _NONE, np.int64)
        self._begun = np.zeros(0, np.int64)
        self._last = np.zeros(0, np.int64)
        self._when = np.zeros(0, np.int64)
        self._late = np.zeros(1, np.int64)
        self.events = 0

    def feed(self, cases: Ids, activities: Ids, times: Times) -> None:
        """Some events more, as three columns of one length."""
        if not len(cases):
            return
        self._make_room(int(cases.max()) + 1, int(activities.max()) + 1)
        done = 0
        while done < len(cases):
            pairs = self._pairs
            state = (self._last, self._when, self._begun, self._late, self._edges, self._direct)
            done = _follow(cases, activities, times, done, *state, pairs.slots, pairs.table, pairs.held)
            if done < len(cases):
                self._pairs.grow()
                more = len(self._pairs.table) - self._edges.shape[1]
                self._edges = np.concatenate([self._edges, _no_edges(more)], axis=1)
        self.events += len(cases)

    @property
    def cases(self) -> int:
        """How many cases had an event so far."""
        return int((self._last != _NONE).sum())

    @property
    def late(self) -> int:
        """How many events came after one of their case that had ended later."""
        return int(self._late[0])

    def graph(self, activities: Sequence[str]) -> FollowsGraph:
        """The graph of all events so far; `activities` are the names behind the numbers."""
        keys = self._pairs.keys
        edges = Table(np.stack([first_of(keys), second_of(keys)], axis=1), self._edges[:, : len(keys)].T)
        ends = np.bincount(self._last[self._last != _NONE], minlength=len(self._begun))
        return FollowsGraph(edges_of(edges, activities), named(self._begun, activities), named(ends, activities))

    def _make_room(self, cases: int, activities: int) -> None:
        if activities > len(self._begun):
            self._begun = np.concatenate([self._begun, np.zeros(activities - len(self._begun), np.int64)])
        if cases > len(self._last):
            more = max(cases, 2 * len(self._last)) - len(self._last)
            self._last = np.concatenate([self._last, np.full(more, _NONE, np.int64)])
            self._when = np.concatenate([self._when, np.zeros(more, np.int64)])


def _no_edges(room: int) -> Times:
    """Per pair of activities: count, total in two columns (motcua.core.mining.tables), shortest, longest."""
    edges = np.zeros((_COLUMNS, room), np.int64)
    edges[_SHORTEST] = _LONGEST
    edges[_MOST] = -_LONGEST
    return edges


@compiled
def _follow(
    cases: Ids,
    activities: Ids,
    times: Times,
    done: int,
    last: Ids,
    when: Times,
    begun: Ids,
    late: Ids,
    edges: Times,
    direct: Ids,
    slots: Ids,
    table: Ids,
    held: Ids,
) -> int:
    """Go on at `done`; how far it came: to the end, or to where there is no room for a new pair."""
    for n in range(done, len(cases)):
        case, activity, time = cases[n], activities[n], times[n]
        before = last[case]
        if before < 0:
            begun[activity] += 1
        else:
            near = (before | activity) < _NEAR
            edge = direct[before * _NEAR + activity] if near else _NONE
            if edge < 0:
                edge = number_of((before << 32) | activity, slots, table, held)
                if edge < 0:
                    return n
                if near:
                    direct[before * _NEAR + activity] = edge
            lasted = time - when[case]
            late[0] += lasted < 0
            edges[_COUNT, edge] += 1
            edges[_COARSE, edge] += lasted >> 20
            edges[_FINE, edge] += lasted & 0xFFFFF
            edges[_SHORTEST, edge] = min(edges[_SHORTEST, edge], lasted)
            edges[_MOST, edge] = max(edges[_MOST, edge], lasted)
        last[case] = activity
        when[case] = time
    return len(cases)
