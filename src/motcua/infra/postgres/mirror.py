"""A second set of some of the tables, empty, in a schema of its own: what is written there stays there.

It is made from the tables as they are, so no migration has to know of it, and made anew when their shape has changed:
what lies in it is for trying out. Beside it stands a guard on every real table (docs/how-it-works/trial-space.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.db import connection, transaction
from psycopg import sql

SCHEMA: Final = "trial"

_MADE_BY: Final = 1
"""Counted up when this file makes something else from the same tables."""

_TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname
"""
_FUNCTIONS = """
SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
ORDER BY p.proname, p.oid
"""
_SHAPES = """
SELECT format('%%s %%s %%s %%s %%s %%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
    a.attidentity, pg_get_expr(d.adbin, d.adrelid))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY (%(tables)s)
UNION ALL
SELECT format('%%s %%s', t.relname, pg_get_constraintdef(x.oid))
FROM pg_constraint x JOIN pg_class t ON t.oid = x.conrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY (%(tables)s) AND x.contype IN ('c', 'p', 'u')
UNION ALL
SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY (%(tables)s)
ORDER BY 1
"""
_MARK = "SELECT obj_description(to_regnamespace(%s), 'pg_namespace')"
_UNGUARDED = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'nothing_is_written_from_a_trial')
"""
_REFUSE = """
CREATE OR REPLACE FUNCTION refuse_writes_from_a_trial() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a trial must not write the real table %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""
# The condition is looked at before any function is called: a real write pays well under a microsecond for it.
_GUARDED = sql.SQL(
    "CREATE TRIGGER nothing_is_written_from_a_trial BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {} "
    f"FOR EACH STATEMENT WHEN (current_schema() = '{SCHEMA}') EXECUTE FUNCTION refuse_writes_from_a_trial()"
)
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('mirror'))"


def build_mirror(prefixes: Iterable[str], own: str) -> bool:
    """Mirror the tables and functions whose names begin with one of the prefixes, and run `own`, which makes tables
    that only the mirror has. One that stands as it should is left as it is; whether it was made.

    The mirror has no foreign keys: one to a real table would lock its rows and keep them from being removed.
    """
    wanted = tuple(prefixes)
    _guard()
    with transaction.atomic():
        _run(_ONE_AT_A_TIME)
        tables = [name for (name,) in _rows(_TABLES) if name.startswith(wanted)]
        functions = [body for name, body in _rows(_FUNCTIONS) if name.startswith(wanted)]
        shapes = [shape for (shape,) in _rows(_SHAPES, {"tables": tables})]
        mark = _digest([str(_MADE_BY), *shapes, *functions, own])
        [(standing,)] = _rows(_MARK, [SCHEMA])
        if standing == mark:
            return False
        _make(tables, functions, own, mark)
    return True


def _make(tables: list[str], functions: list[str], own: str, mark: str) -> None:
    [(real,)] = _rows("SELECT current_schema()::text")
    _run(sql.SQL("DROP SCHEMA IF EXISTS {0} CASCADE; CREATE SCHEMA {0}").format(sql.Identifier(SCHEMA)))
    # Unlogged: it costs no log, reaches no replica, and is empty after a crash of the server.
    mirrored = sql.SQL("CREATE UNLOGGED TABLE {} (LIKE {} INCLUDING ALL)")
    for table in tables:
        _run(mirrored.format(sql.Identifier(SCHEMA, table), sql.Identifier(real, table)))
    for statement in _moved(functions, real):
        _run(statement)
    _run(sql.SQL("SET LOCAL search_path TO {}, {}").format(sql.Identifier(SCHEMA), sql.Identifier(real)))
    _run(sql.SQL(own))
    _run("SET LOCAL search_path TO DEFAULT")
    _run(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(SCHEMA), sql.Literal(mark)))


def _moved(functions: list[str], real: str) -> Iterator[sql.SQL]:
    """The functions as they are made in the mirror. Their bodies name tables without a schema: inside a trial these are
    the mirror's.
    """
    for body in functions:
        yield sql.SQL(body.replace(f"FUNCTION {real}.", f"FUNCTION {SCHEMA}.", 1))


def _guard() -> None:
    """Each table in a transaction of its own: nobody who is at work waits for more than one."""
    bare = [name for (name,) in _rows(_UNGUARDED)]
    if bare:
        _run(_REFUSE)
    for table in bare:
        with transaction.atomic():
            _run(_GUARDED.format(sql.Identifier(table)))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _rows(statement: str, values: Mapping[str, list[str]] | list[str] | None = None) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _run(statement: str | sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
