"""Object-centric logs (OCEL 2.0): as JSON, XML and SQLite one log is one log; its cases are the objects of a type."""

from __future__ import annotations

import io
import json
import sqlite3
from datetime import UTC, datetime

import pytest

from motcua.core.mining.log import as_moment
from motcua.core.mining.reading import (
    Field,
    NoLogError,
    Told,
    read_log,
    read_ocel_database,
    read_ocel_json,
)
from motcua.core.mining.traces import traces
from tests.core.mining.object_centric import KINDS, LOG, every_kind, read


@every_kind
def test_the_objects_of_a_type_are_the_cases_and_the_events_that_touch_them_their_events(kind: str) -> None:
    found = read(kind, case_object="permit").log
    first, second = sorted(traces(found), key=lambda trace: trace.case)
    assert [event.activity for event in first.events] == ["receive", "decide"]
    assert [event.activity for event in second.events] == ["decide"]
    assert first.events[0].started == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert as_moment(int(found.ended[0])) == datetime(2026, 11, 20, 2, tzinfo=UTC)


@every_kind
def test_what_objects_know_is_known_of_the_cases_as_it_was_last(kind: str) -> None:
    [first, _] = sorted(traces(read(kind, case_object="permit").log), key=lambda trace: trace.case)
    assert first.attributes == {
        "due": datetime(2026, 11, 20, 17, tzinfo=UTC),
        "floors": 4,
        "area": 82.5,
        "urgent": True,
        "office": "O1",
    }


@every_kind
def test_who_did_it_is_the_object_that_is_one_of_people(kind: str) -> None:
    found = read(kind, case_object="permit").log
    assert found.resources == ("An",)


@every_kind
def test_without_being_told_the_type_that_most_events_touch_is_taken_and_all_are_named(kind: str) -> None:
    found = read(kind)
    assert sorted(found.log.cases) == ["P1", "P2"]
    told = found.guessed[0]
    assert "'permit'" in told.en
    assert "office (1 objects, 1 events)" in told.en
    assert "office (1 đối tượng, 1 sự kiện)" in told.vi
    assert "--object" in told.vi


@every_kind
def test_events_apart_from_the_cases_are_told(kind: str) -> None:
    found = read(kind, case_object="office")
    assert (found.log.cases, found.log.activities[int(found.log.activity[0])]) == (("O1",), "decide")
    assert any(each.en.startswith("1 events touch no object of type 'office'") for each in found.guessed)


@every_kind
def test_a_type_that_there_is_not_is_refused_with_those_that_there_are(kind: str) -> None:
    with pytest.raises(NoLogError, match=r"bridge.*permit \(2 objects, 2 events\)"):
        read(kind, case_object="bridge")


@every_kind
def test_an_event_without_a_time_and_an_object_that_is_not_there_are_told(kind: str) -> None:
    touched = [{"objectId": "P1", "qualifier": ""}, {"objectId": "P9", "qualifier": ""}]
    broken = [
        {"id": "e3", "type": "decide", "time": "soon", "attributes": [], "relationships": touched},
        {"id": "e4", "type": "decide", "time": "2026-11-24T02:00:00Z", "attributes": [], "relationships": touched},
    ]
    found = read(kind, LOG | {"events": [*LOG["events"], *broken]}, case_object="permit")
    assert len(found.log) == 4
    said = " ".join(each.en for each in found.unread)
    assert "'soon'" in said
    assert "'P9', which is not in the file" in said


@every_kind
def test_what_bears_another_name_is_mapped(kind: str) -> None:
    events = [
        event | {"attributes": [{"name": "performer", "value": "Bình"}], "type": event["type"]}
        for event in LOG["events"]
    ]
    types = [each | {"attributes": [{"name": "performer", "type": "string"}]} for each in LOG["eventTypes"]]
    found = read(
        kind,
        LOG | {"events": events, "eventTypes": types},
        case_object="permit",
        mapping={Field.RESOURCE: "performer"},
    )
    assert found.log.resources == ("Bình",)


@every_kind
def test_a_log_without_events_is_none(kind: str) -> None:
    with pytest.raises(NoLogError, match="no event"):
        read(kind, LOG | {"events": []})


def test_a_file_shows_itself_what_it_is() -> None:
    assert sorted(read_log(io.BytesIO(json.dumps(LOG).encode())).log.cases) == ["P1", "P2"]
    assert sorted(read_log(io.BytesIO(json.dumps(LOG).encode("utf-8-sig"))).log.cases) == ["P1", "P2"]


def test_the_parts_of_a_document_may_stand_in_any_order() -> None:
    turned = dict(reversed(LOG.items()))
    assert list(traces(read("json", turned).log)) == list(traces(read("json").log))


def test_a_document_is_read_in_parts_that_end_anywhere() -> None:
    many = {"objects": LOG["objects"], "events": [{**LOG["events"][0], "id": f"e{n}"} for n in range(5_000)]}
    found = read_ocel_json(_Dribbling(json.dumps(many).encode()), Told(case_object="permit"))
    assert len(found.log) == 5_000


class _Dribbling(io.BytesIO):
    """Gives a little at a time, whatever is asked."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 1_000) if size and size > 0 else 1_000)


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "{}",
        "[]",
        '{"events": [',
        '{"events": [{"id": 1',
        '{"events": {}}',
        '{"events": [1, null, "x"]}',
        '{"ocel:events": {"e1": {}}}',
        '{"events": [' + "[" * 100_000,
        '{"a": ' + "9" * 10_000 + "}",
    ],
)
def test_what_is_no_object_centric_log_is_refused_with_words(content: str) -> None:
    with pytest.raises(NoLogError) as refused:
        read_ocel_json(io.BytesIO(content.encode()))
    assert refused.value.vi
    assert refused.value.en


def test_a_database_of_something_else_is_refused_with_what_it_lacks() -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE event (x)")
    with pytest.raises(NoLogError, match="event_object"):
        read_ocel_database(database)
    database.close()


def test_views_of_a_database_are_never_run() -> None:
    """A view may count to infinity as soon as it is read."""
    database = sqlite3.connect(":memory:")
    for table in ("event", "object", "event_object", "event_map_type"):
        database.execute(f"CREATE TABLE {table} (ocel_id, ocel_type)")
    database.execute(
        "CREATE VIEW object_map_type AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    )
    with pytest.raises(NoLogError, match="object_map_type"):
        read_ocel_database(database)
    database.close()


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_an_event_that_comes_twice_counts_once_and_an_object_of_two_types_keeps_its_first(kind: str) -> None:
    log = {
        **LOG,
        "events": [*LOG["events"], {**LOG["events"][0], "time": "2026-11-21T02:00:00Z"}],
        "objects": [*LOG["objects"], {"id": "P1", "type": "office", "attributes": [], "relationships": []}],
    }
    found = KINDS[kind](log)(Told(case_object="permit"))
    assert len(found.log) == 3
    assert sorted(each.en.partition(" is there already")[0] for each in found.unread) == [
        "The event 'e1'",
        "The object 'P1'",
    ]


@every_kind
def test_what_is_mapped_and_never_comes_is_refused(kind: str) -> None:
    with pytest.raises(NoLogError, match="No event has an attribute 'nobody'"):
        KINDS[kind](LOG)(Told({Field.RESOURCE: "nobody"}, case_object="permit"))


def test_the_type_of_the_cases_is_told_only_of_an_object_centric_log() -> None:
    with pytest.raises(NoLogError, match="Leave it out"):
        read_log(io.BytesIO(b"case,activity,end\n1,a,2026-11-20\n"), Told(case_object="permit"))


def test_an_event_of_a_database_that_no_table_of_its_type_has_is_told() -> None:
    database = sqlite3.connect(":memory:")
    for table in ("event", "object", "event_map_type", "object_map_type"):
        database.execute(f"CREATE TABLE {table} (ocel_id TEXT, ocel_type TEXT, ocel_type_map TEXT)")
    database.execute("CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT)")
    database.execute("CREATE TABLE event_a (ocel_id TEXT, ocel_time TEXT)")
    database.execute("INSERT INTO object VALUES ('P1', 'permit', NULL)")
    database.execute("INSERT INTO event_map_type VALUES (NULL, 'a', 'a')")
    database.execute("INSERT INTO event_a VALUES ('e1', '2026-11-20')")
    for event in ("e1", "e2"):
        database.execute("INSERT INTO event VALUES (?, 'a', NULL)", (event,))
        database.execute("INSERT INTO event_object VALUES (?, 'P1')", (event,))
    found = read_ocel_database(database)
    database.close()
    assert len(found.log) == 1
    assert [(each.line, "'e2' is not in the table of its type 'a'" in each.en) for each in found.unread] == [(2, True)]
