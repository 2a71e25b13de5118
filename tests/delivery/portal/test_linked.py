"""A linked dossier on the citizen's pages: one of it, with its parts."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.types import SupplementItem
from motcua.infra import clock
from tests.delivery.portal.pages import said
from tests.linked import carried, registered
from tests.office import Office, at

NAME = "Khai sinh, thường trú, thẻ bảo hiểm y tế cho con"
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(working_city: Office):
    """The police asks for a paper, the insurance is at work."""
    linked = registered(working_city)
    part = linked.part("residence")
    linked.does(part, "receive", "2026-11-02 11:10")
    task = linked.task(part, "verify")
    item = SupplementItem("relation_proof", "Văn bản đồng ý của chủ hộ", "Chưa có ý kiến của chủ hộ.")
    steps.request_supplement(part, task.n, (item,), linked.by(task, "2026-11-02 11:30"))
    carried("2026-11-02 11:30")
    clock.set_to(at("2026-11-02 11:40"))
    return linked


def test_one_entry_says_that_another_agency_needs_an_answer(asked, me: Client) -> None:
    page = me.get("/ho-so/")
    assert page.content.decode().count(NAME) == 1
    assert "Cần trả lời cơ quan phối hợp" in said(page)


def test_the_request_of_a_part_stands_with_the_part(asked, me: Client) -> None:
    page = me.get(f"/ho-so/{asked.whole}/")
    assert "Văn bản đồng ý của chủ hộ" in said(page)
    assert f'action="/ho-so/{asked.part("residence")}/bo-sung/"' in page.content.decode()
    assert "Công an phường An Khánh" in said(page)
    assert "Đăng ký thường trú: đề nghị bổ sung" in said(page)  # in the one timeline


def test_the_answer_is_written_for_the_part_and_leads_back_to_the_one_dossier(asked, me: Client) -> None:
    part = asked.part("residence")
    begun = me.post(f"/ho-so/{part}/bo-sung/")
    assert begun.status_code == 302
    assert "/ho-so/nhap/" in begun["Location"]
    assert me.get(f"/ho-so/{part}/")["Location"] == f"/ho-so/{asked.whole}/"


def test_a_part_cannot_be_taken_back_on_its_own_page(asked, me: Client) -> None:
    part = asked.part("residence")
    me.post(f"/ho-so/{part}/rut/", {"reason": "Thôi."})
    assert asked.page("2026-11-02 11:41", part).card.phase.is_open


def test_the_parts_speak_english_too(asked, me: Client, compiled_words: None) -> None:
    page = me.get(f"/ho-so/{asked.whole}/", headers={"accept-language": "en"})
    assert "Parts of the dossier" in said(page)
    assert "Permanent residence" in said(page)


def test_the_result_of_a_part_is_called_by_what_it_is_the_result_of(asked, me: Client) -> None:
    papers = said(me.get(f"/ho-so/{asked.whole}/")).partition("Giấy tờ đã nộp")[2]
    assert "Đăng ký khai sinh" in papers
    assert "Cơ quan khác chuyển đến" in papers
