"""A linked procedure: one filing, parts at other agencies, each with its own clock; results passed on."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings

from motcua.core.deadlines import ClockState
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.events import EventKind
from motcua.domain.dossiers.models import Dossier, DossierErrand, DossierEvent, DossierLetter, DossierPart, OpenTask
from motcua.domain.dossiers.queries.linked import silent_parts
from motcua.domain.dossiers.queries.lists import dossiers_of_person
from motcua.domain.dossiers.queries.open import open_counts
from motcua.domain.dossiers.services import counter, linked, steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.citizen import answer_supplement, withdraw_dossier
from motcua.domain.dossiers.services.linked import carry, due_errands
from motcua.domain.dossiers.types import Paper, PaperOrigin, Phase, SupplementItem, WaitingFor
from tests.linked import (
    JUSTICE,
    LEADERSHIP,
    Linked,
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
ITEM = SupplementItem("relation_proof", "Văn bản đồng ý của chủ hộ", "Chưa có ý kiến của chủ hộ.")


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.REFERENCE_CACHE_SECONDS = 60


def known(whole: Linked, child: str) -> DossierPart:
    """What the whole knows of a part."""
    return DossierPart.objects.get(dossier_id=whole.whole, child=child)


def kinds(dossier) -> list[str]:
    return list(DossierEvent.objects.filter(dossier_id=dossier).order_by("seq").values_list("kind", flat=True))


def asked(whole: Linked, child: str = "residence", when: str = "2026-11-02 13:40") -> None:
    """The police asks for the one supplement."""
    part = whole.part(child)
    whole.does(part, "receive", "2026-11-02 11:10")
    task = whole.task(part, "verify")
    steps.request_supplement(part, task.n, (ITEM,), whole.by(task, when))
    carried(when)


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


# --- silence


def test_an_agency_silent_for_two_working_hours_raises_an_alert(working_city: Office):
    whole = registered(working_city)  # both parts were sent at eleven
    carried("2026-11-02 14:29")
    assert known(whole, "health_card").silent_at is None
    carried("2026-11-02 14:30")  # 11:00 to 12:00 and 13:30 to 14:30
    assert known(whole, "health_card").silent_at == at("2026-11-02 14:30")
    assert kinds(whole.whole).count(EventKind.PART_SILENT) == 2


def test_the_alert_is_shown_on_both_sides_and_ends_when_the_agency_takes_it(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    carried("2026-11-02 14:30")
    scopes = [
        working_city.city.scope(*who)
        for who in (
            (JUSTICE, "civil_status_officer"),
            (LEADERSHIP, "commune_chairman"),
            ("G24.079.01", "department_leader"),
        )
    ]
    now = at("2026-11-02 14:40")
    assert [len(silent_parts(scope, now)) for scope in scopes] == [0, 1, 1]
    assert silent_parts(working_city.city.scope("H29.26956.01", "commune_chairman"), now) == ()
    card = whole.part("health_card")
    task = whole.task(card, "receive")
    steps.claim_task(card, task.n, whole.by(task, "2026-11-02 14:45"))
    carried("2026-11-02 14:45")
    assert [len(silent_parts(scope, now)) for scope in scopes] == [0, 0, 0]
    assert known(whole, "health_card").acknowledged_at == at("2026-11-02 14:45")


def test_an_agency_that_acknowledged_in_time_raises_none(working_city: Office):
    whole = registered(working_city)
    for child in ("residence", "health_card"):
        whole.does(whole.part(child), "receive", "2026-11-02 11:20")
    carried("2026-11-03 14:30")
    assert EventKind.PART_SILENT not in kinds(whole.whole)


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


# --- late


def test_a_whole_is_late_as_soon_as_a_part_is(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    whole.does(whole.part("health_card"), "receive", "2026-11-02 11:20")
    ward = working_city.city.office("H29.27094")
    late = at("2026-11-04 10:00")  # the card was owed on Tuesday at 15:50, the whole on Thursday
    card = whole.page("2026-11-04 10:00").card
    assert card.standing.due_at == at("2026-11-05 17:30")
    assert (card.standing.state, card.standing.by_a_part) == (ClockState.OVERDUE, True)
    assert open_counts([ward], late)[ward].late == 1
    assert open_counts([ward], late - timedelta(days=1))[ward].late == 0


def test_a_part_that_ended_late_makes_the_whole_late_though_it_ends_in_time(working_city: Office):
    whole = registered(working_city)
    registers_residence(whole)
    card = whole.part("health_card")
    whole.does(card, "receive", "2026-11-02 11:20")
    whole.does(card, "grant", "2026-11-04 10:00", "granted")
    whole.does(card, "issue", "2026-11-04 10:10")
    whole.does(whole.whole, "issue", "2026-11-04 11:00")
    [finished] = DossierEvent.objects.filter(dossier_id=whole.whole, kind="ClockFinished")
    assert finished.data["outcome"] == "late"
    assert finished.data["late_parts"] == [known(whole, "health_card").n]


# --- exactly once


def test_an_errand_carried_again_after_a_kill_changes_nothing(working_city: Office, monkeypatch):
    whole = registered(working_city)
    grants_card_up_to_the_last_act(whole)
    [errand] = due_errands(at("2026-11-02 15:30"))
    before = Dossier.objects.get(pk=whole.whole).seq
    monkeypatch.setattr(linked.DossierErrand, "objects", NoDeletion(linked.DossierErrand.objects))
    carry(errand, at("2026-11-02 15:31"))
    once = Dossier.objects.get(pk=whole.whole).seq
    assert once > before
    monkeypatch.undo()
    assert due_errands(at("2026-11-02 15:32")) == [errand]
    carried("2026-11-02 15:32")
    assert Dossier.objects.get(pk=whole.whole).seq == once
    assert kinds(whole.whole).count(EventKind.PART_ENDED) == 2
    assert list(verify_log()) == []


def test_a_part_opened_again_after_a_kill_is_one_dossier(working_city: Office, monkeypatch):
    whole = filed(working_city)
    whole.does(whole.whole, "receive", "2026-11-02 08:10")
    task = whole.task(whole.whole, "check")
    steps.complete_step(whole.whole, task.n, "clear", "", whole.by(task, "2026-11-02 08:30"))
    [errand] = due_errands(at("2026-11-02 08:30"))
    monkeypatch.setattr(linked.DossierErrand, "objects", NoDeletion(linked.DossierErrand.objects))
    carry(errand, at("2026-11-02 08:31"))
    carry(errand, at("2026-11-02 08:32"))
    monkeypatch.undo()
    carried("2026-11-02 08:33")
    assert Dossier.objects.filter(parent_id=whole.whole).count() == 1
    assert kinds(whole.part("birth")).count(EventKind.SUBMITTED) == 1


def test_an_errand_that_cannot_be_carried_is_put_off_and_does_not_stop_the_others(working_city: Office, monkeypatch):
    first, second = filed(working_city), filed(working_city, "2026-11-02 08:05")
    for whole in (first, second):
        task = whole.task(whole.whole, "receive")
        steps.accept_dossier(whole.whole, task.n, whole.by(task, "2026-11-02 08:10"))
        task = whole.task(whole.whole, "check")
        steps.complete_step(whole.whole, task.n, "clear", "", whole.by(task, "2026-11-02 08:30"))
    part_case = linked.part_case

    def broken(case, *others):
        if case.id == first.whole:
            raise WrongPhaseError("Chưa mở được.", "Cannot be opened.")
        return part_case(case, *others)

    monkeypatch.setattr(linked, "part_case", broken)
    carried("2026-11-02 08:30")
    assert Dossier.objects.filter(parent_id=second.whole).exists()
    assert DossierErrand.objects.get(dossier_id=first.whole, kind="send").due_at == at("2026-11-02 08:31")
    monkeypatch.undo()
    carried("2026-11-02 08:31")
    assert Dossier.objects.filter(parent_id=first.whole).exists()


class NoDeletion:
    """The rows of errands, as a worker finds them that was killed before it took one away."""

    def __init__(self, objects):
        self._objects = objects

    def filter(self, **wanted):
        return _Kept() if "seq" in wanted else self._objects.filter(**wanted)


class _Kept:
    def delete(self) -> None:
        """The worker is dead."""


def grants_card_up_to_the_last_act(whole: Linked) -> None:
    """The card is issued, and nobody has carried the news yet."""
    card = whole.part("health_card")
    whole.does(card, "receive", "2026-11-02 11:20")
    whole.does(card, "grant", "2026-11-02 15:20", "granted")
    task = whole.task(card, "issue")
    steps.issue_result(card, task.n, "", whole.by(task, "2026-11-02 15:30"))
