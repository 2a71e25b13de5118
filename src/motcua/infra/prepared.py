"""The few hot statements: sent with their values apart and prepared once for each connection, so that neither side
reads the text again. They run in whatever transaction Django has open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that a statement answers with; values stand for `%s` in it. Database errors are Django's."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(statement, values, prepare=True).fetchall()
