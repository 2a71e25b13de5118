"""Work that was broken off, as our own log tells it, is work at its step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from motcua.core.mining.broken_off import with_steps_alone
from motcua.core.mining.log import Event, EventLog, LogBuilder

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)


def log_of(*activities: str) -> EventLog:
    builder = LogBuilder()
    for n, activity in enumerate(activities):
        builder.add(Event("one", activity, BEGIN + timedelta(hours=n)))
    return builder.build()


def told(log: EventLog) -> list[str]:
    return [log.activities[n] for n in log.activity]


def test_a_step_that_asked_for_more_is_done_again() -> None:
    log = log_of("receive", "appraise:supplement", "appraise", "sign")
    found = with_steps_alone(log)
    assert told(found) == ["receive", "appraise", "appraise", "sign"]
    assert np.array_equal(found.ended, log.ended)


def test_a_mark_in_a_name_of_another_log_stays() -> None:
    log = log_of("T02: check", "appraise:supplement")
    assert told(with_steps_alone(log, {"appraise"})) == ["T02: check", "appraise"]


def test_a_log_of_nothing_stays_one() -> None:
    empty = LogBuilder().build()
    assert with_steps_alone(empty).activities == ()
