"""The building permit on paper, from filing to the returned permit: every act in its place, the clock as the law
says.
"""

import pytest

from motcua.core.deadlines import Outcome, outcome
from motcua.domain.dossiers.acts import inspection, money, opinions, reception, result, steps, timers
from motcua.domain.dossiers.errors import MissingWordsError, TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.types import Handler, Minutes, Phase, Question, ReturnMethod, TaskKind, Verdict, WaitingFor
from tests.core.workcal.office import at
from tests.domain.dossiers.paper_city import (
    CHAIRMAN,
    CLERK,
    ECONOMY,
    HEAD,
    RECORDS,
    SPECIALIST,
    Desk,
    filed,
)

AGENCIES = ("planning_department", "fire_police", "power_company")
MINUTES = Minutes(
    at("2026-11-06 08:30"), "215/12 Trần Quang Khải", ("Chủ đầu tư", "Chuyên viên"), "Đất trống.", "Phù hợp."
)


def put_in_charge(work, task):
    steps.put_in_charge(work, Handler(int(SPECIALIST.id), ECONOMY, "specialist"))
    steps.complete(work, task)


def accepted(when: str = "2026-11-03 08:30") -> Desk:
    desk = filed("2026-11-02 09:00")
    desk.on("receive", CLERK, when, reception.accept)
    desk.on("assign", HEAD, "2026-11-03 10:00", put_in_charge)
    return desk


def consulted() -> Desk:
    desk = accepted()
    asked = [Question(kind, "Xin ý kiến về chỉ giới.") for kind in AGENCIES]
    desk.on("consult", SPECIALIST, "2026-11-03 11:00", opinions.ask, asked)
    return desk


def drafted() -> Desk:
    """Inspected, appraised, drafted; two agencies have answered, the third was silent."""
    desk = consulted()
    desk.on("inspect", SPECIALIST, "2026-11-06 16:00", inspection.record_inspection, MINUTES)
    desk.on("appraise", SPECIALIST, "2026-11-09 16:00", steps.complete, "eligible")
    desk.on("draft", SPECIALIST, "2026-11-11 09:00", steps.complete)
    for opinion in desk.case.opinions[:2]:
        task = next(each for each in desk.case.tasks if (each.kind, each.n) == (TaskKind.OPINION, opinion.n))
        desk.does(CHAIRMAN, "2026-11-12 09:00", opinions.give, task, Verdict.AGREE, "")
    desk.does(CHAIRMAN, "2026-11-16 17:30", timers.fire, desk.case.timers[0].n)
    return desk


def signed() -> Desk:
    desk = drafted()
    desk.on("review", HEAD, "2026-11-17 09:00", steps.complete, "approve")
    desk.on("sign", CHAIRMAN, "2026-11-17 15:00", steps.complete, "sign")
    return desk


def test_the_officer_in_charge_finds_his_steps_in_his_own_inbox():
    desk = accepted()
    assert desk.open_steps == {"consult", "inspect"}
    assert {task.holder_id for task in desk.case.tasks} == {int(SPECIALIST.id)}


def test_three_agencies_are_asked_at_once_each_with_question_and_day():
    desk = consulted()
    assert [opinion.due_at for opinion in desk.case.opinions] == [at("2026-11-16 17:30")] * 3
    assert sum(task.kind is TaskKind.OPINION for task in desk.case.tasks) == 3
    assert desk.letters[-1] == "opinion_request"
    assert desk.case.timers[0].due_at == at("2026-11-16 17:30")


def test_waiting_for_agencies_never_stops_the_clock():
    desk = consulted()
    assert desk.case.clock.open_pause is None


def test_when_all_agencies_have_answered_nobody_waits_for_the_twelfth_day():
    desk = consulted()
    desk.on("inspect", SPECIALIST, "2026-11-06 16:00", inspection.record_inspection, MINUTES)
    desk.on("appraise", SPECIALIST, "2026-11-09 16:00", steps.complete, "eligible")
    desk.on("draft", SPECIALIST, "2026-11-11 09:00", steps.complete)
    for opinion in desk.case.opinions:
        task = next(each for each in desk.case.tasks if (each.kind, each.n) == (TaskKind.OPINION, opinion.n))
        desk.does(CHAIRMAN, "2026-11-12 09:00", opinions.give, task, Verdict.AGREE, "")
    assert desk.open_steps == {"review"}
    assert not desk.case.timers


def test_silence_is_consent_on_the_twelfth_day():
    desk = drafted()
    assert [opinion.verdict for opinion in desk.case.opinions] == [Verdict.AGREE, Verdict.AGREE, Verdict.SILENT]
    assert "OpinionLapsed" in desk.kinds
    assert desk.open_steps == {"review"}
    assert not any(task.kind is TaskKind.OPINION for task in desk.case.tasks)


def test_disagreement_says_why():
    desk = consulted()
    task = next(each for each in desk.case.tasks if each.kind is TaskKind.OPINION)
    with pytest.raises(MissingWordsError):
        desk.does(CHAIRMAN, "2026-11-12 09:00", opinions.give, task, Verdict.DISAGREE, "")


def test_minutes_of_an_inspection_say_who_was_there_and_what_was_found():
    desk = accepted()
    empty = Minutes(at("2026-11-06 08:30"), "215/12", (), "", "")
    with pytest.raises(MissingWordsError):
        desk.on("inspect", SPECIALIST, "2026-11-06 16:00", inspection.record_inspection, empty)


def test_a_draft_that_is_returned_comes_back_with_the_reason():
    desk = drafted()
    with pytest.raises(MissingWordsError):
        desk.on("review", HEAD, "2026-11-17 09:00", steps.complete, "return")
    desk.on("review", HEAD, "2026-11-17 09:00", steps.complete, "return", "Thiếu cốt nền.")
    assert desk.open_steps == {"revise"}
    assert desk.kinds[-2] == "StepReturned"
    assert desk.task("revise").holder_id == int(SPECIALIST.id)


def test_the_fee_notice_goes_out_when_the_draft_is_agreed():
    desk = drafted()
    desk.on("review", HEAD, "2026-11-17 09:00", steps.complete, "approve")
    assert desk.case.fees_due == 75_000
    assert desk.letters[-1] == "fee_notice"
    assert desk.open_steps == {"sign"}


def test_the_fee_is_noticed_once_even_when_the_draft_comes_round_again():
    desk = drafted()
    desk.on("review", HEAD, "2026-11-17 09:00", steps.complete, "approve")
    desk.on("sign", CHAIRMAN, "2026-11-17 10:00", steps.complete, "return", "Sửa diện tích.")
    desk.on("revise", SPECIALIST, "2026-11-17 11:00", steps.complete)
    desk.on("review", HEAD, "2026-11-17 14:00", steps.complete, "approve")
    assert desk.case.fees_due == 75_000
    assert desk.letters.count("fee_notice") == 1


def test_the_result_finishes_the_clock_and_an_unpaid_fee_keeps_it_at_the_counter():
    desk = signed()
    desk.on("register", RECORDS, "2026-11-18 10:00", result.issue_result)
    assert desk.case.phase is Phase.RESOLVED
    assert desk.case.clock.finished_at == at("2026-11-18 10:00")
    assert outcome(desk.case.clock.limit, desk.case.clock.original_due_at, at("2026-11-18 10:00")) is Outcome.ON_TIME
    assert desk.letters[-1] == "permit"
    assert desk.case.waiting_for is WaitingFor.PAYMENT
    assert not desk.case.tasks


def test_after_payment_the_process_moves_on_by_itself():
    desk = signed()
    desk.on("register", RECORDS, "2026-11-18 10:00", result.issue_result)
    desk.does(CLERK, "2026-11-19 09:00", money.record_payment, 75_000, "0000123")
    assert desk.open_steps == {"return_result"}
    assert desk.case.waiting_for is None


def test_who_has_paid_before_does_not_wait_at_the_end():
    desk = signed()
    desk.does(CLERK, "2026-11-17 16:00", money.record_payment, 75_000, "0000123")
    desk.on("register", RECORDS, "2026-11-18 10:00", result.issue_result)
    assert desk.open_steps == {"return_result"}


@pytest.mark.parametrize("amount", [0, -1, 75_001])
def test_only_what_is_owed_can_be_paid(amount):
    desk = signed()
    with pytest.raises(WrongPhaseError):
        desk.does(CLERK, "2026-11-17 16:00", money.record_payment, amount, "0000123")


def test_the_returned_result_ends_the_dossier():
    desk = signed()
    desk.does(CLERK, "2026-11-17 16:00", money.record_payment, 75_000, "0000123")
    desk.on("register", RECORDS, "2026-11-18 10:00", result.issue_result)
    desk.on("return_result", CLERK, "2026-11-18 14:00", result.return_result, ReturnMethod.COUNTER, "Bà Phượng")
    assert desk.case.phase is Phase.RETURNED
    assert desk.case.process.status == "ended"
    assert not desk.case.tasks


def test_a_dossier_that_is_not_eligible_ends_with_a_reasoned_refusal_as_its_result():
    desk = consulted()
    desk.on("inspect", SPECIALIST, "2026-11-06 16:00", inspection.record_inspection, MINUTES)
    desk.on(
        "appraise", SPECIALIST, "2026-11-09 16:00", steps.complete, "not_eligible", "Nằm trong hành lang bảo vệ kênh."
    )
    desk.on("draft", SPECIALIST, "2026-11-11 09:00", steps.complete)
    desk.does(CHAIRMAN, "2026-11-16 17:30", timers.fire, desk.case.timers[0].n)
    desk.on("review", HEAD, "2026-11-17 09:00", steps.complete, "approve")
    desk.on("sign", CHAIRMAN, "2026-11-17 15:00", steps.complete, "sign")
    desk.on("register", RECORDS, "2026-11-18 10:00", result.issue_result)
    assert desk.letters[-1] == "rejection_notice"
    assert desk.case.fees_due == 0


def test_a_step_done_by_a_colleague_is_gone():
    desk = accepted()
    task = desk.task("inspect")
    with pytest.raises(TaskGoneError):
        desk.does(HEAD, "2026-11-03 11:00", steps.claim, task)


def test_every_step_leaves_enabled_claimed_started_and_completed():
    desk = accepted()
    assign = [kind for kind, data in desk.log if data.get("n") == desk.log[-1][1].get("n")]
    kinds = [kind for kind in desk.kinds if kind.startswith("Step")]
    assert kinds[:4] == ["StepEnabled", "StepClaimed", "StepStarted", "StepCompleted"]
    assert assign


def test_a_dossier_is_processed_from_the_moment_somebody_works_on_it():
    desk = filed("2026-11-02 09:00")
    desk.on("receive", CLERK, "2026-11-03 08:30", reception.accept)
    assert desk.case.phase is Phase.ACCEPTED
    desk.on("assign", HEAD, "2026-11-03 09:00", steps.claim)
    assert desk.case.phase is Phase.PROCESSING
