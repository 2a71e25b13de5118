"""Numbers for keys: each different key gets the next one. What is counted by key is then counted in plain arrays.

A table by open addressing in compiled code, because sorting ten million keys takes ten times as long as looking them
up.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.log import Ids

FREE: Final = -1
_BITS: Final = 10
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_HALF: Final = 32
"""Two numbers that are smaller than two to the 31st make one key."""


def pair(one: Ids, other: Ids) -> Ids:
    """Both as one key; neither may be below zero."""
    return (one << _HALF) | other


def first_of(keys: Ids) -> Ids:
    """The first of each pair."""
    return keys >> _HALF


def second_of(keys: Ids) -> Ids:
    """The second of each pair."""
    return keys & ((1 << _HALF) - 1)


class KeyNumbers:
    """The keys so far, numbered from 0 in the order in which they came. slots, table, held: for compiled code."""

    def __init__(self) -> None:
        self._bits = _BITS
        self.slots: Ids = np.full(1 << _BITS, FREE, np.int64)
        self.table: Ids = np.zeros(1 << (_BITS - 1), np.int64)
        self.held: Ids = np.zeros(1, np.int64)

    def __len__(self) -> int:
        return int(self.held[0])

    @property
    def keys(self) -> Ids:
        """All keys, by number."""
        return self.table[: len(self)]

    def number(self, keys: Ids) -> Ids:
        """The numbers of some keys; new ones get theirs."""
        numbers = np.empty(len(keys), np.int64)
        done = 0
        while done < len(keys):
            done = _number(keys, numbers, done, self.slots, self.table, self.held)
            if done < len(keys):
                self.grow()
        return numbers

    def look_up(self, keys: Ids) -> Ids:
        """The numbers of some keys; `FREE` where there is none."""
        numbers = np.empty(len(keys), np.int64)
        _look_up(keys, numbers, self.slots, self.table)
        return numbers

    def grow(self) -> None:
        """Make room for twice as many."""
        self._bits += 1
        kept = self.keys
        self.slots = np.full(1 << self._bits, FREE, np.int64)
        self.table = np.zeros(1 << (self._bits - 1), np.int64)
        self.held = np.zeros(1, np.int64)
        _number(kept, np.empty(len(kept), np.int64), 0, self.slots, self.table, self.held)


def numbered(*columns: Ids) -> tuple[Ids, Ids]:
    """Which rows of some columns are the same: the number of each row's kind, and the first row of each kind.

    No column may hold anything below zero, or above two to the 31st.
    """
    rows = columns[0]
    for column in columns[1:]:
        rows = pair(KeyNumbers().number(rows), column)
    kinds = KeyNumbers()
    numbers = kinds.number(rows)
    first = np.full(len(kinds), len(rows), np.int64)
    _note_first(numbers, first)
    return numbers, first


def fresh(kinds: Ids, groups: Ids, count: int) -> Ids:
    """1 where a group has a kind, of so many, for the first time; groups come one after the other."""
    found = np.zeros(len(kinds), np.int64)
    _note_fresh(kinds, groups, np.full(count, FREE, np.int64), found)
    return found


@compiled
def number_of(key: int, slots: Ids, table: Ids, held: Ids) -> int:
    """The number of one key, a new one if it has none; `FREE` when the table is full."""
    mask = len(slots) - 1
    place = np.int64((np.uint64(key) * _SPREAD) >> np.uint64(_HALF)) & mask
    while slots[place] != FREE:
        if table[slots[place]] == key:
            found: int = slots[place]
            return found
        place = (place + 1) & mask
    number: int = held[0]
    if number == len(table):
        return FREE
    slots[place] = number
    table[number] = key
    held[0] = number + 1
    return number


@compiled
def known_number(key: int, slots: Ids, table: Ids) -> int:
    """The number of one key; `FREE` when it has none."""
    mask = len(slots) - 1
    place = np.int64((np.uint64(key) * _SPREAD) >> np.uint64(_HALF)) & mask
    while slots[place] != FREE:
        if table[slots[place]] == key:
            found: int = slots[place]
            return found
        place = (place + 1) & mask
    return FREE


@compiled
def _number(keys: Ids, numbers: Ids, begin: int, slots: Ids, table: Ids, held: Ids) -> int:
    for n in range(begin, len(keys)):
        number = number_of(keys[n], slots, table, held)
        if number < 0:
            return n
        numbers[n] = number
    return len(keys)


@compiled
def _look_up(keys: Ids, numbers: Ids, slots: Ids, table: Ids) -> None:
    for n in range(len(keys)):
        numbers[n] = known_number(keys[n], slots, table)


@compiled
def _note_first(numbers: Ids, first: Ids) -> None:
    for n in range(len(numbers)):
        first[numbers[n]] = min(first[numbers[n]], n)


@compiled
def _note_fresh(kinds: Ids, groups: Ids, last: Ids, found: Ids) -> None:
    for n in range(len(kinds)):
        found[n] = last[kinds[n]] != groups[n]
        last[kinds[n]] = groups[n]
