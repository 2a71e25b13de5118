"""Parquet is read by columns: moments of every type, texts as numbers, gaps told by the row."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from motcua.core.mining.log import as_moment
from motcua.core.mining.reading import Field, NoLogError, Read, Told, read_log
from motcua.core.mining.traces import traces
from motcua.core.workcal import ZONE

MOMENT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
SECONDS = int(MOMENT.timestamp())


def parquet(columns: dict[str, object], *, group: int | None = None, **mapping: str) -> Read:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, row_group_size=group)
    file.seek(0)
    return read_log(file, Told({Field(name): column for name, column in mapping.items()}, ZONE))


def ending(column: pa.Array) -> Read:
    return parquet({"case": ["1"], "activity": ["a"], "ended": column})


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "Europe/London", "+07:00"])
def test_a_timestamp_of_any_unit_and_zone_is_its_moment(unit: str, zone: str) -> None:
    read = ending(pa.array([MOMENT], pa.timestamp(unit, zone)))
    assert as_moment(int(read.log.ended[0])) == MOMENT
    assert read.guessed == ()


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_timestamp_without_a_zone_is_of_the_zone_that_is_told_and_that_is_said(unit: str) -> None:
    read = ending(pa.array([datetime(2026, 11, 20, 8, 30)], pa.timestamp(unit)))  # noqa: DTZ001 it has none
    assert as_moment(int(read.log.ended[0])) == MOMENT
    assert "1 of 1 times name no zone" in read.guessed[0].en


@pytest.mark.parametrize(
    "column",
    [
        pa.array([SECONDS]),
        pa.array([SECONDS * 1_000]),
        pa.array([SECONDS * 1_000_000]),
        pa.array([SECONDS * 1_000_000_000]),
        pa.array(["2026-11-20T01:30:00Z"]),
        pa.array(["20/11/2026 08:30"]).dictionary_encode(),
        pa.array(["2026-11-20 08:30"], pa.large_string()),
        pa.array([46346.3541666667]),
    ],
)
def test_a_moment_may_be_a_number_or_a_text(column: pa.Array) -> None:
    assert as_moment(int(ending(column).log.ended[0])) == MOMENT


def test_a_day_is_its_midnight_at_the_office() -> None:
    read = ending(pa.array([datetime(2026, 11, 20, tzinfo=UTC).date()]))
    assert as_moment(int(read.log.ended[0])) == datetime(2026, 11, 20, tzinfo=ZONE)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())])
def test_names_are_read_from_texts_of_every_type(kind: pa.DataType) -> None:
    names = pa.array(["Thẩm định", " Trình ký "], pa.string()).cast(kind)
    read = parquet({"case": [1, 1], "activity": names, "ended": pa.array([MOMENT, MOMENT])})
    assert (read.log.cases, read.log.activities) == (("1",), ("Thẩm định", "Trình ký"))


def test_numbers_with_gaps_are_still_numbers() -> None:
    """As pandas writes a column of whole numbers in which one is missing."""
    read = parquet(
        {"case": [7.0, float("nan")], "activity": ["a", "a"], "ended": [MOMENT, MOMENT], "office": [3.0, 4.0]}
    )
    assert read.log.cases[0] == "7"


def test_rows_that_are_no_events_are_told_by_their_number_and_leave_nothing_behind() -> None:
    read = parquet(
        {
            "case": ["1", None, "3", "4", " "],
            "activity": ["a", "b", "", "c", "d"],
            "started": pa.array(
                [None, MOMENT, None, datetime(2026, 12, 1, tzinfo=UTC), None], pa.timestamp("us", "UTC")
            ),
            "ended": pa.array([MOMENT] * 5, pa.timestamp("us", "UTC")),
            "channel": ["post", "post", "post", "desk", "post"],
        }
    )
    assert (read.log.cases, read.log.activities) == (("1",), ("a",))
    assert read.log.attributes == {"channel": ("post",)}
    assert [each.line for each in read.unread] == [2, 3, 5, 4]
    assert read.left_out == 4


def test_a_moment_that_cannot_be_read_is_told_with_its_text() -> None:
    read = parquet({"case": ["1", "2"], "activity": ["a", "a"], "ended": ["2026-11-20", "soon"]})
    assert read.log.cases == ("1",)
    assert "'soon'" in read.unread[0].en
    assert {each.line for each in read.unread} == {2}


def test_what_is_known_of_a_case_is_what_its_first_row_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where its rows lie in several parts of the file."""
    monkeypatch.setattr("motcua.core.mining.reading.parquet.ROWS", 2)
    read = parquet(
        {
            "case": ["1", "2", "1", "3", "2"],
            "activity": ["a"] * 5,
            "ended": [MOMENT] * 5,
            "case:channel": ["post", None, "desk", "online", "desk"],
            "due": pa.array([MOMENT] * 5, pa.timestamp("us", "UTC")),
        },
        group=2,
    )
    assert read.log.attributes["channel"] == ("post", None, "online")
    assert read.log.attributes["due"][0].utcoffset() == MOMENT.astimezone(ZONE).utcoffset()
    assert [len(trace.events) for trace in traces(read.log)] == [2, 2, 1]


def test_what_is_known_of_a_case_may_be_of_any_type() -> None:
    of_a_case = {
        "day": pa.array([datetime(2026, 11, 24, tzinfo=UTC).date()]),
        "gap": [float("nan")],
        "list": [["a", "b"]],
        "share": [0.5],
        "urgent": [True],
    }
    read = parquet({"case": ["1"], "activity": ["a"], "ended": [MOMENT], **of_a_case})
    assert {name: values[0] for name, values in read.log.attributes.items()} == {
        "day": datetime(2026, 11, 24, tzinfo=ZONE),
        "gap": None,
        "list": "['a', 'b']",
        "share": 0.5,
        "urgent": True,
    }


def test_columns_are_mapped_and_a_missing_one_is_told() -> None:
    columns = {"id": ["1"], "was": ["a"], "at": [MOMENT]}
    assert parquet(columns, case="id", activity="was", ended="at").log.cases == ("1",)
    with pytest.raises(NoLogError, match=r"No column case.*id, was, at"):
        parquet(columns)
    with pytest.raises(NoLogError, match=r"“who”"):
        parquet(columns, case="id", activity="was", ended="at", resource="who")


def test_a_damaged_file_is_refused_in_words() -> None:
    file = io.BytesIO()
    pq.write_table(pa.table({"case": list(range(9_000)), "activity": ["a"] * 9_000, "ended": [MOMENT] * 9_000}), file)
    content = bytearray(file.getvalue())
    with pytest.raises(NoLogError):
        read_log(io.BytesIO(bytes(content[:-8])))
    content[4:2_000] = bytes(1_996)
    with pytest.raises(NoLogError):
        read_log(io.BytesIO(bytes(content)))


def test_a_million_events_are_read_by_columns() -> None:
    many = 1_000_000
    read = parquet(
        {
            "case": np.zeros(many, np.int64),
            "activity": pa.DictionaryArray.from_arrays(
                pa.array(np.arange(many) % 100_000), [f"a{n}" for n in range(100_000)]
            ),
            "ended": pa.array(np.arange(many) * 1_000_000, pa.timestamp("us", "UTC")),
        }
    )
    assert (len(read.log), len(read.log.cases), len(read.log.activities)) == (many, 1, 100_000)


@pytest.mark.parametrize("nested", [pa.array([{"id": "1"}]), pa.array([["1"]])])
def test_a_nested_column_is_no_case(nested: pa.Array) -> None:
    with pytest.raises(NoLogError, match="nested column"):
        parquet({"case": nested, "activity": ["a"], "ended": ["2026-11-20"]})


def test_what_is_no_number_is_no_case() -> None:
    read = parquet({"case": [1.0, float("nan")], "activity": ["a", "b"], "ended": ["2026-11-20"] * 2})
    assert (read.log.cases, [each.line for each in read.unread]) == (("1",), [2])


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_the_years_that_databases_write_for_nothing_are_told(year: int) -> None:
    read = ending(pa.array([datetime(year, 1, 1)], pa.timestamp("us")))  # noqa: DTZ001 it has none
    assert (len(read.log), read.left_out) == (0, 1)
    assert f"No time: '{year:04}-01-01" in read.unread[0].en


def test_months_come_first_in_texts_of_parquet_too() -> None:
    read = parquet({"case": ["1", "1"], "activity": ["a", "b"], "ended": ["01/05/2026", "01/13/2026"]}, group=1)
    assert [as_moment(int(each)) for each in read.log.ended] == [
        datetime(2026, 1, 5, tzinfo=ZONE),
        datetime(2026, 1, 13, tzinfo=ZONE),
    ]


def test_a_row_is_told_once_and_by_what_it_lacks() -> None:
    read = parquet({"case": ["1", "1"], "activity": ["a", None], "ended": ["soon", None]})
    assert [(each.line, each.vi.split(";")[0]) for each in read.unread] == [
        (1, "Không đọc được thời điểm “soon”"),
        (2, "Thiếu hoạt động, thời điểm kết thúc"),
    ]
