"""Which step is taken before which, and on which weekdays alone a step is begun, where the log shows it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import Ids, Times, as_moment, as_time
from motcua.core.workcal import office_time

_MOST_LOOKED_AT: Final = 50_000
"""The first so many beginnings tell whether one step goes before another."""
_FEWEST: Final = 20
_MOSTLY, _SELDOM = 0.8, 0.2
_BY_CHANCE: Final = 1e-6
_DAY: Final = 86_400 * 1_000_000


def priorities(ready: Times, began: Times, node: Ids, nodes: int) -> list[int]:
    """The priority of each node among those that one group does: 0, and above each node that it overtakes, one more.

    A step has precedence over another if it mostly overtakes what waited longer, and is seldom overtaken itself.
    """
    taken, left = _overtakings(ready, began, node, nodes)
    seen = taken + left  # [one, other]: how often one was taken while other had been ready for longer, or could have
    share = taken / np.maximum(seen, 1)
    before = (seen >= _FEWEST) & (share >= _MOSTLY) & (share.T <= _SELDOM)
    found = [0] * nodes
    for _ in range(nodes):
        raised = [max((found[low] + 1 for low in np.nonzero(before[n])[0].tolist()), default=0) for n in range(nodes)]
        if raised == found:
            return found
        found = raised
    return [0] * nodes  # one goes before the other in a ring: there is no order


def _overtakings(ready: Times, began: Times, node: Ids, nodes: int) -> tuple[Ids, Ids]:
    """For each pair of nodes: how often the one was begun while something of the other had been ready for longer, and
    how often something of the one was left waiting while the other, ready for longer, was begun.
    """
    taken, left = np.zeros((nodes, nodes), np.int64), np.zeros((nodes, nodes), np.int64)
    first = np.argsort(began, kind="stable")[:_MOST_LOOKED_AT]
    times = np.concatenate([ready[first], began[first]])
    waiting: list[list[int]] = [[] for _ in range(nodes)]  # since when, by node, the longest first
    for place in np.argsort(times, kind="stable").tolist():  # of one moment what becomes ready comes first
        event = int(first[place % len(first)])
        mine, since = int(node[event]), int(ready[event])
        if place < len(first):
            insort(waiting[mine], since)
            continue
        waiting[mine].pop(bisect_left(waiting[mine], since))
        for other, others in enumerate(waiting):
            if other != mine and others:
                taken[mine, other] += others[0] < since
                left[other, mine] += others[-1] > since
    return taken, left


def sitting_days(ready: Times, began: Times, open_days: Sequence[int]) -> tuple[int, ...]:
    """The weekdays (0 is Monday) on which alone a step is begun, none if it is on all on which the office is open.

    It must have been ready on other days too, and chance must not explain that it was never begun on them.
    """
    if len(began) < _FEWEST or not len(open_days):
        return ()
    begun = np.bincount(_weekday(began), minlength=7)
    days = tuple(day for day in open_days if begun[day])
    aside = 1 - float(np.isin(_weekday(ready), days).mean())
    if not days or len(days) == len(open_days) or aside * len(ready) < _FEWEST / 2:
        return ()
    return days if (len(days) / len(open_days)) ** len(began) < _BY_CHANCE else ()


def _weekday(times: Times) -> NDArray[np.int64]:
    first = as_moment(int(times.min()))
    if first is None:
        return np.zeros(len(times), np.int64)
    midnight = office_time(first).replace(hour=0, minute=0, second=0, microsecond=0)
    return ((times - as_time(midnight)) // _DAY + midnight.weekday()) % 7
