"""From courses to a tree: cut, divide, and again in each part (the inductive miner, with its filter of rare edges).

Without noise every course of the log can be replayed by what comes out; with noise, what is rarer than the threshold
may be left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from motcua.core.mining.discovery.courses import Course, Courses, Follows
from motcua.core.mining.discovery.cuts import Cut, choice_cut, loop_cut, parallel_cut, sequence_cut
from motcua.core.mining.discovery.splits import split_choice, split_loop, split_parallel, split_sequence
from motcua.core.mining.discovery.tree import NOTHING, Choice, Leaf, Sequence, Tree, anything, loop, parallel

_Split = Callable[[Courses, Cut], list[Courses]]
_Make = Callable[[tuple[Tree, ...]], Tree]
_CUTS: Final[tuple[tuple[Callable[[Follows], Cut | None], _Split, _Make], ...]] = (
    (choice_cut, split_choice, Choice),
    (sequence_cut, split_sequence, Sequence),
    (parallel_cut, split_parallel, parallel),
    (loop_cut, split_loop, lambda parts: loop(parts[0], parts[1:])),
)


def discover_tree(courses: Courses, noise: float = 0.0) -> Tree:
    """The tree of courses with their counts. noise: from 0, all of them count, to 1."""
    empty = courses.get((), 0)
    if empty:
        rest = Counter({course: count for course, count in courses.items() if course})
        if not rest:
            return NOTHING
        found = discover_tree(rest, noise)
        return found if empty < noise * sum(courses.values()) else Choice((NOTHING, found))
    follows = Follows.of(courses)
    if not follows.activities:
        return NOTHING
    if set(courses) == {(follows.activities[0],)}:
        return Leaf(follows.activities[0])
    cut = _cut(courses, follows.without_rare(noise), noise) if noise else None
    return cut or _cut(courses, follows, noise) or _fall_through(courses, follows, noise)


def _cut(courses: Courses, follows: Follows, noise: float) -> Tree | None:
    for find, split, make in _CUTS:
        groups = find(follows)
        if groups is not None:
            return make(tuple(discover_tree(part, noise) for part in split(courses, groups)))
    return None


def _fall_through(courses: Courses, follows: Follows, noise: float) -> Tree:
    """Where no cut is found: something done once whatever else happens; the same over and over; anything at all."""
    if len(follows.activities) > 1:
        for activity in follows.activities:
            if all(course.count(activity) == 1 for course in courses):
                rest = Counter[Course]()
                for course, count in courses.items():
                    rest[tuple(each for each in course if each != activity)] += count
                return parallel((Leaf(activity), discover_tree(rest, noise)))
    turns = _turns(courses, follows)
    if sum(turns.values()) > sum(courses.values()):
        return loop(discover_tree(turns, noise), (NOTHING,))
    return anything(frozenset(follows.activities))


def _turns(courses: Courses, follows: Follows) -> Courses:
    """The courses cut where an end is followed by a start."""
    found = Counter[Course]()
    for course, count in courses.items():
        begin = 0
        for n in range(1, len(course)):
            if course[n - 1] in follows.ends and course[n] in follows.starts:
                found[course[begin:n]] += count
                begin = n
        found[course[begin:]] += count
    return found
