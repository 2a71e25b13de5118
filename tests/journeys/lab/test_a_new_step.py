"""A reformer's afternoon: a step is put into the drawing with the mouse, and goes its way until it is published."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.drafting import draft as draft_of
from motcua.domain.identity import queries as identity
from tests.delivery.lab.reformers import CONTROLS, DESIGNS, LEADS
from tests.journeys.browsers import Come, barriers
from tests.office import PERMIT, Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
SignIn = Callable[..., None]
Reformer = Callable[[tuple[str, str]], Page]


@pytest.fixture
def reformer(come: Come, sign_in: SignIn, working_city: Office) -> Reformer:
    def open_one(who: tuple[str, str]) -> Page:
        page = come()
        sign_in(page, identity.officer(working_city.city.who(*who)).login, door="can-bo")
        page.goto("/cai-cach/")
        return page

    return open_one


def middle(page: Page, element: str) -> tuple[float, float]:
    """Where an element of the drawing is on the screen."""
    box = page.locator(f'[data-canvas] [data-element-id="{element}"] .djs-visual').first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drop_task_on(page: Page, flow: str) -> None:
    """Take a task from the palette and let it fall on an arrow."""
    tool = page.locator('.djs-palette [data-action="create.task"]')
    box = tool.bounding_box()
    assert box is not None
    x, y = middle(page, flow)
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
    page.mouse.move(x, y, steps=12)
    page.mouse.move(x + 1, y, steps=2)
    page.mouse.up()


def test_a_step_is_drawn_named_checked_submitted_approved_and_published(reformer: Reformer) -> None:
    page = reformer(DESIGNS)
    page.locator("tr", has_text="Cấp giấy phép xây dựng nhà ở riêng lẻ").get_by_role(
        "button", name="Mở bản soạn"
    ).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã mở bản soạn")
    n = int(page.url.rstrip("/").rsplit("/", 1)[1])
    page.get_by_role("link", name="Quy trình", exact=True).click()
    expect(page.locator("[data-modeller][data-ready]")).to_be_visible()
    drop_task_on(page, "to_sign")
    page.keyboard.type("Rà soát bản dự thảo")
    page.keyboard.press("Enter")
    panel = page.locator("[data-panel]")
    expect(panel.get_by_label("Mã bước")).to_have_value("ra_soat_ban_du_thao")
    panel.get_by_label("Tên tiếng Anh").fill("Look over the draft")
    panel.get_by_label("Thời gian", exact=True).fill("2")
    panel.get_by_label("Loại việc").select_option("work")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("[data-told]")).to_contain_text("Thêm bước: ra_soat_ban_du_thao.")
    # The steps were exactly as long as the law allows; two hours more are too long, and the page says so at once.
    expect(page.locator("[data-remarks]")).to_contain_text("122")
    assert barriers(page) == []
    step = draft_of(n).files["procedure.yaml"].decode()
    assert "name: {vi: Rà soát bản dự thảo, en: Look over the draft}" in step
