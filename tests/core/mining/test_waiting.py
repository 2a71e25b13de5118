"""Waiting is split by cause as in the logs that others published with the answers."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.mining.enabling import EntangledError, enabled_times, independent_pairs, starts
from motcua.core.mining.handovers import handover_cases, handovers
from motcua.core.mining.log import NO_TIME, NOBODY, Event, EventLog, LogBuilder, Times, as_moment
from motcua.core.mining.office_hours import hours_of
from motcua.core.mining.waiting import Waiting, waiting
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts
from tests.effort import examples

LOGS = Path(__file__).resolve().parents[4] / "shared" / "testdata" / "logs" / "handoff"
YEAR = date(2022, 1, 1), date(2022, 12, 31)
LUNCH = WorkCalendar(*YEAR, [WeekPattern.monday_to_friday(YEAR[0], parse_shifts("10:00-12:00, 12:30-20:00"))])
THROUGH = WorkCalendar(*YEAR, [WeekPattern.monday_to_friday(YEAR[0], parse_shifts("10:00-20:00"))])
# Marcus has lunch, the others do not: so their authors say beside the logs.
STAFF = hours_of({"Marcus": LUNCH, **dict.fromkeys(("Anya", "Dom", "Carmine", "Cole"), THROUGH)})
MINUTE = 60_000_000
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


def by_the_minute(log: EventLog, least_batch: int) -> list[list[int]]:
    """The definition itself: each minute of each wait is looked at, and the first cause that holds takes it."""
    began, enabled = starts(log), enabled_times(log)[0]
    batches = batches_of(log, began.tolist(), enabled.tolist(), least_batch)
    return [
        [
            sum(
                cause_of(log, minute, event, batches, began, enabled) == cause
                for minute in minutes_of(began, enabled, event)
            )
            for cause in CAUSES[1:]
        ]
        for event in range(len(log))
    ]


def minutes_of(began: Times, enabled: Times, event: int) -> range:
    return range(int(enabled[event]), int(began[event]), MINUTE)


def cause_of(log: EventLog, at: int, event: int, batches: list[set[int]], began: Times, enabled: Times) -> str:
    batch = next((each for each in batches if event in each), {event})
    filled = max(int(enabled[each]) for each in batch)
    if at < filled:
        return "batching"
    if log.resource[event] == NOBODY:
        return "extraneous"
    busy_with = [
        other
        for other in range(len(log))
        if other != event and log.resource[other] == log.resource[event] and began[other] <= at < log.ended[other]
    ]
    if any(enabled[other] <= (enabled[event] if other in batch else filled) for other in busy_with):
        return "contention"
    if busy_with:
        return "prioritisation"
    moment = as_moment(at)
    away = log.resources[log.resource[event]] == "Marcus" and moment is not None and not LUNCH.is_working(moment)
    return "unavailability" if away else "extraneous"


def batches_of(log: EventLog, began: list[int], enabled: list[int], least: int) -> list[set[int]]:
    found: list[list[int]] = []
    for resource in range(len(log.resources)):
        run: list[int] = []
        for event in sorted(
            np.flatnonzero(log.resource == resource).tolist(), key=lambda n: (began[n], log.ended[n], n)
        ):
            goes_on = run and log.activity[event] == log.activity[run[0]] and enabled[event] <= began[run[0]]
            if not goes_on or began[event] > max(int(log.ended[each]) for each in run):
                run = []
                found.append(run)
            run.append(event)
    return [set(run) for run in found if len(run) >= least]


busy_days = st.lists(
    st.tuples(
        st.sampled_from("123456789"),
        st.sampled_from("AB"),
        st.integers(0, 60),
        st.integers(0, 30),
        st.integers(-2, 40) | st.none(),
        st.sampled_from(["Marcus", "Marcus", "Bình", ""]),
    ),
    max_size=14,
)


@given(busy_days, st.sampled_from([2, 3]))
@settings(max_examples=examples(400), deadline=None)
def test_every_minute_of_every_wait_has_the_first_cause_that_holds(
    given_events: list[tuple[str, str, int, int, int | None, str]], least: int
) -> None:
    noon = moment("2022-05-16 11:40")  # Marcus leaves at twelve
    builder = LogBuilder()
    for case, activity, begins, lasts, waited, resource in given_events:
        started = noon + timedelta(minutes=begins)
        enabled = None if waited is None else started - timedelta(minutes=waited)
        ended = started + timedelta(minutes=lasts)
        builder.add(Event(case, activity, ended, started, enabled=enabled, resource=resource))
    log = builder.build()
    hours = hours_of({"Marcus": LUNCH})
    found = waiting(log, hours, least_batch=least)
    assert (found.causes.T // MINUTE).tolist() == by_the_minute(log, least)


def test_a_desk_with_a_long_queue_from_the_first_day_on_is_told_in_good_time() -> None:
    """A hundred thousand cases wait for one officer: each waits for all before it, five thousand million pairs."""
    count = 100_000
    unknown, nobody = np.full(count, NO_TIME, np.int64), np.full(count, NOBODY, np.int64)
    log = EventLog(
        cases=tuple(map(str, range(count))),
        activities=("a", "b"),
        resources=("An",),
        roles=(),
        case=np.arange(count),
        activity=np.arange(count) % 2,
        resource=np.zeros(count, np.int64),
        role=nobody,
        enabled=np.arange(count)[::-1].copy(),
        claimed=unknown,
        started=count + np.arange(count) * MINUTE,
        ended=count + np.arange(1, count + 1) * MINUTE,
        first=np.arange(count + 1),
        attributes={},
    )
    found = waiting(log)
    assert found.total[-1] == found.by("prioritisation")[-1] + count  # all others came later, and went first
    assert found.by("extraneous").tolist() == [int(count - each) for each in log.enabled]


def test_more_at_once_than_an_estimate_could_mean_anything_for_is_refused() -> None:
    builder = LogBuilder()
    for n in range(10):
        begin = moment("2022-05-16 10:00") + timedelta(minutes=n)
        builder.add(Event("1", f"step {n}", begin + timedelta(hours=1), begin))
    with pytest.raises(EntangledError, match="Record"):
        independent_pairs(builder.build(), most=20)
    assert len(independent_pairs(builder.build())) == 45
