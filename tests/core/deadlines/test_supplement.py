"""A supplement may be requested once, stops the clock, and once complete starts the limit from zero."""

import pytest

from motcua.core.deadlines import (
    AfterSupplement,
    ClockEvent,
    ClockRules,
    PauseCause,
    SupplementSpentError,
    TimeLimit,
    pause,
    resume,
)
from tests.core.deadlines.dossiers import (
    RECEIVED,
    RULES,
    SAME_DAY,
    SPECIAL_LAW,
    calendar_days,
    resumed,
    running,
    waiting_for_payment,
    waiting_for_supplement,
    working_days,
    working_hours,
)
from tests.core.workcal.office import CALENDAR_2026, at


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (working_days(5), "2026-11-20 17:30"),
        (working_hours(12), "2026-11-16 15:00"),
        (calendar_days(15), "2026-11-30 17:30"),
        (SAME_DAY, "2026-11-13 17:30"),
    ],
)
def test_after_a_complete_supplement_the_limit_starts_from_zero(limit: TimeLimit, due: str) -> None:
    waiting = waiting_for_supplement(running(limit, "2026-11-09 09:00"), "2026-11-10 09:00")
    clock, change = resume(CALENDAR_2026, waiting, at("2026-11-13 09:30"), RECEIVED)
    assert clock.supplement_count == 1
    assert change.kind is ClockEvent.RESTARTED
    assert clock.due_at == at(due)
    assert clock.original_due_at == waiting.original_due_at
    assert clock.accepted_at == at("2026-11-09 09:00")


def test_a_supplement_received_after_three_oclock_starts_the_limit_next_working_day() -> None:
    waiting = waiting_for_supplement(running(working_days(3), "2026-11-09 09:00"), "2026-11-10 09:00")
    assert resumed(waiting, "2026-11-12 15:01").due_at == at("2026-11-18 17:30")


def test_a_procedure_may_let_the_limit_continue_after_a_supplement() -> None:
    rules = ClockRules(cut_off=RULES.cut_off, after_supplement=AfterSupplement.CONTINUE)
    waiting = waiting_for_supplement(running(working_days(5), "2026-11-09 09:00", rules), "2026-11-10 09:00")
    clock, change = resume(CALENDAR_2026, waiting, at("2026-11-13 09:00"), RECEIVED)
    assert clock.due_at == at("2026-11-19 17:30")
    assert change.kind is ClockEvent.RESUMED
    assert clock.supplement_count == 1


def test_a_second_supplement_is_refused() -> None:
    clock = resumed(
        waiting_for_supplement(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00"), "2026-11-12 09:00"
    )
    with pytest.raises(SupplementSpentError, match="Chỉ được yêu cầu bổ sung hồ sơ 1 lần"):
        waiting_for_supplement(clock, "2026-11-13 09:00")
    with pytest.raises(SupplementSpentError, match="name the special law"):
        waiting_for_supplement(clock, "2026-11-13 09:00")


def test_a_special_law_may_allow_a_second_supplement_and_is_its_article() -> None:
    clock = resumed(
        waiting_for_supplement(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00"), "2026-11-12 09:00"
    )
    waiting, change = pause(clock, at("2026-11-13 09:00"), PauseCause.SUPPLEMENT, SPECIAL_LAW, special_law=True)
    assert change.article == SPECIAL_LAW.article
    assert resumed(waiting, "2026-11-17 09:00").supplement_count == 2


def test_a_payment_is_no_supplement() -> None:
    clock = resumed(
        waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00"), "2026-11-12 09:00"
    )
    assert clock.supplement_count == 0
    assert waiting_for_supplement(clock, "2026-11-13 09:00").supplement_count == 1


def test_pauses_before_a_restart_no_longer_count_but_stay_in_the_history() -> None:
    clock = resumed(
        waiting_for_payment(running(working_days(5), "2026-11-02 09:00"), "2026-11-03 09:00"), "2026-11-06 09:00"
    )
    clock = resumed(waiting_for_supplement(clock, "2026-11-09 09:00"), "2026-11-11 09:00")
    assert clock.due_at == at("2026-11-18 17:30")
    assert [pause.cause for pause in clock.pauses] == [PauseCause.FINANCIAL_OBLIGATION, PauseCause.SUPPLEMENT]
    clock = resumed(waiting_for_payment(clock, "2026-11-12 09:00"), "2026-11-13 09:00")
    assert clock.due_at == at("2026-11-19 17:30")
