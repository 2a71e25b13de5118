"""What each resource did, in the order in which it began: what waiting, batches and workload are read from."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from motcua.core.mining.log import NOBODY, EventLog, Ids, Times
from motcua.core.mining.office_hours import Hours

_LARGEST: Final = 1 << 62


class Work(NamedTuple):
    """Pieces of work in any order: who did what, and when. judged: whether its wait is known already, so that it only
    stands in the way of others. `began` is never before `enabled` nor after `ended`.
    """

    resource: Ids
    activity: Ids
    began: Times
    ended: Times
    enabled: Times
    judged: Ids


class Timeline(NamedTuple):
    """The same, resource by resource and in each by begin, end, and the order in which it was given.

    order: which piece of the `Work` stands at each place. bounds: where each resource begins, and the end of all.
    by_ended, by_enabled: within each resource, places from 0 in the order of these. worked: the working time of the
    resource until enabled, began and ended; the clock's own where nobody knows it.
    """

    order: Ids
    bounds: Ids
    activity: Ids
    began: Times
    ended: Times
    enabled: Times
    judged: Ids
    by_ended: Ids
    by_enabled: Ids
    worked: tuple[Times, Times, Times]


def work_of(log: EventLog, began: Times, enabled: Times) -> Work:
    """All events of a log as work."""
    return Work(log.resource, log.activity, began, log.ended, enabled, np.zeros(len(log), np.int64))


def timeline(work: Work, names: tuple[str, ...], hours: Hours) -> Timeline:
    """Lay out the work that has a resource. Raises CalendarEndsError."""
    by_end = ordered(work.resource, work.ended)
    by_end = by_end[int(np.searchsorted(work.resource[by_end], NOBODY, "right")) :]
    order = by_end[ordered(work.resource[by_end], work.began[by_end])]
    resource = work.resource[order]
    bounds = np.concatenate([np.flatnonzero(np.diff(resource, prepend=NOBODY)), [len(order)]]).astype(np.int64)
    begins = np.repeat(bounds[:-1], np.diff(bounds))
    place = np.empty(len(work.resource), np.int64)
    place[order] = np.arange(len(order)) - begins
    activity, began, ended, enabled, judged = (column[order] for column in work[1:])
    by_enabled = ordered(resource, enabled) - begins
    worked = tuple(_worked(each, resource, names, hours) for each in (enabled, began, ended))
    return Timeline(
        order,
        bounds,
        activity,
        began,
        ended,
        enabled,
        judged,
        place[by_end],
        by_enabled,
        (worked[0], worked[1], worked[2]),
    )


def ordered(group: Ids, time: Times) -> Ids:
    """The order by group and time; what is the same in both stays as it was. One sorting where both fit in a number."""
    if not len(group):
        return np.zeros(0, np.int64)
    least, first = int(group.min()), int(time.min())
    span = int(time.max()) - first + 1
    if (int(group.max()) - least + 1) * span < _LARGEST:
        return np.argsort((group - least) * span + (time - first), kind="stable")
    return np.lexsort((time, group))


def _worked(times: Times, resource: Ids, names: tuple[str, ...], hours: Hours) -> Times:
    if not hours.calendars:
        return times
    found = times.copy()
    calendar = np.array([hours.of.get(name, NOBODY) for name in names], dtype=np.int64)[resource]
    for n, line in enumerate(hours.calendars):
        of_it = calendar == n
        found[of_it] = line.until(times[of_it])
    return found
