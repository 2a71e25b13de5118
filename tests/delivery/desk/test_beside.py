"""What is done to a dossier beside its steps: sorry said, a reply noted, a payment elsewhere recorded."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.core.procedure import WaitsFor
from motcua.domain.dossiers.models import DossierEvent, DossierLetter, OpenTask
from motcua.infra import clock
from tests.delivery.desk.officers import Officer, act, open_page, said_after, text_of
from tests.delivery.desk.walked import waiting_for, who_works_at
from tests.domain.dossiers.walks import Walk
from tests.office import Office, at
from tests.permit import LEADERSHIP, accepted, drafted, to_be_supplemented

APOLOGY, REPLY, ELSEWHERE = "/viec/xin-loi/", "/viec/ghi-tra-loi/", "/viec/nop-noi-khac/"
WHY = "Chờ ý kiến của cơ quan quy hoạch.\nTrời mưa, phải đo lại."


# --- an apology


def apologise(client: Client, dossier: UUID, new_day: str = "2026-11-27", reason: str = WHY) -> HttpResponse:
    return act(client, dossier, "xin-loi", new_day=new_day, reason=reason)


def test_whoever_leads_the_office_in_charge_says_sorry_once_with_reasons_and_a_new_day(
    working_city: Office, head: Client, chairman: Client
) -> None:
    dossier = drafted(working_city)
    page = open_page(head, dossier)
    assert APOLOGY in page
    assert "Hệ thống lập Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết gửi người nộp" in page
    assert 'min="2026-11-25"' in page
    said = said_after(head, apologise(head, dossier))
    assert "Đã gửi văn bản xin lỗi. Hẹn trả mới: ngày 27/11/2026." in said
    assert APOLOGY not in said
    details = DossierLetter.objects.get(dossier_id=dossier, key="apology_letter").details["letter"]
    assert details["reasons"] == WHY.splitlines()
    again = apologise(chairman, dossier, "2026-11-30")
    assert again.status_code == 409
    assert "Trời mưa, phải đo lại." in text_of(again)


@pytest.mark.parametrize(
    ("new_day", "reason", "why"),
    [
        ("", WHY, "Hãy chọn ngày hẹn trả mới."),
        ("2026-11-27", " \n ", "phải nêu rõ lý do"),
        ("2026-11-17", WHY, ""),
        ("2026-11-28", WHY, ""),
    ],
    ids=["no day", "no reason", "before the old day", "a Saturday"],
)
def test_an_apology_without_reasons_or_a_day_that_can_be_kept_is_refused_and_kept(
    working_city: Office, head: Client, new_day: str, reason: str, why: str
) -> None:
    dossier = drafted(working_city)
    refused = apologise(head, dossier, new_day, reason)
    assert refused.status_code == 422
    page = text_of(refused)
    assert why in page
    assert f'name="new_day" value="{new_day}"' in page
    assert reason.strip().partition("\n")[0] in page
    assert not DossierLetter.objects.filter(dossier_id=dossier, key="apology_letter").exists()


def test_who_does_not_lead_the_office_is_not_offered_it_and_refused(
    working_city: Office, specialist: Client, clerk: Client
) -> None:
    dossier = drafted(working_city)
    for officer in (specialist, clerk):
        assert APOLOGY not in open_page(officer, dossier)
        assert apologise(officer, dossier).status_code == 403


@pytest.mark.parametrize(("now", "is_offered"), [("11-16 17:00", False), ("11-17 08:00", True), ("11-24 09:00", True)])
def test_it_is_offered_from_the_last_day_for_it(
    working_city: Office, officer: Officer, now: str, is_offered: bool
) -> None:
    dossier = accepted(working_city)  # due on 18 November, and nobody has begun
    clock.set_to(at(f"2026-{now}"))
    page = open_page(officer(LEADERSHIP, "commune_chairman"), dossier)
    assert "Hẹn trả 17:30, 18/11/2026" in page
    assert (APOLOGY in page) is is_offered


def test_nobody_is_sorry_while_the_applicant_is_waited_for(working_city: Office, chairman: Client) -> None:
    dossier = to_be_supplemented(working_city)
    assert APOLOGY not in open_page(chairman, dossier)
    assert apologise(chairman, dossier).status_code == 409


# --- a reply


def test_the_office_that_waits_notes_a_reply_and_the_work_goes_on(working_city: Office) -> None:
    walk = waiting_for("1.001612", "new", WaitsFor.REGISTRY)
    officer = who_works_at(walk.case.competent_id, "specialist")
    assert REPLY in open_page(officer, walk.case.id)
    said = said_after(officer, act(officer, walk.case.id, "ghi-tra-loi", n=_wait(walk)))
    assert "Đã ghi nhận trả lời. Hồ sơ được giải quyết tiếp." in said
    assert REPLY not in said
    assert OpenTask.objects.get(dossier_id=walk.case.id).step == "sign"
    assert act(officer, walk.case.id, "ghi-tra-loi", n=_wait(walk)).status_code == 409


def test_another_office_is_not_offered_the_reply_and_refused(working_city: Office) -> None:
    walk = waiting_for("1.001612", "new", WaitsFor.REGISTRY)
    clerk = who_works_at(walk.case.receiving_id, "one_stop_officer")
    assert REPLY not in open_page(clerk, walk.case.id)
    assert act(clerk, walk.case.id, "ghi-tra-loi", n=_wait(walk)).status_code == 403


def test_a_dossier_that_waits_for_no_registry_shows_no_reply_to_note(working_city: Office, head: Client) -> None:
    assert REPLY not in open_page(head, drafted(working_city))


def _wait(walk: Walk) -> int:
    return walk.case.process.waits[0].number


# --- a payment elsewhere


def test_the_counter_records_a_tax_paid_elsewhere(working_city: Office) -> None:
    walk = waiting_for("1.013831", "transfer", WaitsFor.OBLIGATION)
    clerk = who_works_at(walk.case.receiving_id, "one_stop_officer")
    assert ELSEWHERE in open_page(clerk, walk.case.id)
    paid = act(clerk, walk.case.id, "nop-noi-khac", amount="12.500.000", receipt="GNT-77")
    said = said_after(clerk, paid)
    assert "Đã ghi nhận nộp ở cơ quan khác." in said
    assert ELSEWHERE not in said
    last = DossierEvent.objects.filter(dossier_id=walk.case.id, kind="FeePaid").latest("seq")
    assert last.data == {"amount": 12_500_000, "receipt": "GNT-77", "elsewhere": True}


@pytest.mark.parametrize(("amount", "receipt"), [("0", "GNT-77"), ("nhiều", "GNT-77"), ("12.500.000", " ")])
def test_without_amount_or_proof_nothing_is_recorded_and_what_was_typed_is_kept(
    working_city: Office, amount: str, receipt: str
) -> None:
    walk = waiting_for("1.013831", "transfer", WaitsFor.OBLIGATION)
    clerk = who_works_at(walk.case.receiving_id, "one_stop_officer")
    refused = act(clerk, walk.case.id, "nop-noi-khac", amount=amount, receipt=receipt)
    assert refused.status_code == 422
    page = text_of(refused)
    assert "Hãy ghi số tiền đã nộp và số chứng từ nộp tiền." in page
    assert f'value="{amount}"' in page


def test_only_the_counter_records_it(working_city: Office) -> None:
    walk = waiting_for("1.013831", "transfer", WaitsFor.OBLIGATION)
    specialist = who_works_at(walk.case.competent_id, "specialist")
    assert ELSEWHERE not in open_page(specialist, walk.case.id)
    paid = act(specialist, walk.case.id, "nop-noi-khac", amount="12.500.000", receipt="GNT-77")
    assert paid.status_code == 403


def test_where_nobody_waits_for_it_there_is_no_such_form_and_it_is_refused(working_city: Office, clerk: Client) -> None:
    dossier = accepted(working_city)
    assert ELSEWHERE not in open_page(clerk, dossier)
    assert act(clerk, dossier, "nop-noi-khac", amount="5", receipt="T1").status_code == 409
