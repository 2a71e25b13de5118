"""When each event could have begun: as recorded, else estimated from what came before it in its case.

An event is enabled when the last event ends that it had to wait for. Which those are is not written in a log without
enabling times, so events that overlap within some case are taken for independent of one another in all cases, and the
latest end among the rest that had ended by its start is the estimate. What has no start and no predecessor waited for
nobody.
"""

from __future__ import annotations

import numpy as np

from motcua.core.mining.log import NO_TIME, EventLog, Times

Independent = frozenset[tuple[int, int]]


def starts(log: EventLog) -> Times:
    """When each event began; one whose begin was not recorded took no time."""
    return np.where(log.started == NO_TIME, log.ended, log.started)


def independent_activities(log: EventLog) -> Independent:
    """The pairs of activities (both ways) that were under way at the same time in the same case at least once."""
    began = starts(log)
    found: set[tuple[int, int]] = set()
    for _, span in log.spans():
        order = np.argsort(began[span], kind="stable") + span.start
        open_now: list[int] = []
        for event in order.tolist():
            open_now = [each for each in open_now if log.ended[each] > began[event]]
            for each in open_now:
                if log.activity[each] != log.activity[event]:
                    pair = int(log.activity[each]), int(log.activity[event])
                    found |= {pair, pair[::-1]}
            open_now.append(event)
    return frozenset(found)


def enabled_times(log: EventLog) -> tuple[Times, int]:
    """When each event was enabled, and for how many that had to be estimated."""
    missing = log.enabled == NO_TIME
    count = int(missing.sum())
    if not count:
        return log.enabled, 0
    began, apart = starts(log), independent_activities(log)
    enabled = log.enabled.copy()
    for _, span in log.spans():
        for event in np.nonzero(missing[span])[0] + span.start:
            enabled[event] = _estimate(log, began, apart, int(event), span)
    return enabled, count


def _estimate(log: EventLog, began: Times, apart: Independent, event: int, span: slice) -> int:
    """Events lie in the order of their ends: the nearest before it that is not independent of it decides."""
    start, activity = int(began[event]), int(log.activity[event])
    for other in range(event - 1, span.start - 1, -1):
        if log.ended[other] <= start and (int(log.activity[other]), activity) not in apart:
            return int(log.ended[other])
    return start
