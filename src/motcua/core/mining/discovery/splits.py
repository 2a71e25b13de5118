"""The courses of a log, divided along a cut: what does not belong where it stands (in a noisy log) is left out."""

from __future__ import annotations

from collections import Counter

from motcua.core.mining.discovery.courses import Course, Courses
from motcua.core.mining.discovery.cuts import Cut


def split_choice(courses: Courses, cut: Cut) -> list[Courses]:
    """Each course belongs to the alternative that most of it is of."""
    parts: list[Courses] = [Counter() for _ in cut]
    for course, count in courses.items():
        n = max(range(len(cut)), key=lambda each: sum(activity in cut[each] for activity in course))
        parts[n][_only(course, cut[n])] += count
    return parts


def split_parallel(courses: Courses, cut: Cut) -> list[Courses]:
    """Each part has its share of every course."""
    parts: list[Courses] = [Counter() for _ in cut]
    for course, count in courses.items():
        for part, group in zip(parts, cut, strict=True):
            part[_only(course, group)] += count
    return parts


def split_sequence(courses: Courses, cut: Cut) -> list[Courses]:
    """Each stage has the stretch of a course that leaves out least."""
    parts: list[Courses] = [Counter() for _ in cut]
    for course, count in courses.items():
        begin = 0
        for part, group, end in zip(parts, cut, _borders(course, cut), strict=True):
            part[_only(course[begin:end], group)] += count
            begin = end
    return parts


def _borders(course: Course, cut: Cut) -> list[int]:
    """Where each stage ends, so that as many activities as possible stand in their own."""
    best = [0] + [-len(course) - 1] * len(course)  # how many stand right when the stages so far end here
    came: list[list[int]] = []
    for group in cut:
        right = [0]
        for activity in course:
            right.append(right[-1] + (activity in group))
        now, origin, before = [], [], 0
        for end in range(len(course) + 1):
            if best[end] - right[end] > best[before] - right[before]:
                before = end
            now.append(best[before] + right[end] - right[before])
            origin.append(before)
        best = now
        came.append(origin)
    ends = [len(course)]
    for origin in reversed(came[1:]):
        ends.append(origin[ends[-1]])
    return ends[::-1]


def split_loop(courses: Courses, cut: Cut) -> list[Courses]:
    """The turns of the body, and what came between them; a course begins and ends with the body."""
    parts: list[Courses] = [Counter() for _ in cut]
    place = {activity: n for n, group in enumerate(cut) for activity in group}
    for course, count in courses.items():
        for n, stretch in _turns(course, place):
            parts[n][tuple(stretch)] += count
    return parts


def _turns(course: Course, place: dict[str, int]) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    for activity in course:
        n = place[activity]
        if found and found[-1][0] == n:
            found[-1][1].append(activity)
        else:
            if n and (not found or found[-1][0]):
                found.append((0, []))  # from one way back to another the body was empty
            found.append((n, [activity]))
    if not found or found[-1][0]:
        found.append((0, []))
    return found


def _only(course: Course, group: frozenset[str]) -> Course:
    return tuple(activity for activity in course if activity in group)
