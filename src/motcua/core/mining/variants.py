"""The different courses that cases take: the same activities in the same order are one variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from motcua.core.mining.log import EventLog, Ids
from motcua.core.mining.prefixes import ROOT, PrefixTree
from motcua.core.mining.tables import Fold, Table, counts, merged

NAMED: Final = 20
"""So many cases are kept by name of each course."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A course of activities, and the cases that took it, in the order of the log."""

    activities: tuple[str, ...]
    cases: tuple[str, ...]


def variants(log: EventLog) -> tuple[Variant, ...]:
    """All courses, the most frequent first. A case without events has none."""
    tree = PrefixTree()
    nodes = tree.walk(log.activity, log.first)
    found = [
        Variant(tuple(log.activities[n] for n in tree.course(node)), tuple(log.cases[n] for n in cases.tolist()))
        for node, cases in _cases_by_node(nodes)
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.cases), each.activities)))


def _cases_by_node(nodes: Ids) -> list[tuple[int, Ids]]:
    order = np.argsort(nodes, kind="stable")
    kinds, begins = np.unique(nodes[order], return_index=True)
    groups = np.split(order, begins[1:])
    return [(node, cases) for node, cases in zip(kinds.tolist(), groups, strict=False) if node != ROOT]


@dataclass(frozen=True, slots=True)
class Courses:
    """How often each course was taken, in the room of the courses and not of the cases.

    counts: by node of the tree. cases: pairs of a node and the number of a case, of each node the first `NAMED`.
    """

    tree: PrefixTree
    counts: Table
    cases: Ids

    @classmethod
    def of(cls, log: EventLog, numbers: Ids) -> Courses:
        """The courses of a log; numbers: those by which its cases are known."""
        tree = PrefixTree()
        nodes = tree.walk(log.activity, log.first)
        lived = nodes != ROOT
        return cls(tree, counts(nodes[lived]), _first_cases(np.stack([nodes[lived], numbers[lived]], axis=1)))

    def and_of(self, other: Courses) -> Courses:
        """The courses of other cases too."""
        tree = PrefixTree.of(self.tree.ways)
        nodes = tree.joined(other.tree)
        theirs = Table(nodes[other.counts.keys], other.counts.values)
        cases = np.stack([nodes[other.cases[:, 0]], other.cases[:, 1]], axis=1)
        return Courses(
            tree, merged([self.counts, theirs], [Fold.SUM]), _first_cases(np.concatenate([self.cases, cases]))
        )


def _first_cases(pairs: Ids) -> Ids:
    """Of pairs of a node and a case, for each node those with the lowest numbers."""
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    begins = np.searchsorted(pairs[:, 0], pairs[:, 0])
    return pairs[np.arange(len(pairs)) - begins < NAMED]
