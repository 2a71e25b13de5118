"""One object-centric log, as JSON, as XML and as a database."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from motcua.core.mining.reading import Read, Told, read_ocel_database, read_ocel_json, read_ocel_xml
from motcua.core.workcal import ZONE

Plain = dict[str, Any]
LOG: Plain = {
    "objectTypes": [
        {
            "name": "permit",
            "attributes": [
                {"name": "due", "type": "time"},
                {"name": "floors", "type": "integer"},
                {"name": "area", "type": "float"},
                {"name": "urgent", "type": "boolean"},
            ],
        },
        {"name": "office", "attributes": []},
        {"name": "employee", "attributes": []},
    ],
    "eventTypes": [
        {"name": "receive", "attributes": [{"name": "started", "type": "time"}]},
        {"name": "decide", "attributes": []},
    ],
    "objects": [
        {
            "id": "P1",
            "type": "permit",
            "attributes": [
                {"name": "due", "time": "1970-01-01T00:00:00Z", "value": "2026-11-20T17:00:00Z"},
                {"name": "floors", "time": "2026-11-21T00:00:00Z", "value": 4},
                {"name": "floors", "time": "1970-01-01T00:00:00Z", "value": 3},
                {"name": "area", "time": "1970-01-01T00:00:00Z", "value": 82.5},
                {"name": "urgent", "time": "1970-01-01T00:00:00Z", "value": True},
            ],
            "relationships": [{"objectId": "O1", "qualifier": "decided by"}],
        },
        {"id": "P2", "type": "permit", "attributes": [], "relationships": []},
        {"id": "O1", "type": "office", "attributes": [], "relationships": []},
        {"id": "An", "type": "employee", "attributes": [], "relationships": []},
    ],
    "events": [
        {
            "id": "e1",
            "type": "receive",
            "time": "2026-11-20T02:00:00Z",
            "attributes": [{"name": "started", "value": "2026-11-20T01:30:00Z"}],
            "relationships": [{"objectId": "P1", "qualifier": "x"}, {"objectId": "An", "qualifier": "by"}],
        },
        {
            "id": "e2",
            "type": "decide",
            "time": "2026-11-23T02:00:00Z",
            "attributes": [],
            "relationships": [
                {"objectId": "P1", "qualifier": ""},
                {"objectId": "P1", "qualifier": "again"},
                {"objectId": "P2", "qualifier": ""},
                {"objectId": "O1", "qualifier": ""},
            ],
        },
    ],
}


def as_json(log: Plain) -> Callable[[Told], Read]:
    """Such a log as a JSON document, ready to be read."""
    return lambda told: read_ocel_json(io.BytesIO(json.dumps(log, indent=1).encode()), told)


def as_xml(log: Plain) -> Callable[[Told], Read]:
    """The same as XML."""

    def types(kind: str) -> str:
        told = (
            f'<{kind}-type name="{each["name"]}"><attributes>'
            + "".join(f'<attribute name="{of["name"]}" type="{of["type"]}"/>' for of in each["attributes"])
            + f"</attributes></{kind}-type>"
            for each in log[f"{kind}Types"]
        )
        return f"<{kind}-types>{''.join(told)}</{kind}-types>"

    def inside(each: Plain) -> str:
        known = "".join(
            f'<attribute name="{of["name"]}" time="{of.get("time", "")}">{of["value"]}</attribute>'
            for of in each["attributes"]
        )
        others = "".join(f'<relationship object-id="{of["objectId"]}"/>' for of in each["relationships"])
        return f"<attributes>{known}</attributes><objects>{others}</objects>"

    objects = "".join(f'<object id="{o["id"]}" type="{o["type"]}">{inside(o)}</object>' for o in log["objects"])
    events = "".join(
        f'<event id="{e["id"]}" type="{e["type"]}" time="{e["time"]}">{inside(e)}</event>' for e in log["events"]
    )
    xml = f"<log>{types('object')}{types('event')}<events>{events}</events><objects>{objects}</objects></log>"
    return lambda told: read_ocel_xml(io.BytesIO(xml.encode()), told)


_SQL = {"string": "TEXT", "time": "TIMESTAMP", "integer": "INTEGER", "float": "REAL", "boolean": "BOOLEAN"}


def as_database(log: Plain) -> Callable[[Told], Read]:
    """The same as a database, which can be read once."""
    database = sqlite3.connect(":memory:")
    database.executescript(
        """
        CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
        CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
        CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
        CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
        CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
        CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
        """
    )
    for kind, further in (("object", ", ocel_changed_field TEXT"), ("event", "")):
        for each in log[f"{kind}Types"]:
            columns = "".join(f', "{of["name"]}" {_SQL[of["type"]]}' for of in each["attributes"])
            database.execute(f'CREATE TABLE "{kind}_{each["name"]}" (ocel_id TEXT, ocel_time TEXT{further}{columns})')
            database.execute(f"INSERT INTO {kind}_map_type VALUES (?, ?)", (each["name"], each["name"]))
    for each in log["objects"]:
        database.execute("INSERT INTO object VALUES (?, ?)", (each["id"], each["type"]))
        for of in each["attributes"]:
            database.execute(
                f'INSERT INTO "object_{each["type"]}" (ocel_id, ocel_time, ocel_changed_field, "{of["name"]}") '
                "VALUES (?, ?, ?, ?)",
                (each["id"], of["time"], of["name"], of["value"]),
            )
        for of in each["relationships"]:
            database.execute("INSERT INTO object_object VALUES (?, ?, '')", (each["id"], of["objectId"]))
    for each in log["events"]:
        database.execute("INSERT INTO event VALUES (?, ?)", (each["id"], each["type"]))
        named = {of["name"]: of["value"] for of in each["attributes"]}
        columns = "".join(f', "{name}"' for name in named)
        database.execute(
            f'INSERT INTO "event_{each["type"]}" (ocel_id, ocel_time{columns}) VALUES (?, ?{", ?" * len(named)})',
            (each["id"], each["time"], *named.values()),
        )
        for of in each["relationships"]:
            database.execute("INSERT INTO event_object VALUES (?, ?, '')", (each["id"], of["objectId"]))

    def read(told: Told) -> Read:
        try:
            return read_ocel_database(database, told)
        finally:
            database.close()

    return read


KINDS: Mapping[str, Callable[[Plain], Callable[[Told], Read]]] = {
    "json": as_json,
    "xml": as_xml,
    "database": as_database,
}
every_kind = pytest.mark.parametrize("kind", list(KINDS))


def read(kind: str, log: Plain = LOG, **told: Any) -> Read:
    """A log of one kind, its times in Vietnam."""
    return KINDS[kind](log)(Told(zone=ZONE, **told))
