"""Durations, rework, workload and comparisons: what the small logs must come to, and what holds for all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import numpy as np
import pytest

from motcua.core.mining.comparison import compare
from motcua.core.mining.durations import Measure, Outcome, case_durations, outcomes, step_lengths, working_durations
from motcua.core.mining.lengths import spread, spreads
from motcua.core.mining.log import Event, EventLog, LogBuilder, as_time
from motcua.core.mining.office_hours import WorkingTime
from motcua.core.mining.parts import before_and_after, cases_by_attribute, only
from motcua.core.mining.rework import rework
from motcua.core.mining.waiting import waiting
from motcua.core.mining.workload import workload
from motcua.core.workcal import ZONE, WeekPattern, WorkCalendar, parse_shifts

MONDAY = datetime(2026, 11, 16, 8, tzinfo=ZONE)
HOUR = 3_600_000_000
OFFICE = WorkCalendar(
    date(2026, 1, 1),
    date(2026, 12, 31),
    [WeekPattern.monday_to_friday(date(2026, 1, 1), parse_shifts("08:00-12:00, 13:30-17:30"))],
)


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def logged(*events: tuple[str, str, float, float, str]) -> EventLog:
    """(case, activity, begins, ends, who): hours from Monday morning."""
    builder = LogBuilder()
    for case, activity, begins, ends, who in events:
        builder.add(Event(case, activity, at(ends), at(begins), resource=who))
    return builder.build()


def test_a_case_lasts_from_its_first_start_to_its_last_end() -> None:
    log = logged(("1", "a", 0, 1, "An"), ("1", "b", 20, 26, "An"), ("2", "a", 5, 6, "An"))
    assert case_durations(log).tolist() == [26 * HOUR, HOUR]
    # Monday 08:00 to Tuesday 10:00 are eight hours of Monday and two of Tuesday.
    assert working_durations(log, WorkingTime.of(OFFICE)).tolist() == [10 * HOUR, int(0.5 * HOUR)]
    assert spreads(step_lengths(log))[Measure.WORKED, 0].total == 2 * HOUR


def test_a_spread_tells_quantiles_on_the_line_between_and_of_nothing_there_is_none() -> None:
    found = spread(np.array([1, 2, 3, 4, 10], dtype=np.int64))
    assert found is not None
    assert (found.mean, found.median, found.p90) == (4, 3, pytest.approx(7.6))
    assert spread(np.array([], dtype=np.int64)) is None


def test_a_case_is_late_by_its_date_or_by_the_instant_as_its_limit_is_counted() -> None:
    ends = [at(9), at(9), at(33), None, at(1)]
    deadlines = [at(8), at(30), at(8), at(8), None]
    assert outcomes(ends, deadlines) == {
        Outcome.ON_TIME: 1,
        Outcome.EARLY: 1,
        Outcome.LATE: 1,
        Outcome.OPEN: 1,
        Outcome.NO_DEADLINE: 1,
    }
    assert outcomes(ends, deadlines, by_the_hour=True)[Outcome.LATE] == 2


def test_a_date_that_a_machine_wrote_in_utc_is_the_date_in_vietnam() -> None:
    due = datetime(2026, 11, 20, 17, tzinfo=UTC)  # midnight in Vietnam: the 21st
    assert outcomes([datetime(2026, 11, 21, 2, tzinfo=UTC)], [due]) == {Outcome.ON_TIME: 1}
    assert outcomes([datetime(2026, 11, 21, 18, tzinfo=UTC)], [due]) == {Outcome.LATE: 1}
    assert outcomes([datetime(2026, 11, 20, 16, tzinfo=UTC)], [due]) == {Outcome.EARLY: 1}


def test_what_is_done_again_is_counted_by_case_and_by_turn() -> None:
    log = logged(
        *(("1", letter, n, n, "") for n, letter in enumerate("abab")),
        *(("2", letter, n, n, "") for n, letter in enumerate("abbbc")),
    )
    found = {each.activity: (each.cases, each.again, each.at_once) for each in rework(log)}
    assert found == {"a": (1, 1, 0), "b": (2, 3, 2)}


def test_work_side_by_side_counts_once_as_busy_time() -> None:
    log = logged(("1", "a", 0, 2, "An"), ("2", "a", 1, 3, "An"), ("3", "b", 5, 6, "An"), ("3", "c", 6, 7, "Bình"))
    busiest, other = workload(log, waiting(log))
    assert (busiest.resource, busiest.events, busiest.cases, busiest.activities) == ("An", 3, 3, 2)
    assert busiest.busy == 4 * HOUR
    assert (other.resource, other.busy) == ("Bình", HOUR)


def test_what_was_all_there_before_it_began_and_is_done_in_one_go_is_a_batch() -> None:
    log = logged(
        *(("1", "file", 0, 0, ""), ("2", "file", 0, 0, ""), ("3", "file", 0, 0, "")),
        *(("1", "sign", 4, 5, "Lan"), ("2", "sign", 5, 6, "Lan"), ("3", "sign", 8, 9, "Lan")),
    )
    assert [(each.batches, each.batched) for each in workload(log, waiting(log))] == [(1, 2)]


def generated(seed: int, cases: int, slow: float, extra: float) -> EventLog:
    chance = Random(seed)
    builder = LogBuilder()
    for n in range(cases):
        begins = n * 2.0
        builder.know(str(n), "office", "east" if n % 2 else "west")
        for activity in ("receive", "check", *(["ask"] if chance.random() < extra else []), "sign"):
            ends = begins + chance.expovariate(1 / slow)
            builder.add(Event(str(n), activity, at(ends), at(begins)))
            begins = ends
    return builder.build()


def test_a_period_in_which_work_slowed_and_a_step_came_in_is_told_as_drift() -> None:
    found = compare(generated(1, 200, 2, 0.05), generated(2, 200, 4, 0.5))
    assert found.durations_chance < 0.001
    assert [each.name for each in found.activities] == ["ask"]
    assert found.activities[0].before < 0.15 < 0.4 < found.activities[0].after
    assert "check → ask" in {each.name for each in found.steps}


def test_two_halves_of_the_same_do_not_differ() -> None:
    found = compare(generated(1, 200, 2, 0.2), generated(2, 200, 2, 0.2))
    assert found.durations_chance > 0.01
    assert (found.activities, found.steps) == ((), ())


def test_of_a_handful_of_cases_nothing_is_said() -> None:
    found = compare(generated(1, 4, 1, 0), generated(2, 200, 9, 1))
    assert (found.durations_chance, found.activities, found.steps) == (1.0, (), ())


def test_a_log_falls_into_offices_and_periods_without_losing_a_case() -> None:
    log = generated(1, 50, 2, 0.2)
    offices = {name: only(log, cases) for name, cases in cases_by_attribute(log, "office").items()}
    assert sorted(offices) == ["east", "west"]
    assert sum(len(each) for each in offices.values()) == len(log)
    assert sorted(case for each in offices.values() for case in each.cases) == sorted(log.cases)
    before, after = before_and_after(log, as_time(at(50)))
    assert len(before) + len(after) == len(log)
    assert max(int(before.ended[span][0]) for _, span in before.spans()) < as_time(at(50))
    assert min(int(after.ended[span][0]) for _, span in after.spans()) >= as_time(at(50))
