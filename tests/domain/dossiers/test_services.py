"""The building permit by the services, on the real database: each act one transaction, each event in its chain."""

from dataclasses import replace
from uuid import UUID

import pytest

from motcua.domain.dossiers.errors import NoSuchDossierError, NotAllowedError, TaskGoneError
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter, OpenTask, Remark
from motcua.domain.dossiers.queries.page import dossier_for_officer, dossier_page
from motcua.domain.dossiers.services import citizen, counter, steps
from motcua.domain.dossiers.services.timers import due_timers, fire_timer
from motcua.domain.dossiers.types import Minutes, Question, ReturnMethod, SupplementItem, TaskKind, Verdict
from tests.office import Office, at, on_paper

pytestmark = pytest.mark.django_db

WARD = "H29.27094"
ONE_STOP, ECONOMY, LEADERSHIP, OFFICE = f"{WARD}.03", f"{WARD}.04", f"{WARD}.01", f"{WARD}.02"
AGENCIES = ("planning_department", "fire_police", "power_company")
MINUTES = Minutes(at("2026-11-06 08:30"), "45 Đường số 7", ("Chủ đầu tư",), "Đất trống.", "Phù hợp.")


def n_of(dossier: UUID, step: str) -> int:
    return OpenTask.objects.get(dossier_id=dossier, step=step, kind=TaskKind.STEP).n


def accepted(office: Office) -> UUID:
    dossier = office.filed("2026-11-02 09:00").dossier_id
    steps.accept_dossier(
        dossier, n_of(dossier, "receive"), office.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    )
    return dossier


def assigned(office: Office) -> UUID:
    dossier = accepted(office)
    head = office.officer(ECONOMY, "division_head", "2026-11-03 10:00")
    specialist = office.city.who(ECONOMY, "specialist")
    steps.assign_dossier(dossier, n_of(dossier, "assign"), specialist, "specialist", head)
    return dossier


def by_specialist(office: Office, when: str):
    return office.officer(ECONOMY, "specialist", when)


def drafted(office: Office) -> UUID:
    dossier = assigned(office)
    asked = tuple(Question(kind, "Xin ý kiến về chỉ giới.") for kind in AGENCIES)
    steps.ask_opinions(dossier, n_of(dossier, "consult"), asked, by_specialist(office, "2026-11-03 11:00"))
    steps.record_inspection(dossier, n_of(dossier, "inspect"), MINUTES, "", by_specialist(office, "2026-11-06 16:00"))
    steps.complete_step(dossier, n_of(dossier, "appraise"), "eligible", "", by_specialist(office, "2026-11-09 16:00"))
    steps.complete_step(dossier, n_of(dossier, "draft"), "", "", by_specialist(office, "2026-11-11 09:00"))
    return dossier


def test_from_filing_to_the_returned_permit(working_city: Office):
    dossier = drafted(working_city)
    planning = working_city.officer("H29.13.01", "department_leader", "2026-11-12 09:00")
    steps.give_opinion(dossier, 1, Verdict.AGREE, "", planning)
    for timer in due_timers(at("2026-11-16 17:30")):
        assert fire_timer(*timer, at("2026-11-16 17:30"))
    head = working_city.officer(ECONOMY, "division_head", "2026-11-17 09:00")
    steps.complete_step(dossier, n_of(dossier, "review"), "approve", "", head)
    chairman = working_city.officer(LEADERSHIP, "commune_chairman", "2026-11-17 15:00")
    steps.complete_step(dossier, n_of(dossier, "sign"), "sign", "", chairman)
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-17 16:00")
    counter.record_payment(dossier, 75_000, "0000123", clerk)
    registrar = working_city.officer(OFFICE, "records_clerk", "2026-11-18 10:00")
    steps.issue_result(dossier, n_of(dossier, "register"), "", registrar)
    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-18 14:00")
    steps.return_result(dossier, n_of(dossier, "return_result"), ReturnMethod.COUNTER, "Ông Lam", clerk)

    row = Dossier.objects.get(pk=dossier)
    assert row.phase == "returned"
    assert not OpenTask.objects.filter(dossier_id=dossier).exists()
    page = dossier_page(dossier, at("2026-11-20 08:00"))
    assert [letter.key for letter in page.letters] == [
        "receipt_slip",
        "opinion_request",
        "inspection_minutes",
        "fee_notice",
        "permit",
    ]
    assert [opinion.verdict for opinion in page.opinions] == [Verdict.AGREE, Verdict.SILENT, Verdict.SILENT]
    assert page.letters[-1].details["letter"]["signature"]["name"]
    finished = next(event for event in page.events if event.kind == "ClockFinished")
    assert finished.data["outcome"] == "on_time"


def test_a_repeated_click_does_nothing_twice(working_city: Office):
    dossier = working_city.filed().dossier_id
    by = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    n = n_of(dossier, "receive")
    first = steps.accept_dossier(dossier, n, by)
    again = steps.accept_dossier(dossier, n, by)
    assert not first.repeated
    assert again.repeated
    assert DossierEvent.objects.filter(dossier_id=dossier, kind="DossierAccepted").count() == 1


def test_whoever_comes_second_is_told(working_city: Office):
    dossier = working_city.filed().dossier_id
    n = n_of(dossier, "receive")
    steps.accept_dossier(dossier, n, working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30"))
    with pytest.raises(TaskGoneError):
        steps.accept_dossier(dossier, n, working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:31"))


def test_codes_of_an_office_and_day_have_no_gaps(working_city: Office):
    codes = []
    for _ in range(3):
        dossier = accepted(working_city)
        codes.append(Dossier.objects.get(pk=dossier).code)
    assert codes == [f"H29.27094-261103-000{n}" for n in (1, 2, 3)]


def test_an_officer_of_another_role_may_not(working_city: Office):
    dossier = working_city.filed().dossier_id
    specialist = by_specialist(working_city, "2026-11-03 08:30")
    with pytest.raises(NotAllowedError):
        steps.accept_dossier(dossier, n_of(dossier, "receive"), specialist)


def test_an_officer_of_another_ward_sees_nothing(working_city: Office):
    dossier = working_city.filed().dossier_id
    stranger = working_city.officer("H29.26956.03", "one_stop_officer", "2026-11-03 08:30")
    with pytest.raises(NoSuchDossierError):
        dossier_for_officer(dossier, stranger.scope)
    with pytest.raises(NotAllowedError):
        steps.accept_dossier(dossier, n_of(dossier, "receive"), stranger)
    with pytest.raises(NoSuchDossierError):
        counter.record_payment(dossier, 1, "", stranger)


def test_a_citizen_cannot_touch_anothers_dossier(working_city: Office):
    dossier = working_city.filed().dossier_id
    stranger = working_city.citizen("2026-11-03 08:30", "079191910002")
    with pytest.raises(NoSuchDossierError):
        citizen.withdraw_dossier(dossier, "Không xây nữa.", stranger)


def test_free_words_lie_beside_the_event_and_only_their_hash_in_it(working_city: Office):
    dossier = working_city.filed().dossier_id
    reason = "Ông Lam nộp nhầm nơi; thửa đất thuộc phường khác."
    by = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    steps.refuse_dossier(dossier, n_of(dossier, "receive"), reason, by)
    assert Remark.objects.filter(dossier_id=dossier, words=reason).exists()
    events = DossierEvent.objects.filter(dossier_id=dossier)
    assert reason not in "".join(str(event.data) for event in events)
    assert all("Lam" not in str(event.data) for event in events)


def test_a_supplement_comes_back_as_a_new_version_of_the_form(working_city: Office):
    dossier = assigned(working_city)
    item = SupplementItem("drawings", "Mặt cắt móng tỷ lệ 1/50", "Bản vẽ đã nộp thiếu mặt cắt móng.")
    steps.request_supplement(
        dossier, n_of(dossier, "inspect"), (item,), by_specialist(working_city, "2026-11-04 09:00")
    )
    assert OpenTask.objects.filter(dossier_id=dossier, waits=True).count() == 2
    me = working_city.citizen("2026-11-10 20:00")
    form = {**dossier_page(dossier, me.now).form, "height": "9,8"}
    citizen.answer_supplement(dossier, form, on_paper("drawings"), me)
    page = dossier_page(dossier, me.now)
    assert page.forms == 2
    assert page.form["height"] == "9.8"
    assert page.card.standing.original_due_at == at("2026-11-18 17:30")
    assert page.card.standing.due_at == at("2026-11-26 17:30")  # handed in after closing time
    assert not OpenTask.objects.filter(dossier_id=dossier, waits=True).exists()


def test_a_letter_keeps_what_was_known_on_its_day(working_city: Office):
    dossier = accepted(working_city)
    slip = DossierLetter.objects.get(dossier_id=dossier)
    assert slip.details["dossier"]["due_at"] == "2026-11-18T17:30:00+07:00"
    assert slip.details["dossier"]["time_limit"] == "15 ngày"
    assert slip.details["agency"]["name"] == "Ủy ban nhân dân phường An Khánh"
    assert slip.details["components"][0]["name"].startswith("Đơn đề nghị")


def test_a_task_is_given_only_to_who_holds_its_role(working_city: Office):
    dossier = accepted(working_city)
    head = working_city.officer(ECONOMY, "division_head", "2026-11-03 10:00")
    stranger = working_city.city.who(ONE_STOP, "one_stop_officer")
    with pytest.raises(NotAllowedError):
        steps.assign_dossier(dossier, n_of(dossier, "assign"), stranger, "specialist", head)
    with pytest.raises(NotAllowedError):
        steps.assign_task(dossier, n_of(dossier, "assign"), stranger, head)


def test_a_head_moves_a_task_from_one_officer_to_another(working_city: Office):
    dossier = assigned(working_city)
    head = working_city.officer(ECONOMY, "division_head", "2026-11-04 10:00")
    other = [o.id for o in _specialists(working_city)][1]
    steps.assign_task(dossier, n_of(dossier, "inspect"), other, head)
    assert OpenTask.objects.get(dossier_id=dossier, step="inspect").holder_id == other
    with pytest.raises(TaskGoneError):
        steps.start_task(dossier, n_of(dossier, "inspect"), by_specialist(working_city, "2026-11-04 11:00"))


def test_a_timer_fires_once(working_city: Office):
    dossier = drafted(working_city)
    [(_, n)] = due_timers(at("2026-11-16 17:30"))
    assert fire_timer(dossier, n, at("2026-11-16 17:30"))
    assert not fire_timer(dossier, n, at("2026-11-16 17:31"))
    assert due_timers(at("2026-11-30 17:30")) == []


def test_any_office_may_receive_for_another(working_city: Office):
    from motcua.core.procedure import Channel
    from motcua.domain.dossiers.services.filing import receive_at_counter

    elsewhere = working_city.officer("H29.26956.03", "one_stop_officer", "2026-11-03 08:30")
    me = working_city.citizen("2026-11-03 08:00")
    filed = receive_at_counter(working_city.permit(me), Channel.COUNTER, elsewhere)
    row = Dossier.objects.get(pk=filed.dossier_id)
    assert row.receiving_id == working_city.city.office("H29.26956")
    assert row.competent_id == working_city.city.office(WARD)
    assert filed.code == "H29.26956-261103-0001"
    assert OpenTask.objects.get(dossier_id=filed.dossier_id).office_id == working_city.city.office(ECONOMY)


def test_a_dossier_filed_by_an_officer_for_a_citizen_is_marked(working_city: Office):
    from motcua.domain.dossiers.services.filing import submit_for_citizen

    clerk = working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    filed = submit_for_citizen(working_city.permit(working_city.citizen("2026-11-03 08:00")), clerk)
    row = Dossier.objects.get(pk=filed.dossier_id)
    assert row.assisted
    assert row.channel == "online"
    assert row.support_id == working_city.city.office(ONE_STOP)


def _specialists(office: Office):
    from motcua.domain.identity import queries

    return queries.officers_with_role(office.city.office(ECONOMY), "specialist", office.city.today)


def test_replaced_scope_is_what_counts(working_city: Office):
    """An officer whose posting has ended acts with the scope of today, which is empty."""
    from motcua.domain.identity.policies import NO_SCOPE

    dossier = working_city.filed().dossier_id
    gone = replace(working_city.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30"), scope=NO_SCOPE)
    with pytest.raises(NotAllowedError):
        steps.accept_dossier(dossier, n_of(dossier, "receive"), gone)


def test_an_act_that_changes_nothing_leaves_no_trace(working_city: Office):
    """A head gives a task to the officer who holds it already, alone or among others."""
    dossier = assigned(working_city)
    n, specialist = n_of(dossier, "inspect"), working_city.city.who(ECONOMY, "specialist")
    before = list(DossierEvent.objects.filter(dossier_id=dossier).values_list("seq", "hash"))
    for give in (steps.assign_task, steps.hand_out):
        give(dossier, n, specialist, working_city.officer(ECONOMY, "division_head", "2026-11-03 10:30"))
    assert OpenTask.objects.get(dossier_id=dossier, n=n).holder_id == specialist
    assert list(DossierEvent.objects.filter(dossier_id=dossier).values_list("seq", "hash")) == before
