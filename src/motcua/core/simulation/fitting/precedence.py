"""Which step is taken before which, and on which weekdays alone a step is begun, where the log shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import Ids, Times, as_moment, as_time
from motcua.core.workcal import office_time

_MOST_LOOKED_AT: Final = 20_000
_WAITING_TOGETHER: Final = 50
"""So many beginnings, and of what waited then the first so many, tell whether one step goes before another."""
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
    before = (seen >= _FEWEST) & (seen.T >= _FEWEST) & (share >= _MOSTLY) & (share.T <= _SELDOM)
    found = [0] * nodes
    for _ in range(nodes):
        raised = [max((found[low] + 1 for low in np.nonzero(before[n])[0].tolist()), default=0) for n in range(nodes)]
        if raised == found:
            return found
        found = raised
    return [0] * nodes  # one goes before the other in a ring: there is no order


def _overtakings(ready: Times, began: Times, node: Ids, nodes: int) -> tuple[Ids, Ids]:
    """For each pair of nodes: how often the one was begun before the other although that had been ready for longer, and
    how often it was left while the other, ready for longer, was begun.
    """
    taken, left = np.zeros((nodes, nodes), np.int64), np.zeros((nodes, nodes), np.int64)
    by_ready = np.argsort(ready, kind="stable")
    order = np.argsort(began, kind="stable")
    looked = order[:: max(1, len(order) // _MOST_LOOKED_AT)]
    sorted_ready = ready[by_ready]
    for event in looked.tolist():
        now = began[event]
        until = int(np.searchsorted(sorted_ready, now, side="left"))
        near = by_ready[max(0, until - 4 * _WAITING_TOGETHER) : until]
        waiting = near[(began[near] > now) & (node[near] != node[event])][-_WAITING_TOGETHER:]
        longer = ready[waiting] < ready[event]
        np.add.at(taken[node[event]], node[waiting[longer]], 1)
        np.add.at(left.T[node[event]], node[waiting[ready[waiting] > ready[event]]], 1)
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
