"""The few hot statements: sent with their values apart and prepared once for each connection, so that neither side
reads the text again. They run in whatever transaction Django has open.
"""

from __future__ import annotations

import select
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that a statement answers with; values stand for `%s` in it. Database errors are Django's."""
    _let_go_of_a_cut_connection()
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values, prepare=True).fetchall()


def _let_go_of_a_cut_connection() -> None:
    """After the database was restarted, each thread still holds a connection that is none. Django asks before a
    request's first cursor by a round trip; here a look at the socket does: on an idle connection there is something to
    read only when the server has said good-bye.
    """
    kept = connection.connection
    if kept is None or connection.in_atomic_block:
        return
    if kept.closed or _has_something_to_read(kept.fileno()):
        connection.close()


def _has_something_to_read(socket: int) -> bool:
    looking = select.poll()
    looking.register(socket, select.POLLIN)
    return bool(looking.poll(0))
