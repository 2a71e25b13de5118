"""The transitions of a piece of work, as XES records them, are one event with all that is known of it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.log import Event
from motcua.core.mining.reading import Field, Told, read_log
from motcua.core.mining.reading.lifecycle import Lifecycle, Transition
from motcua.core.mining.reading.read import Omissions
from motcua.core.mining.traces import traces
from motcua.core.workcal import ZONE

MORNING = datetime(2026, 11, 23, 8, tzinfo=ZONE)


def at(hours: int) -> datetime:
    return MORNING + timedelta(hours=hours)


def step(kind: str, hours: int, activity: str = "a", instance: str = "", who: str = "An") -> Transition:
    return Transition(hours + 1, kind, instance, Event("1", activity, at(hours), resource=who, role="clerk"))


def heard(*steps: Transition) -> tuple[list[Event], Omissions]:
    omitted = Omissions()
    life = Lifecycle(omitted)
    done = [event for each in steps if (event := life.take(each))]
    return [*done, *life.begun()], omitted


def test_schedule_assign_start_and_complete_are_one_event() -> None:
    [event], omitted = heard(step("schedule", 0), step("assign", 1), step("start", 2), step("complete", 3))
    assert event == Event("1", "a", at(3), at(2), at(1), at(0), "An", "clerk")
    assert omitted.count == 0


def test_instances_are_told_apart_whatever_the_order() -> None:
    found, _ = heard(
        step("start", 0, instance="x"),
        step("start", 1, instance="y"),
        step("complete", 2, instance="y"),
        step("complete", 3, instance="x"),
    )
    assert [(event.started, event.ended) for event in found] == [(at(1), at(2)), (at(0), at(3))]


def test_without_instances_the_first_that_was_begun_is_the_first_to_be_over() -> None:
    found, _ = heard(step("schedule", 0), step("start", 1), step("start", 2), step("complete", 3), step("complete", 4))
    assert [event.started for event in found] == [at(1), at(2)]
    assert [event.enabled for event in found] == [at(0), None]


def test_work_that_comes_up_while_the_same_is_under_way_is_another() -> None:
    found, _ = heard(step("start", 0), step("schedule", 1), step("complete", 2), step("start", 3), step("complete", 4))
    assert [(event.enabled, event.started) for event in found] == [(None, at(0)), (at(1), at(3))]


def test_of_several_assignments_the_last_counts() -> None:
    [event], omitted = heard(step("assign", 0), step("reassign", 1), step("complete", 2))
    assert (event.claimed, omitted.count) == (at(1), 0)


def test_what_only_began_stands_at_its_beginning_and_what_was_only_given_out_is_told() -> None:
    found, omitted = heard(step("start", 0), step("assign", 1, "b"))
    assert found == [Event("1", "a", at(0), at(0), resource="An", role="clerk")]
    assert [each.line for each in omitted.first] == [2]


def test_who_completed_it_did_it_and_else_who_began_it() -> None:
    assert heard(step("start", 0), step("complete", 1, who="Bình"))[0][0].resource == "Bình"
    assert heard(step("start", 0), step("complete", 1, who=""))[0][0].resource == "An"


def test_what_is_over_before_it_began_is_told() -> None:
    found, omitted = heard(step("start", 5), step("complete", 1))
    assert (found, omitted.count) == ([], 1)


@pytest.mark.parametrize("kind", ["suspend", "resume", "withdraw", "ate_abort", "unknown"])
def test_other_transitions_are_left_out_and_told(kind: str) -> None:
    found, omitted = heard(step("start", 0), step(kind, 1), step("complete", 2))
    assert len(found) == 1
    assert [each.line for each in omitted.first] == [2]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from("ab")), max_size=8))
def test_as_many_events_as_completions_whatever_is_under_way(works: list[tuple[int, int, str]]) -> None:
    steps = [
        (hours + length * last, last, step(kind, hours + length * last, activity, str(n)))
        for n, (hours, length, activity) in enumerate(works)
        for last, kind in enumerate(("start", "complete"))
    ]
    found, omitted = heard(*(each for _, _, each in sorted(steps, key=lambda each: each[:2])))
    assert omitted.count == 0
    lengths = sorted((event.activity, event.ended - event.started) for event in found if event.started)
    assert lengths == sorted((activity, timedelta(hours=length)) for _, length, activity in works)


TABLE = """case,activity,timestamp,lifecycle:transition,org:resource
1,a,2026-11-23 08:00,start,An
2,a,2026-11-23 08:10,start,Bình
1,a,2026-11-23 09:00,complete,An
2,a,2026-11-23 09:10,complete,Bình
1,b,2026-11-23 10:00,schedule,
1,b,2026-11-23 11:00,start,An
"""


def test_a_table_that_names_transitions_is_read_so() -> None:
    read = read_log(io.BytesIO(TABLE.encode()), Told(zone=ZONE))
    first, second = traces(read.log)
    assert [(event.activity, event.started) for event in first.events] == [("a", at(0)), ("b", at(3))]
    assert [event.ended - event.started for event in second.events if event.started] == [timedelta(hours=1)]
    assert read.left_out == 0
    assert read.log.attributes == {}


def test_a_column_that_is_only_called_so_is_one_like_others() -> None:
    read = read_log(io.BytesIO(b"case,activity,end,lifecycle\n1,a,2026-11-23,open\n"))
    assert (len(read.log), read.left_out, read.log.attributes) == (1, 0, {"lifecycle": ("open",)})


def test_columns_that_name_transitions_are_read_so_from_parquet_too() -> None:
    rows = [line.split(",") for line in TABLE.splitlines()]
    columns = {name: [row[n] or None for row in rows[1:]] for n, name in enumerate(rows[0])}
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    file.seek(0)
    told = Told(zone=ZONE)
    from_text = read_log(io.BytesIO(TABLE.encode()), told).log
    assert list(traces(read_log(file, told).log)) == list(traces(from_text))


def test_moments_that_stand_in_an_event_itself_count() -> None:
    xes = """<log><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/>
    <date key="time:timestamp" value="2026-11-23T10:00:00+07:00"/>
    <date key="start_timestamp" value="2026-11-23T09:00:00+07:00"/>
    <date key="handed" value="2026-11-23T08:00:00+07:00"/>
    <string key="org:group" value="clerk"/></event></trace></log>"""
    told = Told({Field.ENABLED: "handed", Field.ROLE: "org:group"})
    [trace] = traces(read_log(io.BytesIO(xes.encode()), told).log)
    assert list(trace.events) == [Event("1", "a", at(2), at(1), enabled=at(0), role="clerk")]
