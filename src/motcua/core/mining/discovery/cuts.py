"""Where the activities of a log fall apart: into alternatives, stages, things done side by side, or a loop.

After S. Leemans, D. Fahland, W. van der Aalst, "Discovering Block-Structured Process Models from Event Logs" (2013).
Every cut is a list of groups that together hold all activities; None where the log does not fall apart that way.
"""

from __future__ import annotations

from itertools import combinations

from motcua.core.mining.discovery.courses import Follows, Groups

Cut = list[frozenset[str]]


def choice_cut(follows: Follows) -> Cut | None:
    """Groups between which nothing ever follows."""
    groups = Groups.alone(follows.activities)
    for source, to in follows.edges:
        groups.join(source, to)
    return _if_apart(groups.together())


def sequence_cut(follows: Follows) -> Cut | None:
    """Stages: from one to the next there is a way, and none back. What is both ways or no way apart stays together."""
    reach = follows.reach
    groups = Groups.alone(follows.activities)
    for one, other in combinations(follows.activities, 2):
        if (other in reach[one]) == (one in reach[other]):
            groups.join(one, other)
    stages = groups.together()
    merged = True
    while merged:  # a merged stage may now be both ways, or no way, apart from another
        merged = False
        for stage, later in combinations(stages, 2):
            if _leads(follows, stage, later) == _leads(follows, later, stage):
                groups.join(min(stage), min(later))
                stages, merged = groups.together(), True
                break
    before = {stage: sum(_leads(follows, other, stage) for other in stages if other != stage) for stage in stages}
    return _if_apart(sorted(stages, key=before.__getitem__))


def _leads(follows: Follows, one: frozenset[str], other: frozenset[str]) -> bool:
    return any(not follows.reach[activity].isdisjoint(other) for activity in one)


def parallel_cut(follows: Follows) -> Cut | None:
    """Groups each of which is directly followed by each other, in which a case can begin and end."""
    groups = Groups.alone(follows.activities)
    for one, other in combinations(follows.activities, 2):
        if not ((one, other) in follows.edges and (other, one) in follows.edges):
            groups.join(one, other)
    whole: Cut = []
    lacking: Cut = []
    for group in groups.together():
        is_whole = not group.isdisjoint(follows.starts) and not group.isdisjoint(follows.ends)
        (whole if is_whole else lacking).append(group)
    if lacking and whole:
        whole[0] = whole[0].union(*lacking)
    return _if_apart(whole)


def loop_cut(follows: Follows) -> Cut | None:
    """The body first, then the groups that lead from its ends back to its starts."""
    body = set(follows.starts | follows.ends)
    rest = [activity for activity in follows.activities if activity not in body]
    groups = Groups.alone(rest)
    for source, to in follows.edges:
        if source in groups.of and to in groups.of:
            groups.join(source, to)
    redo = []
    for group in groups.together():
        if _is_a_way_back(follows, group):
            redo.append(group)
        else:
            body |= group
    return [frozenset(body), *redo] if redo else None


def _is_a_way_back(follows: Follows, group: frozenset[str]) -> bool:
    """It is entered only from ends, from all of them, and left only to starts, to all of them."""
    into = {source for source, to in follows.edges if to in group and source not in group}
    out = {to for source, to in follows.edges if source in group and to not in group}
    entered = {to for source, to in follows.edges if to in group and source not in group}
    left = {source for source, to in follows.edges if source in group and to not in group}
    return (
        into == follows.ends
        and out == follows.starts
        and all((end, first) in follows.edges for end in follows.ends for first in entered)
        and all((last, start) in follows.edges for last in left for start in follows.starts)
    )


def _if_apart(groups: Cut) -> Cut | None:
    return groups if len(groups) > 1 else None
