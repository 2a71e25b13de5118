"""Lengths of time counted by size, so that how many they are does not matter: each is told from others that differ from
it by more than a two-thousandth. Count, sum, shortest and longest are exact; quantiles are that near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from motcua.core.mining.log import Ids, Times
from motcua.core.mining.tables import Fold, Table, counts, rows, table, total

LENGTH_FOLDS: Final = (Fold.SUM, Fold.LONG, Fold.LEAST, Fold.MOST)
_QUANTILES: Final = (0.5, 0.9)
_PRECISE: Final = 11
"""Bits of a length that count."""
_HALF: Final = 1 << (_PRECISE - 1)


@dataclass(frozen=True, slots=True)
class Spread:
    """Some lengths of time in microseconds; a quantile between two of them lies on the line between."""

    count: int
    total: int
    mean: float
    median: float
    p90: float
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths of many kinds. exact: by kind, `LENGTH_FOLDS`. sizes: by kind and size, how many."""

    exact: Table
    sizes: Table


def spread(times: Times) -> Spread | None:
    """The spread of some lengths of time, exactly; of none there is none."""
    if not len(times):
        return None
    median, p90 = (float(each) for each in np.quantile(times, _QUANTILES))
    whole = total(times)
    return Spread(len(times), whole, whole / len(times), median, p90, int(times.min()), int(times.max()))


def lengths(kinds: Sequence[Ids], times: Times) -> Lengths:
    """Lengths, none below zero, each with its kind, which may have several parts."""
    return Lengths(
        table(kinds, [np.ones(len(times), np.int64), times, times, times], LENGTH_FOLDS), counts(*kinds, size_of(times))
    )


def spreads(of: Lengths) -> dict[tuple[int, ...], Spread]:
    """The spread of each kind."""
    order = np.lexsort(of.sizes.keys.T[::-1])
    kinds, sizes, numbers = of.sizes.keys[order, :-1], of.sizes.keys[order, -1], of.sizes.values[order, 0]
    begins = np.flatnonzero(np.any(np.diff(kinds, axis=0, prepend=-1), axis=1)).tolist()
    ends = [*begins[1:], len(kinds)]
    places = {tuple(kinds[begin].tolist()): slice(begin, end) for begin, end in zip(begins, ends, strict=False)}
    found = {}
    for key, (count, whole, shortest, longest) in rows(of.exact, LENGTH_FOLDS):
        at = places[tuple(key)]
        median, p90 = (min(max(_quantile(sizes[at], numbers[at], share), shortest), longest) for share in _QUANTILES)
        found[tuple(key)] = Spread(count, whole, whole / count, median, p90, shortest, longest)
    return found


def size_of(times: Times) -> Ids:
    """The size of each length: the length itself up to two thousand, then its leading bits."""
    bits = np.frexp(times.astype(np.float64))[1].astype(np.int64)
    shift = np.maximum(bits - _PRECISE, 0)
    found: Ids = shift * _HALF + (times >> shift)
    return found


def _quantile(sizes: Ids, numbers: Ids, share: float) -> float:
    """On the line between the two nearest ranks."""
    upto = np.cumsum(numbers)
    place = share * (int(upto[-1]) - 1)
    low, high = (
        float(_middle(int(sizes[np.searchsorted(upto, rank, "right")]))) for rank in (int(place), int(np.ceil(place)))
    )
    return low + (high - low) * (place - int(place))


def _middle(size: int) -> float:
    shift = max(size // _HALF - 1, 0)
    least = (size - shift * _HALF) << shift
    return least + ((1 << shift) - 1) / 2
