"""Columns of Arrow, as Parquet holds them, into the numbers that a log is made of."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from motcua.core.mining.log import NO_TIME, Ids, Times, as_time
from motcua.core.mining.reading.moments import find_moment
from motcua.core.mining.reading.rows import clean

_NOTHING: Final = -1


class Labels:
    """Numbers the different values of a column, as cleaned texts, in the order in which they come; -1 for nothing."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._known)

    def numbers(self, column: pa.Array) -> Ids:
        """The number of each value."""
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        indices = encoded.indices
        places = indices.fill_null(_NOTHING).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
        local = np.full(len(encoded.dictionary) + 1, _NOTHING, np.int64)  # the last is for what is nothing
        values = encoded.dictionary.to_pylist()
        for place in dict.fromkeys(places.tolist()):
            if place != _NOTHING and (text := _text(values[place])):
                local[place] = self._known.setdefault(text, len(self._known))
        found: Ids = local[places]
        return found


class Moments:
    """Reads columns of moments of any type, and counts how many there were and how many named no zone."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self.count = 0
        self.unzoned = 0

    def times(self, column: pa.Array) -> tuple[Times, list[tuple[int, str]]]:
        """Microseconds since 1970 in UTC, NO_TIME where there is none; and which values are no moments, by place."""
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        there = len(column) - column.null_count
        if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
            self.count += there
            return self._of_timestamps(column, there), []
        return self._of_values(column)

    def _of_timestamps(self, column: pa.Array, there: int) -> Times:
        if pa.types.is_date(column.type):
            column = column.cast(pa.timestamp("us"))
        if column.type.tz is None:
            self.unzoned += there
            column = pc.assume_timezone(column, _zone_name(self._zone), ambiguous="earliest", nonexistent="earliest")
        column = column.cast(pa.timestamp("us", "UTC"), safe=False).cast(pa.int64())
        found: Times = column.fill_null(NO_TIME).to_numpy(zero_copy_only=False)
        return found

    def _of_values(self, column: pa.Array) -> tuple[Times, list[tuple[int, str]]]:
        """Each different value is read once: texts, and numbers since 1970 or of Excel."""
        encoded = column.dictionary_encode()
        values = encoded.dictionary.to_pylist()
        read = [self._moment(value) for value in values]
        local = np.array([*(NO_TIME if each is None else as_time(each[0]) for each in read), NO_TIME], np.int64)
        places = encoded.indices.fill_null(_NOTHING).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
        found: Times = local[places]
        unzoned = np.array([*(each is not None and each[1] for each in read), False])
        self.count += int((found != NO_TIME).sum())
        self.unzoned += int(unzoned[places].sum())
        wrong = np.nonzero((found == NO_TIME) & (places != _NOTHING))[0].tolist()
        return found, [(n, text) for n in wrong if (text := _text(values[places[n]]))]

    def _moment(self, value: object) -> tuple[datetime, bool] | None:
        """A moment, and whether its zone was taken from outside."""
        found = value if isinstance(value, datetime) else find_moment(_text(value))
        if found is None:
            return None
        return (found, False) if found.tzinfo else (found.replace(tzinfo=self._zone), True)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers with gaps
    return clean(str(value))


def _zone_name(zone: tzinfo) -> str:
    """As Arrow knows it: by name, or as an offset such as +07:00."""
    if zone is UTC:
        return "UTC"
    name = getattr(zone, "key", "")
    return str(name) or datetime(2000, 1, 1, tzinfo=zone).isoformat()[-6:]
