"""The statements of a changeover. Those that move or restore run inside one transaction with the claim of its dossiers,
so that a dossier is wholly the one or wholly the other, whatever breaks off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from motcua.domain.dossiers.changeover.types import DossierState

# What a changeover may replace: kept as it is stored, and put back as it was.
_KEPT = """jsonb_build_object(
    'version_id', d.version_id, 'terms_id', d.terms_id, 'process', d.process, 'answers', d.answers,
    'tasks', (SELECT jsonb_agg(t) FROM dossiers_opentask t WHERE t.dossier_id = d.id),
    'timers', (SELECT jsonb_agg(t) FROM dossiers_dossiertimer t WHERE t.dossier_id = d.id))"""
# The columns are read as they were when the statement began; the write takes place only if no event came since.
_MOVE = f"""
WITH act AS (
    SELECT (a->'dossier'->>'id')::uuid AS id, (a->'dossier'->>'seq')::int AS seq, a
    FROM jsonb_array_elements(%s::jsonb) a
), kept AS MATERIALIZED (
    SELECT d.id, {_KEPT} AS was FROM dossiers_dossier d WHERE d.id = ANY (%s)
), written AS MATERIALIZED (
    SELECT act.id, act.seq, kept.was, dossiers_write(act.a) AS standing FROM act JOIN kept USING (id)
)
UPDATE dossiers_changeddossier c SET state = 'moved', seq = w.seq, kept = w.was
FROM written w WHERE c.changeover_id = %s AND c.dossier_id = w.id AND w.standing IS NOT NULL
RETURNING c.dossier_id
"""  # noqa: S608 our own columns
_CLAIM = """
SELECT dossier_id, tries, coalesce(seq, 0), from_version_id FROM dossiers_changeddossier
WHERE changeover_id = %s AND state = %s ORDER BY dossier_id LIMIT %s FOR UPDATE SKIP LOCKED
"""
_RESTORE = """
UPDATE dossiers_dossier d SET
    version_id = (c.kept->>'version_id')::bigint, terms_id = (c.kept->>'terms_id')::bigint,
    process = c.kept->'process', answers = c.kept->'answers', seq = r.seq, head = r.hash
FROM jsonb_populate_recordset(NULL::dossiers_dossierevent, %s::jsonb) r
JOIN dossiers_changeddossier c ON c.changeover_id = %s AND c.dossier_id = r.dossier_id
WHERE d.id = ANY (%s) AND d.id = r.dossier_id AND d.seq = r.seq - 1
RETURNING d.id
"""
_CLEAR = "DELETE FROM {table} WHERE dossier_id = ANY (%s)"
_FILL = """
INSERT INTO {table} SELECT rows.* FROM dossiers_changeddossier c,
    jsonb_populate_recordset(NULL::{table}, c.kept->'{name}') AS rows
WHERE c.changeover_id = %s AND c.dossier_id = ANY (%s) AND jsonb_typeof(c.kept->'{name}') = 'array'
"""
_APPEND = """
INSERT INTO dossiers_dossierevent
    (dossier_id, seq, at, kind, actor, office_id, step, role, data, command, previous, hash)
SELECT dossier_id, seq, at, kind, actor, office_id, step, role, data, command, previous, hash
FROM jsonb_populate_recordset(NULL::dossiers_dossierevent, %s::jsonb) WHERE dossier_id = ANY (%s)
"""
_TELL = """
INSERT INTO infra_outboxentry (consumer, subject, first, last)
SELECT consumer, dossier_id, seq, seq
FROM jsonb_populate_recordset(NULL::dossiers_dossierevent, %s::jsonb), unnest(%s::text[]) AS consumer
WHERE dossier_id = ANY (%s)
"""
_SETTLE = """
UPDATE dossiers_changeddossier c SET state = r.state, why = r.why
FROM jsonb_to_recordset(%s::jsonb) AS r (dossier_id uuid, state text, why jsonb)
WHERE c.changeover_id = %s AND c.dossier_id = r.dossier_id
"""
_CHOOSE = """
INSERT INTO dossiers_changeddossier (changeover_id, dossier_id, from_version_id, state, tries)
SELECT %s, dossier_id, from_version_id, 'chosen', 0
FROM unnest(%s::uuid[], %s::bigint[]) AS t (dossier_id, from_version_id)
"""
_KEPT_ROWS = (("dossiers_opentask", "tasks"), ("dossiers_dossiertimer", "timers"))


def choose(changeover_id: int, dossiers: Sequence[tuple[UUID, int]]) -> None:
    """Put dossiers and the versions they come from on the list of a changeover."""
    ids, versions = [each[0] for each in dossiers], [each[1] for each in dossiers]
    with connection.cursor() as cursor:
        cursor.execute(_CHOOSE, [changeover_id, ids, versions])


class Claimed(NamedTuple):
    """A dossier whose turn it is. seq: the event that moved it; 0 before."""

    id: UUID
    tries: int
    seq: int
    from_version_id: int


def claim(changeover_id: int, state: DossierState, most: int) -> list[Claimed]:
    """Take dossiers of a changeover that are in a state, for this transaction. Several workers take different ones and
    do not wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [changeover_id, state.value, most])
        return [Claimed._make(row) for row in cursor.fetchall()]


def write_moves(changeover_id: int, acts: Sequence[dict[str, Any]]) -> set[UUID]:
    """Write the moves of many dossiers, each only if nothing happened to it since it was read; which were written."""
    ids = [act["dossier"]["id"] for act in acts]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [orjson.dumps(acts).decode(), ids, changeover_id])
        return {row[0] for row in cursor.fetchall()}


def write_restored(changeover_id: int, events: Sequence[dict[str, Any]], consumers: Sequence[str]) -> set[UUID]:
    """Put dossiers back as they were kept, each with the event that says so, if nothing happened to it since it was
    read; which were put back.
    """
    packed = orjson.dumps(events).decode()
    with connection.cursor() as cursor:
        cursor.execute(_RESTORE, [packed, changeover_id, [event["dossier_id"] for event in events]])
        restored: list[UUID] = [row[0] for row in cursor.fetchall()]
        for table, name in _KEPT_ROWS:
            cursor.execute(_CLEAR.format(table=table), [restored])
            cursor.execute(_FILL.format(table=table, name=name), [changeover_id, restored])
        cursor.execute(_APPEND, [packed, restored])
        cursor.execute(_TELL, [packed, list(consumers), restored])
    return set(restored)


def settle(changeover_id: int, ends: Sequence[tuple[UUID, DossierState, dict[str, Any] | None]]) -> None:
    """Say what became of dossiers, and why."""
    rows = [{"dossier_id": each, "state": state.value, "why": why} for each, state, why in ends]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [orjson.dumps(rows).decode(), changeover_id])


def count_tries(changeover_id: int, dossiers: Sequence[UUID]) -> None:
    """Note that somebody else was quicker."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_changeddossier SET tries = tries + 1 WHERE changeover_id = %s AND dossier_id = ANY (%s)",
            [changeover_id, list(dossiers)],
        )
