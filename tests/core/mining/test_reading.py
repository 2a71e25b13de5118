"""Logs of all kinds are read, and what cannot be read is told by line with what to mend."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import pytest

from motcua.core.mining.log import as_moment
from motcua.core.mining.reading import Field, NoLogError, Read, Told, read_csv, read_xes, read_xes_log
from motcua.core.workcal import ZONE

XES = """<log xmlns="http://www.xes-standard.org/">
<trace><string key="concept:name" value="{case}"/>{events}</trace>
</log>"""


def event(activity: str, time: str, life: str = "complete", who: str = "an") -> str:
    return (
        f'<event><string key="concept:name" value="{activity}"/><date key="time:timestamp" value="{time}"/>'
        f'<string key="lifecycle:transition" value="{life}"/><string key="org:resource" value="{who}"/></event>\n'
    )


def xes(*events: str, case: str = "1") -> Read:
    return read_xes(io.BytesIO(XES.format(case=case, events="".join(events)).encode()))


def from_csv(text: str, encoding: str = "utf-8", **mapping: str) -> Read:
    return read_csv(io.BytesIO(text.encode(encoding)), {Field(key): name for key, name in mapping.items()}, ZONE)


def test_start_and_complete_become_one_event() -> None:
    log = xes(event("A", "2026-11-20T08:00:00+07:00", "start"), event("A", "2026-11-20T09:00:00+07:00")).log
    assert len(log) == 1
    assert as_moment(int(log.ended[0] - log.started[0])) == datetime(1970, 1, 1, 1, tzinfo=UTC)


def test_what_began_and_never_ended_stands_at_its_beginning() -> None:
    log = xes(event("A", "2026-11-20T08:00:00Z", "start")).log
    assert log.started[0] == log.ended[0]


def test_an_event_without_a_time_is_left_out_and_told_by_its_line() -> None:
    read = xes(event("A", "2026-11-20T08:00:00Z"), event("B", "yesterday"))
    assert len(read.log) == 1
    assert {each.line for each in read.unread} == {3}
    assert "yesterday" in read.unread[0].en


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<log>",
        b"<html/>",
        b"<log></log>",
        b'<!DOCTYPE log [<!ENTITY a "b">]><log><trace/></log>',
        b"\x1f\x8bnothing",
        gzip.compress(b"<log><trace/></log>", mtime=0)[:-9],
    ],
)
def test_what_is_no_log_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(NoLogError) as refused:
        read_xes(io.BytesIO(content))
    assert refused.value.vi
    assert refused.value.en


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE l [<!ENTITY a "%s">]><log><trace>&a;</trace></log>' % (b"x" * 10_000)
    with pytest.raises(NoLogError, match="DOCTYPE"):
        read_xes(io.BytesIO(bomb))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_in_every_usual_encoding_and_separator(encoding: str, separator: str) -> None:
    rows = [("case_id", "activity", "timestamp", "kênh"), ("1", "Tiêp nhân", "20/11/2026 08:30", "trưc tuyên")]
    read = from_csv("\n".join(separator.join(row) for row in rows), encoding)
    assert read.log.activities == ("Tiêp nhân",)
    assert as_moment(int(read.log.ended[0])) == datetime(2026, 11, 20, 8, 30, tzinfo=ZONE)
    assert read.log.attributes == {"kênh": ("trưc tuyên",)}


def test_columns_are_found_by_their_usual_names_also_in_vietnamese() -> None:
    read = from_csv("Mã hồ sơ,Bước,Bắt đầu,Kết thúc,Cán bộ\n1,Thẩm định,2026-11-20 08:00,2026-11-20 09:00,An\n")
    assert read.log.resources == ("An",)
    assert as_moment(int(read.log.started[0])) == datetime(2026, 11, 20, 8, tzinfo=ZONE)


def test_columns_are_found_as_xes_names_them() -> None:
    read = from_csv("case:concept:name,concept:name,time:timestamp,org:resource\n1,A,2026-11-20,An\n")
    assert (read.log.cases, read.log.activities, read.log.resources) == (("1",), ("A",), ("An",))


def test_a_mapping_goes_before_the_guess() -> None:
    read = from_csv("case,activity,what,time\n1,x,B,2026-11-20\n", activity="what")
    assert read.log.activities == ("B",)


def test_a_table_without_a_needed_column_says_which_and_what_it_has() -> None:
    with pytest.raises(NoLogError, match=r"activity.*a, b"):
        from_csv("a,b\n1,2\n", case="a")


def test_bad_rows_are_told_by_line_and_the_rest_is_read() -> None:
    read = from_csv(
        "case,activity,start,end\n"
        "1,A,2026-11-20 08:00,2026-11-20 09:00\n"
        "2,A,2026-11-20 08:00\n"
        ",A,2026-11-20 08:00,2026-11-20 09:00\n"
        "4,A,2026-11-20 10:00,2026-11-20 09:00\n"
        "5,A,soon,2026-11-20 09:00\n"
        "6,A,,\n"
    )
    assert read.log.cases == ("1", "5")
    assert [each.line for each in read.unread] == [3, 4, 5, 6, 7]
    assert read.left_out == 5


def test_of_a_million_bad_rows_the_first_hundred_are_named_and_all_are_counted() -> None:
    read = from_csv("case,activity,end\n" + "1,A,never\n" * 500)
    assert len(read.unread) == 100
    assert read.left_out == 500


def test_a_time_may_be_written_as_a_text() -> None:
    written = '<event><string key="concept:name" value="A"/><string key="time:timestamp" value="20/11/2026"/></event>'
    assert as_moment(int(xes(written).log.ended[0])) == datetime(2026, 11, 20, tzinfo=UTC)


def test_traces_without_a_name_and_with_that_of_another_are_told() -> None:
    once = f'<trace><string key="concept:name" value="1"/>{event("A", "2026-11-20T08:00:00Z")}</trace>'
    read = read_xes(io.BytesIO(f"<log>{once}{once}<trace/></log>".encode()))
    assert (read.log.cases, len(read.log)) == (("1", "#3"), 2)
    assert [each.en.split(" ")[:2] for each in read.guessed] == [["1", "traces"], ["1", "traces"]]


def test_what_is_mapped_and_not_there_is_refused() -> None:
    file = io.BytesIO(XES.format(case="1", events=event("A", "2026-11-20T08:00:00Z")).encode())
    with pytest.raises(NoLogError, match="no attribute 'nobody'"):
        read_xes_log(file, Told({Field.RESOURCE: "nobody"}))
