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
from motcua.core.mining.reading.columns import attribute_names, columns_of, guesses_of_columns, is_our_own, place_of
from motcua.core.mining.reading.fields import LIFECYCLE, Field
from motcua.core.mining.reading.moment_reader import Order, whatever_comes_first
from motcua.core.mining.reading.read import NOTHING_TOLD, NoLogError, Omissions, Read, Told
from motcua.core.mining.reading.rows import read_rows

ROWS: Final = 1 << 17
_OF_PANDAS: Final = "__index_level_"
Bools = NDArray[np.bool_]
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
        return whatever_comes_first(
            lambda order: read_rows(header, columns, _rows(file), told, Omissions(), order=order)
        )

    def read(order: Order) -> Read:
        log = _Log(header, columns, told, order)
        for batch in batches(file):
            log.take(batch)
        return log.whole()

    return whatever_comes_first(read)


def opened(stream: IO[bytes]) -> pq.ParquetFile:
    """The file, with its columns of texts as numbers of their different values. Raises NoLogError."""
    try:
        file = pq.ParquetFile(stream)
        names = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
        return pq.ParquetFile(stream, read_dictionary=names)
    except (pa.ArrowException, OSError) as fault:
        raise NoLogError(
            "Đây không phải tệp Parquet đọc được. Hãy tải lại hoặc xuất lại tệp.",
            f"This is no readable Parquet file ({fault}). Export or fetch it again.",
        ) from None


def batches(file: pq.ParquetFile, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows, some at a time. Raises NoLogError for a damaged file."""
    try:
        yield from file.iter_batches(batch_size=ROWS, columns=columns)
    except (pa.ArrowException, OSError) as fault:
        raise NoLogError(
            "Tệp Parquet bị hỏng. Hãy tải lại hoặc xuất lại tệp.",
            f"The Parquet file is damaged ({fault}). Export or fetch it again.",
        ) from None


def _rows(file: pq.ParquetFile) -> Iterator[tuple[int, list[str]]]:
    """As texts, for what is told by several rows together."""
    rows = (row for batch in batches(file) for row in zip(*(each.to_pylist() for each in batch.columns), strict=True))
    for line, row in enumerate(rows, 1):
        yield line, ["" if value is None else str(value) for value in row]


class _Log:
    def __init__(self, header: list[str], columns: Mapping[Field, int], told: Told, order: Order) -> None:
        self._columns = columns
        self._told = told
        self._guesses = tuple(guesses_of_columns(header, columns, told.mapping))
        self._is_our_own = is_our_own(header)
        self._further = [(n, name) for n, name in attribute_names(header, columns) if not name.startswith(_OF_PANDAS)]
        self._labels = {field: Labels() for field in _TEXTS}
        self._moments = Moments(told.zone, order)
        self._ids: list[list[Ids]] = []
        self._times: list[list[Times]] = []
        self._known: dict[str, dict[int, object]] = {name: {} for _, name in self._further}
        self._told_of = np.zeros(0, np.bool_)
        self._omitted = Omissions()
        self._alone: list[Ids] = []
        self._rows = 0

    def take(self, batch: pa.RecordBatch) -> None:
        """Some rows more."""
        read = [self._moments_of(batch, field) for field in _TIMES]
        times, unreadable = [each for each, _ in read], read[-1][1]
        ids = [self._numbers_of(batch, field) for field in _TEXTS]
        alone = self._without_events(ids, times, unreadable)
        kept = self._sound(ids, times, alone | unreadable)
        self._ids.append([each[kept] for each in ids])
        self._times.append([each[kept] for each in times])
        self._alone.append(ids[0][alone])
        self._attributes(batch, ids[0], kept | alone)
        self._rows += batch.num_rows

    def whole(self) -> Read:
        """All rows as a log."""
        ids, times = (
            [np.concatenate([np.zeros(0, np.int64), *(part[n] for part in parts)]) for n in range(len(_TEXTS))]
            for parts in (self._ids, self._times)
        )
        used = [np.unique(each[each >= 0]) for each in ids]
        used[0] = np.unique(np.concatenate([used[0], *self._alone]))
        names = [self._labels[field].names for field in _TEXTS]
        log = ordered(
            [tuple(each[n] for n in numbers.tolist()) for each, numbers in zip(names, used, strict=True)],
            [np.where(each < 0, each, np.searchsorted(numbers, each)) for each, numbers in zip(ids, used, strict=True)],
            times,
            {name: [values.get(n) for n in used[0].tolist()] for name, values in self._known.items()},
        )
        guessed = (*self._guesses, *self._moments.guessed())
        return Read(log, tuple(self._omitted.first), self._omitted.count, guessed)

    def _numbers_of(self, batch: pa.RecordBatch, field: Field) -> Ids:
        if field not in self._columns:
            return np.full(batch.num_rows, -1, np.int64)
        return self._labels[field].numbers(batch.column(self._columns[field]))

    def _moments_of(self, batch: pa.RecordBatch, field: Field) -> tuple[Times, Bools]:
        """The moments of a field, and which of them cannot be read, which is told."""
        unreadable: Bools = np.zeros(batch.num_rows, np.bool_)
        if field not in self._columns:
            return np.full(batch.num_rows, NO_TIME, np.int64), unreadable
        times, wrong = self._moments.times(batch.column(self._columns[field]))
        for place, text in wrong:
            unreadable[place] = True
            self._omitted.note_moment(self._rows + place + 1, text)
        return times, unreadable

    def _without_events(self, ids: list[Ids], times: list[Times], unreadable: Bools) -> Bools:
        """Which rows are cases of which no event is known, as our own logs have them."""
        empty = np.logical_and.reduce([*(each < 0 for each in ids[1:]), *(each == NO_TIME for each in times)])
        found: Bools = empty & (ids[0] >= 0) & ~unreadable & self._is_our_own
        return found

    def _sound(self, ids: list[Ids], times: list[Times], told: Bools) -> Bools:
        """Which rows are events; the others are told, as far as they are not told yet."""
        started, ended = times[2:]
        lacking = {Field.CASE: ids[0] < 0, Field.ACTIVITY: ids[1] < 0, Field.ENDED: ended == NO_TIME}
        missing = np.logical_or.reduce(list(lacking.values()))
        for place in np.flatnonzero(missing & ~told).tolist():
            fields = [field for field, where in lacking.items() if where[place]]
            self._omitted.note_missing(self._rows + place + 1, fields)
        backward = ~missing & (started != NO_TIME) & (started > ended)
        for place in np.flatnonzero(backward).tolist():
            self._omitted.note_backward(self._rows + place + 1)
        sound: Bools = ~missing & ~backward
        return sound

    def _attributes(self, batch: pa.RecordBatch, case: Ids, kept: Bools) -> None:
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
