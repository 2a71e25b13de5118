"""When each event could begin, was begun and ended: as recorded where that can be, else estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.enabling import enabled_times
from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, Times
from motcua.core.simulation.fitting.line import Line

Flags = NDArray[np.bool_]
_LONGER: Final = 2
"""Work whose begin was not recorded is taken to last at most so many times the median of what it could have lasted: the
rest of the time the case lay there. (Half of all work is shorter than the median, and few work takes twice as long.)
"""


@dataclass(frozen=True, slots=True)
class Moments:
    """Per event. recorded: whether the begin was. negative: how many events ended before they began, or began before
    they were enabled; what was recorded of these is not gone by. estimated: how many enabling times are.
    """

    enabled: Times
    began: Times
    ended: Times
    recorded: Flags
    negative: int
    estimated: int


def possible(log: EventLog) -> tuple[EventLog, int]:
    """The log without the times that cannot be, and how many events had one."""
    backwards = (log.started != NO_TIME) & (log.started > log.ended)
    began = np.where((log.started == NO_TIME) | backwards, log.ended, log.started)
    too_soon = (log.enabled != NO_TIME) & (log.enabled > began)
    cleaned = replace(
        log,
        started=np.where(backwards, NO_TIME, log.started),
        enabled=np.where(too_soon, NO_TIME, log.enabled),
    )
    return cleaned, int((backwards | too_soon).sum())


def moments(log: EventLog, node: Ids, group: Ids, lines: Sequence[Line], negative: int) -> Moments:
    """The moments of a log of possible times. node, group: of each event. lines: the working time of each group."""
    enabled, estimated = enabled_times(log)
    recorded = log.started != NO_TIME
    began = np.where(recorded, log.started, np.minimum(enabled, log.ended))
    could = _could_begin(log, enabled)
    for n, line in enumerate(lines):
        mine = group == n
        for each in np.unique(node[mine & ~recorded]).tolist():
            of_node = mine & (node == each)
            began[of_node & ~recorded] = _begins(line, could, log, of_node, recorded)
    return Moments(np.minimum(enabled, began), began, log.ended, recorded, negative, estimated)


def _could_begin(log: EventLog, enabled: Times) -> Times:
    """The earliest begin of each event: enabled, and whoever did it had ended what he did before."""
    order = np.lexsort((log.ended, log.resource))
    before = np.full(len(log), NO_TIME)
    same = log.resource[order][1:] == log.resource[order][:-1]
    before[order[1:][same]] = log.ended[order[:-1][same]]
    before[log.resource == NOBODY] = NO_TIME
    found: Times = np.minimum(np.maximum(enabled, before), log.ended)
    return found


def _begins(line: Line, could: Times, log: EventLog, mine: Flags, recorded: Flags) -> Times:
    """The estimated begins of one node's events in one group: as long before the end as its work usually lasts."""
    missing = mine & ~recorded
    longest = line.until(log.ended[missing]) - line.until(could[missing])
    known = mine & recorded
    if known.any():
        usual = float(np.median(line.until(log.ended[known]) - line.until(log.started[known])))
    else:
        usual = _LONGER * float(np.median(longest))
    return line.back(log.ended[missing], np.minimum(longest, int(usual)))
