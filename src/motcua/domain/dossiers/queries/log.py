"""The log as its other readers take it: with the few facts of the dossier that make an event countable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from motcua.domain.dossiers.events import EventKind
from motcua.infra.outbox import Entry

_COLUMNS = (
    "e.dossier_id, e.seq, e.at, e.kind, e.data, d.competent_id, d.procedure_code, d.channel, d.parent_id IS NOT NULL, "
    "e.office_id"
)
_OF_ENTRIES = f"""
SELECT {_COLUMNS}
FROM unnest(%s::uuid[], %s::int[], %s::int[]) AS o (subject, first, last)
JOIN dossiers_dossierevent e ON e.dossier_id = o.subject AND e.seq BETWEEN o.first AND o.last AND e.kind = ANY (%s)
JOIN dossiers_dossier d ON d.id = o.subject
"""  # noqa: S608 our own columns
_ALL = f"""
SELECT {_COLUMNS} FROM dossiers_dossierevent e JOIN dossiers_dossier d ON d.id = e.dossier_id WHERE e.kind = ANY (%s)
"""  # noqa: S608 our own columns


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event, and where its dossier belongs. is_of_a_part: that is a part of another one, which was filed once."""

    dossier_id: UUID
    seq: int
    at: datetime
    kind: EventKind
    data: Mapping[str, Any]
    competent_id: int
    procedure_code: str
    channel: str
    is_of_a_part: bool = False
    office_id: int | None = None


def events_of_entries(entries: Iterable[Entry], kinds: Iterable[EventKind]) -> Iterator[LoggedEvent]:
    """The events that outbox entries point to, as far as they are of these kinds."""
    wanted = list(entries)
    if not wanted:
        return iter(())
    columns = [[e.subject for e in wanted], [e.first for e in wanted], [e.last for e in wanted]]
    return _read(_OF_ENTRIES, [*columns, list(kinds)])


def all_events(kinds: Iterable[EventKind]) -> Iterator[LoggedEvent]:
    """Every event of these kinds there ever was, in no order."""
    return _read(_ALL, [list(kinds)])


def _read(statement: str, values: list[Any]) -> Iterator[LoggedEvent]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        for dossier_id, seq, at, kind, data, *rest in cursor:
            yield LoggedEvent(dossier_id, seq, at, EventKind(kind), orjson.loads(data), *rest)
