"""The whole report: every part is there, every list is bounded, what cannot be told is not told as a figure."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from random import Random

import numpy as np
import pytest

from motcua.core.mining import enabling, plain
from motcua.core.mining.drift import DURATION, drift
from motcua.core.mining.limits import Limit, Limits, Unit
from motcua.core.mining.log import NO_TIME, NOBODY, Event, EventLog, LogBuilder, as_moment
from motcua.core.mining.plain import MOST_LISTED
from motcua.core.mining.reading import Read
from motcua.core.mining.report import report
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts

MONDAY = datetime(2026, 3, 2, 8, tzinfo=ZONE)
CALENDAR = WorkCalendar(
    date(2026, 1, 1),
    date(2027, 12, 31),
    [WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("08:00-12:00, 13:30-17:30"))],
)


def generated(cases: int, changes_at: int, slower: float, *, seed: int = 1) -> EventLog:
    """A case every two hours, in two offices; from one of them on, work takes longer and opinions are asked for."""
    chance = Random(seed)
    builder = LogBuilder()
    for n in range(cases):
        changed = n >= changes_at
        begins = MONDAY + timedelta(hours=2 * n)
        builder.know(str(n), "office", "đông" if n % 2 else "tây")
        for activity in ("receive", "check", *(["ask"] if changed and chance.random() < 0.6 else []), "sign"):
            ends = begins + timedelta(hours=chance.expovariate(1) * (slower if changed else 1))
            builder.add(Event(str(n), activity, ends, begins, resource=f"officer {n % 2}"))
            begins = ends
        builder.know(str(n), "ended", begins)
        builder.know(str(n), "deadline", MONDAY + timedelta(hours=2 * n + 6))
    return builder.build()


def columns(courses: list[np.ndarray]) -> EventLog:
    """One case for each course of numbers; events are a second apart over all cases, and nobody is named."""
    activity = np.concatenate([np.zeros(0, np.int64), *courses]).astype(np.int64)
    lengths = [len(course) for course in courses]
    unknown = np.full(len(activity), NO_TIME, np.int64)
    nobody = np.full(len(activity), NOBODY, np.int64)
    return EventLog(
        cases=tuple(f"case {n}" for n in range(len(courses))),
        activities=tuple(f"step {n}" for n in range(int(activity.max(initial=-1)) + 1)),
        resources=("An",),
        roles=(),
        case=np.repeat(np.arange(len(courses)), lengths),
        activity=activity,
        resource=np.where(np.arange(len(activity)) % 2, 0, nobody),
        role=nobody,
        enabled=unknown,
        claimed=unknown,
        started=unknown,
        ended=np.arange(len(activity)) * 1_000_000,
        first=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        attributes={},
    )


def test_the_report_has_all_its_parts_and_is_plain() -> None:
    found = report(
        Read(generated(120, 60, 3.0), (), 0),
        office=CALENDAR,
        limits=Limits(Limit(8, Unit.WORKING_HOURS), {"check": Limit(1, Unit.WORKING_DAYS)}),
        ended="ended",
        deadline="deadline",
        offices="office",
    )
    assert json.loads(json.dumps(found)) == found
    needed = {"cases", "events", "activities", "resources", "variants", "graph", "durations", "waiting", "unread"}
    assert needed | {"rework", "faults", "drift", "offices", "counts", "left_off"} <= found.keys()
    assert sum(found["durations"]["outcomes"].values()) == 120
    assert sum(found["durations"]["limits"]["cases"].values()) == 120
    assert sum(found["durations"]["limits"]["steps"]["check"].values()) == 120
    assert found["durations"]["working"]["cases"]["total"] < found["durations"]["cases"]["total"]
    assert [each["name"] for each in found["offices"]] == ["tây", "đông"]
    assert [each["cases"] for each in found["offices"]] == [60, 60]
    assert [sum(each["outcomes"].values()) for each in found["offices"]] == [60, 60]


def test_an_empty_log_has_a_report_too() -> None:
    found = report(Read(LogBuilder().build(), (), 0), ended="ended", deadline="deadline", offices="office")
    assert found["counts"] == dict.fromkeys(found["counts"], 0)
    assert (found["durations"]["cases"], found["drift"]["found"], found["offices"]) == (None, False, [])


def test_the_moment_at_which_a_procedure_changes_is_found() -> None:
    found = drift(generated(400, 200, 3.0))
    assert not found.given
    assert found.moment is not None
    moment = as_moment(found.moment)
    assert moment is not None
    assert abs(moment - (MONDAY + timedelta(hours=400))) < timedelta(days=2)
    assert found.chance < 0.001
    assert found.series in {DURATION, "ask"}
    assert found.comparison is not None
    assert "ask" in {each.name for each in found.comparison.activities}


@pytest.mark.parametrize("seed", range(8))
def test_where_nothing_changes_no_moment_is_found(seed: int) -> None:
    assert drift(generated(400, 400, 1.0, seed=seed)).moment is None


def test_busy_and_quiet_weeks_are_no_change() -> None:
    builder = LogBuilder()
    chance = Random(3)
    for n in range(600):
        busy = (n // 20) % 2
        begins = MONDAY + timedelta(hours=2 * n)
        builder.add(Event(str(n), "check", begins + timedelta(hours=chance.expovariate(1) + busy), begins))
    assert drift(builder.build()).moment is None


def test_of_too_few_cases_no_moment_is_looked_for() -> None:
    found = drift(generated(49, 20, 9.0))
    assert (found.moment, found.tested, found.comparison) == (None, 0, None)


def test_two_given_periods_are_compared_whatever_was_found() -> None:
    found = drift(generated(100, 100, 1.0), MONDAY + timedelta(hours=60))
    assert found.given
    assert found.comparison is not None
    assert sum(found.comparison.cases) == 100


def test_an_office_that_works_otherwise_is_told_apart_from_the_others() -> None:
    builder = LogBuilder()
    chance = Random(5)
    for n in range(300):
        office = f"office {n % 3}"
        builder.know(str(n), "office", office)
        slow = 4 if n % 3 == 0 else 1
        begins = MONDAY + timedelta(hours=n)
        builder.add(Event(str(n), "check", begins + timedelta(hours=chance.expovariate(1) * slow), begins))
        if n % 3 == 0:
            builder.add(Event(str(n), "copy", begins + timedelta(hours=60), begins + timedelta(hours=60)))
    slow_one, *others = report(Read(builder.build(), (), 0), offices="office")["offices"]
    assert slow_one["comparison"]["durations_chance"] < 0.001
    assert [each["name"] for each in slow_one["comparison"]["activities"]] == ["copy"]
    assert slow_one["comparison"]["cases"] == [100, 200]
    assert [each["comparison"]["cases"] for each in others] == [[100, 200]] * 2


def test_no_office_looks_quick_for_what_it_has_not_done_yet() -> None:
    builder = LogBuilder()
    for n in range(120):
        busy, done = n % 2 == 0, n % 4 < 2
        builder.know(str(n), "office", "busy" if busy else "idle")
        builder.know(str(n), "end", MONDAY + timedelta(days=30) if done or not busy else None)
        builder.add(Event(str(n), "check", MONDAY + timedelta(days=n), MONDAY + timedelta(days=n)))
        if done or not busy:
            builder.add(Event(str(n), "decide", MONDAY + timedelta(days=n + 9), MONDAY + timedelta(days=n + 9)))
    busy_one, _ = report(Read(builder.build(), (), 0), ended="end", offices="office")["offices"]
    assert (busy_one["cases"], busy_one["comparison"]["cases"]) == (60, [30, 60])
    assert [each["mean"] for each in busy_one["comparison"]["durations"]] == [9 * 86_400] * 2


def test_one_case_of_a_million_events_is_told() -> None:
    log = columns([np.arange(1_000_000) % 7])
    found = report(Read(log, (), 0))
    (variant,) = found["variants"]
    assert (variant["length"], len(variant["activities"])) == (1_000_000, MOST_LISTED)
    assert sum(each["again"] for each in found["rework"]) == 1_000_000 - 7
    assert found["waiting"]["total"] == 999_999


def test_a_hundred_thousand_activities_are_counted_and_the_first_of_them_told() -> None:
    chance = np.random.default_rng(1)
    found = report(Read(columns(list(chance.permutation(200_000).reshape(-1, 2) // 2)), (), 0))
    assert found["counts"]["activities"] == 100_000
    assert len(found["activities"]) == len(found["graph"]["edges"]) == MOST_LISTED
    assert found["left_off"]["activities"] == 90_000
    assert sum(each["count"] for each in found["activities"]) == 2 * MOST_LISTED


def test_a_hundred_thousand_variants_are_counted_and_the_most_frequent_told() -> None:
    chance = np.random.default_rng(1)
    courses = [np.array([0, 1]), np.array([0, 1]), *chance.integers(0, 50, (100_000, 6))]
    found = report(Read(columns(courses), (), 0))
    assert found["counts"]["variants"] > 99_000
    assert found["variants"][0]["count"] == 2
    assert len(found["variants"]) == MOST_LISTED


def test_waits_that_cannot_be_estimated_are_told_as_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enabling, "MOST_STEPS", 3)
    builder = LogBuilder()
    for n in range(30):
        builder.add(Event("1", f"step {n % 5}", MONDAY + timedelta(hours=n + 20), MONDAY + timedelta(hours=n)))
    found = report(Read(builder.build(), (), 0))
    assert found["waiting"]["total"] is None
    assert found["waiting"]["causes"] is None
    assert "enabled" in found["waiting"]["untold"]["en"]
    assert all(each["waiting"] is None for each in found["activities"])
    assert found["events"] == 30


def test_lists_keep_the_longest_handovers(monkeypatch: pytest.MonkeyPatch) -> None:
    log = generated(60, 60, 1.0)
    whole = report(Read(log, (), 0))
    monkeypatch.setattr(plain, "MOST_LISTED", 2)
    few = report(Read(log, (), 0))
    assert few["waiting"]["handovers"] == whole["waiting"]["handovers"][:2]
    assert few["graph"]["edges"] == whole["graph"]["edges"][:2]
    assert few["left_off"]["handovers"] == len(whole["waiting"]["handovers"]) - 2
