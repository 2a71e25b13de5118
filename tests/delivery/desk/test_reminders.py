"""The desk shows what was reminded, each office's own time, drafted apologies, and what a changed calendar moved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.core.workcal import holiday
from motcua.domain.dossiers.calendar_change.queries import all_changes
from motcua.domain.dossiers.calendar_change.running import follow_now
from motcua.domain.dossiers.models import ApologyDraft, Dossier, DossierLetter
from motcua.domain.dossiers.services.reminders import look_at_all, remind_due
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import CalendarPlan, change_calendar
from motcua.infra import clock
from tests.delivery.desk.officers import act, open_page, said_after, text_of
from tests.domain.dossiers.test_services import assigned
from tests.office import Office, at

REASON = "Sẽ trả đúng hẹn, chỉ còn đóng dấu."


@pytest.fixture
def dossier(working_city: Office) -> UUID:
    """Due tomorrow, nothing done: a draft of an apology lies before the head."""
    made = assigned(working_city)
    clock.set_to(at("2026-11-17 09:00"))
    look_at_all(clock.now())
    remind_due(clock.now())
    return made


def test_a_draft_lies_in_the_inbox_of_who_must_send_it_and_of_who_leads_him(
    dossier: UUID, head: Client, chairman: Client, specialist: Client
) -> None:
    for client in (head, chairman):
        page = text_of(client.get("/lam-viec/"))
        assert "1 văn bản xin lỗi và hẹn lại đang chờ gửi" in page
        assert f"/lam-viec/ho-so/{dossier}/" in page
    assert "đang chờ gửi" not in text_of(specialist.get("/lam-viec/"))


def test_it_is_sent_by_one_click_with_what_the_system_proposed(dossier: UUID, head: Client) -> None:
    draft = ApologyDraft.objects.get(dossier_id=dossier)
    page = open_page(head, dossier)
    assert "Hệ thống đề xuất lúc" in page
    assert f'value="{draft.new_due_at.astimezone(at("2026-11-17 09:00").tzinfo):%Y-%m-%d}"' in page
    assert draft.reasons[0] in page
    new_day = f"{draft.new_due_at.astimezone(at('2026-11-17 09:00').tzinfo):%Y-%m-%d}"
    said = said_after(head, act(head, dossier, "xin-loi", new_day=new_day, reason=draft.reasons[0]))
    assert "Đã gửi văn bản xin lỗi." in said
    assert "Hệ thống đề xuất" not in said
    assert Dossier.objects.get(pk=dossier).due_at == draft.new_due_at


def test_the_letter_is_read_before_it_is_sent_and_what_cannot_be_sent_is_told(dossier: UUID, head: Client) -> None:
    def preview(**fields: str) -> HttpResponse:
        return head.post(f"/lam-viec/ho-so/{dossier}/xem-truoc-xin-loi/", {"command": str(dossier), **fields})

    read = preview(new_day="2026-11-27", reason="Chờ ý kiến của cơ quan quy hoạch.")
    assert read["Content-Type"] == "application/pdf"
    assert read.content.startswith(b"%PDF")
    assert "Hãy chọn ngày hẹn trả mới." in text_of(preview(new_day="", reason="Chậm."))
    refused = preview(new_day="2026-11-28", reason="Chậm.")
    assert refused.status_code in (400, 409)
    assert not DossierLetter.objects.filter(dossier_id=dossier, key="apology_letter").exists()


def test_it_is_dismissed_with_a_reason_that_stays_in_the_story(dossier: UUID, head: Client) -> None:
    refused = act(head, dossier, "bo-xin-loi", n="1", reason="")
    assert "Hãy ghi vì sao không cần xin lỗi và hẹn lại." in text_of(refused)
    said = said_after(head, act(head, dossier, "bo-xin-loi", n="1", reason=REASON))
    assert "Đã bỏ đề xuất xin lỗi." in said
    assert REASON in said
    assert "đang chờ gửi" not in text_of(head.get("/lam-viec/"))


def test_the_dossier_tells_each_offices_time_and_who_was_reminded(dossier: UUID, head: Client) -> None:
    page = open_page(head, dossier)
    assert "Thời hạn của từng cơ quan" in page
    assert "quá hạn" in page
    assert "Nhắc việc" in page
    english = text_of(head.get(f"/lam-viec/ho-so/{dossier}/", headers={"accept-language": "en"}))
    assert "The time of each agency" in english
    assert "Reminders" in english


def test_a_leader_reads_what_a_changed_calendar_moved(working_city: Office, dossier: UUID, chairman: Client) -> None:
    city = working_city.city.office("H29")
    operator = Scope(None, frozenset(), frozenset(), frozenset({city}))
    plan = CalendarPlan(days=(holiday(date(2026, 11, 18)),))
    change_calendar(plan, city, by=operator, decision="QĐ 99", reason="Bão số 9", now=clock.now())
    follow_now(clock.now)
    page = text_of(chairman.get("/lam-viec/lich/"))
    assert "QĐ 99" in page
    assert "Bão số 9" in page
    moved = text_of(chairman.get(f"/lam-viec/lich/{all_changes(most=1)[0].id}/"))
    assert "18/11/2026" in moved
    assert "19/11/2026" in moved
    assert chairman.get("/lam-viec/lich/999/").status_code == 404
    assert "Lịch làm việc thay đổi (QĐ 99)" in open_page(chairman, dossier)
