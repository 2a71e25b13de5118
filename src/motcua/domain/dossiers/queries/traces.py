"""The log as mining reads it: dossier by dossier, in the memory of some hundreds of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection

from motcua.core.mining.traces import Trace
from motcua.core.workcal import ZONE, office_time
from motcua.domain.dossiers.events import EventKind, RecordedEvent
from motcua.domain.dossiers.tracing import KINDS, Named, trace_of
from motcua.domain.identity import queries as identity
from motcua.infra.ids import first_uuid7

AT_A_TIME: Final = 500
_SOME: Final = """
SELECT d.id, d.code, d.procedure_code, d.case_key, d.channel, d.assisted, d.parent_id IS NOT NULL, d.competent_id,
    d.receiving_id, d.submitted_at, d.accepted_at, (d.clock->>'statutory_due_at')::timestamptz, d.due_at, d.resolved_at,
    d.ended_at, d.phase, d.clock->'limit' ? 'working_hours', e.seq, e.at, e.kind, e.actor, e.step, e.role, e.data
FROM (
    SELECT * FROM dossiers_dossier
    WHERE id > %(after)s AND id < %(before)s AND (%(procedure)s = '' OR procedure_code = %(procedure)s)
        AND (%(office)s::bigint IS NULL OR competent_id = %(office)s)
    ORDER BY id LIMIT %(most)s
) d
LEFT JOIN LATERAL (
    SELECT array_agg(seq ORDER BY seq), array_agg(at ORDER BY seq), array_agg(kind ORDER BY seq),
        array_agg(actor ORDER BY seq), array_agg(step ORDER BY seq), array_agg(role ORDER BY seq),
        array_agg(data::text ORDER BY seq)
    FROM dossiers_dossierevent WHERE dossier_id = d.id AND kind = ANY (%(kinds)s)
) e (seq, at, kind, actor, step, role, data) ON true
ORDER BY d.id
"""
_OF_THE_ROW: Final = ("procedure", "case", "channel", "assisted", "part", "office", "receiving")
_MOMENTS: Final = ("submitted", "accepted", "due", "appointment", "decided", "ended")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which dossiers: those filed from the first to the last day, both counted, of a procedure by its code, and of the
    agency that decides. What is not said restricts nothing.
    """

    first: date | None = None
    last: date | None = None
    procedure: str = ""
    office_id: int | None = None


def traces(selection: Selection, called: Named = str) -> Iterator[Trace]:
    """The dossiers, in the order in which they were filed. Nobody is named but officers, as `called` says: by their
    numbers, unless told. A dossier goes by its code, and before it has one by its id.
    """
    after = _bound(selection.first) if selection.first else UUID(int=0)
    before = _bound(selection.last + timedelta(days=1)) if selection.last else UUID(int=2**128 - 1)
    # The smallest id of the first day counts with it, and no id lies between two that follow each other.
    asked: dict[str, Any] = {
        "after": UUID(int=max(after.int - 1, 0)),
        "before": before,
        "procedure": selection.procedure,
        "office": selection.office_id,
        "kinds": sorted(KINDS),
        "most": AT_A_TIME,
    }
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_SOME, asked)
            rows = cursor.fetchall()
        for row in rows:
            yield _trace(row, called)
        if len(rows) < AT_A_TIME:
            return
        asked["after"] = rows[-1][0]


def _bound(day: date) -> UUID:
    return first_uuid7(datetime.combine(day, time(), ZONE))


def _trace(row: tuple[Any, ...], called: Named) -> Trace:
    dossier_id, code, *of_the_row = row[:9]
    facts = dict(zip(_OF_THE_ROW, of_the_row, strict=True))
    for name in ("office", "receiving"):
        facts[name] = identity.agency(facts[name]).code
    moments = (moment and office_time(moment) for moment in row[9:15])
    known = {**facts, **dict(zip(_MOMENTS, moments, strict=True)), "phase": row[15], "by_the_hour": row[16]}
    return trace_of(code or str(dossier_id), known, _events(row[17:]), called)


def _events(columns: tuple[list[Any] | None, ...]) -> Iterator[RecordedEvent]:
    for seq, at, kind, actor, step, role, data in zip(*(each or () for each in columns), strict=True):
        yield RecordedEvent(seq, at, EventKind(kind), actor, None, step, role, orjson.loads(data), "")
