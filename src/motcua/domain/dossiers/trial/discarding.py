"""Throwing trials away, and everything with the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection
from psycopg import sql

from motcua.domain.dossiers.trial.rows import trials_of
from motcua.domain.records.services import drop_unused_content
from motcua.infra.postgres.trial import trial_space

# Rows of a dossier lie under its id in every table that has one, and by other names in these.
_OTHERWISE = {"dossiers_dossier": "id", "infra_outboxentry": "subject"}
_BY_DOSSIER = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attname = 'dossier_id'
"""
_WITH_PARTS = """
WITH RECURSIVE gone AS (
    SELECT unnest(%s::uuid[]) AS id UNION SELECT d.id FROM dossiers_dossier d JOIN gone ON d.parent_id = gone.id
) SELECT id FROM gone
"""
_TABLES = "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
_ANY_LEFT = "SELECT EXISTS (SELECT FROM trial_dossier)"
_UNUSED_PACKAGES = "DELETE FROM trial_package p WHERE NOT EXISTS (SELECT FROM trial_dossier d WHERE d.package = p.hash)"
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('trials'))"
_TOGETHER = "SELECT pg_advisory_xact_lock_shared(hashtext('trials'))"


def discard_trial(trial_id: UUID) -> None:
    """Throw one trial away. Nothing is said of one that is gone."""
    with trial_space():
        discard([trial_id])


def discard_trials(version_id: int) -> int:
    """Throw away all trials of a version; how many there were."""
    with trial_space():
        found = [row.dossier_id for row in trials_of(version_id)]
        discard(found)
    return len(found)


def wait_for_cleaning() -> None:
    """A trial that is being started must not lose half of what it has written to one who clears up after the last."""
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER)


def discard(trials: Sequence[UUID]) -> None:
    """Remove all rows of these dossiers and of their parts. With the last trial everything goes: numbers given and
    documents too. Called inside the space.
    """
    if not trials:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
        cursor.execute(_WITH_PARTS, [list(trials)])
        gone = [dossier_id for (dossier_id,) in cursor.fetchall()]
        cursor.execute(_BY_DOSSIER)
        places = {name: "dossier_id" for (name,) in cursor.fetchall()} | _OTHERWISE
        for table, column in places.items():
            remove = sql.SQL("DELETE FROM {} WHERE {} = ANY (%s)")
            cursor.execute(remove.format(sql.Identifier(table), sql.Identifier(column)), [gone])
        cursor.execute(_UNUSED_PACKAGES)
        cursor.execute(_ANY_LEFT)
        if cursor.fetchone() == (True,):
            return
        cursor.execute(_TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    drop_unused_content(timedelta())
