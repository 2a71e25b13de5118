"""What takes long to make is made once a worker, in a transaction that is taken back; each test gets a copy.

`filled_by` makes it and keeps what came into empty tables; `lay` puts that into a test's database. The sequences know
the numbers already: they are not taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

T = TypeVar("T")
_COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = '' AND NOT attisdropped
"""


class Sheet(NamedTuple):
    """The rows of a table."""

    table: str
    columns: str
    rows: bytes


def filled_by(make: Callable[[], T]) -> tuple[T, list[Sheet]]:
    """What `make` answers, and all that stood in the tables then that were empty before."""
    with transaction.atomic(), connection.cursor() as cursor:
        empty = [table for table in _tables() if not _has_rows(cursor, table)]
        made = make()
        sheets = [_sheet(cursor, table) for table in empty if _has_rows(cursor, table)]
        transaction.set_rollback(True)
    return made, sheets


def lay(sheets: Iterable[Sheet]) -> None:
    """Put the rows into their tables; all that they point to must be among them or there already."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for sheet in sheets:
            with cursor.copy(f'COPY "{sheet.table}" {sheet.columns} FROM STDIN') as copy:
                copy.write(sheet.rows)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _tables() -> list[str]:
    return sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})


def _has_rows(cursor: CursorWrapper, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
    return bool(cursor.fetchone()[0])


def _sheet(cursor: CursorWrapper, table: str) -> Sheet:
    cursor.execute(_COLUMNS, [table])
    (columns,) = cursor.fetchone()
    with cursor.copy(f'COPY (SELECT {columns} FROM "{table}") TO STDOUT') as copy:
        return Sheet(table, f"({columns})", b"".join(copy))
