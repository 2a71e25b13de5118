"""How far two logs lie apart: what a simulated one is judged by, and the noise of a measured one.

Lengths of time are compared by the distance of Wasserstein (the mean of how far each length of the one has to be moved
to become one of the other), what is counted by total variation (the share of the one that would have to be something
else to be the other).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from motcua.core.mining.log import NO_TIME, EventLog, Ids, Times, as_time
from motcua.core.simulation.chance import key_of
from motcua.core.workcal import office_time

Floats = NDArray[np.float64]
_SECOND: Final = 1_000_000
_DAY: Final = 86_400
_BEGIN, _END = np.uint64(0), np.uint64(1)
"""What stands before the first step of a case and after its last."""


class Measure(StrEnum):
    """What is compared. Times: cycle (whole cases), step (from the end of the step before to its own), wait (until it
    was begun) and work (from then on), where starts were recorded. Shares: edges (which step follows which), triples
    (three in a row), variants (whole courses), hours and weekdays (when cases come). Cases: daily (how many on a day).
    """

    CYCLE = "cycle"
    STEP = "step"
    WAIT = "wait"
    WORK = "work"
    EDGES = "edges"
    TRIPLES = "triples"
    VARIANTS = "variants"
    HOURS = "hours"
    WEEKDAYS = "weekdays"
    DAILY = "daily"


COUNTED: Final = frozenset({Measure.EDGES, Measure.TRIPLES, Measure.VARIANTS, Measure.HOURS, Measure.WEEKDAYS})
"""The measures of what is counted, from 0 to 1; the others have a unit (seconds, cases)."""


class Distance(NamedTuple):
    """How far apart two logs are in one thing. step: of which activity, empty for the whole. size: what the value is to
    be seen against, the mean of the first log's lengths; 1 for what is counted. weight: how many of the first log's
    steps or cases it tells of.
    """

    measure: Measure
    step: str
    value: float
    size: float
    weight: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """What two logs are compared by. Times in seconds, counts by what was counted."""

    times: Mapping[tuple[Measure, str], Floats]
    counts: Mapping[Measure, Counter[Hashable]]


def wasserstein(one: Floats, other: Floats) -> float:
    """The distance between two distributions of numbers, in their unit; nothing is endlessly far from something."""
    if not len(one) or not len(other):
        return 0.0 if len(one) == len(other) else float("inf")
    left, right = np.sort(one), np.sort(other)
    borders = np.sort(np.concatenate([left, right]))
    below = np.searchsorted(left, borders[:-1], side="right") / len(left)
    apart = np.abs(below - np.searchsorted(right, borders[:-1], side="right") / len(right))
    return float((apart * np.diff(borders)).sum())


def total_variation(one: Mapping[Hashable, int], other: Mapping[Hashable, int]) -> float:
    """The share, from 0 to 1, in which two countings differ; nothing differs from something wholly."""
    mine, theirs = sum(one.values()), sum(other.values())
    if not mine or not theirs:
        return 0.0 if mine == theirs else 1.0
    return sum(abs(one.get(name, 0) / mine - other.get(name, 0) / theirs) for name in one.keys() | other.keys()) / 2


def portrait(log: EventLog, begin: datetime, end: datetime) -> Portrait:
    """What is seen in a log whose cases came from `begin` to `end` (aware); hours and days are the office's."""
    lived = np.nonzero(log.first[1:] > log.first[:-1])[0]
    named = np.array([key_of(name) for name in log.activities], dtype=np.uint64)
    codes = named[log.activity] if len(log) else np.zeros(0, np.uint64)
    borders = [(int(log.first[n]), int(log.first[n + 1])) for n in lived.tolist()]
    counts: dict[Measure, Counter[Hashable]] = {
        Measure.EDGES: _grams(log, codes, lived, 2),
        Measure.TRIPLES: _grams(log, codes, lived, 3),
        Measure.VARIANTS: Counter(codes[first:last].tobytes() for first, last in borders),
    }
    came = arrivals(log)
    hours, days = _office_clock(came, begin)
    counts[Measure.HOURS] = Counter(hours.tolist())
    counts[Measure.WEEKDAYS] = Counter(((days + office_time(begin).weekday()) % 7).tolist())
    times = dict(_times(log, lived))
    times[Measure.DAILY, ""] = _daily(days, _office_clock(np.array([as_time(end)]), begin)[1][0])
    return Portrait(times, counts)


def arrivals(log: EventLog) -> Times:
    """When each case that has events came: when its first step was enabled, else begun, else done."""
    lived = log.first[:-1][log.first[1:] > log.first[:-1]]
    known = np.where(log.started == NO_TIME, log.ended, log.started)
    known = np.where(log.enabled == NO_TIME, known, np.minimum(log.enabled, known))
    return np.minimum.reduceat(known, lived) if len(lived) else known[:0]


def distances(one: Portrait, other: Portrait) -> tuple[Distance, ...]:
    """All distances; `one` is the measure of sizes and weights. A step that only one of them has is endlessly far."""
    keys = sorted(one.times.keys() | other.times.keys())
    pairs = ((key, one.times.get(key, _NONE), other.times.get(key, _NONE)) for key in keys)
    return (
        *(Distance(*key, wasserstein(mine, theirs), _mean(mine), len(mine)) for key, mine, theirs in pairs),
        *(
            Distance(measure, "", total_variation(mine, other.counts[measure]), 1.0, mine.total())
            for measure, mine in sorted(one.counts.items())
        ),
    )


_NONE: Floats = np.zeros(0)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0


def _times(log: EventLog, lived: Ids) -> Iterator[tuple[tuple[Measure, str], Floats]]:
    lasted = (log.ended[log.first[1:][lived] - 1] - arrivals(log)) / _SECOND
    yield (Measure.CYCLE, ""), lasted
    known = log.started != NO_TIME
    follows = np.zeros(len(log), dtype=bool)
    follows[1:] = log.case[1:] == log.case[:-1]
    since = np.zeros(len(log))
    since[1:] = np.diff(log.ended) / _SECOND
    waited = np.maximum(log.started - _enabled(log), 0) / _SECOND
    worked = (log.ended - log.started) / _SECOND
    for measure, values, told in (
        (Measure.STEP, since, follows),
        (Measure.WAIT, waited, known),
        (Measure.WORK, worked, known & (worked >= 0)),
    ):
        yield from (((measure, name), each) for name, each in _by_step(log, values, told))


def _by_step(log: EventLog, values: Floats, told: NDArray[np.bool_]) -> Iterator[tuple[str, Floats]]:
    """The values of each activity that has any."""
    activity, kept = log.activity[told], values[told]
    if not len(kept):
        return
    order = np.argsort(activity, kind="stable")
    numbers, firsts = np.unique(activity[order], return_index=True)
    for number, part in zip(numbers.tolist(), np.split(kept[order], firsts[1:]), strict=True):
        yield log.activities[number], part


def _enabled(log: EventLog) -> Times:
    """When each event was enabled: as recorded, else when the last step of its case ended before it was begun."""
    begun = np.where(log.started == NO_TIME, log.ended, log.started)
    order = np.lexsort((np.repeat([0, 1], len(log)), np.concatenate([log.ended, begun]), np.tile(log.case, 2)))
    ends_before = np.empty(2 * len(log), dtype=np.int64)
    ends_before[order] = np.cumsum(order < len(log))
    last = ends_before[len(log) :] - 1  # events lie in the order of their case and end: so many ended before
    before = (last >= 0) & (log.case[last] == log.case) & (last != np.arange(len(log)))
    return np.where(log.enabled != NO_TIME, log.enabled, np.where(before, log.ended[last], begun))


def _grams(log: EventLog, codes: NDArray[np.uint64], lived: Ids, n: int) -> Counter[Hashable]:
    """How often so many steps directly follow each other; before and after a case stands its border."""
    if not len(codes):
        return Counter()
    firsts, lasts = log.first[:-1][lived], log.first[1:][lived]
    places = np.sort(np.concatenate([firsts, lasts]), kind="stable")
    padded = np.insert(codes, places, np.tile(np.array([_BEGIN, _END]), len(lived)))
    rows = np.lib.stride_tricks.sliding_window_view(padded, n)
    rows = rows[(rows[:, :-1] != _END).all(axis=1)]
    kinds, counts = np.unique(rows, axis=0, return_counts=True)
    return Counter({tuple(kind): count for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)})


def _office_clock(times: Times, begin: datetime) -> tuple[Ids, Ids]:
    """The hour of the office's clock, and on which day after `begin`'s a time lies."""
    midnight = as_time(office_time(begin).replace(hour=0, minute=0, second=0, microsecond=0))
    hours = (times - midnight) // (3600 * _SECOND)
    return hours % 24, hours // 24


def _daily(days: Ids, last: int) -> Floats:
    """How many cases came on each day, those without any too."""
    return np.bincount(days[(days >= 0) & (days <= last)], minlength=int(last) + 1).astype(np.float64)
