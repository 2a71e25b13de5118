"""Waiting for what is not in the office's hands: a registry's answer, a tax paid elsewhere; and saying sorry for one's
own delay.
"""

from dataclasses import replace

import pytest

from motcua.core.deadlines import BadNewDueDateError, RescheduleSpentError
from motcua.core.procedure import WaitsFor
from motcua.domain.dossiers.acts import apology, inspection, money, reception, replies, steps
from motcua.domain.dossiers.errors import MissingWordsError, TaskGoneError, WrongPhaseError
from motcua.domain.dossiers.types import Minutes, WaitingFor
from tests.core.workcal.office import at
from tests.domain.dossiers.paper_city import CHAIRMAN, CITIZEN, CLERK, SPECIALIST, Desk, handed_in, uploaded
from tests.domain.dossiers.test_permit_story import accepted


def household_business() -> Desk:
    """A household business of one owner whose papers are found valid: its tax code is awaited."""
    desk = handed_in("1.001612", "new", form={"founded_by": "person", "by_authorisation": False})
    desk.on("receive", CLERK, "2026-11-02 10:00", reception.accept)
    desk.on("check", SPECIALIST, "2026-11-03 09:00", steps.complete, "valid")
    return desk


def land_transfer(pays_the_fee: bool) -> Desk:
    """A sale of land whose tax has been assessed: the applicant is to pay it."""
    papers = uploaded("certificate", "contract")
    desk = handed_in("1.013831", "transfer", form={"price": 1}, papers=papers)
    desk.on("receive", CLERK, "2026-11-02 10:00", reception.accept)
    if pays_the_fee:
        desk.does(CLERK, "2026-11-02 10:30", money.record_payment, desk.case.fees_due, "0001")
    desk.on("appraise", SPECIALIST, "2026-11-03 09:00", steps.complete, "eligible")
    desk.on("send_to_tax", SPECIALIST, "2026-11-03 10:00", steps.complete)
    desk.on("assess", SPECIALIST, "2026-11-04 10:00", steps.complete)
    return desk


def number_of_the_wait(desk: Desk, node: str) -> int:
    return next(wait.number for wait in desk.case.process.waits if wait.node == node)


def test_the_answer_of_a_registry_lets_the_process_go_on():
    desk = household_business()
    assert not desk.open_steps
    desk.does(CITIZEN, "2026-11-03 09:05", replies.receive_reply, number_of_the_wait(desk, "tax_code"))
    assert desk.open_steps == {"sign"}


def test_waiting_for_a_registry_does_not_stop_the_clock():
    assert household_business().case.clock.open_pause is None


def test_an_answer_that_nobody_waits_for_is_refused():
    desk = household_business()
    with pytest.raises(TaskGoneError):
        desk.does(CITIZEN, "2026-11-03 09:05", replies.receive_reply, 99)


def test_proof_of_a_tax_paid_elsewhere_ends_the_wait_and_changes_nothing_that_is_due_here():
    desk = land_transfer(pays_the_fee=True)
    assert desk.case.waiting_for is WaitingFor.PAYMENT
    desk.does(CLERK, "2026-11-05 09:00", money.record_payment_elsewhere, 12_500_000, "GNT-77")
    assert desk.open_steps == {"compare"}
    assert desk.case.clock.open_pause is None
    assert desk.case.fees_due == desk.case.fees_paid == 30_000


def test_paying_our_own_fee_does_not_end_the_wait_for_the_tax():
    desk = land_transfer(pays_the_fee=False)
    desk.does(CLERK, "2026-11-05 09:00", money.record_payment, desk.case.fees_due, "0001")
    assert desk.case.fees_due == desk.case.fees_paid == 30_000
    assert not desk.open_steps
    assert desk.case.waiting_for is WaitingFor.PAYMENT
    desk.does(CLERK, "2026-11-06 09:00", money.record_payment_elsewhere, 12_500_000, "GNT-77")
    assert desk.open_steps == {"compare"}


def test_a_tax_paid_elsewhere_leaves_our_own_fee_to_be_paid():
    desk = land_transfer(pays_the_fee=False)
    desk.does(CLERK, "2026-11-05 09:00", money.record_payment_elsewhere, 12_500_000, "GNT-77")
    assert desk.open_steps == {"compare"}
    assert desk.case.fees_paid == 0


def test_what_is_due_here_comes_first_where_one_wait_means_both():
    """Packages of before the word `obligation` say `payment` for a tax too."""
    desk = land_transfer(pays_the_fee=False)
    steps_of_old = {**desk.world.procedure.steps}
    steps_of_old["tax_paid"] = replace(steps_of_old["tax_paid"], waits_for=WaitsFor.PAYMENT)
    desk.world = replace(desk.world, procedure=replace(desk.world.procedure, steps=steps_of_old))
    with pytest.raises(WrongPhaseError):
        desk.does(CLERK, "2026-11-05 09:00", money.record_payment_elsewhere, 12_500_000, "GNT-77")


def test_nothing_paid_elsewhere_is_recorded_where_nobody_waits_for_it():
    desk = household_business()
    with pytest.raises(WrongPhaseError):
        desk.does(CLERK, "2026-11-05 09:00", money.record_payment_elsewhere, 1, "GNT-77")


def test_a_visit_that_ends_in_a_refusal_takes_its_reason_from_the_minutes():
    desk = handed_in("1.001776", "new", form={"category": "elderly"}, papers=uploaded("poor_household_paper"))
    desk.on("receive", CLERK, "2026-11-02 10:00", reception.accept)
    minutes = Minutes(at("2026-11-05 08:30"), "Tại nhà", ("Chuyên viên",), "Còn lương hưu.", "Không thuộc diện.")
    desk.on("review", SPECIALIST, "2026-11-05 16:00", inspection.record_inspection, minutes, "not_eligible")
    assert desk.case.answers["review"] == {"outcome": "not_eligible"}
    assert desk.open_steps == {"draft"}


def test_the_apology_says_why_and_promises_a_new_day_once():
    desk = accepted()
    due = desk.case.clock.due_at
    with pytest.raises(MissingWordsError):
        desk.does(CHAIRMAN, "2026-11-16 09:00", apology.apologise, at("2026-11-25 17:30"), [])
    work = desk.does(CHAIRMAN, "2026-11-16 09:00", apology.apologise, at("2026-11-25 17:30"), ["Chờ ý kiến."])
    assert desk.case.clock.due_at == at("2026-11-25 17:30")
    assert desk.case.clock.statutory_due_at == due
    assert desk.letters[-1] == "apology_letter"
    assert desk.kinds[-1] == "ClockRescheduled"
    assert work.letters[-1].details["promised_at"] == due.isoformat()
    with pytest.raises(RescheduleSpentError):
        desk.does(CHAIRMAN, "2026-11-17 09:00", apology.apologise, at("2026-11-30 17:30"), ["Chờ ý kiến."])


def test_no_new_day_is_promised_before_the_old_one():
    desk = accepted()
    with pytest.raises(BadNewDueDateError):
        desk.does(CHAIRMAN, "2026-11-16 09:00", apology.apologise, at("2026-11-12 17:30"), ["Chờ ý kiến."])


def test_a_dossier_without_a_due_date_needs_no_apology():
    desk = handed_in("1.001612", "new", form={"founded_by": "person", "by_authorisation": False})
    with pytest.raises(WrongPhaseError):
        desk.does(CLERK, "2026-11-02 10:00", apology.apologise, at("2026-11-25 17:30"), ["Chờ ý kiến."])
