"""A resident applies for a building permit: finds it, fills in, loses the connection, goes on elsewhere, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from motcua.delivery.cli.story import blank_pdf
from motcua.domain.dossiers.letters import tracking_url
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.journeys.portal.citizen import LAM, fill_and_go_on, saved, type_in, upload

pytestmark = pytest.mark.journey
SignIn = Callable[..., None]
NAME = "Cấp giấy phép xây dựng nhà ở riêng lẻ"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A paper as it should be, and a program under the name of one."""
    sound, program = tmp_path / "Bản vẽ.pdf", tmp_path / "Đơn.pdf"
    sound.write_bytes(blank_pdf(2))
    program.write_bytes(b"MZ\x90\x00 program")
    return {"sound": sound, "program": program}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_everyday_words_to_the_tracked_dossier(
    come: Come, sign_in: SignIn, files: dict[str, Path], size: dict[str, Any]
) -> None:
    page = come(**size)
    finds(page)
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
    sign_in(page, LAM)
    assert barriers(page) == []
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    assert barriers(page) == []
    page.get_by_role("link", name="Chủ đầu tư").click()
    is_told_what_is_missing(page)
    fill_and_go_on(page)
    loses_the_connection(page)

    elsewhere = come(**size)
    sign_in(elsewhere, LAM)
    goes_on_from_his_dossiers(elsewhere)
    while "/giay-to/" not in elsewhere.url:
        assert barriers(elsewhere) == []
        fill_and_go_on(elsewhere)
    hands_in_papers(elsewhere, files)
    reference = reviews_and_files(elsewhere)

    elsewhere.get_by_role("link", name="Hồ sơ của tôi").click()
    expect(elsewhere.get_by_role("heading", name="Cơ quan đang giải quyết")).to_be_visible()
    assert barriers(elsewhere) == []
    elsewhere.get_by_role("link", name=NAME).click()
    expect(elsewhere.get_by_role("heading", level=1)).to_contain_text("Hồ sơ của ông/bà đang chờ")
    assert barriers(elsewhere) == []
    follows_as_a_stranger(come(**size), reference)


def finds(page: Page) -> None:
    """By keyboard alone, without diacritics."""
    assert barriers(page) == []
    page.locator("#q").focus()
    page.keyboard.type("xay nha")
    expect(page.get_by_role("option").first).to_contain_text(NAME)
    assert barriers(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    assert barriers(page) == []


def is_told_what_is_missing(page: Page) -> None:
    """The summary takes the focus; its links lead into the inputs."""
    assert barriers(page) == []
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    summary = page.locator("[data-problems]")
    expect(summary).to_be_focused()
    assert barriers(page) == []
    summary.get_by_role("link").first.click()
    expect(page.locator('select[name="owner_address.commune"]')).to_be_focused()


def loses_the_connection(page: Page) -> None:
    """What is typed meanwhile is kept on the machine, told plainly, and sent when the connection is back."""
    page.locator('[name="parcel_number"]').fill("11")
    saved(page)
    page.context.set_offline(True)
    page.locator('[name="parcel_number"]').fill("118")
    page.locator('[name="map_sheet"]').fill("24")
    status = page.locator("[data-saved]")
    expect(status).to_have_text("Mất kết nối: đã giữ trên máy này, sẽ gửi khi có mạng")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(status).to_contain_text("Chưa có mạng nên chưa gửi được trang này")
    assert barriers(page) == []
    page.context.set_offline(False)
    expect(status).to_contain_text("Đã lưu lúc")


def goes_on_from_his_dossiers(page: Page) -> None:
    page.get_by_role("link", name="Hồ sơ của tôi").click()
    assert barriers(page) == []
    page.get_by_role("link", name=f"Làm tiếp {NAME}").click()
    page.get_by_role("link", name="Địa điểm xây dựng").click()
    expect(page.locator('[name="parcel_number"]')).to_have_value("118")
    expect(page.locator('[name="map_sheet"]')).to_have_value("24")


def hands_in_papers(page: Page, files: dict[str, Path]) -> None:
    """A bad file is refused in words and the choice of paper stays; a good one is there at once."""
    assert barriers(page) == []
    page.get_by_label("Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở").check()
    upload(page, "land_paper", files["program"])
    expect(page.locator("#land_paper").get_by_role("alert")).to_contain_text("không phải PDF hay ảnh")
    assert barriers(page) == []
    for component in ("land_paper", "drawings"):
        upload(page, component, files["sound"])
        expect(page.locator(f"#{component} .uploads")).to_contain_text("2 trang")
    assert barriers(page) == []
    page.get_by_role("link", name="Tiếp tục: xem lại").click()


def reviews_and_files(page: Page) -> str:
    """The reference on the receipt."""
    expect(page.get_by_text("137,8 m²")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name="Đã nộp hồ sơ")).to_be_visible()
    assert barriers(page) == []
    return page.locator(".receipt .big-number").inner_text()


def follows_as_a_stranger(page: Page, reference: str) -> None:
    """By the address that the QR code holds."""
    page.goto(tracking_url(reference))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hồ sơ này đang chờ")
    expect(page.locator("[aria-current=step]")).to_contain_text("phải xong trước 10:00, 25/11/2026")
    expect(page.locator("main")).not_to_contain_text("Trúc Lam")
    assert barriers(page) == []


def test_what_was_typed_without_a_connection_outlives_the_closed_page(come: Come, sign_in: SignIn) -> None:
    page = come(**PHONE)
    sign_in(page, LAM)
    page.goto("/nop/1.013225/")
    page.get_by_role("button", name="Bắt đầu").click()
    section = f"{page.url}design/"
    page.goto(section)
    page.context.set_offline(True)
    page.locator('[name="designer"]').fill("Công ty Phù Sa")
    expect(page.locator("[data-saved]")).to_contain_text("Mất kết nối")
    page.close()
    page.context.set_offline(False)
    later = page.context.new_page()
    later.goto(section)
    expect(later.locator('[name="designer"]')).to_have_value("Công ty Phù Sa")
    later.get_by_role("button", name="Lưu, làm sau").click()
    elsewhere = come()
    sign_in(elsewhere, LAM)
    elsewhere.goto(section)
    expect(elsewhere.locator('[name="designer"]')).to_have_value("Công ty Phù Sa")


def test_what_was_typed_before_the_script_came_is_saved_too(come: Come, sign_in: SignIn) -> None:
    page = come()
    sign_in(page, LAM)
    page.goto("/nop/1.013225/")
    page.get_by_role("button", name="Bắt đầu").click()
    held: list[Route] = []
    is_typed = False

    def hold(route: Route) -> None:
        if is_typed:
            route.continue_()
        else:
            held.append(route)

    page.route("**/filling/filling.js", hold)
    page.goto(f"{page.url}design/", wait_until="commit")
    page.locator('[name="designer"]').fill("Công ty Phù Sa")
    is_typed = True
    for script in held:
        script.continue_()
    saved(page)


def test_nothing_stays_on_the_machine_after_signing_out(come: Come, sign_in: SignIn) -> None:
    page = come()
    sign_in(page, LAM)
    page.goto("/nop/1.013225/")
    page.get_by_role("button", name="Bắt đầu").click()
    page.goto(f"{page.url}design/")
    page.route("**/tu-luu/", lambda route: route.abort())
    page.locator('[name="designer"]').fill("Công ty Phù Sa")
    expect(page.locator("[data-saved]")).to_contain_text("Mất kết nối")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_without_javascript_a_dossier_is_filed_all_the_same(
    come: Come, sign_in: SignIn, files: dict[str, Path]
) -> None:
    page = come(java_script_enabled=False, **PHONE)
    page.locator("#q").fill("xay nha")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Nộp hồ sơ trực tuyến").click()
    sign_in(page, LAM)
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_role("link", name="Chủ đầu tư").click()
    while "/giay-to/" not in page.url:
        type_in(page)
        page.get_by_role("button", name="Lưu và tiếp tục").click()
    for component in ("land_paper", "drawings"):
        if component == "land_paper":
            page.get_by_label("Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở").check()
        page.locator(f"#{component}-file").set_input_files(files["sound"])
        page.locator(f"#{component}").get_by_role("button", name="Tải lên").click()
    page.get_by_role("link", name="Tiếp tục: xem lại").click()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name="Đã nộp hồ sơ")).to_be_visible()
