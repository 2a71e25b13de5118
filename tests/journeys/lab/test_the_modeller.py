"""The modeller: what the panel writes, what is told while somebody draws, and that nothing drawn is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from motcua.domain.catalogue.drafting import draft as draft_of
from motcua.domain.catalogue.drafting import save_file
from tests.delivery.lab.reformers import DESIGNS, NOW, author
from tests.journeys.lab.conftest import Reformer
from tests.office import Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def modeller(reformer: Reformer, draft: int) -> Page:
    page = reformer(DESIGNS)
    page.goto(f"/cai-cach/phien-ban/{draft}/quy-trinh/")
    expect(page.locator("[data-modeller][data-ready]")).to_be_visible()
    return page


def choose(page: Page, element: str, *, also: bool = False) -> None:
    """Click an element of the drawing, in its upper left corner, where nothing lies over it."""
    shape = page.locator(f'[data-canvas] [data-element-id="{element}"] .djs-hit').first
    shape.click(position={"x": 5, "y": 5}, force=True, modifiers=["Shift"] if also else [])


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()


def drawn(n: int) -> str:
    return draft_of(n).files["process.bpmn"].decode()


def test_a_condition_is_judged_while_it_is_typed(modeller: Page, draft: int) -> None:
    choose(modeller, "to_revise")
    condition = modeller.get_by_label("Điều kiện (FEEL)")
    expect(condition).to_have_value('steps.review.outcome = "return"')
    condition.fill('steps.review.outcome = "retrun"')
    expect(modeller.locator(".panel .judged")).to_contain_text("retrun")
    condition.fill('steps.review.outcome = "return" and channel = "online"')
    expect(modeller.locator(".panel .judged")).to_be_empty()
    condition.blur()
    save(modeller)
    expect(modeller.locator("[data-told]")).to_contain_text("Đã lưu")
    assert 'steps.review.outcome = "return" and channel = "online"' in drawn(draft).replace("&#34;", '"')


def test_a_timer_counts_working_days(modeller: Page, draft: int) -> None:
    choose(modeller, "silence")
    expect(modeller.get_by_label("Sau bao lâu")).to_have_value("12")
    modeller.get_by_label("Đơn vị thời gian").select_option("workingDays")
    modeller.get_by_label("Sau bao lâu").fill("10")
    modeller.get_by_label("Sau bao lâu").blur()
    # The step still says twelve days: what the timer and the step say apart is told at once.
    expect(modeller.locator("[data-remarks]")).to_contain_text("opinions")
    save(modeller)
    expect(modeller.locator("[data-told]")).to_contain_text("Đã lưu")
    assert 'motcua:workingDays="10"' in drawn(draft)
    assert "P12D" not in drawn(draft)


def test_what_is_wrong_is_marked_where_it_is(modeller: Page) -> None:
    choose(modeller, "to_appraise")
    modeller.keyboard.press("Delete")
    expect(modeller.locator('[data-element-id="appraise"].remark-error')).to_be_attached()
    modeller.get_by_role("button", name="không có đường nào tới «Thẩm định hồ sơ»").click()
    expect(modeller.get_by_label("Mã bước")).to_have_value("appraise")
    modeller.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(modeller.locator(".remark-error")).to_have_count(0)


def test_a_drawing_that_comes_second_is_kept_on_the_page(modeller: Page, draft: int, working_city: Office) -> None:
    choose(modeller, "revise")
    modeller.get_by_label("Tên bước").fill("Sửa lại dự thảo")
    modeller.get_by_label("Tên bước").blur()
    save_file(draft, "fees.yaml", b"items: []\n", 1, author(working_city), NOW)
    save(modeller)
    expect(modeller.get_by_role("alert")).to_contain_text("Huỳnh Cầu Vồng")
    expect(modeller.get_by_role("alert")).to_contain_text("Bản vẽ của ông/bà vẫn ở đây")
    assert "Sửa lại dự thảo" not in drawn(draft)
    modeller.get_by_role("button", name="Lưu bản của tôi đè lên").click()
    expect(modeller.locator("[data-told]")).to_contain_text("Đã lưu")
    assert "Sửa lại dự thảo" in drawn(draft)
    assert draft_of(draft).files["fees.yaml"] == b"items: []\n", "what the other one saved elsewhere stays"


def test_the_menus_of_the_modeller_keep_to_the_policy(modeller: Page) -> None:
    """A page's complaint of a forbidden style would fail this test: see the browser's fixture."""
    choose(modeller, "receive")
    choose(modeller, "sign", also=True)
    modeller.locator('.djs-context-pad [data-action="align-elements"]').click()
    expect(modeller.locator(".djs-popup")).to_be_visible()
    modeller.keyboard.press("Escape")
    expect(modeller.locator(".bjs-powered-by")).to_be_visible()
