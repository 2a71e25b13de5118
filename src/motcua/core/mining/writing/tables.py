"""Logs as CSV in UTF-8: a row for each event, and in each row what is known of its case."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO

from motcua.core.mining.log import Event
from motcua.core.mining.reading.columns import OF_THE_CASE
from motcua.core.mining.reading.fields import Field
from motcua.core.mining.traces import Kind, Trace
from motcua.core.mining.writing.values import as_text


def write_table(cases: Iterable[Trace], kinds: Mapping[str, Kind], stream: IO[bytes]) -> int:
    """Write cases as they come; how many events. A case without events has a row of its own, with nothing of an
    event.
    """
    text = io.TextIOWrapper(stream, "utf-8", newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([*Field, *(f"{OF_THE_CASE}{name}" for name in kinds)])
    written = 0
    for trace in cases:
        known = [_cell(trace.attributes.get(name), kind) for name, kind in kinds.items()]
        for event in trace.events:
            rows.writerow([*_cells(event), *known])
        if not trace.events:
            rows.writerow([trace.case, *[""] * (len(Field) - 1), *known])
        written += len(trace.events)
    text.detach()
    return written


def _cells(event: Event) -> Iterable[str]:
    for field in Field:
        value = getattr(event, field)
        yield value.isoformat() if isinstance(value, datetime) else value or ""


def _cell(value: object, kind: Kind) -> str:
    return "" if value is None else as_text(value, kind)
