"""The building permit of an individual house, from the counter to the result (proposed process of 1.013225)."""

import json
from pathlib import Path

import pytest

from motcua.core.process import (
    FlowTaken,
    Kind,
    MessageAwaited,
    ProcessEnded,
    ServiceRequested,
    TaskCancelled,
    TaskEnabled,
    Timer,
    TimerArmed,
    TimerDisarmed,
    check_process,
    compile_process,
    critical_path,
    next_tasks,
    read_model,
    serial_sum,
)
from tests.core.process.drawn import NOW, Dossier

MODEL = read_model((Path(__file__).parent / "permit.bpmn").read_bytes())
PERMIT = compile_process(MODEL)
DAY = 8
HOURS = {
    "receive": 2,
    "assign": 2,
    "appraise": 32,
    "opinions": 12 * DAY,
    "draft": 12,
    "review": 8,
    "sign": 8,
    "register": 4,
    "return_result": 0,
}


@pytest.fixture
def permit() -> Dossier:
    return Dossier(PERMIT, eligible=True, review="pass").start()


def test_the_drawing_has_no_problems() -> None:
    assert check_process(MODEL) == []


def test_each_step_reaches_the_role_of_its_lane(permit: Dossier) -> None:
    permit.do("receive", "assign", "appraise", "opinions", "draft", "review", "sign", "register", "return_result")
    assert [(fact.node, fact.role) for fact in permit.facts if isinstance(fact, TaskEnabled)] == [
        ("receive", "one_stop_officer"),
        ("assign", "division_head"),
        ("appraise", "specialist"),
        ("opinions", "specialist"),
        ("draft", "specialist"),
        ("review", "division_head"),
        ("sign", "chairman"),
        ("register", "records_clerk"),
        ("return_result", "one_stop_officer"),
    ]
    assert permit.news[-1] == ProcessEnded("granted")


def test_the_consultation_is_sent_on_the_day_of_assignment_beside_the_appraisal(permit: Dossier) -> None:
    permit.do("receive", "assign")
    assert permit.waiting == ["appraise", "opinions"]
    assert permit.told(ServiceRequested) == [
        ServiceRequested(4, "ask_opinions", Kind.SEND, "consultation_letter", wait=False)
    ]
    assert permit.told(MessageAwaited) == [MessageAwaited(5, "opinions", "opinion", 5)]
    assert permit.told(TimerArmed) == [TimerArmed(6, "silence", Timer("duration", "P12D"), 5, NOW)]


def test_an_opinion_that_comes_in_time_disarms_the_timer(permit: Dossier) -> None:
    permit.do("receive", "assign").deliver("opinions")
    assert permit.told(TimerDisarmed) == [TimerDisarmed(6, "silence")]
    assert permit.do("appraise").waiting == ["draft"]


def test_silence_after_twelve_days_is_consent(permit: Dossier) -> None:
    """NĐ 61/2018 Đ19.5 and procedure 1.013225: no answer within 12 days counts as agreement."""
    permit.do("receive", "assign", "appraise").fire("silence")
    assert TaskCancelled(5, "opinions") in permit.news
    assert FlowTaken("silence_consents") in permit.news
    assert permit.waiting == ["draft"]


def test_the_reviewer_may_send_the_draft_back_as_often_as_needed(permit: Dossier) -> None:
    permit.do("receive", "assign", "appraise", "opinions")
    for _ in range(3):
        permit.do("draft", "review", review="return")
        assert permit.waiting == ["draft"]
    assert permit.do("draft", "review", review="pass").waiting == ["sign"]


def test_a_dossier_that_is_not_eligible_ends_with_a_signed_refusal(permit: Dossier) -> None:
    permit.do("receive", "assign", "appraise", "opinions", eligible=False)
    assert permit.do("draft_refusal", "sign_refusal").news[-1] == ProcessEnded("refused")


def test_the_state_stays_under_two_kilobytes_wherever_the_dossier_stands(permit: Dossier) -> None:
    sizes = []
    while permit.status == "running":
        permit.do(permit.waiting[0])
        sizes.append(len(json.dumps(permit.state.to_json())))
    assert max(sizes) < 300


def test_the_officer_sees_what_may_come_next() -> None:
    assert [node.label for node in next_tasks(PERMIT, "review")] == ["Dự thảo giấy phép, thông báo phí", "Ký giấy phép"]


def test_the_critical_path_leads_through_the_consultation() -> None:
    longest = critical_path(PERMIT, HOURS)
    assert longest.length == 12 * DAY + 36
    assert "opinions" in [node.id for node in longest.nodes]
    assert "appraise" not in [node.id for node in longest.nodes]


def test_without_consultation_the_steps_add_up_to_eight_and_a_half_days() -> None:
    assert critical_path(PERMIT, {**HOURS, "opinions": 0}).length == 68
    assert serial_sum(PERMIT, HOURS).length == 68 + 12 * DAY
