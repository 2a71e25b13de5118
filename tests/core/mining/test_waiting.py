"""Waiting is split by cause as in the logs that others published with the answers."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.enabling import enabled_times, starts
from motcua.core.mining.handovers import handover_cases, handovers
from motcua.core.mining.log import Event, EventLog, LogBuilder
from motcua.core.mining.office_hours import hours_of
from motcua.core.mining.waiting import Waiting, waiting
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts

LOGS = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "handoff"
YEAR = date(2022, 1, 1), date(2022, 12, 31)
LUNCH = WorkCalendar(*YEAR, [WeekPattern.monday_to_friday(YEAR[0], parse_shifts("10:00-12:00, 12:30-20:00"))])
THROUGH = WorkCalendar(*YEAR, [WeekPattern.monday_to_friday(YEAR[0], parse_shifts("10:00-20:00"))])
# Marcus has lunch, the others do not: so their authors say beside the logs.
STAFF = hours_of({"Marcus": LUNCH, **dict.fromkeys(("Anya", "Dom", "Carmine", "Cole"), THROUGH)})
CAUSES = ("total", "batching", "contention", "prioritisation", "unavailability", "extraneous")
COLUMNS = ("wt_total", "wt_batching", "wt_contention", "wt_prioritization", "wt_unavailability", "wt_extraneous")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def published(name: str) -> EventLog:
    builder = LogBuilder()
    with (LOGS / name).open(newline="") as file:
        for row in csv.DictReader(file):
            builder.add(
                Event(
                    row["case_id"],
                    row["Activity"],
                    ended=moment(row["end_time"]),
                    started=moment(row["start_time"]),
                    resource=row["Resource"],
                )
            )
    return builder.build()


def microseconds(text: str) -> int:
    """`0 days 01:30:00` or `0 days`."""
    days, _, clock = text.partition(" days")
    hours, minutes, seconds = (int(part) for part in (clock.strip() or "0:0:0").split(":"))
    return (((int(days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000_000


@pytest.mark.parametrize("name", ["manual_log_1", "manual_log_2", "manual_log_3"])
def test_every_handover_waits_as_long_for_each_cause_as_its_authors_say(name: str) -> None:
    log = published(f"{name}.csv")
    found = {
        (each.source, each.giver, each.to, each.receiver): (
            each.count,
            {*handover_cases(log, each)},
            *(getattr(each, cause) for cause in CAUSES),
        )
        for each in handovers(log, waiting(log, STAFF))
    }
    with (LOGS / f"{name}_expected.csv").open(newline="") as file:
        expected = {
            (row["source_activity"], row["source_resource"], row["target_activity"], row["target_resource"]): (
                int(float(row["frequency"])),
                {*row["cases"].split(",")},
                *(microseconds(row[column]) for column in COLUMNS),
            )
            for row in csv.DictReader(file)
        }
    assert found == expected


@pytest.mark.parametrize(
    ("name", "cause"), [("prioritization", "prioritisation"), ("resource_contention", "contention")]
)
def test_what_came_later_is_prioritised_and_what_came_no_later_is_contention(name: str, cause: str) -> None:
    builder = LogBuilder()
    with (LOGS / f"{name}.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            times = (row["time:timestamp"], row["start_timestamp"], row["enabled_timestamp"])
            ended, started, enabled = (datetime.fromisoformat(each) for each in times)
            builder.add(
                Event(
                    row["case:concept:name"],
                    row["concept:name"],
                    ended,
                    started,
                    enabled=enabled,
                    resource=row["org:resource"],
                )
            )
    waited = waiting(builder.build())
    busy = 90 if cause == "prioritisation" else 150
    assert waited.estimated == 0
    assert waited.total[-1] == 180 * 60 * 1_000_000
    assert waited.by(cause)[-1] == busy * 60 * 1_000_000
    assert waited.by("extraneous")[-1] == (180 - busy) * 60 * 1_000_000


def test_a_step_that_nobody_is_named_for_waits_for_no_known_cause() -> None:
    builder = LogBuilder()
    builder.add(Event("1", "file", moment("2022-05-16 10:00")))
    builder.add(Event("1", "answer", moment("2022-05-16 12:00"), started=moment("2022-05-16 11:00")))
    waited = waiting(builder.build(), STAFF)
    assert waited.total[-1] == waited.by("extraneous")[-1] == 3_600_000_000


minutes = st.integers(min_value=0, max_value=3 * 24 * 60)
events = st.lists(
    st.tuples(
        st.sampled_from("123"),
        st.sampled_from("AB"),
        minutes,
        st.integers(0, 90),
        st.sampled_from(["Marcus", "Anya", ""]),
    ),
    max_size=14,
)


@given(events)
def test_the_causes_of_every_wait_add_up_to_it_and_none_is_negative(
    given_events: list[tuple[str, str, int, int, str]],
) -> None:
    monday = moment("2022-05-16")
    builder = LogBuilder()
    for case, activity, begins, lasts, resource in given_events:
        started = monday + timedelta(minutes=begins)
        builder.add(Event(case, activity, started + timedelta(minutes=lasts), started, resource=resource))
    log = builder.build()
    waited: Waiting = waiting(log, STAFF)
    assert waited.causes.min(initial=0) >= 0
    assert waited.total.tolist() == [max(each, 0) for each in (starts(log) - enabled_times(log)[0]).tolist()]
