"""Figures by key, as rows of numbers. Tables of different cases add up to the table of all of them, in any order and
divided anyhow: that is why what is kept up to date from a stream is exactly what a full pass finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np

from motcua.core.compiled import compiled
from motcua.core.mining.keys import numbered
from motcua.core.mining.log import Ids, Times

FINE: Final = 20
"""Sums of times are kept in two columns, above and below two to the twentieth microsecond: a year of a city waits
longer than 63 bits can count.
"""


class Fold(IntEnum):
    """How two values of the same key become one. LONG: a sum of times."""

    SUM = 0
    LEAST = 1
    MOST = 2
    LONG = 3


class Table(NamedTuple):
    """keys: a row of numbers for each key, one column for each part of it. values: beside them, what is known of it;
    a LONG value has two columns.
    """

    keys: Ids
    values: Times


def table(keys: Sequence[Ids], values: Sequence[Times], folds: Sequence[Fold]) -> Table:
    """The table of some rows, given by columns; rows with the same key become one. No part of a key is below zero."""
    return grouped(numbered(*keys), keys, values, folds)


def grouped(kinds: tuple[Ids, Ids], keys: Sequence[Ids], values: Sequence[Times], folds: Sequence[Fold]) -> Table:
    """The same for rows of which is known which are the same (motcua.core.mining.keys.numbered)."""
    columns: list[Times] = []
    for each, fold in zip(values, folds, strict=True):
        columns += halves(each) if fold is Fold.LONG else [each]
    return _grouped(kinds, keys, columns, _plain(folds))


def merged(tables: Iterable[Table], folds: Sequence[Fold]) -> Table:
    """The sum of some tables of one shape, at least one."""
    keys, values = zip(*tables, strict=True)
    columns = list(np.concatenate(keys).T)
    return _grouped(numbered(*columns), columns, list(np.concatenate(values).T), _plain(folds))


def empty(parts: int, folds: Sequence[Fold]) -> Table:
    """A table without rows, whose keys have so many parts."""
    return Table(np.zeros((0, parts), np.int64), np.zeros((0, len(_plain(folds))), np.int64))


def rows(of: Table, folds: Sequence[Fold]) -> Iterator[tuple[list[int], list[int]]]:
    """Key and values of each row, with sums of times as one number again."""
    for key, values in zip(of.keys.tolist(), of.values.tolist(), strict=True):
        column = iter(values)
        yield key, [(next(column) << FINE) + next(column) if fold is Fold.LONG else next(column) for fold in folds]


def halves(times: Times) -> list[Times]:
    """Times above and below two to the twentieth microsecond."""
    return [times >> FINE, times & ((1 << FINE) - 1)]


def total(times: Times) -> int:
    """The sum of times, which may be more than 63 bits can count."""
    coarse, fine = (int(each.sum()) for each in halves(times))
    return (coarse << FINE) + fine


def counts(*keys: Ids) -> Table:
    """How often each key comes."""
    return table(keys, [np.ones(len(keys[0]), np.int64)], [Fold.SUM])


def _grouped(kinds: tuple[Ids, Ids], keys: Sequence[Ids], columns: Sequence[Times], folds: Sequence[Fold]) -> Table:
    numbers, first = kinds
    folded = [_folded(numbers, each, fold, len(first)) for each, fold in zip(columns, folds, strict=True)]
    return Table(
        np.stack([column[first] for column in keys], axis=1),
        np.stack(folded, axis=1) if folded else np.zeros((len(first), 0), np.int64),
    )


def _plain(folds: Sequence[Fold]) -> list[Fold]:
    """The fold of each column."""
    return [each for fold in folds for each in ([Fold.SUM, Fold.SUM] if fold is Fold.LONG else [fold])]


def _folded(numbers: Ids, values: Times, fold: Fold, kinds: int) -> Times:
    info = np.iinfo(np.int64)
    begin = {Fold.SUM: 0, Fold.LEAST: info.max, Fold.MOST: info.min}[fold]
    found = np.full(kinds, begin, np.int64)
    _fold(numbers, np.ascontiguousarray(values), found, fold.value)
    return found


@compiled
def _fold(numbers: Ids, values: Times, into: Times, fold: int) -> None:
    for n in range(len(numbers)):
        at = numbers[n]
        if fold == 0:
            into[at] += values[n]
        elif fold == 1:
            into[at] = min(into[at], values[n])
        else:
            into[at] = max(into[at], values[n])
