"""Courses of activities with how often each was taken, and what follows what in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

Course = tuple[str, ...]
Courses = Counter[Course]


class Follows:
    """What directly follows what in some courses: `edges` with their counts, and where courses begin and end."""

    def __init__(
        self, edges: Counter[tuple[str, str]], starts: Set[str], ended: Counter[str], activities: Iterable[str]
    ) -> None:
        self.edges = edges
        self.starts = frozenset(starts)
        self.ends = frozenset(ended)
        self.activities = tuple(sorted(activities))
        self._ended = ended

    @classmethod
    def of(cls, courses: Courses) -> Follows:
        """Of all courses."""
        edges: Counter[tuple[str, str]] = Counter()
        ended: Counter[str] = Counter()
        for course, count in courses.items():
            for pair in pairwise(course):
                edges[pair] += count
            for last in course[-1:]:
                ended[last] += count
        return cls(edges, {c[0] for c in courses if c}, ended, {activity for c in courses for activity in c})

    def without_rare(self, noise: float) -> Follows:
        """Without the edges that are taken less often than this share of the most frequent way to go on from the same
        activity; to end there is one such way.
        """
        most: Counter[str] = Counter(self._ended)
        for (source, _), count in self.edges.items():
            most[source] = max(most[source], count)
        kept = Counter({edge: count for edge, count in self.edges.items() if count >= noise * most[edge[0]]})
        return Follows(kept, self.starts, self._ended, self.activities)

    @cached_property
    def reach(self) -> dict[str, frozenset[str]]:
        """What can be reached from each activity along edges."""
        following: dict[str, set[str]] = {activity: set() for activity in self.activities}
        for source, to in self.edges:
            following[source].add(to)
        return {activity: frozenset(_closure(following, activity)) for activity in self.activities}


def _closure(following: dict[str, set[str]], begin: str) -> set[str]:
    found: set[str] = set()
    waiting = list(following[begin])
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting.extend(following[at])
    return found


@dataclass(slots=True)
class Groups:
    """Activities put together step by step; each is alone at first."""

    of: dict[str, int]

    @classmethod
    def alone(cls, activities: Iterable[str]) -> Groups:
        """Every activity in a group of its own."""
        return cls({activity: n for n, activity in enumerate(activities)})

    def join(self, one: str, other: str) -> None:
        """Both, and all that is with them, are one group."""
        kept, gone = self.of[one], self.of[other]
        if kept != gone:
            for activity, group in self.of.items():
                if group == gone:
                    self.of[activity] = kept

    def together(self) -> list[frozenset[str]]:
        """The groups, in the order of their first activity."""
        found: dict[int, set[str]] = {}
        for activity, group in self.of.items():
            found.setdefault(group, set()).add(activity)
        return [frozenset(group) for group in found.values()]
