"""The one-stop shop accepts, refuses, or asks for what is missing, once."""

import pytest

from motcua.core.deadlines import SupplementSpentError
from motcua.domain.dossiers.acts import filing, reception
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.errors import InvalidFilingError, MissingWordsError, WrongPhaseError
from motcua.domain.dossiers.types import Phase, SupplementItem, WaitingFor
from tests.core.workcal.office import at
from tests.domain.dossiers.paper_city import CITIZEN, CLERK, ONE_STOP, SPECIALIST, applicant, filed, uploaded

DRAWINGS = SupplementItem("drawings", "Mặt cắt móng tỷ lệ 1/50", "Bản vẽ đã nộp thiếu mặt cắt móng.")


def test_a_filed_dossier_waits_at_the_counter_of_the_receiving_office():
    desk = filed()
    assert desk.case.phase is Phase.SUBMITTED
    assert desk.open_steps == {"receive"}
    assert desk.task("receive").office_id == ONE_STOP
    assert desk.kinds == ["DossierSubmitted", "PaperAdded", "PaperAdded", "StepEnabled"]


def test_a_dossier_without_a_needed_paper_is_not_filed():
    desk = filed()
    with pytest.raises(InvalidFilingError) as refused:
        desk.does(CITIZEN, "2026-11-02 09:00", filing.submit, Filing((applicant(),), {}, uploaded("drawings")))
    assert [problem[0] for problem in refused.value.problems] == ["land_paper"]


def test_acceptance_gives_code_due_date_and_slip():
    desk = filed("2026-11-02 09:00")
    desk.on("receive", CLERK, "2026-11-03 08:30", reception.accept)
    assert desk.case.phase is Phase.ACCEPTED
    assert desk.case.code == "H29.1-261103-0001"
    assert desk.case.clock.due_at == at("2026-11-18 17:30")
    assert desk.case.clock.original_due_at == desk.case.clock.due_at
    assert desk.letters == ["receipt_slip"]
    assert desk.open_steps == {"assign"}


def test_a_refusal_is_in_writing_with_reasons_and_ends_the_dossier():
    desk = filed()
    with pytest.raises(MissingWordsError):
        desk.on("receive", CLERK, "2026-11-03 08:30", reception.refuse, " ")
    work = desk.on("receive", CLERK, "2026-11-03 08:30", reception.refuse, "Thửa đất thuộc phường khác.")
    assert desk.case.phase is Phase.NOT_ACCEPTED
    assert desk.case.ended_at == at("2026-11-03 08:30")
    assert desk.letters == ["rejection_notice"]
    assert not desk.case.tasks
    assert "Thửa đất" not in str([event.data for event in work.events])


def test_a_supplement_before_acceptance_counts_as_the_one():
    desk = filed()
    desk.on("receive", CLERK, "2026-11-03 08:30", reception.request_supplement, [DRAWINGS])
    assert desk.case.waiting_for is WaitingFor.SUPPLEMENT
    assert desk.case.clock is None
    with pytest.raises(WrongPhaseError):
        desk.on("receive", CLERK, "2026-11-03 09:00", reception.accept)
    desk.does(CITIZEN, "2026-11-05 20:00", reception.receive_supplement, None, uploaded("drawings"))
    desk.on("receive", CLERK, "2026-11-06 08:00", reception.accept)
    desk.on("assign", SPECIALIST, "2026-11-06 10:00", lambda work, task: None)
    with pytest.raises(SupplementSpentError):
        desk.on("assign", SPECIALIST, "2026-11-06 10:00", reception.request_supplement, [DRAWINGS])


def test_a_supplement_names_what_and_why():
    desk = filed()
    nothing = SupplementItem("drawings", "Mặt cắt móng", "")
    with pytest.raises(MissingWordsError):
        desk.on("receive", CLERK, "2026-11-03 08:30", reception.request_supplement, [nothing])
    with pytest.raises(MissingWordsError):
        desk.on("receive", CLERK, "2026-11-03 08:30", reception.request_supplement, [])


def test_while_a_supplement_is_awaited_the_clock_stands_and_then_counts_from_zero():
    desk = filed("2026-11-02 09:00")
    desk.on("receive", CLERK, "2026-11-03 08:30", reception.accept)
    desk.on("assign", SPECIALIST, "2026-11-04 09:00", reception.request_supplement, [DRAWINGS])
    assert desk.case.clock.open_pause is not None
    desk.does(CITIZEN, "2026-11-10 10:00", reception.receive_supplement, None, uploaded("drawings"))
    assert desk.case.waiting_for is None
    assert desk.case.clock.due_at == at("2026-11-25 17:30")
    assert desk.case.clock.original_due_at == at("2026-11-18 17:30")
    assert desk.kinds[-3:] == ["SupplementReceived", "PaperAdded", "ClockRestarted"]


def test_the_step_that_waited_gets_its_time_again():
    desk = filed("2026-11-02 09:00")
    desk.on("receive", CLERK, "2026-11-03 08:30", reception.accept)
    desk.on("assign", SPECIALIST, "2026-11-03 09:00", reception.request_supplement, [DRAWINGS])
    desk.does(CITIZEN, "2026-11-10 10:00", reception.receive_supplement, None, uploaded("drawings"))
    assert desk.task("assign").due_at == at("2026-11-10 11:00")


def test_nothing_is_taken_as_supplement_that_nobody_asked_for():
    desk = filed()
    with pytest.raises(WrongPhaseError):
        desk.does(CITIZEN, "2026-11-10 10:00", reception.receive_supplement, None, uploaded("drawings"))
