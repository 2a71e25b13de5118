"""What one resource was at work on while a piece of work waited for it, in compiled code, a whole desk at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.covering import ask_covered, lay_points
from motcua.core.mining.log import Ids, Times


class Room(NamedTuple):
    """Room for the largest desk, by its places. older: the answer, how long each piece waited for what was there
    before.

    first, last, fullest: the runs (motcua.core.mining.batches). opens, closes, before and worked_*: its work as
    stretches that do not touch, and how much lies before each, by the clock and in working time.
    """

    first: Ids
    last: Ids
    fullest: Ids
    asks: Ids
    since: Times
    until: Ids
    rank_began: Ids
    rank_ended: Ids
    run_ended: Ids
    run_enabled: Ids
    own: Times
    older: Times
    reach: Times
    opens: Times
    closes: Times
    before: Times
    worked_opens: Times
    worked_closes: Times
    worked_before: Times
    points: Times
    free: Ids
    tree: Ids
    highest: Times

    @classmethod
    def of(cls, longest: int) -> Room:
        """For desks of up to so many pieces of work."""
        sizes = [longest] * 19 + [2 * longest, 2 * longest + 1, 2 * longest + 1, longest + 1]
        return cls(*(np.zeros(each, np.int64) for each in sizes))


@compiled
def find_older(
    began: Times,
    ended: Times,
    enabled: Times,
    judged: Ids,
    by_ended: Ids,
    by_enabled: Ids,
    least: int,
    room: Room,
) -> None:
    """How long each piece waited while its desk was at work on what had been there no later.

    Against those of its own batch a piece counts from its own enabling, against all others from the batch's, which is
    that of its fullest. So the one that was enabled last asks for its whole batch about the time before it began; about
    the time from then on each asks for itself, among the batch and the end of what was begun before it.
    """
    batched = False
    for n in range(len(began)):
        run = room.first[n]
        is_batch = room.last[run] - run + 1 >= least
        batched = batched or is_batch
        room.asks[n] = not judged[n] and (not is_batch or room.fullest[run] == n)
        room.since[n] = enabled[n]
        room.until[n] = run if is_batch else n
    _ask(began, ended, enabled, by_ended, by_enabled, room, room.older)
    if not batched:
        return
    _sort_by_run(by_ended, room.first, room.until, room.run_ended)
    _sort_by_run(by_enabled, room.first, room.until, room.run_enabled)
    _find_reach(began, ended, enabled, by_enabled, room)
    for n in range(len(began)):
        run = room.first[n]
        end = room.last[run] + 1
        if n == run and end - run >= least:
            _ask_run(run, end, began, ended, enabled, room)


@compiled
def _ask(began: Times, ended: Times, enabled: Times, by_ended: Ids, by_enabled: Ids, room: Room, answer: Times) -> None:
    count = lay_points(began, ended, by_ended, room.points, room.rank_began, room.rank_ended)
    ask_covered(
        enabled,
        by_enabled,
        room.asks,
        room.since,
        room.until,
        room.points,
        count,
        room.rank_began,
        room.rank_ended,
        room.free,
        room.tree,
        answer,
    )


@compiled
def _ask_run(run: int, end: int, began: Times, ended: Times, enabled: Times, room: Room) -> None:
    opened, reach, before = began[run], room.reach[run], room.older[room.fullest[run]]
    for n in range(end - run):
        room.asks[n] = 1
        room.since[n] = max(reach, opened)
        room.until[n] = n
    by_ended, by_enabled = room.run_ended[run:end], room.run_enabled[run:end]
    _ask(began[run:end], ended[run:end], enabled[run:end], by_ended, by_enabled, room, room.own)
    for n in range(run, end):
        room.older[n] = before + max(min(reach, began[n]) - opened, 0) + room.own[n - run]


@compiled
def _sort_by_run(places: Ids, first: Ids, taken: Ids, into: Ids) -> None:
    """Places in some order as places within their runs, run by run, in the same order."""
    for n in range(len(places)):
        taken[n] = 0
    for n in range(len(places)):
        run = first[places[n]]
        into[run + taken[run]] = places[n] - run
        taken[run] += 1


@compiled
def _find_reach(began: Times, ended: Times, enabled: Times, by_enabled: Ids, room: Room) -> None:
    """By run: the latest end of what began before it and was there before the run was full; its own begin if later."""
    count = len(began)
    latest, crowded = began[0], False
    for n in range(count):
        room.reach[n] = began[n]
        room.highest[n + 1] = began[0]
        crowded = crowded or (room.first[n] == n and latest > began[n])
        latest = max(latest, ended[n])
    if not crowded:
        return
    begin = 0
    while begin < count:
        threshold = enabled[by_enabled[begin]]
        end = begin
        while end < count and enabled[by_enabled[end]] == threshold:
            place = by_enabled[end] + 1
            while place <= count:
                room.highest[place] = max(room.highest[place], ended[by_enabled[end]])
                place += place & -place
            end += 1
        for n in range(begin, end):
            run = room.first[by_enabled[n]]
            place = run if room.fullest[run] == by_enabled[n] else 0
            while place > 0:
                room.reach[run] = max(room.reach[run], room.highest[place])
                place -= place & -place
        begin = end


@compiled
def join_work(began: Times, ended: Times, worked_began: Times, worked_ended: Times, room: Room) -> int:
    """The work of a desk as stretches that do not touch; how many."""
    count = 0
    for n in range(len(began)):
        if began[n] == ended[n]:
            continue
        if count and began[n] <= room.closes[count - 1]:
            if ended[n] > room.closes[count - 1]:
                room.closes[count - 1], room.worked_closes[count - 1] = ended[n], worked_ended[n]
            continue
        room.opens[count], room.closes[count] = began[n], ended[n]
        room.worked_opens[count], room.worked_closes[count] = worked_began[n], worked_ended[n]
        room.before[count] = room.worked_before[count] = 0
        if count:
            last = count - 1
            room.before[count] = room.before[last] + room.closes[last] - room.opens[last]
            room.worked_before[count] = room.worked_before[last] + room.worked_closes[last] - room.worked_opens[last]
        count += 1
    return count


@compiled
def busy_between(
    since: int, worked_since: int, until: int, worked_until: int, joins: int, room: Room
) -> tuple[int, int]:
    """How long a desk was at work between two moments, by the clock and in working time."""
    begun, worked_begun = _busy_until(since, worked_since, joins, room)
    done, worked_done = _busy_until(until, worked_until, joins, room)
    return done - begun, worked_done - worked_begun


@compiled
def _busy_until(moment: int, worked: int, joins: int, room: Room) -> tuple[int, int]:
    low, high = 0, joins
    while low < high:
        middle = (low + high) // 2
        if room.opens[middle] <= moment:
            low = middle + 1
        else:
            high = middle
    if low == 0:
        return 0, 0
    at = low - 1
    clock = room.before[at] + min(moment, room.closes[at]) - room.opens[at]
    return clock, room.worked_before[at] + min(worked, room.worked_closes[at]) - room.worked_opens[at]
