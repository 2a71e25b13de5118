"""Who works together: people with the same role, or where no roles were recorded those who share the same steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import NOBODY, EventLog, Ids
from motcua.core.simulation.fitting.replaying import NOWHERE

_ALIKE: Final = 0.8
"""People whose shares of steps point so nearly the same way (cosine) are one group."""
_FEWEST: Final = 20
"""Of somebody with fewer events it cannot be seen which group is his by his shares alone: he goes to the nearest."""
_TELLING: Final = 0.9
"""Roles are gone by if so large a part of what people did names one."""
_HELPING: Final = 0.05
"""A group that does less than this part of a step only helped out."""


class Grouping(NamedTuple):
    """names: of the groups. of: the group of each resource, `NOBODY` for who did no step of the process. by_role:
    whether the groups are roles that the log names.
    """

    names: tuple[str, ...]
    of: Ids
    by_role: bool


def find_groups(log: EventLog, node: Ids, labels: Sequence[str]) -> Grouping:
    """The groups of a log. node: the number of each event's node; labels: what people call the nodes."""
    somebody = (log.resource != NOBODY) & (node != NOWHERE)
    if not somebody.any():
        return Grouping((), np.full(len(log.resources), NOBODY, np.int64), False)
    if float((log.role[somebody] != NOBODY).mean()) >= _TELLING:
        return _by_role(log, somebody & (log.role != NOBODY))
    return _by_steps(_counts(log.resource[somebody], node[somebody], len(log.resources), len(labels)), labels)


def helpers(groups: Ids, count: int) -> tuple[int, ...]:
    """The groups that do a step, the one that does most of it first. groups: who did each of its events."""
    shares = np.bincount(groups[groups != NOBODY], minlength=count) / max(int((groups != NOBODY).sum()), 1)
    order = np.argsort(-shares, kind="stable")
    return tuple(n for n in order.tolist() if shares[n] >= _HELPING)


def of_events(log: EventLog, grouping: Grouping) -> Ids:
    """The group of each event, `NOBODY` of what nobody did who is in one."""
    group = np.full(len(log), NOBODY, np.int64)
    somebody = log.resource != NOBODY
    group[somebody] = grouping.of[log.resource[somebody]]
    return group


def people(log: EventLog, grouping: Grouping) -> list[int]:
    """How many of each group were there at a time: everybody counts for the part of the group's events between the
    first and the last that he did himself, so that a time in which little happened counts little.

    Somebody who did k of them was there a little before and after; that his first and last are drawn evenly from his
    stay makes it (k + 1) / (k - 1) of what was seen.
    """
    group = of_events(log, grouping)
    order = np.lexsort((log.ended, group))
    borders = np.searchsorted(group[order], np.arange(len(grouping.names) + 1))
    return [_present(log.resource[order[begin:end]]) for begin, end in pairwise(borders.tolist())]


def _present(resources: Ids) -> int:
    """How many people are there at a time in the mean, by who did each event of a group in the order of time."""
    _, first, counts = np.unique(resources, return_index=True, return_counts=True)
    last = len(resources) - 1 - np.unique(resources[::-1], return_index=True)[1]
    often = counts > 1
    stays = (last - first)[often] / (len(resources) - 1) * (counts[often] + 1) / (counts[often] - 1)
    return max(1, round(float(np.minimum(stays, 1.0).sum())))


def _by_role(log: EventLog, told: NDArray[np.bool_]) -> Grouping:
    counts = _counts(log.resource[told], log.role[told], len(log.resources), len(log.roles))
    main = np.where(counts.sum(axis=1) > 0, counts.argmax(axis=1), NOBODY)
    used = [n for n in range(len(log.roles)) if (main == n).any()]
    place = np.full(len(log.roles) + 1, NOBODY, np.int64)
    place[used] = np.arange(len(used))
    return Grouping(tuple(log.roles[n] for n in used), place[main], True)


def _by_steps(counts: Ids, labels: Sequence[str]) -> Grouping:
    """The busiest first, each to the group that is most like him (by the cosine of their shares), or to a new one."""
    of = np.full(len(counts), NOBODY, np.int64)
    sums = np.zeros((len(counts), counts.shape[1]))
    groups = 0
    for resource in np.argsort(-counts.sum(axis=1), kind="stable").tolist():
        mine = counts[resource]
        if not mine.any():
            break
        known = sums[:groups]
        near = known @ mine / (np.linalg.norm(known, axis=1) * np.linalg.norm(mine))
        best = int(near.argmax()) if groups else NOBODY
        if best == NOBODY or (near[best] < _ALIKE and mine.sum() >= _FEWEST):
            best, groups = groups, groups + 1
        sums[best] += mine
        of[resource] = best
    return Grouping(tuple(f"{n}. {labels[int(each.argmax())]}" for n, each in enumerate(sums[:groups], 1)), of, False)


def _counts(rows: Ids, columns: Ids, height: int, width: int) -> Ids:
    return np.bincount(rows * width + columns, minlength=height * width).reshape(height, width)
