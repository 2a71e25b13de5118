"""Logs in Parquet, whole, with all that is known of their cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo
from math import isnan
from typing import IO, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from motcua.core.mining.log import NO_TIME, Ids, Times, ordered
from motcua.core.mining.reading.arrow import Labels, Moments
from motcua.core.mining.reading.columns import attribute_names, columns_of, guess_of_columns, place_of
from motcua.core.mining.reading.fields import LIFECYCLE, Field
from motcua.core.mining.reading.read import NOTHING_TOLD, NoLogError, Omissions, Read, Told
from motcua.core.mining.reading.rows import guess_of_zone, read_rows

ROWS: Final = 1 << 17
_OF_PANDAS: Final = "__index_level_"
_NO_MAPPING: Final[Mapping[Field, str]] = {}
_TEXTS: Final = (Field.CASE, Field.ACTIVITY, Field.RESOURCE, Field.ROLE)
_TIMES: Final = (Field.ENABLED, Field.CLAIMED, Field.STARTED, Field.ENDED)


def read_parquet(stream: IO[bytes], mapping: Mapping[Field, str] = _NO_MAPPING, zone: tzinfo = UTC) -> Read:
    """The log in a Parquet file, as `read_parquet_log` reads it."""
    return read_parquet_log(stream, replace(NOTHING_TOLD, mapping=mapping, zone=zone))


def read_parquet_log(stream: IO[bytes], told: Told = NOTHING_TOLD) -> Read:
    """The log in a Parquet file: moments of any unit and zone, as texts or as numbers, columns with dictionaries.

    What is left out is told by the number of its row, as in `read_rows`. Raises NoLogError for what is no Parquet, and
    when a needed column is missing.
    """
    file = opened(stream)
    header = file.schema_arrow.names
    columns = columns_of(header, told.mapping)
    if place_of(header, LIFECYCLE, columns) is not None:
        return read_rows(header, columns, _rows(file), told, Omissions())
    log = _Log(header, columns, told)
    for batch in batches(file):
        log.take(batch)
    return log.whole()


def opened(stream: IO[bytes]) -> pq.ParquetFile:
    """The file, with its columns of texts as numbers of their different values. Raises NoLogError."""
    try:
        file = pq.ParquetFile(stream)
        names = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
        return pq.ParquetFile(stream, read_dictionary=names)
    except (pa.ArrowException, OSError) as fault:
        raise NoLogError(
            "Đây không phải tệp Parquet đọc được.", f"This is no readable Parquet file ({fault})."
        ) from None


def batches(file: pq.ParquetFile, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows, some at a time. Raises NoLogError for a damaged file."""
    try:
        yield from file.iter_batches(batch_size=ROWS, columns=columns)
    except (pa.ArrowException, OSError) as fault:
        raise NoLogError(
            "Tệp Parquet bị hỏng. Hãy tải lại hoặc xuất lại tệp.", f"The Parquet file is damaged ({fault})."
        ) from None


def _rows(file: pq.ParquetFile) -> Iterator[tuple[int, list[str]]]:
    """As texts, for what is told by several rows together."""
    rows = (row for batch in batches(file) for row in zip(*(each.to_pylist() for each in batch.columns), strict=True))
    for line, row in enumerate(rows, 1):
        yield line, ["" if value is None else str(value) for value in row]


class _Log:
    def __init__(self, header: list[str], columns: Mapping[Field, int], told: Told) -> None:
        self._columns = columns
        self._told = told
        self._guess = guess_of_columns(header, columns, told.mapping)
        self._further = [(n, name) for n, name in attribute_names(header, columns) if not name.startswith(_OF_PANDAS)]
        self._labels = {field: Labels() for field in _TEXTS}
        self._moments = Moments(told.zone)
        self._ids: list[list[Ids]] = []
        self._times: list[list[Times]] = []
        self._known: dict[str, dict[int, object]] = {name: {} for _, name in self._further}
        self._told_of = np.zeros(0, np.bool_)
        self._omitted = Omissions()
        self._rows = 0

    def take(self, batch: pa.RecordBatch) -> None:
        """Some rows more."""
        times = [self._moments_of(batch, field) for field in _TIMES]
        ids = [self._numbers_of(batch, field) for field in _TEXTS]
        kept = self._sound(ids, times)
        self._ids.append([each[kept] for each in ids])
        self._times.append([each[kept] for each in times])
        self._attributes(batch, ids[0], kept)
        self._rows += batch.num_rows

    def whole(self) -> Read:
        """All rows as a log."""
        ids, times = (
            [np.concatenate([np.zeros(0, np.int64), *(part[n] for part in parts)]) for n in range(len(_TEXTS))]
            for parts in (self._ids, self._times)
        )
        used = [np.unique(each[each >= 0]) for each in ids]
        names = [self._labels[field].names for field in _TEXTS]
        log = ordered(
            [tuple(each[n] for n in numbers.tolist()) for each, numbers in zip(names, used, strict=True)],
            [np.where(each < 0, each, np.searchsorted(numbers, each)) for each, numbers in zip(ids, used, strict=True)],
            times,
            {name: [values.get(n) for n in used[0].tolist()] for name, values in self._known.items()},
        )
        guessed = [self._guess] if self._guess else []
        guessed += guess_of_zone(self._moments.unzoned, self._moments.count, self._told)
        return Read(log, tuple(self._omitted.first), self._omitted.count, tuple(guessed))

    def _numbers_of(self, batch: pa.RecordBatch, field: Field) -> Ids:
        if field not in self._columns:
            return np.full(batch.num_rows, -1, np.int64)
        return self._labels[field].numbers(batch.column(self._columns[field]))

    def _moments_of(self, batch: pa.RecordBatch, field: Field) -> Times:
        if field not in self._columns:
            return np.full(batch.num_rows, NO_TIME, np.int64)
        times, wrong = self._moments.times(batch.column(self._columns[field]))
        for place, text in wrong:
            self._omitted.note(self._rows + place + 1, f"Không đọc được thời điểm “{text}”.", f"No time: {text!r}.")
        return times

    def _sound(self, ids: list[Ids], times: list[Times]) -> NDArray[np.bool_]:
        """Which rows are events; the others are told."""
        case, activity = ids[:2]
        started, ended = times[2:]
        missing = (case < 0) | (activity < 0) | (ended == NO_TIME)
        backward = ~missing & (started != NO_TIME) & (started > ended)
        self._leave_out(missing, "Thiếu mã ca, hoạt động hoặc thời điểm kết thúc.", "Case, activity or end is missing.")
        self._leave_out(backward, "Kết thúc trước khi bắt đầu.", "It ended before it began.")
        sound: NDArray[np.bool_] = ~missing & ~backward
        return sound

    def _leave_out(self, which: NDArray[np.bool_], vi: str, en: str) -> None:
        self._omitted.note_many((np.nonzero(which)[0] + self._rows + 1).tolist(), vi, en)

    def _attributes(self, batch: pa.RecordBatch, case: Ids, kept: NDArray[np.bool_]) -> None:
        """What the first row of each case says of it."""
        if not self._further or not kept.any():
            return
        rows = np.nonzero(kept)[0]
        numbers, firsts = np.unique(case[rows], return_index=True)
        if (most := int(numbers[-1]) + 1) > len(self._told_of):
            more = max(most, 2 * len(self._told_of)) - len(self._told_of)
            self._told_of = np.concatenate([self._told_of, np.zeros(more, np.bool_)])
        fresh = ~self._told_of[numbers]
        self._told_of[numbers] = True
        cases, places = numbers[fresh].tolist(), pa.array(rows[firsts[fresh]])
        for n, name in self._further:
            values = batch.column(n).take(places).to_pylist()
            self._known[name].update((each, self._value(value)) for each, value in zip(cases, values, strict=True))

    def _value(self, value: object) -> object:
        """An attribute of a case; a moment by the day of the office, for its date is asked for."""
        zone = self._told.zone
        match value:
            case datetime():
                return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
            case date():
                return datetime.combine(value, time(), zone)
            case float() if isnan(value):
                return None
            case bool() | int() | float():
                return value
        return None if value is None else str(value) or None
