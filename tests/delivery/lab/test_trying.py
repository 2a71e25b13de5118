"""Trying a draft, moving dossiers, asking tables: the pages above what the domain does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from lxml.html import document_fromstring

from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import draft as draft_of
from motcua.domain.catalogue.drafting import save_file
from motcua.domain.dossiers import trial
from motcua.domain.dossiers.changeover.queries import changeovers_of, progress
from motcua.domain.dossiers.changeover.running import run_changeover
from motcua.domain.dossiers.changeover.types import DossierState
from motcua.domain.dossiers.models import Dossier, DossierEvent
from tests.delivery.lab.reformers import NOW, author, file_of, page_of, posted, revision_of, text_of
from tests.delivery.lab.test_life import SIGNED, do, submitted
from tests.office import PERMIT, Office

pytestmark = pytest.mark.django_db


def test_a_test_dossier_is_filed_and_led_by_hand_and_the_city_knows_nothing_of_it(designer: Client, draft: int) -> None:
    before = (Dossier.objects.count(), DossierEvent.objects.count())
    answer = designer.post(page_of(draft, "thu/"), {"act": "file", "case": "house", "channel": "online"})
    page = answer["Location"]
    shown = text_of(designer.get(page))
    assert "không tính vào số liệu nào" in shown
    assert "Tiếp nhận, số hóa hồ sơ" in shown
    [accept] = [each for each in re.findall(r'name="choice" value="([^"]+)"', shown) if each.endswith("|accept")]
    designer.post(f"{page}viec/", {"do": "act", "choice": accept})
    shown = text_of(designer.get(page))
    assert "Phân công xử lý" in shown
    designer.post(f"{page}viec/", {"do": "time"})
    designer.post(f"{page}viec/", {"do": "play", "seed": "7"})
    assert "Đã tự chạy" in text_of(designer.get(page))
    letters = re.findall(rf'href="({re.escape(page)}van-ban/\d+/)"', text_of(designer.get(page)))
    assert designer.get(letters[0]).content.startswith(b"%PDF")
    assert (Dossier.objects.count(), DossierEvent.objects.count()) == before
    designer.post(f"{page}viec/", {"do": "discard"})
    assert designer.get(page).status_code == 404
    assert trial.list_trials(draft) == ()


def test_the_parts_of_a_linked_procedure_are_shown_and_worked_on_beside_the_whole(
    designer: Client, working_city: Office
) -> None:
    birth = catalogue.published("2.000986", NOW.date())
    page = designer.post(page_of(birth, "thu/"), {"act": "file", "case": "child", "channel": "online"})["Location"]
    for way in ("accept", "clear"):
        [choice, *_others] = [each for each in choices_of(designer, page) if each.endswith(f"|{way}")]
        designer.post(f"{page}viec/", {"do": "act", "choice": choice})
    shown = text_of(designer.get(page))
    assert "Các phần ở cơ quan khác" in shown
    assert re.search(r"<h3>Đăng ký khai sinh: [^<]+</h3>", shown)
    [accept] = [each for each in choices_of(designer, page) if "/" in each and each.endswith("|accept")]
    designer.post(f"{page}viec/", {"do": "act", "choice": accept})
    assert accept not in choices_of(designer, page)


def choices_of(client: Client, page: str) -> list[str]:
    return re.findall(r'name="choice" value="([^"]+)"', text_of(client.get(page)))


class TestAnswersOfOnesOwn:
    """A test dossier whose form the tester has filled in."""

    def test_the_form_comes_filled_in_and_is_filed_as_it_was_changed(self, designer: Client, draft: int) -> None:
        chosen = {"act": "fill", "case": "house", "channel": "counter", "seed": "7"}
        address = designer.post(page_of(draft, "thu/"), chosen)["Location"]
        assert address == page_of(draft, "thu/don/?case=house&channel=counter&seed=7")
        page = designer.get(address)
        sample = trial.sample_form(draft, "house", Channel.COUNTER, NOW, "7").form
        assert str(sample["owner_name"]) in text_of(page)
        answer = designer.post(address, {**sent_of(page), "owner_name": "Nguyễn Thử Nghiệm"})
        assert answer.status_code == 302, text_of(answer)
        shown = text_of(designer.get(answer["Location"]))
        assert "Không gian thử." in shown
        [card] = trial.list_trials(draft)
        assert (card.channel, card.seed) == (Channel.COUNTER, "7")
        assert trial.trial_page(card.id).dossier.form["owner_name"] == "Nguyễn Thử Nghiệm"

    def test_mistakes_are_told_at_their_fields_and_nothing_typed_is_lost(self, designer: Client, draft: int) -> None:
        address = page_of(draft, "thu/don/?case=house&channel=online&seed=1")
        sent = {**sent_of(designer.get(address)), "owner_name": [""], "owner_phone": ["không có"]}
        answer = designer.post(address, sent)
        assert answer.status_code == 422
        shown = text_of(answer)
        assert 'href="#f.owner_name"' in shown
        assert 'href="#f.owner_phone"' in shown
        assert sent_of(answer) == sent
        assert trial.list_trials(draft) == ()

    def test_what_the_draft_does_not_have_is_not_asked_for(self, designer: Client, draft: int) -> None:
        page = designer.get(page_of(draft, "thu/don/?case=palace&channel=pigeon&seed="))
        assert page.status_code == 200
        assert "trực tuyến" in text_of(page)

    def test_a_draft_that_broke_meanwhile_asks_to_send_the_same_again(
        self, designer: Client, draft: int, working_city: Office
    ) -> None:
        address = page_of(draft, "thu/don/?case=house&channel=online&seed=1")
        sent = sent_of(designer.get(address))
        before = draft_of(draft).files["form.yaml"]
        save_file(draft, "form.yaml", b"sections: [", 1, author(working_city), NOW)
        assert designer.get(address)["Location"] == page_of(draft, "thu/")
        assert designer.post(address, sent).status_code == 409
        save_file(draft, "form.yaml", before, 2, author(working_city), NOW)
        assert designer.post(address, sent).status_code == 302


def sent_of(page: Any) -> dict[str, list[str]]:
    """What the browser would send of the form on a page as it stands."""
    [form] = (each for each in document_fromstring(page.content).forms if "data-filling" in each.attrib)
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    del sent["csrfmiddlewaretoken"]
    return sent


def test_an_act_that_is_over_is_told_and_nothing_breaks(designer: Client, draft: int) -> None:
    page = designer.post(page_of(draft, "thu/"), {"act": "file", "case": "house", "channel": "online"})["Location"]
    answer = designer.post(f"{page}viec/", {"do": "act", "choice": "nothing|at-all"}, follow=True)
    assert 'class="notice late' in text_of(answer)


def test_many_are_played_at_once(designer: Client, draft: int) -> None:
    told = text_of(designer.post(page_of(draft, "thu/"), {"act": "play", "many": "3", "seed": "a"}))
    assert "Đã chạy 3 hồ sơ" in told
    assert trial.list_trials(draft) == ()


def test_running_dossiers_are_moved_and_put_back(
    designer: Client, controller: Client, leader: Client, draft: int, working_city: Office
) -> None:
    dossier = working_city.filed().dossier_id
    before = Dossier.objects.values_list("version_id", flat=True).get(pk=dossier)
    posted(designer, draft, "buoc", "steps/sign", **{"steps/sign/name/en": "Sign it"})
    preview = text_of(designer.get(page_of(draft, "chuyen-doi/")))
    assert "1 hồ sơ đang giải quyết theo bản khác; 1 hồ sơ chuyển sang bản này được" in preview
    assert "Đây là xem trước" in preview
    do(controller, submitted(designer, draft), "phe-duyet", **SIGNED)
    do(leader, draft, "ban-hanh", valid_from="2026-11-24")
    page = leader.get(page_of(draft, "chuyen-doi/"))
    [group] = page.context["impact"].groups
    refused = leader.post(page_of(draft, "chuyen-doi/"), {"decision": "1/QĐ", "reason": "Áp dụng ngay"})
    assert "Hãy đánh dấu ít nhất một nhóm" in text_of(refused)
    sent = {"decision": "1/QĐ", "reason": "Áp dụng ngay", "nhom-chon": group.key}
    watch = leader.post(page_of(draft, "chuyen-doi/"), sent)["Location"]
    [order] = changeovers_of(PERMIT)
    assert "đang chuyển" in text_of(leader.get(watch, headers={"HX-Request": "true"}))
    run_changeover(order.id, lambda: NOW)
    assert Dossier.objects.values_list("version_id", flat=True).get(pk=dossier) == draft
    assert "đã chuyển xong" in text_of(leader.get(watch))
    leader.post(f"{watch}hoan-tac/", {"why": "Nhầm nhóm"})
    run_changeover(order.id, lambda: NOW)
    assert progress(order.id).counts[DossierState.RESTORED] == 1
    assert Dossier.objects.values_list("version_id", flat=True).get(pk=dossier) == before


def test_a_dossier_shows_where_it_would_stand(designer: Client, draft: int, working_city: Office) -> None:
    working_city.filed()
    [group] = designer.get(page_of(draft, "chuyen-doi/")).context["impact"].groups
    told = text_of(designer.get(page_of(draft, "chuyen-doi/"), {"nhom": group.key}))
    assert "Nguyễn Trúc Lam" in told
    version = group.version_id
    mapped = designer.get(page_of(draft, "chuyen-doi/"), {f"m:{version}:receive": "nowhere"})
    assert mapped.status_code == 200
    assert 'class="notice late' in text_of(mapped)


def test_a_table_is_made_filled_in_and_asked(designer: Client, draft: int) -> None:
    designer.post(page_of(draft, "bang/"), {"key": "fee_level", "revision": 1})
    page = page_of(draft, "bang/fee_level/")
    cells = {"i:0:expression": "form.height", "i:0:type": "number", "i:0:label": "Chiều cao", "o:0:name": "level"}
    designer.post(page, {"revision": 2, "act": "rule+", **cells, "r:0:t:0": "< 12", "r:0:o:0": '"low"'})
    designer.post(page, {"revision": 3, "act": "save", "r:1:t:0": "> 12", "r:1:o:0": '"high"'})
    told = text_of(designer.get(page))
    assert "12" in designer.get(page).context["gaps"][0].message.vi
    assert 'class="problems"' in told
    designer.post(page, {"revision": 4, "act": "save", "r:1:t:0": ">= 12"})
    assert "Không có chỗ hở" in text_of(designer.get(page))
    asked = designer.post(page, {"revision": 5, "act": "try", "try:0": "15"})
    assert "high" in text_of(asked)
    assert "decisionTable" in file_of(draft, "decisions/fee_level.dmn")
    assert revision_of(draft) == 5


def test_a_table_with_a_mistake_is_kept_and_says_where_it_is(designer: Client, draft: int) -> None:
    designer.post(page_of(draft, "bang/"), {"key": "fee_level", "revision": 1})
    page = page_of(draft, "bang/fee_level/")
    designer.post(page, {"revision": 2, "act": "save", "r:0:t:0": "< ("})
    answer = designer.get(page)
    assert answer.context["at_rule"] == 1
    assert 'class="notice late' in text_of(answer)
