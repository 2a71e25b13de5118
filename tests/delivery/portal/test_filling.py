import json

import pytest
from django.utils.html import escape

from motcua.infra import clock
from tests.delivery.portal.conftest import SignIn
from tests.delivery.portal.pages import OpenDraft, said
from tests.office import Office, at, permit_form

HOSTILE = "\"><script>alert(1)</script>'{{ 7*7 }}"


def test_what_the_identity_knows_is_filled_in_and_said(draft: OpenDraft) -> None:
    page = draft.get("owner/")
    assert 'value="Nguyễn Trúc Lam"' in page.content.decode()
    assert "Lấy từ tài khoản định danh" in said(page)


def test_what_is_typed_is_kept_and_there_on_another_device(draft: OpenDraft, sign_in: SignIn) -> None:
    kept = draft.keep({"parcel_number": "118"})
    assert kept.json()["at"] == "09:00"
    elsewhere = OpenDraft(sign_in(), draft.address)
    assert 'value="118"' in elsewhere.get("land/").content.decode()
    assert draft.address in elsewhere.client.get("/ho-so/").content.decode()
    assert draft.address in elsewhere.client.get("/").content.decode()


def test_beginning_again_offers_to_go_on(draft: OpenDraft) -> None:
    page = draft.client.get("/nop/1.013225/")
    assert "Ông/bà đang làm dở" in said(page)
    assert draft.address in page.content.decode()


def test_an_incomplete_section_is_kept_and_every_problem_leads_to_its_input(draft: OpenDraft) -> None:
    page = draft.post("land/", {"parcel_number": "118", "land_area": "âm"})
    assert page.status_code == 422
    html = page.content.decode()
    assert 'value="âm"' in html
    for problem in page.context["problems"]:
        assert f'href="#{problem.anchor}"' in html
        assert f'id="{problem.anchor}"' in html
    assert 'value="118"' in draft.get("land/").content.decode()


def test_an_unknown_field_is_not_kept(draft: OpenDraft) -> None:
    draft.keep({"is_admin": "true", "parcel_number": "118"})
    assert "is_admin" not in draft.get("land/").content.decode()


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"values": 3}', '{"values": [1]}', "\xff{"])
def test_an_unreadable_message_is_refused_in_words(draft: OpenDraft, body: str) -> None:
    answer = draft.client.post(f"{draft.address}tu-luu/", body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["why"] == "Không đọc được nội dung vừa gửi. Hãy tải lại trang."


def test_more_than_a_form_holds_is_refused_and_what_was_kept_stays(draft: OpenDraft) -> None:
    draft.keep({"designer": "Phù Sa"})
    answer = draft.keep({"designer": "x" * 300_000})
    assert answer.status_code == 413
    assert answer.json()["why"]
    assert 'value="Phù Sa"' in draft.get("design/").content.decode()


def test_hostile_text_in_every_field_is_shown_as_text_on_every_page(draft: OpenDraft) -> None:
    hostile = {name: HOSTILE if isinstance(value, str) else value for name, value in permit_form().items()}
    hostile["floors"] = [{"kind": HOSTILE, "area": HOSTILE}]
    hostile["site"] = {"province": HOSTILE, "commune": HOSTILE, "street": HOSTILE, "declared": HOSTILE}
    draft.keep(hostile)
    keys = [line.key for line in draft.get().context["open"].tasks.lines]
    for page in ("", *(f"{key}/" for key in keys), *(f"{key}/?xem-loi=1" for key in keys), "xem-lai/"):
        assert "<script>alert" not in draft.get(page).content.decode(), page
    assert escape(HOSTILE) in draft.get("design/").content.decode()
    assert escape(HOSTILE) in draft.get("xem-lai/").content.decode()


def test_hostile_json_does_not_end_the_script_that_holds_it(draft: OpenDraft) -> None:
    draft.keep({"designer": "</script><script>alert(1)</script>"})
    html = draft.get("design/").content.decode()
    data = html.split('id="filling"')[1].split(">", 1)[1].split("</script>")[0]
    assert json.loads(data)["values"]["designer"] == "</script><script>alert(1)</script>"


def test_a_section_that_does_not_exist_is_not_found(draft: OpenDraft) -> None:
    assert draft.get("khong-co/").status_code == 404


def test_without_javascript_rows_are_added_and_removed_by_buttons(draft: OpenDraft) -> None:
    rows = {"floors.0.kind": "above", "floors.0.area": "58,2"}
    assert draft.post("works/", {**rows, "_add": "floors"}).status_code == 302
    assert 'name="floors.1.area"' in draft.get("works/").content.decode()
    draft.post("works/", {**rows, "floors.1.kind": "roof", "_remove": "floors.0"})
    page = draft.get("works/").content.decode()
    assert 'name="floors.1.area"' not in page
    assert '<option value="roof" selected' in page


def test_a_row_that_must_be_there_can_be_filled_in_at_once(draft: OpenDraft) -> None:
    page = draft.get("works/").content.decode()
    row = page.split('data-row="0"')[1].split("</fieldset>")[0]
    assert 'name="floors.0.area"' in row
    assert "hidden" not in row.split('data-field="floors.0.area"')[1].split(">")[0]


def test_a_discarded_draft_is_gone_after_the_consequence_was_named(draft: OpenDraft) -> None:
    assert "không lấy lại được" in said(draft.get("xoa-nhap/"))
    assert draft.post("xoa-nhap/")["Location"] == "/ho-so/"
    assert draft.get().status_code == 404


def test_a_draft_follows_the_law_of_the_day_it_is_opened(draft: OpenDraft, working_city: Office) -> None:
    clock.set_to(at("2026-12-24 09:00"))
    assert draft.get().status_code == 200


def test_of_several_cases_one_must_be_chosen_and_can_be_changed_later(sign_in: SignIn) -> None:
    client = sign_in()
    refused = client.post("/nop/1.013831/")
    assert refused.status_code == 422
    assert "Chưa chọn trường hợp" in said(refused)
    draft = OpenDraft(client, client.post("/nop/1.013831/", {"case": "gift"})["Location"])
    draft.post("truong-hop/", {"case": "inheritance"})
    assert draft.get().context["open"].draft.case_key == "inheritance"
    draft.post("truong-hop/", {"case": "khong-co"})
    assert draft.get().context["open"].draft.case_key == "inheritance"


def test_rows_that_must_be_there_are_judged_at_their_own_inputs(draft: OpenDraft) -> None:
    page = draft.get("works/?xem-loi=1")
    anchors = {problem.anchor for problem in page.context["problems"]}
    assert {"f.floors.0.kind", "f.floors.0.area"} <= anchors
    assert "f.floors" not in anchors
