"""Files that are broken, endless or made to do harm are refused in words that say what to do."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest

from motcua.core.mining.reading import NoLogError, Told, read_log, unpacking

XES = (
    b'<log><trace><event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-11-20"/></event>'
)


def packed(content: bytes) -> bytes:
    """Gzipped, whatever the time: what names a test is the same in all processes that run a part of them."""
    return gzip.compress(content, mtime=0)


def refusal(content: bytes) -> NoLogError:
    with pytest.raises(NoLogError) as refused:
        read_log(io.BytesIO(content))
    assert refused.value.vi
    return refused.value


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04....", ".xlsx"),
        (b"\xd0\xcf\x11\xe0....", ".xls"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\0....", "by its name"),
        (b"PAR1", "Parquet"),
        (b"<html/>", "root"),
        (b"<log>", "Line 1"),
        (b"{", "Line 1"),
        (b'{"ocel:events": {}}', "OCEL 1.0"),
        (b"once upon a time", "No column case"),
        (b'[{"case": 1}]', "JSON array"),
        (packed(b"PAR1"), "Unpack it"),
        (packed(packed(b"case,activity,end\n")), "Unpack it"),
        (packed(b"PK\x03\x04...."), "Excel"),
    ],
)
def test_what_is_no_log_is_refused_with_what_it_is_or_lacks(content: bytes, said: str) -> None:
    assert said in refusal(content).en


@pytest.mark.parametrize("inner", [XES, b'{"events": [', b"case,activity,end\n1,a,20/11/2026\n" * 9])
def test_a_gzip_file_that_is_cut_off_or_damaged_is_refused(inner: bytes) -> None:
    whole = packed(inner)
    assert "gzip" in refusal(whole[:-9]).en
    damaged = bytearray(whole)
    damaged[-8] ^= 0xFF
    assert "gzip" in refusal(bytes(damaged)).en


def _bomb(inner: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(inner) for _ in range(times)), packer.flush()])


@pytest.mark.parametrize(
    "inner",
    [b" " * (1 << 20), b"<event/>" * (1 << 17), b"1,a,20/11/2026\n" * (1 << 16)],
    ids=["blanks", "xml", "table"],
)
def test_a_gzip_file_that_grows_beyond_all_measure_is_refused(inner: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_LARGE", 4 << 20)
    monkeypatch.setattr(unpacking, "_RATIO", 100)
    begin = {b" ": b"<log><trace>", b"<": b"<log><trace>"}.get(inner[:1], b"case,activity,end\n")
    assert "beyond all measure" in refusal(packed(begin) + _bomb(inner, 12)).en


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE log [<!ENTITY a "b">]><log><trace/></log>',
        b'<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>',
        b"<log>" + b"<a>" * 200,
        b'<log><trace><string key="a" value="' + b"x" * (17 << 20),
        b"<log><trace><!--" + b"x" * (17 << 20),
        b"<log><objects><object>" + b"x" * (17 << 20),
    ],
    ids=["entity", "other file", "depth", "value", "comment", "object"],
)
def test_xml_that_would_fill_the_memory_or_read_other_files_is_refused(content: bytes) -> None:
    assert "DOCTYPE" in refusal(content).en


def test_one_case_of_many_events_and_very_many_activities_is_read() -> None:
    rows = "".join(f"1,a{n},2026-11-20 08:30\n" for n in range(100_000))
    read = read_log(io.BytesIO(f"case,activity,end\n{rows}".encode()))
    assert (len(read.log), len(read.log.cases), len(read.log.activities)) == (100_000, 1, 100_000)


def test_a_line_without_end_is_told_and_the_rest_is_read() -> None:
    rows = b"case,activity,end\n1," + b"x" * 2_000_000 + b",20/11/2026\n2,a,20/11/2026\n"
    read = read_log(io.BytesIO(rows), Told(encoding="utf-8"))
    assert read.log.cases == ("2",)
    assert read.unread[0].line == 2


def test_times_that_are_equal_stay_in_the_order_of_the_file() -> None:
    read = read_log(io.BytesIO(b"case,activity,end\n" + b"".join(b"1,%c,20/11/2026\n" % n for n in b"zyxab")))
    assert [read.log.activities[n] for n in read.log.activity.tolist()] == list("zyxab")
