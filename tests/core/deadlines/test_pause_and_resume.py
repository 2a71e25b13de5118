"""Waiting for the applicant stops the clock, and what remained is carried exactly."""

import pytest

from motcua.core.deadlines import (
    AlreadyEndedError,
    AlreadyPausedError,
    ClockEvent,
    ClockRules,
    Grounds,
    MissingGroundsError,
    NotPausedError,
    OutOfOrderError,
    PauseCause,
    TimeLimit,
    finish,
    pause,
    resume,
    stop,
)
from tests.core.deadlines.dossiers import (
    ASKED,
    PAID,
    RULES,
    SAME_DAY,
    TAX_NOTICE,
    calendar_days,
    months,
    resumed,
    running,
    waiting_for_payment,
    working_days,
    working_hours,
)
from tests.core.workcal.office import CALENDAR_2026, at


@pytest.mark.parametrize(
    ("limit", "accepted", "paused", "paid", "due"),
    [
        # Due Monday 16; on Tuesday 10 four days remained, so four days after Friday 13.
        (working_days(5), "2026-11-09 09:00", "2026-11-10 09:00", "2026-11-13 14:45", "2026-11-19 17:30"),
        # Paid after 15:00 on that Friday: received on Monday 16.
        (working_days(5), "2026-11-09 09:00", "2026-11-10 09:00", "2026-11-13 16:45", "2026-11-20 17:30"),
        # Over a weekend only working days were lost.
        (working_days(5), "2026-11-09 09:00", "2026-11-13 09:00", "2026-11-16 09:00", "2026-11-17 17:30"),
        # Eleven of the twelve hours remained: 5.5 on Tuesday from 10:30, 5.5 on Wednesday.
        (working_hours(12), "2026-11-09 08:00", "2026-11-09 09:00", "2026-11-17 10:30", "2026-11-18 15:00"),
        # Waiting out of hours costs nothing.
        (working_hours(12), "2026-11-09 08:00", "2026-11-09 12:00", "2026-11-09 13:30", "2026-11-10 12:00"),
        (calendar_days(15), "2026-11-02 09:00", "2026-11-04 09:00", "2026-11-06 09:00", "2026-11-19 17:30"),
        # Rolled only once: 14 November is a Saturday, but 2 days later is a Monday.
        (calendar_days(12), "2026-11-02 09:00", "2026-11-04 09:00", "2026-11-06 09:00", "2026-11-16 17:30"),
        (months(1), "2026-05-15 09:00", "2026-05-20 09:00", "2026-05-27 09:00", "2026-06-22 17:30"),
        (SAME_DAY, "2026-11-09 09:00", "2026-11-09 10:00", "2026-11-11 09:00", "2026-11-11 17:30"),
    ],
)
def test_what_remained_is_carried_in_the_unit_of_the_limit(
    limit: TimeLimit, accepted: str, paused: str, paid: str, due: str
) -> None:
    clock = resumed(waiting_for_payment(running(limit, accepted), paused), paid)
    assert clock.due_at == at(due)
    assert clock.original_due_at == running(limit, accepted).due_at


@pytest.mark.parametrize("limit", [working_days(5), calendar_days(15), months(1), SAME_DAY])
def test_pausing_and_resuming_on_the_same_day_changes_nothing(limit: TimeLimit) -> None:
    clock = running(limit, "2026-11-09 09:00")
    assert resumed(waiting_for_payment(clock, "2026-11-09 09:30"), "2026-11-09 15:00").due_at == clock.due_at


@pytest.mark.parametrize("moment", ["2026-11-09 09:30", "2026-11-09 17:30", "2026-11-14 10:00"])
@pytest.mark.parametrize("limit", [working_days(5), calendar_days(15), months(1)])
def test_a_wait_that_ends_as_it_begins_changes_nothing_even_at_closing(limit: TimeLimit, moment: str) -> None:
    clock = running(limit, "2026-11-09 09:00")
    assert resumed(waiting_for_payment(clock, moment), moment).due_at == clock.due_at


@pytest.mark.parametrize(
    ("rules", "answered", "due"),
    [
        (RULES, "2026-11-13 14:50", "2026-11-13 17:30"),
        (RULES, "2026-11-13 15:10", "2026-11-16 17:30"),
        (ClockRules(), "2026-11-13 15:10", "2026-11-13 17:30"),
        # The timer of the wait runs out when the office closes: nothing is left of that day.
        (ClockRules(), "2026-11-13 17:30", "2026-11-16 17:30"),
        (ClockRules(), "2026-11-13 20:15", "2026-11-16 17:30"),
        (ClockRules(), "2026-11-14 10:00", "2026-11-16 17:30"),
        (RULES, "2026-11-14 10:00", "2026-11-16 17:30"),
        # Tuesday 24 November is a holiday.
        (RULES, "2026-11-23 18:00", "2026-11-25 17:30"),
    ],
)
def test_a_same_day_limit_gives_until_closing_of_the_day_on_which_the_answer_counts_as_received(
    rules: ClockRules, answered: str, due: str
) -> None:
    waiting = waiting_for_payment(running(SAME_DAY, "2026-11-13 09:00", rules), "2026-11-13 09:30")
    assert resumed(waiting, answered).due_at == at(due)


@pytest.mark.parametrize(
    ("limit", "accepted"),
    [(working_days(1), "2026-11-12 09:00"), (calendar_days(1), "2026-11-12 09:00"), (months(1), "2026-10-13 09:00")],
)
def test_a_limit_of_days_whose_last_day_was_waited_away_ends_with_the_day_of_receipt(
    limit: TimeLimit, accepted: str
) -> None:
    clock = running(limit, accepted)
    assert clock.due_at == at("2026-11-13 17:30")
    assert resumed(waiting_for_payment(clock, "2026-11-13 11:00"), "2026-11-14 10:00").due_at == at("2026-11-16 17:30")


def test_a_wait_that_begins_on_the_day_to_which_the_end_was_moved_does_not_make_the_office_late() -> None:
    clock = running(calendar_days(12), "2026-11-02 09:00")
    assert clock.due_at == at("2026-11-16 17:30")  # 14 November is a Saturday
    assert resumed(waiting_for_payment(clock, "2026-11-16 09:00"), "2026-11-18 09:00").due_at == at("2026-11-18 17:30")


def test_waits_that_follow_one_another_after_the_cut_off_are_counted_once() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    once = resumed(waiting_for_payment(clock, "2026-11-10 09:00"), "2026-11-12 16:00")
    twice = resumed(waiting_for_payment(clock, "2026-11-10 09:00"), "2026-11-12 15:30")
    twice = resumed(waiting_for_payment(twice, "2026-11-12 15:40"), "2026-11-12 16:00")
    assert once.due_at == twice.due_at == at("2026-11-19 17:30")


def test_waiting_before_the_clock_starts_costs_nothing() -> None:
    clock = running(working_hours(4), "2026-11-09 16:00")
    paused = waiting_for_payment(clock, "2026-11-09 16:10")
    assert resumed(paused, "2026-11-09 17:00").due_at == clock.due_at == at("2026-11-10 12:00")
    assert resumed(paused, "2026-11-10 09:00").due_at == at("2026-11-10 14:30")


def test_a_dossier_that_was_late_is_exactly_as_late_after_waiting() -> None:
    clock = running(working_days(1), "2026-11-09 09:00")
    late = waiting_for_payment(clock, "2026-11-12 09:00")
    assert clock.due_at == at("2026-11-10 17:30")
    assert resumed(late, "2026-11-17 09:00").due_at == at("2026-11-13 17:30")


def test_two_pauses_cost_the_sum_of_both() -> None:
    clock = resumed(
        waiting_for_payment(running(working_days(5), "2026-11-02 09:00"), "2026-11-03 09:00"), "2026-11-04 09:00"
    )
    clock = resumed(waiting_for_payment(clock, "2026-11-05 09:00"), "2026-11-09 09:00")
    assert clock.due_at == at("2026-11-12 17:30")
    assert len(clock.pauses) == 2


def test_a_pause_leaves_no_due_date_until_it_ends() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    waiting, change = pause(clock, at("2026-11-10 09:00"), PauseCause.FINANCIAL_OBLIGATION, TAX_NOTICE)
    assert (change.kind, change.old_due_at, change.new_due_at) == (ClockEvent.PAUSED, clock.due_at, None)
    assert (change.reason, change.article) == (TAX_NOTICE.reason, TAX_NOTICE.article)
    assert change.moved
    again, change = resume(CALENDAR_2026, waiting, at("2026-11-13 09:00"), PAID)
    assert (change.kind, change.old_due_at, change.new_due_at) == (ClockEvent.RESUMED, clock.due_at, again.due_at)
    assert (change.reason, change.article) == (PAID.reason, PAID.article)


def test_a_clock_that_runs_cannot_be_resumed() -> None:
    with pytest.raises(NotPausedError, match="không có lần tạm dừng"):
        resumed(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00")


def test_a_clock_that_waits_cannot_be_paused_again() -> None:
    waiting = waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00")
    with pytest.raises(AlreadyPausedError, match="đang chờ người nộp từ 09:00 10/11/2026"):
        pause(waiting, at("2026-11-11 09:00"), PauseCause.SUPPLEMENT, ASKED)


def test_a_finished_clock_cannot_be_paused_or_resumed() -> None:
    finished, _ = finish(running(working_days(5), "2026-11-09 09:00"), at("2026-11-12 09:00"))
    with pytest.raises(AlreadyEndedError, match="đã kết thúc lúc 09:00 12/11/2026"):
        waiting_for_payment(finished, "2026-11-12 10:00")
    with pytest.raises(AlreadyEndedError):
        resumed(finished, "2026-11-12 10:00")
    with pytest.raises(AlreadyEndedError):
        finish(finished, at("2026-11-12 10:00"))


def test_a_result_cannot_be_ready_while_the_applicant_is_waited_for() -> None:
    waiting = waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00")
    with pytest.raises(AlreadyPausedError):
        finish(waiting, at("2026-11-11 09:00"))


def test_a_dossier_may_be_withdrawn_while_it_waits_and_the_wait_ends_with_it() -> None:
    waiting = waiting_for_payment(running(working_days(5), "2026-11-09 09:00"), "2026-11-10 09:00")
    stopped, change = stop(
        waiting, at("2026-11-11 09:00"), Grounds("Công dân rút hồ sơ", "Thông tư 03/2025/TT-VPCP Điều 7")
    )
    assert stopped.ended_at == stopped.stopped_at == stopped.pauses[-1].until == at("2026-11-11 09:00")
    assert stopped.open_pause is None
    assert (change.kind, change.article) == (ClockEvent.STOPPED, "Thông tư 03/2025/TT-VPCP Điều 7")


def test_a_dossier_that_runs_may_be_stopped() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    stopped, _ = stop(clock, at("2026-11-11 09:00"), Grounds("Có quyết định của tòa án", "Luật chuyên ngành Điều 5"))
    assert (stopped.ended_at, stopped.pauses) == (at("2026-11-11 09:00"), ())


def test_nothing_is_recorded_before_what_is_already_known() -> None:
    clock = running(working_days(5), "2026-11-09 09:00")
    with pytest.raises(OutOfOrderError, match="hãy kiểm tra lại giờ"):
        waiting_for_payment(clock, "2026-11-09 08:59")
    waiting = waiting_for_payment(clock, "2026-11-10 09:00")
    with pytest.raises(OutOfOrderError):
        resumed(waiting, "2026-11-10 08:59")
    again = resumed(waiting, "2026-11-11 09:00")
    with pytest.raises(OutOfOrderError):
        waiting_for_payment(again, "2026-11-11 08:59")


@pytest.mark.parametrize(("reason", "article"), [("", "Điều 11"), ("Thiếu bản vẽ", ""), ("  ", "Điều 11")])
def test_no_clock_changes_without_reason_and_article(reason: str, article: str) -> None:
    with pytest.raises(MissingGroundsError, match="lý do và căn cứ"):
        Grounds(reason, article)
