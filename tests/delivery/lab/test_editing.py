"""Editing a draft part by part."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import save_file
from motcua.domain.catalogue.types import VersionStatus
from tests.delivery.lab.reformers import NOW, author, file_of, page_of, posted, revision_of, text_of
from tests.office import Office

pytestmark = pytest.mark.django_db

HOURS = "steps/inspect/limit"


def test_hours_of_a_step_are_saved_and_nothing_else_changes(designer: Client, draft: int) -> None:
    before = file_of(draft, "procedure.yaml")
    answer = posted(designer, draft, "buoc", "steps/inspect", **{HOURS: ["12", "working_hours"]})
    assert answer.status_code == 302
    after = file_of(draft, "procedure.yaml")
    assert after == before.replace(
        "kind: inspection\n    limit: {working_hours: 16}", "kind: inspection\n    limit: {working_hours: 12}"
    )
    assert "Đã lưu, lần sửa 2." in text_of(designer.get(answer["Location"]))


def test_a_step_with_another_name_is_drawn_under_it(designer: Client, draft: int) -> None:
    before = file_of(draft, "process.bpmn")
    posted(designer, draft, "buoc", "steps/inspect", **{"steps/inspect/name/vi": "Kiểm tra “hiện trường” & đo đạc"})
    after = file_of(draft, "process.bpmn")
    assert after == before.replace('name="Kiểm tra thực địa"', 'name="Kiểm tra “hiện trường” &amp; đo đạc"')
    assert "step_name_differs" not in text_of(designer.get(page_of(draft)))
    assert "Không có lỗi" in text_of(designer.get(page_of(draft)))


def test_what_is_saved_without_a_change_is_no_revision(designer: Client, draft: int) -> None:
    assert posted(designer, draft, "buoc", "steps/inspect").status_code == 302
    assert revision_of(draft) == 1


def test_who_comes_second_loses_nothing_of_what_he_typed(designer: Client, draft: int, working_city: Office) -> None:
    page = designer.get(page_of(draft, "phan/buoc/"), {"muc": "steps/inspect"})
    base = page.context["page"].base
    other = file_of(draft, "procedure.yaml").replace("en: Field inspection", "en: Inspection on site")
    save_file(draft, "procedure.yaml", other.encode(), 1, author(working_city), NOW)
    sent: dict[str, Any] = {**json.loads(base), f"v:{HOURS}": ["12", "working_hours"]}
    answer = designer.post(page_of(draft, "phan/buoc/"), {**sent, "revision": 1, "muc": "steps/inspect", "base": base})
    assert answer.status_code == 409
    told = text_of(answer)
    assert "đã có người lưu trước" in told
    assert "Huỳnh Cầu Vồng" in told
    assert 'value="12"' in told
    assert 'value="Inspection on site"' in told, "what the other one saved is shown, not taken back"
    again = designer.post(
        page_of(draft, "phan/buoc/"),
        {**sent, "v:steps/inspect/name/en": "Inspection on site", "revision": 2, "muc": "steps/inspect", "base": base}
        | {"base": json.dumps({**json.loads(base), "v:steps/inspect/name/en": "Inspection on site"})},
    )
    assert again.status_code == 302
    after = file_of(draft, "procedure.yaml")
    assert "en: Inspection on site" in after
    assert "limit: {working_hours: 12}" in after


def test_the_last_saving_is_taken_back(designer: Client, draft: int) -> None:
    before = file_of(draft, "procedure.yaml")
    posted(designer, draft, "buoc", "steps/inspect", **{HOURS: ["12", "working_hours"]})
    assert "Hoàn tác lần lưu vừa rồi" in text_of(designer.get(page_of(draft, "phan/buoc/")))
    designer.post(page_of(draft, "tep/"), {"act": "back", "next": page_of(draft, "phan/buoc/")})
    assert file_of(draft, "procedure.yaml") == before
    assert revision_of(draft) == 3
    assert "Hoàn tác lần lưu vừa rồi" not in text_of(designer.get(page_of(draft, "phan/buoc/")))


def test_a_step_that_was_renamed_has_its_old_name_back_in_the_drawing_too(designer: Client, draft: int) -> None:
    names = ("procedure.yaml", "process.bpmn")
    before = [file_of(draft, name) for name in names]
    posted(designer, draft, "buoc", "steps/inspect", **{"steps/inspect/name/vi": "Xem tận nơi"})
    assert all("Xem tận nơi" in file_of(draft, name) for name in names)
    assert revision_of(draft) == 2
    designer.post(page_of(draft, "tep/"), {"act": "back", "next": page_of(draft, "phan/buoc/")})
    assert [file_of(draft, name) for name in names] == before


def test_after_taking_back_one_stays_in_the_laboratory(designer: Client, draft: int) -> None:
    for away in ("https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test", "/ho-so/"):
        answer = designer.post(page_of(draft, "tep/"), {"act": "back", "next": away})
        assert answer["Location"] == page_of(draft, "tep/")


def test_a_field_is_added_moved_and_taken_out(designer: Client, draft: int) -> None:
    before = file_of(draft, "form.yaml")
    answer = posted(designer, draft, "don", "sections/#0/fields/#0", "add:field", **{"key:field": "nick_name"})
    assert answer["Location"].endswith("?muc=sections/%230/fields/%231")
    assert "- id: nick_name" in file_of(draft, "form.yaml")
    posted(designer, draft, "don", "sections/#0/fields/#1", "up:sections/#0/fields/#1")
    assert file_of(draft, "form.yaml").index("nick_name") < file_of(draft, "form.yaml").index("owner_name")
    posted(designer, draft, "don", "sections/#0/fields/#0", "remove:sections/#0/fields/#0")
    assert file_of(draft, "form.yaml") == before


def test_a_key_that_is_taken_changes_nothing(designer: Client, draft: int) -> None:
    answer = posted(designer, draft, "giay-to", "components/drawings", "remove:components/nothing")
    assert answer.status_code == 422
    assert revision_of(draft) == 1


def test_a_broken_file_is_mended_as_text(designer: Client, draft: int, working_city: Office) -> None:
    save_file(draft, "form.yaml", b"sections: [", 1, author(working_city), NOW)
    told = text_of(designer.get(page_of(draft, "phan/don/")))
    assert "Sửa trong tệp" in told
    assert page_of(draft, "tep/form.yaml") in told
    designer.post(page_of(draft, "tep/form.yaml"), {"revision": 2, "text": "title: {vi: Đơn, en: Form}\n"})
    assert file_of(draft, "form.yaml") == "title: {vi: Đơn, en: Form}\n"


def test_what_is_published_is_not_edited(designer: Client, draft: int) -> None:
    published = catalogue.version_card(draft).based_on
    assert published is not None
    answer = posted(designer, published, "buoc", "steps/inspect", **{HOURS: ["12", "working_hours"]})
    assert answer.status_code == 409
    assert catalogue.version_card(published).status is VersionStatus.PUBLISHED


def test_the_preview_shows_what_is_being_typed_and_keeps_nothing(designer: Client, draft: int) -> None:
    page = designer.get(page_of(draft, "phan/don/"), {"muc": "sections/#0/fields/#0"})
    base = json.loads(page.context["page"].base)
    label = "v:sections/#0/fields/#0/label/vi"
    sent = {**base, label: "Tên gọi của chủ nhà", "muc": "sections/#0/fields/#0", "base": json.dumps(base)}
    preview = designer.post(page_of(draft, "don/xem-thu/"), sent)
    assert "Tên gọi của chủ nhà" in text_of(preview)
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert revision_of(draft) == 1


def test_the_preview_says_what_keeps_the_form_from_being_shown(designer: Client, draft: int) -> None:
    page = designer.get(page_of(draft, "phan/don/"), {"muc": "sections/#0/fields/#6"})
    base = json.loads(page.context["page"].base)
    sent = {**base, "v:sections/#0/fields/#6/when": "has_represent", "muc": "sections/#0/fields/#6"}
    told = text_of(designer.post(page_of(draft, "don/xem-thu/"), {**sent, "base": json.dumps(base)}))
    assert "Đơn chưa hiện được" in told
    assert "has_represent" in told


@pytest.mark.parametrize(
    ("text", "use", "why"),
    [
        ('steps.review.outcome = "approve"', "", ""),
        ('steps.review.outcome = "aprove"', "", "aprove"),
        ("steps.review.outcome = ", "", "cột"),
        ("form.nobody = 1", "", "nobody"),
        ("land_area > 100", "form", ""),
        ("land_area >", "form", ""),
    ],
)
def test_an_expression_is_judged_while_it_is_typed(designer: Client, draft: int, text: str, use: str, why: str) -> None:
    judged = designer.post(page_of(draft, "bieu-thuc/"), {"text": text, "use": use}).json()
    right = not why and not text.endswith(">")
    assert judged["ok"] is right, judged
    if why == "cột" or text.endswith(">"):
        assert judged["line"] == 1
        assert judged["column"] > 1
    elif why:
        assert why in judged["why"]


def test_a_letter_prints_beside_its_template_and_a_mistake_has_its_line(designer: Client, draft: int) -> None:
    page = text_of(designer.get(page_of(draft, "van-ban/permit/")))
    assert "data:image/webp;base64," in page
    broken = file_of(draft, "letters/permit.typ").replace("#result-ending(", "#ending_of_all(")
    told = text_of(designer.post(page_of(draft, "van-ban/permit/xem-thu/"), {"text": broken}))
    assert "Chưa in được, dòng" in told
    assert "ending_of_all" in told


def test_a_shared_letter_becomes_this_procedures_own(designer: Client, draft: int) -> None:
    text = designer.get(page_of(draft, "van-ban/receipt_slip/")).context["text"]
    answer = designer.post(page_of(draft, "van-ban/receipt_slip/"), {"revision": 1, "text": text + "\n// riêng\n"})
    assert answer.status_code == 302
    assert file_of(draft, "letters/receipt_slip.typ").rstrip().endswith("// riêng")


def test_a_main_file_cannot_be_removed(designer: Client, draft: int) -> None:
    answer = designer.post(page_of(draft, "tep/"), {"act": "remove", "ten": "form.yaml", "revision": 1})
    assert answer.status_code == 409
    assert "form.yaml" in text_of(answer)
