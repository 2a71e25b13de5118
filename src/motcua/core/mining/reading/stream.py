"""Three columns of a Parquet file as a stream, for logs of any size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from motcua.core.mining.log import Ids, Times
from motcua.core.mining.reading.columns import columns_of
from motcua.core.mining.reading.fields import Field
from motcua.core.mining.reading.parquet import batches, opened
from motcua.core.mining.reading.read import NoLogError

_NO_MAPPING: Final[Mapping[Field, str]] = {}


class Columns(NamedTuple):
    """Some events as numbers; `activities` are the names of all activities so far."""

    cases: Ids
    activity: Ids
    ended: Times
    activities: tuple[str, ...]


def stream_parquet(stream: IO[bytes], mapping: Mapping[Field, str] = _NO_MAPPING) -> Iterator[Columns]:
    """Case, activity and end of all events in the order of the file, in the memory of one batch and the names.

    Cases that are whole numbers keep them, less the smallest, as long as they lie close together; others are numbered
    as they come. A row with a case alone is no event. Raises NoLogError; a row that lacks otherwise one of the three
    ends the reading with it.
    """
    file = opened(stream)
    names = file.schema_arrow.names
    places = columns_of(names, mapping)
    wanted = [names[places[field]] for field in (Field.CASE, Field.ACTIVITY, Field.ENDED)]
    cases = _Cases(file, wanted[0])
    activities = _Labels()
    for batch in batches(file, wanted):
        case, activity, ended = (_events(batch, wanted).column(name) for name in wanted)
        if case.null_count or activity.null_count or ended.null_count:
            raise NoLogError(
                "Có dòng thiếu mã ca, hoạt động hoặc thời điểm. Hãy sửa tệp, hoặc đọc từng dòng.",
                "Some rows lack case, activity or end. Mend the file, or read it row by row.",
            )
        yield Columns(cases.numbers(case), activities.numbers(activity), _microseconds(ended), activities.names)


def _events(batch: pa.RecordBatch, wanted: list[str]) -> pa.RecordBatch:
    """Without the cases that have a row of their own because they have no events."""
    _, activity, ended = (batch.column(name) for name in wanted)
    if not (activity.null_count and ended.null_count):
        return batch
    return batch.filter(pc.invert(pc.and_(activity.is_null(), ended.is_null())))


class _Labels:
    """Numbers the different texts of a column in the order in which they come."""

    def __init__(self) -> None:
        self._known: dict[object, int] = {}
        self.names: tuple[str, ...] = ()

    def numbers(self, column: pa.Array) -> Ids:
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        known = self._known
        local = [known.setdefault(value, len(known)) for value in encoded.dictionary.to_pylist()]
        if len(known) > len(self.names):
            self.names = tuple(str(name) for name in known)
        numbers: Ids = np.array(local, dtype=np.int64)[encoded.indices.to_numpy(zero_copy_only=False)]
        return numbers


class _Cases:
    """The numbers of cases."""

    def __init__(self, file: pq.ParquetFile, name: str) -> None:
        self._labels = _Labels()
        self._least = self._dense_from(file, name)

    def numbers(self, column: pa.Array) -> Ids:
        if self._least is None:
            return self._labels.numbers(column)
        found: Ids = column.to_numpy(zero_copy_only=False).astype(np.int64, copy=False) - self._least
        return found

    @staticmethod
    def _dense_from(file: pq.ParquetFile, name: str) -> int | None:
        """The smallest whole number, if by what the file says of itself they lie close enough for a plain table."""
        place = file.schema_arrow.get_field_index(name)
        if not pa.types.is_integer(file.schema_arrow.field(place).type):
            return None
        told = [file.metadata.row_group(n).column(place).statistics for n in range(file.metadata.num_row_groups)]
        if not told or any(each is None or not each.has_min_max for each in told):
            return None
        least, most = min(each.min for each in told), max(each.max for each in told)
        return int(least) if most - least <= 4 * file.metadata.num_rows else None


def _microseconds(column: pa.Array) -> Times:
    kind = column.type
    if not pa.types.is_timestamp(kind):
        raise NoLogError(
            "Cột thời điểm của tệp Parquet phải có kiểu thời điểm.", "The end must be a column of timestamps."
        )
    found: Times = column.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.int64()).to_numpy(zero_copy_only=False)
    return found
