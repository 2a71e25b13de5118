"""A part into the tables: one COPY a table, all in the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from motcua.domain.dossiers.bulk.tables import TABLES, statement

_MAY_SKIP = "SELECT usesuper FROM pg_user WHERE usename = current_user"
# Every row names offices, officers and its own dossier; asking for each of them again takes the database four fifths of
# the time. All of them come from look-ups of this same part, and `loading` asks for what the courses name.
_TRUST = "SET LOCAL session_replication_role = replica"
_ASK_AGAIN = "SET LOCAL session_replication_role = DEFAULT"
# What was not safe on disk when the machine lost its power is gone with its mark, and is made again.
_WITHOUT_WAITING = "SET LOCAL synchronous_commit = off"
# A write for each dossier takes longer than the dossier; all of a part in one piece takes a hundred megabytes more.
_DOSSIERS_AT_A_TIME = 64


class Sheets:
    """The lines of a part, by table."""

    def __init__(self) -> None:
        self._lines: dict[str, list[bytes]] = defaultdict(list)

    def add(self, lines: Iterable[tuple[str, list[str]]]) -> None:
        """The rows of one more dossier."""
        for table, found in lines:
            self._lines[table].append("\n".join((*found, "")).encode())

    def write(self) -> None:
        """All lines into their tables. The database checks what it checks of every row, except that what a row points
        to is there: that is asked again only where its role may not leave it out.
        """
        with connection.cursor() as cursor:
            cursor.execute(_WITHOUT_WAITING)
            cursor.execute(_MAY_SKIP)
            trusts = bool(cursor.fetchone()[0])
            if trusts:
                cursor.execute(_TRUST)
            for table in TABLES:
                if lines := self._lines.get(table.rows):
                    with cursor.copy(statement(table)) as copy:
                        for at in range(0, len(lines), _DOSSIERS_AT_A_TIME):
                            copy.write(b"".join(lines[at : at + _DOSSIERS_AT_A_TIME]))
            if trusts:
                cursor.execute(_ASK_AGAIN)
