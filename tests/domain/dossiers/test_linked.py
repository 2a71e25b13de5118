"""A linked procedure: one filing, parts at other agencies, each with its own clock; results passed on."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import LazySettings

from motcua.core.deadlines import ClockState
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter, DossierPart, OpenTask
from motcua.domain.dossiers.queries.lists import dossiers_of_person
from motcua.domain.dossiers.services import counter, steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.citizen import answer_supplement, withdraw_dossier
from motcua.domain.dossiers.types import Paper, PaperOrigin, Phase, WaitingFor
from tests.domain.dossiers.linked_kit import asked, kinds, known
from tests.linked import (
    LEADERSHIP,
    carried,
    filed,
    grants_card,
    registered,
    registers_birth,
    registers_residence,
    sent,
)
from tests.office import Office, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.REFERENCE_CACHE_SECONDS = 60


# --- a part


def test_a_part_is_a_dossier_of_its_agency_filled_from_the_whole(working_city: Office):
    whole = sent(working_city)
    birth = whole.page("2026-11-02 08:31", whole.part("birth"))
    assert birth.procedure.code == "1.001193"
    assert birth.form["child_name"] == "Nguyễn Mây Xanh"
    assert birth.card.competent_id == working_city.city.office("H29.27094")
    papers = [(each.paper.component, each.paper.origin) for each in birth.papers]
    assert papers == [("birth_notice", PaperOrigin.LINKED)]


def test_a_part_has_the_time_that_the_whole_gives_it_and_a_code_of_its_own(working_city: Office):
    whole = sent(working_city)
    whole.does(whole.part("birth"), "receive", "2026-11-02 09:00")
    card = whole.page("2026-11-02 09:00", whole.part("birth")).card
    assert card.standing.due_at == at("2026-11-02 16:30")  # six working hours, not the end of the day
    assert card.code == known(whole, "birth").code != whole.page("2026-11-02 09:00").card.code


def test_what_comes_after_three_oclock_from_another_agency_counts_at_once(working_city: Office):
    whole = filed(working_city, "2026-11-02 13:30")
    whole.does(whole.whole, "receive", "2026-11-02 13:40")
    whole.does(whole.whole, "check", "2026-11-02 15:20", "clear")
    whole.does(whole.part("birth"), "receive", "2026-11-02 15:30")
    due = whole.page("2026-11-02 15:30", whole.part("birth")).card.standing.due_at
    assert due == at("2026-11-03 12:00")  # two hours that day, four the next


def test_nothing_is_to_be_paid_for_a_part_and_no_second_slip_is_given(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    parts = Dossier.objects.filter(parent_id=whole.whole)
    assert {row.fees_due for row in parts} == {0}
    assert not DossierLetter.objects.filter(dossier__in=parts, key="receipt_slip").exists()


def test_where_no_agency_of_the_city_does_the_part_the_step_stays_a_task(working_city: Office):
    elsewhere = {"province": "79", "commune": "25747", "street": "1 Đường Biển"}
    whole = filed(working_city, residence_place=elsewhere)
    whole.does(whole.whole, "receive", "2026-11-02 08:10")
    whole.does(whole.whole, "check", "2026-11-02 08:30", "clear")
    registers_birth(whole)
    assert OpenTask.objects.filter(dossier_id=whole.whole, step="residence").exists()
    assert {part.child for part in DossierPart.objects.filter(dossier_id=whole.whole)} == {"birth", "health_card"}


# --- the end of a part


def test_all_parts_granted_the_whole_hands_the_results_over(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    grants_card(whole)
    whole.does(whole.whole, "issue", "2026-11-02 16:00")
    whole.does(whole.whole, "return_results", "2026-11-03 09:00")
    page = whole.page("2026-11-03 09:01")
    assert page.card.phase is Phase.RETURNED
    results = [each.paper for each in page.papers if each.paper.origin is PaperOrigin.LINKED]
    assert [each.variant for each in results] == ["birth_certificate", "notice", "health_card"]
    assert [bool(each.document_id) for each in results] == [True, True, False]  # the card is another system's
    assert {row.phase for row in Dossier.objects.filter(parent_id=whole.whole)} == {"returned"}
    issued = [event.data for event in page.events if event.kind is EventKind.RESULT_ISSUED]
    assert [each["number"] for each in issued] == [
        known(whole, child).number for child in ("birth", "residence", "health_card")
    ]
    assert list(verify_log()) == []


def test_the_result_of_one_part_is_a_paper_of_the_next(working_city: Office):
    whole = registered(working_city)
    for child, component in (("residence", "relation_proof"), ("health_card", "birth_certificate")):
        [paper] = [each.paper for each in whole.page("2026-11-02 11:01", whole.part(child)).papers]
        assert (paper.component, paper.origin) == (component, PaperOrigin.LINKED)
        assert paper.document_id is not None


def test_a_refused_part_ends_its_step_with_the_reason_and_the_others_go_on(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole, verdict="not_eligible", words="Chủ hộ không đồng ý.")
    grants_card(whole)
    assert known(whole, "residence").outcome == "refused"
    ended = [each for each in whole.page("2026-11-02 16:00").events if each.step == "residence"]
    assert [each.words for each in ended if each.kind is EventKind.STEP_COMPLETED] == ["Chủ hộ không đồng ý."]
    whole.does(whole.whole, "issue", "2026-11-02 16:00")
    results = DossierEvent.objects.filter(dossier_id=whole.whole, kind="ResultIssued").values_list("data", flat=True)
    assert {each["result"] for each in results} == {"birth_certificate", "residence_refusal", "health_card"}


def test_an_agency_that_does_not_accept_its_part_refuses_it(working_city: Office):
    whole = registered(working_city)
    whole.does(whole.part("residence"), "receive", "2026-11-02 11:10", "refuse", "Nơi ở thuộc phường khác.")
    part = known(whole, "residence")
    assert (part.outcome, part.number) == ("refused", "")
    assert EventKind.STEP_COMPLETED in kinds(whole.whole)


def test_without_the_birth_nothing_else_is_sent_and_the_refusal_states_the_reason(working_city: Office):
    whole = sent(working_city)
    birth = whole.part("birth")
    whole.does(birth, "receive", "2026-11-02 08:45")
    whole.does(birth, "check", "2026-11-02 09:00", "not_eligible", "Giấy chứng sinh không hợp lệ.")
    whole.does(birth, "sign", "2026-11-02 10:00", "sign")
    whole.does(birth, "issue", "2026-11-02 10:10")
    assert [part.child for part in DossierPart.objects.filter(dossier_id=whole.whole)] == ["birth"]
    whole.does(whole.whole, "refuse", "2026-11-02 10:30", "", "Giấy chứng sinh không hợp lệ.")
    whole.does(whole.whole, "issue", "2026-11-02 11:00")
    letter = DossierLetter.objects.filter(dossier_id=whole.whole, key="rejection_notice").order_by("-n")[0]
    assert letter.details["letter"]["reasons"] == ["Giấy chứng sinh không hợp lệ."]


# --- what the applicant is asked


def test_a_supplement_asked_for_by_a_part_stops_the_whole_only_when_nobody_else_works(working_city: Office):
    whole = registered(working_city)
    asked(whole)
    assert whole.page("2026-11-02 14:00").card.waiting_for is None
    grants_card(whole)
    page = whole.page("2026-11-02 15:31")
    assert page.card.waiting_for is WaitingFor.PART
    assert page.card.standing.state is ClockState.WAITING_FOR_APPLICANT


def test_the_answer_goes_to_the_part_and_the_limit_of_the_whole_begins_anew(working_city: Office):
    whole = registered(working_city)
    asked(whole)
    grants_card(whole)
    by = replace(whole.citizen, command=uuid4(), now=at("2026-11-04 09:00"))
    answer_supplement(whole.part("residence"), None, (Paper("relation_proof", PaperOrigin.ON_PAPER),), by)
    carried("2026-11-04 09:00")
    card = whole.page("2026-11-04 09:01").card
    assert card.waiting_for is None
    assert card.standing.due_at == at("2026-11-09 17:30")  # three working days from the fourth


def test_a_person_sees_what_he_filed_once_and_that_a_part_asks_him(working_city: Office):
    whole = registered(working_city)
    asked(whole)
    [card] = dossiers_of_person(whole.citizen.person_id, at("2026-11-02 14:00"))
    assert card.id == whole.whole
    assert card.asked_by_a_part


# --- taken back, stopped


def test_a_whole_that_is_taken_back_takes_its_parts_along(working_city: Office):
    whole = registered(working_city)
    by = replace(whole.citizen, command=uuid4(), now=at("2026-11-02 13:40"))
    withdraw_dossier(whole.whole, "Nộp nhầm.", by)
    carried("2026-11-02 13:40")
    phases = dict(Dossier.objects.filter(parent_id=whole.whole).values_list("part_key", "phase"))
    assert phases == {"birth": "returned", "residence": "withdrawn", "health_card": "withdrawn"}
    assert {part.called_off_at for part in DossierPart.objects.filter(dossier_id=whole.whole, ended_at=None)} == {
        at("2026-11-02 13:40")
    }
    assert list(verify_log()) == []


def test_a_whole_that_is_stopped_stops_its_parts(working_city: Office):
    whole = registered(working_city)
    chairman = working_city.officer(LEADERSHIP, "commune_chairman", "2026-11-02 13:40")
    counter.stop_dossier(whole.whole, "Theo đơn.", chairman)
    carried("2026-11-02 13:40")
    residence = Dossier.objects.get(parent_id=whole.whole, part_key="residence")
    assert residence.phase == "stopped"
    assert DossierLetter.objects.filter(dossier=residence, key="stop_notice").exists()


def test_a_part_is_not_taken_back_alone(working_city: Office):
    whole = registered(working_city)
    by = replace(whole.citizen, command=uuid4(), now=at("2026-11-02 13:40"))
    with pytest.raises(WrongPhaseError, match="cannot be taken back alone"):
        withdraw_dossier(whole.part("residence"), "Thôi.", by)


def test_a_part_called_off_before_it_was_sent_is_never_opened(working_city: Office):
    whole = filed(working_city)
    whole.does(whole.whole, "receive", "2026-11-02 08:10")
    task = whole.task(whole.whole, "check")
    steps.complete_step(whole.whole, task.n, "clear", "", whole.by(task, "2026-11-02 08:30"))
    withdraw_dossier(whole.whole, "Nộp nhầm.", replace(whole.citizen, command=uuid4(), now=at("2026-11-02 08:31")))
    carried("2026-11-02 08:32")
    assert not Dossier.objects.filter(parent_id=whole.whole).exists()
