"""When each event could have begun: as recorded, else estimated from what came before it in its case.

An event is enabled when the last event ends that it had to wait for. Which those are is not written in a log without
enabling times, so events that overlap within some case are taken for independent of one another in all cases, and the
latest end among the rest that had ended by its start is the estimate. What has no start and no predecessor waited for
nobody.

Times that cannot be are not believed: a start after the end counts as not recorded, and what was enabled after it began
waited for nothing. motcua.core.mining.faults counts them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.keys import KeyNumbers, known_number, number_of
from motcua.core.mining.log import NO_TIME, EventLog, Ids, Times
from motcua.core.text import ToldError

MOST_STEPS: Final = 2_000_000_000
"""So many pairs are looked at, some seconds of work; of a log that needs more no estimate would mean anything."""
_NONE: Final = -1


class EntangledError(ToldError):
    """Too much is under way at once for an estimate of what waited for what."""

    def __init__(self) -> None:
        super().__init__(
            "Trong các ca có quá nhiều việc diễn ra cùng lúc nên không ước lượng được việc nào chờ việc nào. "
            "Hãy ghi thời điểm đến lượt (enabled) vào nhật ký, hoặc gộp bớt hoạt động.",
            "So much is under way at once within cases that what waited for what cannot be estimated. "
            "Record in the log when each step was enabled, or join activities.",
        )


def starts(log: EventLog) -> Times:
    """When each event began; one whose begin was not recorded, or lies after its end, took no time."""
    return np.where((log.started == NO_TIME) | (log.started > log.ended), log.ended, log.started)


def enabled_times(log: EventLog, apart: Ids | None = None) -> tuple[Times, int]:
    """When each event was enabled, no later than it began, and for how many that had to be estimated.

    apart: the independent pairs of more than this log. Raises EntangledError.
    """
    began = starts(log)
    missing = log.enabled == NO_TIME
    count = int(missing.sum())
    enabled = np.minimum(log.enabled, began)
    if count:
        _fill_in(log, began, missing, independent_pairs(log) if apart is None else apart, enabled)
    return enabled, count


def independent_pairs(log: EventLog, *, most: int = MOST_STEPS) -> Ids:
    """The pairs of activities that were under way at the same time in the same case at least once, each as one key
    (motcua.core.mining.keys) with the smaller number first. Raises EntangledError.
    """
    began = starts(log)
    order = np.lexsort((began, log.case))
    listed, until = np.zeros(len(log.activities), np.int64), np.full(len(log.activities), NO_TIME, np.int64)
    pairs, spent, done = KeyNumbers(), np.zeros(1, np.int64), 0
    while done < len(log.cases):
        state = (listed, until, spent, most, pairs.slots, pairs.table, pairs.held)
        done = _note_pairs(log.activity, began, log.ended, order, log.first, done, *state)
        if spent[0] > most:
            raise EntangledError
        if done < len(log.cases):
            pairs.grow()
    return pairs.keys


def _fill_in(log: EventLog, began: Times, missing: Ids, apart: Ids, enabled: Times) -> None:
    pairs, spent, width = KeyNumbers(), np.zeros(1, np.int64), len(log.activities)
    pairs.number(apart)
    asked = np.where(missing, _asking_place(log, began), _NONE)
    longest = int(np.diff(log.first).max(initial=0))
    scratch = (
        np.full(longest + 1, _NONE, np.int64),
        np.zeros(longest, np.int64),
        np.full((4, width + 1), _NONE, np.int64),
    )
    _estimate(
        log.activity, began, log.ended, log.first, asked, enabled, *scratch, spent, MOST_STEPS, pairs.slots, pairs.table
    )
    if spent[0] > MOST_STEPS:
        raise EntangledError


def _asking_place(log: EventLog, began: Times) -> Ids:
    """Before which place in its case each event has all that had ended when it began."""
    places = np.arange(len(log))
    _find_places(began, log.ended, log.first, places)
    return places


@compiled
def _find_places(began: Times, ended: Times, first: Ids, places: Ids) -> None:
    for case in range(len(first) - 1):
        for event in range(first[case], first[case + 1]):
            low, high = first[case], event
            while low < high and began[event] < ended[event]:
                middle = (low + high) // 2
                if ended[middle] <= began[event]:
                    low = middle + 1
                else:
                    high = middle
            places[event] = low if began[event] < ended[event] else event


@compiled
def _note_pairs(
    activity: Ids,
    began: Times,
    ended: Times,
    order: Ids,
    first: Ids,
    done: int,
    listed: Ids,
    until: Times,
    spent: Ids,
    most: int,
    slots: Ids,
    table: Ids,
    held: Ids,
) -> int:
    """Go on at case `done`; how far it came: to the end, or to the case for which there was no room or no time.

    listed: the activities that may be under way. until: when the last event of each ends.
    """
    for case in range(done, len(first) - 1):
        count, full = 0, False
        for place in range(first[case], first[case + 1]):
            event = order[place]
            begin, of = began[event], activity[event]
            n = 0
            while n < count:
                other = listed[n]
                if until[other] <= begin:
                    until[other] = NO_TIME
                    count -= 1
                    listed[n] = listed[count]
                    continue
                key = (min(of, other) << 32) | max(of, other)
                if of != other and number_of(key, slots, table, held) < 0:
                    full = True
                    break
                n += 1
            spent[0] += n
            if full or spent[0] > most:
                full = True
                break
            if ended[event] > begin:
                if until[of] == NO_TIME:
                    listed[count] = of
                    count += 1
                until[of] = max(until[of], ended[event])
        for n in range(count):
            until[listed[n]] = NO_TIME
        if full:
            return case
    return len(first) - 1


@compiled
def _estimate(
    activity: Ids,
    began: Times,
    ended: Times,
    first: Ids,
    asked: Ids,
    enabled: Times,
    head: Ids,
    following: Ids,
    recent: Times,
    spent: Ids,
    most: int,
    slots: Ids,
    table: Ids,
) -> None:
    """Events lie in the order of their ends: the nearest before it that is not independent of an event decides.

    head, following: which events ask at each place of a case. recent: the activities that ended, the last one first,
    as a ring through its last column: the one before, the one behind, when it ended, and in which case.
    """
    ring = recent.shape[1] - 1
    for case in range(len(first) - 1):
        begin, end = first[case], first[case + 1]
        for event in range(begin, end):
            if asked[event] >= 0:
                following[event - begin] = head[asked[event] - begin]
                head[asked[event] - begin] = event
        recent[0, ring] = recent[1, ring] = ring
        for place in range(begin, end):
            event = head[place - begin]
            head[place - begin] = -1
            while event >= 0:
                at = recent[1, ring]
                while at != ring:
                    spent[0] += 1
                    key = (min(at, activity[event]) << 32) | max(at, activity[event])
                    if at == activity[event] or known_number(key, slots, table) < 0:
                        break
                    at = recent[1, at]
                enabled[event] = began[event] if at == ring else recent[2, at]
                event = following[event - begin]
            if spent[0] > most:
                return
            at = activity[place]
            if recent[3, at] == case:
                recent[1, recent[0, at]] = recent[1, at]
                recent[0, recent[1, at]] = recent[0, at]
            recent[0, at], recent[1, at], recent[2, at] = ring, recent[1, ring], ended[place]
            recent[0, recent[1, ring]] = at
            recent[1, ring], recent[3, at] = at, case
