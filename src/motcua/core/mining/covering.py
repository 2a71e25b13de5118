"""How much of a stretch of time is covered by the work that was there by a certain moment, for every piece of work of a
desk at once.

Work is laid on the line in the order in which it was there. A stretch that is covered once is never looked at again
(the next uncovered one is remembered), and lengths are summed in a tree, so that a desk with a million pieces of work,
all waiting from the first day on, takes a second and not a week.
"""

from __future__ import annotations

from motcua.core.compiled import compiled
from motcua.core.mining.log import Ids, Times


@compiled
def lay_points(began: Times, ended: Times, by_ended: Ids, points: Times, rank_began: Ids, rank_ended: Ids) -> int:
    """All begins (which come in order) and ends as one sorted line without doubles, and where each lies; how many."""
    i = j = count = 0
    while i < len(began) or j < len(began):
        from_begins = j == len(began) or (i < len(began) and began[i] <= ended[by_ended[j]])
        time = began[i] if from_begins else ended[by_ended[j]]
        if count == 0 or points[count - 1] != time:
            points[count] = time
            count += 1
        if from_begins:
            rank_began[i] = count - 1
            i += 1
        else:
            rank_ended[by_ended[j]] = count - 1
            j += 1
    return count


@compiled
def ask_covered(
    enabled: Times,
    by_enabled: Ids,
    asks: Ids,
    since: Times,
    until: Ids,
    points: Times,
    count: int,
    rank_began: Ids,
    rank_ended: Ids,
    free: Ids,
    tree: Ids,
    answer: Times,
) -> None:
    """For each piece that asks: how much between `since` and the begin of the piece `until` is covered by work that was
    enabled no later than it. free: by stretch, the next one that is not covered. tree: lengths that are (Fenwick).
    """
    for n in range(count + 1):
        free[n] = n
        tree[n] = 0
    begin = 0
    while begin < len(by_enabled):
        threshold = enabled[by_enabled[begin]]
        end = begin
        while end < len(by_enabled) and enabled[by_enabled[end]] == threshold:
            _cover(rank_began[by_enabled[end]], rank_ended[by_enabled[end]], points, count, free, tree)
            end += 1
        for n in range(begin, end):
            at = by_enabled[n]
            if asks[at]:
                answer[at] = _covered(since[at], rank_began[until[at]], points, free, tree)
        begin = end


@compiled
def _cover(begin: int, end: int, points: Times, count: int, free: Ids, tree: Ids) -> None:
    at = _next_free(begin, free)
    while at < end:
        place = at + 1
        while place <= count:
            tree[place] += points[at + 1] - points[at]
            place += place & -place
        free[at] = at + 1
        at = _next_free(at + 1, free)


@compiled
def _next_free(at: int, free: Ids) -> int:
    while free[at] != at:
        free[at] = free[free[at]]
        at = free[at]
    return at


@compiled
def _covered(since: int, until: int, points: Times, free: Ids, tree: Ids) -> int:
    """How much is covered from a time to a point."""
    if points[until] <= since:
        return 0
    low, high = 0, until
    while low < high:  # the first point after `since`
        middle = (low + high) // 2
        if points[middle] <= since:
            low = middle + 1
        else:
            high = middle
    found = _sum(until, tree) - _sum(max(low - 1, 0), tree)
    if low > 0 and free[low - 1] != low - 1:
        found -= since - points[low - 1]
    return found


@compiled
def _sum(place: int, tree: Ids) -> int:
    found = 0
    while place > 0:
        found += tree[place]
        place -= place & -place
    return found
