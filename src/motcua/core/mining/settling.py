"""Which waits of a stream are known for good, and what is still needed for those that are not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.batches import find_runs
from motcua.core.mining.desks import Room
from motcua.core.mining.held import Context, Held
from motcua.core.mining.log import NO_TIME, NOBODY, Ids, Times
from motcua.core.mining.office_hours import Hours
from motcua.core.mining.timeline import Timeline, Work, timeline
from motcua.core.mining.waiting import judge


class Laid(NamedTuple):
    """Work of which the wait is known, then the held events whose wait is not: `todo` are their places there, `behind`
    how much work stands before them.
    """

    work: Work
    line: Timeline
    todo: Ids
    behind: int

    def waits(self) -> tuple[Times, Ids]:
        """The causes of the waits that are to be told, and whether each was done in a batch."""
        causes, batched = judge(self.work, self.line)
        return causes[:, self.behind :], batched[self.behind :]


def lay_out(held: Held, enabled: Times, context: Context, names: tuple[str, ...], hours: Hours) -> Laid:
    """enabled: of the held events, no later than each began. Raises CalendarEndsError."""
    todo = np.flatnonzero(held.known == 0)
    judged = np.repeat([1, 0], [len(context.began), len(todo)])
    columns = (held.resource, held.activity, held.began(), held.ended, enabled)
    work = Work._make(
        [*(np.concatenate([past, now[todo]]) for past, now in zip(context, columns, strict=True)), judged]
    )
    return Laid(work, timeline(work, names, hours), todo, len(context.began))


def for_good(laid: Laid, held: Held, quiet: int) -> Ids:
    """Which of `todo` have a wait that nothing to come can change, when nothing comes that began before `quiet`.

    What nobody is named for waits for nobody. Of a resource it is all that it began before, as far as enabling is
    recorded, without the batch that may go on.
    """
    missing = np.zeros(len(laid.work.began), np.int64)
    missing[laid.behind :] = held.enabled[laid.todo] == NO_TIME
    found = np.where(missing, 0, laid.work.resource == NOBODY).astype(np.int64)
    final = np.zeros(len(laid.line.order), np.int64)
    line = laid.line
    room = Room.of(int(np.diff(line.bounds).max(initial=0)))
    columns = (line.bounds, line.activity, line.began, line.ended, line.enabled, line.judged, missing[line.order])
    _mark_final(*columns, quiet, room, final)
    found[line.order] = final
    return np.flatnonzero(found[laid.behind :])


@compiled
def _mark_final(
    bounds: Ids,
    activity: Ids,
    began: Times,
    ended: Times,
    enabled: Times,
    judged: Ids,
    missing: Ids,
    quiet: int,
    room: Room,
    final: Ids,
) -> None:
    for desk in range(len(bounds) - 1):
        a, end = bounds[desk], bounds[desk]
        while end < bounds[desk + 1] and began[end] < quiet and not missing[end]:
            end += 1
        if end == a:
            continue
        stop = quiet if end == bounds[desk + 1] else min(quiet, began[end])
        b = end
        find_runs(activity[a:b], began[a:b], ended[a:b], enabled[a:b], judged[a:b], room.first, room.last, room.fullest)
        run = a + room.first[end - 1 - a]
        until = ended[run]
        for n in range(run, end):
            until = max(until, ended[n])
        for n in range(a, end if until < stop else run):
            final[n] = not judged[n]
