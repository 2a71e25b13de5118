"""The courses of cases as a tree of their beginnings: cases that begin alike share the way, and each course is the node
at which it ends. A million different courses take the room of their differences.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.keys import KeyNumbers, number_of
from motcua.core.mining.log import Ids

ROOT: Final = 0
"""The course of a case without events."""


class PrefixTree:
    """Nodes are numbers from 0, the root; each node but the root is one more activity behind another node."""

    def __init__(self) -> None:
        self._ways = KeyNumbers()

    def __len__(self) -> int:
        return len(self._ways) + 1

    @property
    def ways(self) -> Ids:
        """By node, without the root: the node before it and the activity, as a pair."""
        return self._ways.keys

    @classmethod
    def of(cls, ways: Ids) -> PrefixTree:
        """The tree that has these `ways`."""
        tree = cls()
        tree._ways.number(ways)
        return tree

    def walk(self, activity: Ids, first: Ids) -> Ids:
        """Where the course of each case ends. first: where each case begins among the events, and the end of all."""
        ends = np.zeros(len(first) - 1, np.int64)
        done = 0
        while done < len(ends):
            done = _walk(activity, first, ends, done, self._ways.slots, self._ways.table, self._ways.held)
            if done < len(ends):
                self._ways.grow()
        return ends

    def joined(self, other: PrefixTree) -> Ids:
        """Take in all courses of another tree; which node each of its nodes has become."""
        nodes = np.zeros(len(other), np.int64)
        done = 0
        while done < len(other.ways):
            done = _join(other.ways, nodes, done, self._ways.slots, self._ways.table, self._ways.held)
            if done < len(other.ways):
                self._ways.grow()
        return nodes

    def course(self, node: int) -> list[int]:
        """The activities on the way to a node."""
        ways = self.ways
        found = []
        while node != ROOT:
            way = int(ways[node - 1])
            found.append(way & 0xFFFFFFFF)
            node = way >> 32
        return found[::-1]


@compiled
def _walk(activity: Ids, first: Ids, ends: Ids, done: int, slots: Ids, table: Ids, held: Ids) -> int:
    """Go on at case `done`; how far it came: to the end, or to the case for which there was no room."""
    for case in range(done, len(ends)):
        node = 0
        for n in range(first[case], first[case + 1]):
            number = number_of((node << 32) | activity[n], slots, table, held)
            if number < 0:
                return case
            node = number + 1
        ends[case] = node
    return len(ends)


@compiled
def _join(ways: Ids, nodes: Ids, done: int, slots: Ids, table: Ids, held: Ids) -> int:
    """A node always comes after the one before it."""
    for n in range(done, len(ways)):
        number = number_of((nodes[ways[n] >> 32] << 32) | (ways[n] & 0xFFFFFFFF), slots, table, held)
        if number < 0:
            return n
        nodes[n + 1] = number + 1
    return len(ways)
