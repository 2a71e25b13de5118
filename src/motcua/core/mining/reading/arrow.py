"""Columns of Arrow, as Parquet holds them, into the numbers that a log is made of."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from math import isnan
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from motcua.core.mining.log import NO_TIME, Ids, Times, as_time
from motcua.core.mining.reading.moment_reader import MomentReader
from motcua.core.mining.reading.moments import EARLIEST, LATEST
from motcua.core.mining.reading.read import NoLogError
from motcua.core.mining.reading.rows import content

_NOTHING: Final = -1
_FIRST, _LAST = (as_time(datetime(year, 1, 1, tzinfo=UTC)) for year in (EARLIEST, LATEST + 1))


class Labels:
    """Numbers the different values of a column, as cleaned texts, in the order in which they come; -1 for nothing."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._known)

    def numbers(self, column: pa.Array) -> Ids:
        """The number of each value."""
        encoded = _encoded(column)
        indices = encoded.indices
        places = indices.fill_null(_NOTHING).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
        local = np.full(len(encoded.dictionary) + 1, _NOTHING, np.int64)  # the last is for what is nothing
        values = encoded.dictionary.to_pylist()
        for place in dict.fromkeys(places.tolist()):
            if place != _NOTHING and (text := _text(values[place])):
                local[place] = self._known.setdefault(text, len(self._known))
        found: Ids = local[places]
        return found


class Moments(MomentReader):
    """Reads columns of moments of any type."""

    def times(self, column: pa.Array) -> tuple[Times, list[tuple[int, str]]]:
        """Microseconds since 1970 in UTC, NO_TIME where there is none; and which values are no moments, by place."""
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
            return self._of_timestamps(column)
        return self._of_values(column)

    def _of_timestamps(self, column: pa.Array) -> tuple[Times, list[tuple[int, str]]]:
        written = column
        if pa.types.is_date(column.type):
            column = column.cast(pa.timestamp("us"))
        unzoned = column.type.tz is None
        if unzoned:
            column = pc.assume_timezone(column, _zone_name(self.zone), ambiguous="earliest", nonexistent="earliest")
        column = column.cast(pa.timestamp("us", "UTC"), safe=False).cast(pa.int64())
        found: Times = column.fill_null(NO_TIME).to_numpy(zero_copy_only=False)
        outside = (found != NO_TIME) & ((found < _FIRST) | (found >= _LAST))
        places = np.flatnonzero(outside).tolist()
        if places:
            found = np.where(outside, NO_TIME, found)
        moments = int((found != NO_TIME).sum())
        self.count(moments, moments if unzoned else 0)
        return found, [(n, str(written[n].cast(pa.string()))) for n in places]

    def _of_values(self, column: pa.Array) -> tuple[Times, list[tuple[int, str]]]:
        """Each different value is read once: texts, and numbers since 1970 or of Excel."""
        encoded = _encoded(column)
        values = encoded.dictionary.to_pylist()
        texts = [_text(value) for value in values]
        read = [self._moment(value, text) for value, text in zip(values, texts, strict=True)]
        local = np.array([*(as_time(each and self.placed(each)) for each in read), NO_TIME], np.int64)
        unzoned = np.array([*(each is not None and each.tzinfo is None for each in read), False])
        places = encoded.indices.fill_null(_NOTHING).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
        found: Times = local[places]
        self.count(int((found != NO_TIME).sum()), int(unzoned[places].sum()))
        wrong = np.nonzero((found == NO_TIME) & (places != _NOTHING))[0].tolist()
        return found, [(n, text) for n in wrong if (text := texts[places[n]])]

    def _moment(self, value: object, text: str) -> datetime | None:
        if isinstance(value, datetime):
            return value
        return self.find(text) if text else None


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    """Its different values, and where each stands. Raises NoLogError for values that hold others."""
    if pa.types.is_nested(column.type):
        raise NoLogError(
            f"Cột kiểu lồng nhau ({column.type}) không đọc được làm mã ca, hoạt động, người hay thời điểm. "
            "Hãy chọn cột khác bằng --map, hoặc tách cột đó ra.",
            f"A nested column ({column.type}) cannot be case, activity, resource or time. Name another with --map, or "
            "take it apart.",
        )
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers with gaps
    return content(value.decode(errors="replace") if isinstance(value, bytes) else str(value))


def _zone_name(zone: tzinfo) -> str:
    """As Arrow knows it: by name, or as an offset such as +07:00."""
    if zone is UTC:
        return "UTC"
    name = getattr(zone, "key", "")
    return str(name) or datetime(2000, 1, 1, tzinfo=zone).isoformat()[-6:]
