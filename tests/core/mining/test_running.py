"""A graph that is kept up to date from a stream is the graph of a full pass; Parquet carries a log there and back."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.graph import follows_graph
from motcua.core.mining.log import Event, EventLog, LogBuilder
from motcua.core.mining.reading import Field, NoLogError, read_parquet, stream_parquet
from motcua.core.mining.running import RunningGraph
from motcua.core.mining.traces import Trace, gathered
from motcua.core.mining.writing import write_parquet
from motcua.core.workcal import ZONE

MORNING = datetime(2026, 11, 23, 8, tzinfo=ZONE)
steps = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from("abcdefghijklmnopqrstuvwxyz"), st.integers(0, 50)), max_size=60
)


def logged(given_steps: list[tuple[int, str, int]]) -> EventLog:
    """(case, activity, minutes after the one before): no two events end at the same moment."""
    builder = LogBuilder()
    now = MORNING
    for case, activity, minutes in given_steps:
        now += timedelta(minutes=minutes, seconds=1)
        builder.add(Event(str(case), activity, now, resource="An"))
    return builder.build()


@given(steps, st.integers(1, 7))
def test_after_any_number_of_events_the_running_graph_is_that_of_a_full_pass(
    given_steps: list[tuple[int, str, int]], batch: int
) -> None:
    log = logged(given_steps)
    order = np.argsort(log.ended)
    running = RunningGraph()
    for n in range(0, len(log), batch):
        part = order[n : n + batch]
        running.feed(log.case[part], log.activity[part], log.ended[part])
    assert running.graph(log.activities) == follows_graph(log)
    assert (running.events, running.cases) == (len(log), len(log.cases))


def test_an_event_that_comes_after_a_later_one_of_its_case_is_counted() -> None:
    running = RunningGraph()
    running.feed(np.array([0, 1, 0]), np.array([0, 0, 1]), np.array([5, 6, 7]))
    assert running.late == 0
    running.feed(np.array([0]), np.array([2]), np.array([6]))
    assert running.late == 1


def test_a_hundred_thousand_activities_need_room_for_their_steps_alone() -> None:
    chance = np.random.default_rng(1)
    activities = chance.integers(0, 100_000, 50_000)
    running = RunningGraph()
    for part in np.array_split(activities, 5):
        running.feed(np.zeros(len(part), np.int64), part, np.zeros(len(part), np.int64))
    names = [f"step {n}" for n in range(100_000)]
    found = running.graph(names)
    assert sum(edge.count for edge in found.edges) == 49_999
    assert [edge for edge in found.edges if edge.count > 1] == []


@given(steps)
def test_a_log_comes_back_from_parquet_as_it_went(given_steps: list[tuple[int, str, int]]) -> None:
    log = logged(given_steps)
    file = io.BytesIO()
    write_parquet(log, file)
    read = read_parquet(file)
    assert read.left_out == 0
    again = read.log
    assert again.cases == log.cases
    assert follows_graph(again) == follows_graph(log)
    assert again.resources == log.resources


@pytest.mark.parametrize("kind", ["text", "close numbers", "far numbers"])
def test_a_file_is_streamed_whatever_its_cases_are_called(kind: str) -> None:
    log = logged([(n % 7, "abc"[n % 3], n) for n in range(500)])
    order = np.argsort(log.ended)
    cases = log.case[order] + 1000 if kind == "close numbers" else log.case[order] * 10**12
    file = io.BytesIO()
    columns = {
        "case": pa.array(cases if kind != "text" else [f"H29-{n}" for n in cases]),
        "activity": pa.array([log.activities[n] for n in log.activity[order]]),
        "ended": pa.array(log.ended[order]).cast(pa.timestamp("us", "UTC")),
    }
    pq.write_table(pa.table(columns), file, row_group_size=64)
    running = RunningGraph()
    names: tuple[str, ...] = ()
    for part in stream_parquet(file):
        running.feed(part.cases, part.activity, part.ended)
        names = part.activities
    assert running.graph(names) == follows_graph(log)
    assert running.cases == 7


def test_a_case_without_events_is_passed_over_in_a_stream() -> None:
    file = io.BytesIO()
    write_parquet(gathered([Trace("1", {}, []), Trace("2", {}, [Event("2", "a", MORNING)])]), file)
    (part,) = stream_parquet(file)
    assert (len(part.cases), part.activities) == (1, ("a",))


@pytest.mark.parametrize("content", [b"", b"PAR1", b"case,activity,end\n"])
def test_what_is_no_parquet_is_refused_with_words(content: bytes) -> None:
    with pytest.raises(NoLogError, match="Parquet"):
        read_parquet(io.BytesIO(content))


def test_a_file_with_holes_is_not_streamed() -> None:
    file = io.BytesIO()
    moment = pa.array([MORNING, None], pa.timestamp("us", "UTC"))
    pq.write_table(pa.table({"case": ["1", "1"], "step": ["a", "b"], "end": moment}), file)
    with pytest.raises(NoLogError, match="lack"):
        list(stream_parquet(file, {Field.ACTIVITY: "step"}))
