"""Logs as Parquet: a row for each event, and in each row what is known of its case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from motcua.core.mining.log import NO_TIME, NOBODY, EventLog, Ids, Times
from motcua.core.mining.reading.columns import OF_THE_CASE
from motcua.core.mining.reading.fields import MOMENTS, Field
from motcua.core.mining.traces import Kind, Trace, kinds_of
from motcua.core.mining.writing.values import as_text

_AT_A_TIME: Final = 1 << 16
_MOMENT: Final = pa.timestamp("us", "UTC")
_TYPES: Final = {
    Kind.TEXT: pa.string(),
    Kind.MOMENT: _MOMENT,
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
}


def write_parquet_log(cases: Iterable[Trace], kinds: Mapping[str, Kind], stream: IO[bytes]) -> int:
    """Write cases as they come; how many events. A case without events has a row of its own, with nothing of an
    event.
    """
    schema = _schema(kinds)
    written = 0
    with pq.ParquetWriter(stream, schema) as writer:
        columns = _no_rows(schema)
        for trace in cases:
            _append(columns, trace, kinds)
            written += len(trace.events)
            if len(columns[0]) >= _AT_A_TIME:
                _flush(writer, columns, schema)
                columns = _no_rows(schema)
        _flush(writer, columns, schema)
    return written


def write_parquet(log: EventLog, stream: IO[bytes]) -> None:
    """Write a whole log, ordered by the time of the ends as a live log comes, then the cases without events."""
    order = np.argsort(log.ended, kind="stable")
    alone = np.flatnonzero(log.first[1:] == log.first[:-1])
    nobody, no_time = np.full(len(alone), NOBODY, np.int64), np.full(len(alone), NO_TIME, np.int64)
    case = np.concatenate([log.case[order], alone])
    activity, resource, role = (
        np.concatenate([each[order], nobody]) for each in (log.activity, log.resource, log.role)
    )
    times = (np.concatenate([each[order], no_time]) for each in (log.ended, log.started, log.claimed, log.enabled))
    kinds = kinds_of(log)
    columns = [
        _names(log.cases, case),
        _names(log.activities, activity),
        *map(_moments, times),
        _names(log.resources, resource),
        _names(log.roles, role),
        *(_values(log.attributes[name], kind).take(pa.array(case)) for name, kind in kinds.items()),
    ]
    names = [*(field.value for field in Field), *(f"{OF_THE_CASE}{name}" for name in kinds)]
    pq.write_table(pa.table(dict(zip(names, columns, strict=True))), stream)


def _schema(kinds: Mapping[str, Kind]) -> pa.Schema:
    fields = [(field.value, _MOMENT if field in MOMENTS else pa.string()) for field in Field]
    return pa.schema([*fields, *((f"{OF_THE_CASE}{name}", _TYPES[kind]) for name, kind in kinds.items())])


def _no_rows(schema: pa.Schema) -> list[list[object]]:
    return [[] for _ in schema.names]


def _append(columns: list[list[object]], trace: Trace, kinds: Mapping[str, Kind]) -> None:
    for column, field in zip(columns, Field, strict=False):
        column.extend(getattr(event, field) or None for event in trace.events)
        if not trace.events:
            column.append(trace.case if field is Field.CASE else None)
    for column, (name, kind) in zip(columns[len(Field) :], kinds.items(), strict=True):
        column.extend([_plain(trace.attributes.get(name), kind)] * max(len(trace.events), 1))


def _flush(writer: pq.ParquetWriter, columns: list[list[object]], schema: pa.Schema) -> None:
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _values(values: Iterable[object], kind: Kind) -> pa.Array:
    return pa.array([_plain(value, kind) for value in values], _TYPES[kind])


def _plain(value: object, kind: Kind) -> object:
    """As a column of its kind takes it."""
    if value is None or kind is not Kind.TEXT or isinstance(value, str):
        return value
    return as_text(value, Kind.MOMENT if isinstance(value, datetime) else kind)


def _names(names: tuple[str, ...], numbers: Ids) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers < 0), pa.array(names, pa.string()))


def _moments(times: Times) -> pa.Array:
    return pa.array(times, mask=times == NO_TIME).cast(_MOMENT)
