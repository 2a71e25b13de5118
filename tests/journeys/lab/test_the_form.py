"""The form's builder beside the citizen's own page; mistakes are told while they are typed; nothing typed is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from motcua.core.rules.decisions import write_decision_table
from motcua.delivery.lab.editing.tables import new_table
from motcua.domain.catalogue.drafting import draft as draft_of
from motcua.domain.catalogue.drafting import save_file
from motcua.domain.dossiers import trial
from tests.delivery.lab.reformers import DESIGNS, NOW, author
from tests.journeys.browsers import DESKTOP, PHONE, barriers
from tests.journeys.lab.conftest import Reformer
from tests.office import Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

PAGES = (
    "",
    "quy-trinh/",
    "phan/buoc/?muc=steps/review",
    "phan/don/?muc=sections/%230/fields/%237",
    "phan/giay-to/?muc=components/land_paper",
    "phan/truong-hop/?muc=cases/house/limits/usual",
    "phan/ket-qua/",
    "phan/phi/",
    "phan/chung/",
    "bang/",
    "bang/fee_level/",
    "van-ban/",
    "van-ban/permit/",
    "tep/",
    "tep/fees.yaml",
    "thu/",
    "thu/don/",
    "chuyen-doi/",
)


def at_field(page: Page, draft: int, name: str) -> None:
    page.goto(f"/cai-cach/phien-ban/{draft}/phan/don/")
    page.get_by_role("link", name=name).click()


def test_a_label_is_seen_by_the_citizen_before_it_is_saved(reformer: Reformer, draft: int) -> None:
    page = reformer(DESIGNS)
    at_field(page, draft, "Thư điện tử")
    preview = page.frame_locator('iframe[name="preview"]')
    expect(preview.get_by_label("Thư điện tử")).to_be_visible()
    page.get_by_label("Nhãn (vi)", exact=True).fill("Hộp thư điện tử")
    expect(preview.get_by_label("Hộp thư điện tử")).to_be_visible()
    expect(page.get_by_text("Có thay đổi chưa lưu.")).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu")
    assert "label: {vi: Hộp thư điện tử, en: E-mail}" in draft_of(draft).files["form.yaml"].decode()
    page.get_by_role("button", name="Hoàn tác lần lưu vừa rồi").click()
    expect(page.get_by_label("Nhãn (vi)", exact=True)).to_have_value("Thư điện tử")


def test_the_preview_is_the_real_form_and_can_be_filled_in(reformer: Reformer, draft: int) -> None:
    page = reformer(DESIGNS)
    at_field(page, draft, "Có người đại diện làm thủ tục thay")
    preview = page.frame_locator('iframe[name="preview"]')
    expect(preview.get_by_label("Họ và tên người đại diện")).to_be_hidden()
    preview.get_by_role("group", name="Có người đại diện").get_by_label("Có", exact=True).check()
    expect(preview.get_by_label("Họ và tên người đại diện")).to_be_visible()


def test_a_wrong_condition_is_told_with_its_place_while_it_is_typed(reformer: Reformer, draft: int) -> None:
    page = reformer(DESIGNS)
    at_field(page, draft, "Họ và tên người đại diện")
    page.get_by_label("Chỉ hiện khi").fill("has_representative =")
    expect(page.locator(".judged.wrong")).to_contain_text("1:")
    page.get_by_label("Chỉ hiện khi").fill("has_representative = true")
    expect(page.locator(".judged.wrong")).to_have_count(0)


def test_who_saves_second_keeps_what_he_typed(reformer: Reformer, draft: int, working_city: Office) -> None:
    page = reformer(DESIGNS)
    at_field(page, draft, "Thư điện tử")
    theirs = draft_of(draft).files["form.yaml"].decode().replace("en: Telephone", "en: Telephone number")
    save_file(draft, "form.yaml", theirs.encode(), 1, author(working_city), NOW)
    page.get_by_label("Nhãn (vi)", exact=True).fill("Hộp thư điện tử")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("đã có người lưu trước")
    expect(page.get_by_label("Nhãn (vi)", exact=True)).to_have_value("Hộp thư điện tử")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu")
    kept = draft_of(draft).files["form.yaml"].decode()
    assert "vi: Hộp thư điện tử" in kept
    assert "en: Telephone number" in kept


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_can_be_used_by_everybody(
    reformer: Reformer, draft: int, working_city: Office, window: dict[str, object]
) -> None:
    table = write_decision_table(new_table("fee_level"), "fee_level")
    save_file(draft, "decisions/fee_level.dmn", table, 1, author(working_city), NOW)
    page = reformer(DESIGNS, **window)
    for part in PAGES:
        page.goto(f"/cai-cach/phien-ban/{draft}/{part}")
        assert barriers(page) == [], part
    page.goto("/cai-cach/thu-tuc/1.013225/")
    assert barriers(page) == []
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Versions")).to_be_visible()


def test_a_test_dossier_is_led_on_one_page(reformer: Reformer, draft: int) -> None:
    page = reformer(DESIGNS)
    page.goto(f"/cai-cach/phien-ban/{draft}/thu/")
    page.get_by_role("button", name="Nộp hồ sơ thử").click()
    expect(page.locator("main")).to_contain_text("Không gian thử.")
    page.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(page.locator(".acts")).to_contain_text("Phân công xử lý")
    assert barriers(page) == []


def test_a_test_dossier_is_filed_with_answers_of_ones_own(reformer: Reformer, draft: int) -> None:
    page = reformer(DESIGNS)
    page.goto(f"/cai-cach/phien-ban/{draft}/thu/")
    page.get_by_label("Cách nộp").select_option("trực tiếp")
    page.get_by_role("button", name="Điền đơn").click()
    name = page.get_by_label("Họ và tên chủ hộ")
    expect(name).not_to_have_value("")
    name.fill("Nguyễn Thử Nghiệm")
    page.get_by_role("textbox", name="Số điện thoại").fill("123")
    page.get_by_role("button", name="Nộp hồ sơ thử").click()
    expect(page.get_by_role("alert").first).to_contain_text("1 chỗ cần sửa")
    expect(name).to_have_value("Nguyễn Thử Nghiệm")
    assert barriers(page) == []
    page.get_by_role("textbox", name="Số điện thoại").fill("0912345678")
    page.get_by_role("button", name="Nộp hồ sơ thử").click()
    expect(page.locator("main")).to_contain_text("Không gian thử.")
    [card] = trial.list_trials(draft)
    assert trial.trial_page(card.id).dossier.form["owner_name"] == "Nguyễn Thử Nghiệm"
