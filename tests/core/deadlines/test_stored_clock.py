"""A clock is stored as plain values and read back as it was."""

import json
from datetime import time

import pytest

from motcua.core.deadlines import AfterSupplement, ClockDataError, ClockError, ClockRules, DossierClock, reschedule
from motcua.core.workcal import ZONE, Counting
from tests.core.deadlines.dossiers import (
    APOLOGY,
    RULES,
    resumed,
    running,
    waiting_for_payment,
    waiting_for_supplement,
    working_days,
)
from tests.core.workcal.office import CALENDAR_2026, at


def a_full_life() -> DossierClock:
    clock = running(working_days(5), "2026-11-09 09:00:00.000123")
    clock = resumed(waiting_for_supplement(clock, "2026-11-10 09:00"), "2026-11-11 09:00")
    clock, _ = reschedule(CALENDAR_2026, clock, at("2026-11-12 09:00"), at("2026-11-30 09:00"), APOLOGY)
    return waiting_for_payment(clock, "2026-11-13 09:00")


def test_a_clock_survives_json() -> None:
    clock = a_full_life()
    text = json.dumps(clock.as_dict())
    again = DossierClock.parse(json.loads(text))
    assert again == clock
    assert again.due_at.tzinfo is ZONE
    assert json.dumps(again.as_dict()) == text


def test_a_stored_clock_is_readable() -> None:
    assert running(working_days(3), "2026-11-09 09:00").as_dict() == {
        "limit": {"working_days": 3},
        "rules": {
            "cut_off": "15:00:00",
            "counting": {"event_day_counts": False, "roll_to_working_day": True},
            "after_supplement": "restart",
            "supplements_allowed": 1,
            "reschedules_allowed": 1,
            "apology_days_before": 1,
        },
        "accepted_at": "2026-11-09T09:00:00+07:00",
        "counts_from": "2026-11-09T09:00:00+07:00",
        "original_due_at": "2026-11-12T17:30:00+07:00",
        "statutory_due_at": "2026-11-12T17:30:00+07:00",
        "rescheduled_due_at": None,
        "pauses": [],
        "reschedules": [],
        "finished_at": None,
        "stopped_at": None,
    }


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"accepted_at": "yesterday"}, "accepted_at"),
        ({"accepted_at": None}, "accepted_at"),
        ({"accepted_at": "2026-11-09T09:00:00"}, "accepted_at"),
        ({"pauses": [{"since": "2026-11-09T09:00:00+07:00"}]}, "until, cause, grounds"),
        ({"pauses": ["none"]}, "none"),
        ({"pauses": None}, "pauses"),
        ({"mood": "good"}, "mood"),
        ({"limit": {"working_days": 3, "months": 1}}, "working_days, months"),
    ],
)
def test_a_clock_that_cannot_be_read_says_which_value_is_wrong(change: dict[str, object], named: str) -> None:
    stored = running(working_days(3), "2026-11-09 09:00").as_dict() | change
    with pytest.raises(ClockError, match=named):
        DossierClock.parse(stored)


def test_a_clock_with_a_value_missing_is_refused() -> None:
    stored = running(working_days(3), "2026-11-09 09:00").as_dict()
    del stored["counts_from"]
    with pytest.raises(ClockDataError, match="Thiếu mục counts_from"):
        DossierClock.parse(stored)


def test_a_procedure_states_only_the_rules_that_are_its_own() -> None:
    assert ClockRules.parse({}) == ClockRules()
    assert ClockRules.parse({"cut_off": "15:00"}) == RULES
    own = {"after_supplement": "continue", "supplements_allowed": 2, "counting": {"event_day_counts": True}}
    assert ClockRules.parse(own) == ClockRules(
        after_supplement=AfterSupplement.CONTINUE, supplements_allowed=2, counting=Counting(event_day_counts=True)
    )


def test_rules_read_back_as_they_were_written() -> None:
    rules = ClockRules(time(14, 30), Counting(roll_to_working_day=False), AfterSupplement.CONTINUE, 2, 3, 0)
    assert ClockRules.parse(rules.as_dict()) == rules


@pytest.mark.parametrize(
    ("stated", "named"),
    [
        ({"cutoff": "15:00"}, "cutoff"),
        ({"cut_off": 900}, "cut_off"),
        ({"cut_off": "3 pm"}, "cut_off"),
        ({"cut_off": "15:00+07:00"}, "cut_off"),
        ({"after_supplement": "rewind"}, "after_supplement"),
        ({"supplements_allowed": -1}, "supplements_allowed"),
        ({"supplements_allowed": True}, "supplements_allowed"),
        ({"counting": {"event_day_counts": 1}}, "event_day_counts"),
        ({"counting": "civil"}, "civil"),
    ],
)
def test_rules_that_cannot_be_read_say_which_is_wrong(stated: dict[str, object], named: str) -> None:
    with pytest.raises(ClockDataError, match=named):
        ClockRules.parse(stated)
