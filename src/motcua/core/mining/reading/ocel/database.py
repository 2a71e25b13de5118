"""OCEL 2.0 as an SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final

from motcua.core.mining.reading.moment_reader import whatever_comes_first
from motcua.core.mining.reading.ocel.collecting import Collecting
from motcua.core.mining.reading.ocel.flattening import flattened
from motcua.core.mining.reading.read import NOTHING_TOLD, NoLogError, Read, Told

_NEEDED: Final = ("event", "object", "event_object", "event_map_type", "object_map_type")
_AT_A_TIME: Final = 10_000
Row = dict[str, object]


def read_ocel_database(connection: sqlite3.Connection, told: Told = NOTHING_TOLD) -> Read:
    """The log in an open database, which is only read; its views and triggers are never run. Raises NoLogError."""
    connection.text_factory = lambda content: content.decode(errors="replace")
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        return whatever_comes_first(lambda order: flattened(_Tables(connection, Collecting(told, order)).collected()))
    except sqlite3.Error as fault:
        raise NoLogError(
            "Cơ sở dữ liệu SQLite bị hỏng hoặc không đúng chuẩn OCEL 2.0. Hãy xuất lại từ hệ thống nguồn.",
            f"The SQLite database is damaged or not as OCEL 2.0 has it ({fault}). Export the log again.",
        ) from None


class _Tables:
    def __init__(self, connection: sqlite3.Connection, found: Collecting) -> None:
        self._connection = connection
        self._found = found
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._there = {str(name) for (name,) in rows}

    def collected(self) -> Collecting:
        """All objects and events of the database."""
        if missing := [name for name in _NEEDED if name not in self._there]:
            raise NoLogError(
                f"Cơ sở dữ liệu thiếu các bảng của OCEL 2.0: {', '.join(missing)}.",
                f"The database lacks tables of OCEL 2.0: {', '.join(missing)}.",
            )
        for row in self._rows("object"):
            self._found.take_object(_number(row), row.get("ocel_id"), row.get("ocel_type"))
        for name, table in self._maps("object"):
            self._values(name, table)
        if "object_object" in self._there:
            for row in self._rows("object_object"):
                self._found.relate(str(row.get("ocel_source_id")), row.get("ocel_target_id"))
        touched, told = self._touched(), set[str]()
        for name, table in self._maps("event"):
            for row in self._rows(table):
                told.add(str(row.get("ocel_id")))
                facts = {key: value for key, value in row.items() if not key.startswith("ocel_") and key != "rowid"}
                objects = touched.get(str(row.get("ocel_id")), ())
                self._found.take_event(_number(row), row.get("ocel_id"), name, row.get("ocel_time"), facts, objects)
        self._note_untold(told)
        return self._found

    def _note_untold(self, told: set[str]) -> None:
        """Events of which no table of their type says when they were."""
        for row in self._rows("event"):
            name, of_type = str(row.get("ocel_id")), str(row.get("ocel_type"))
            if name not in told:
                self._found.omitted.note(
                    _number(row),
                    f"Sự kiện “{name}” không có trong bảng của loại “{of_type}”; hãy xuất lại từ hệ thống nguồn.",
                    f"The event {name!r} is not in the table of its type {of_type!r}; export the log again.",
                )

    def _values(self, of_type: str, table: str) -> None:
        """The values of objects of one type. A row either begins an object, or changes the one field that it names."""
        for name, kind in self._columns(table).items():
            self._found.declare(of_type, name, _kind(kind))
        for row in self._rows(table):
            name, changed = str(row.get("ocel_id")), row.get("ocel_changed_field")
            for key, value in row.items():
                if not key.startswith("ocel_") and key != "rowid" and changed in (None, "", key):
                    self._found.take_value(_number(row), name, key, row.get("ocel_time"), value)

    def _touched(self) -> dict[str, list[object]]:
        """By event the objects that it touches."""
        found: dict[str, list[object]] = {}
        for row in self._rows("event_object"):
            found.setdefault(str(row.get("ocel_event_id")), []).append(row.get("ocel_object_id"))
        return found

    def _maps(self, kind: str) -> Iterator[tuple[str, str]]:
        """Each type with the table of its own; a type without events or objects may have none."""
        for row in list(self._rows(f"{kind}_map_type")):
            table = f"{kind}_{row.get('ocel_type_map')}"
            if table in self._there:
                yield str(row.get("ocel_type")), table

    def _columns(self, table: str) -> Mapping[str, str]:
        rows = self._connection.execute(f"PRAGMA table_info({_quoted(table)})")
        return {str(name): str(kind) for _, name, kind, *_ in rows}

    def _rows(self, table: str) -> Iterator[Row]:
        cursor = self._connection.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608 a table that is there
        names = [column[0] for column in cursor.description]
        line = 0
        while rows := cursor.fetchmany(_AT_A_TIME):
            for row in rows:
                line += 1
                yield {**dict(zip(names, row, strict=True)), "rowid": line}


def _number(row: Row) -> int:
    number = row["rowid"]
    return number if isinstance(number, int) else 0


def _kind(declared: str) -> str:
    """The kind of value that a column's declared type stands for."""
    upper = declared.upper()
    for part, kind in (("TIME", "time"), ("DATE", "time"), ("INT", "integer"), ("BOOL", "boolean")):
        if part in upper:
            return kind
    return "float" if any(part in upper for part in ("REAL", "FLOA", "DOUB", "NUM")) else "string"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
