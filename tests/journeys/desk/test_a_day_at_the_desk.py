"""One permit from the counter to the specialist, in real browsers, at a desk and on a phone; and the leader who looks
on. Each page is judged by axe.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.domain.dossiers.models import Dossier
from motcua.domain.identity import queries as identity
from motcua.domain.reporting.services import read_outbox
from motcua.infra import clock
from tests.infra.files import papers
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import Office
from tests.permit import ECONOMY, LEADERSHIP, ONE_STOP, accepted, to_be_supplemented

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
SignIn = Callable[..., None]
AtDesk = Callable[[str, str, str], Page]


@pytest.fixture
def at_desk(come: Come, sign_in: SignIn, working_city: Office, window: dict[str, Any]) -> AtDesk:
    """A browser of the first officer with that role in that office, at a page of his."""

    def open_page(office: str, role: str, address: str) -> Page:
        page = come(**window)
        sign_in(page, identity.officer(working_city.city.who(office, role)).login, door="can-bo")
        page.goto(address)
        return page

    return open_page


@WINDOWS
def test_a_dossier_goes_from_the_counter_to_the_specialist_while_the_leader_looks_on(
    at_desk: AtDesk, working_city: Office
) -> None:
    working_city.citizen("2026-11-02 08:00")
    leader = at_desk(LEADERSHIP, "commune_chairman", "/dieu-hanh/")
    expect(leader.locator("h1")).to_have_text("Không có hồ sơ nào quá hạn hoặc sắp đến hạn.")
    assert barriers(leader) == []

    clerk = at_desk(ONE_STOP, "one_stop_officer", "/lam-viec/quay/")
    code = _takes_in(clerk)
    dossier = Dossier.objects.get(code=code)
    read_outbox(clock.now())

    head = at_desk(ECONOMY, "division_head", "/lam-viec/")
    assert barriers(head) == []
    head.get_by_role("link", name="Nguyễn Trúc Lam").click()
    assert barriers(head) == []
    name = identity.officer(working_city.city.who(ECONOMY, "specialist")).full_name
    head.get_by_role("radio", name=name).check()
    head.get_by_role("button", name="Phân công", exact=True).click()
    expect(head.get_by_role("status").first).to_contain_text("Đã phân công.")
    assert barriers(head) == []

    specialist = at_desk(ECONOMY, "specialist", f"/lam-viec/ho-so/{dossier.pk}/")
    _sees_the_scan_beside_the_form(specialist)
    specialist.get_by_label("Nội dung cần ý kiến").fill("Xin ý kiến về chỉ giới.")
    specialist.get_by_role("button", name="Gửi lấy ý kiến").click()
    expect(specialist.get_by_role("status").first).to_contain_text("Đã gửi lấy ý kiến.")
    expect(specialist.get_by_role("heading", name="Ý kiến các cơ quan")).to_be_visible()
    assert barriers(specialist) == []

    received = leader.locator('td[data-label="Đã tiếp nhận"]').first
    expect(received).to_have_text("1")
    received.get_by_role("link").click()
    expect(leader.get_by_text(code)).to_be_visible()
    assert barriers(leader) == []


@WINDOWS
def test_a_list_is_worked_by_keys_alone_and_many_dossiers_at_once(at_desk: AtDesk, working_city: Office) -> None:
    for _ in range(3):
        accepted(working_city)
    head = at_desk(ECONOMY, "division_head", "/lam-viec/")
    for key in ("j", "x", "j", "x"):
        head.keyboard.press(key)
    expect(head.locator('[name="task"]:checked')).to_have_count(2)
    head.keyboard.press("Enter")
    head.wait_for_url("**/ho-so/*/")
    head.keyboard.press("u")
    head.wait_for_url("**/lam-viec/?*")
    for key in ("j", "x", "j", "x"):
        head.keyboard.press(key)
    officer = working_city.city.who(ECONOMY, "specialist")
    head.get_by_label("Phân công cho").select_option(str(officer))
    head.get_by_role("button", name="Phân công", exact=True).click()
    expect(head.get_by_role("status").first).to_have_text("Đã làm 2 trong 2 hồ sơ.")
    assert barriers(head) == []
    head.get_by_role("link", name="Về danh sách việc").click()
    expect(head.locator('[name="task"]')).to_have_count(1)
    head.keyboard.press("?")
    expect(head.get_by_role("dialog")).to_be_visible()
    assert barriers(head) == []


@WINDOWS
def test_two_officers_at_one_task_the_second_is_told_and_keeps_his_words(at_desk: AtDesk, working_city: Office) -> None:
    dossier = accepted(working_city)
    first, second = (at_desk(ECONOMY, "division_head", f"/lam-viec/ho-so/{dossier}/") for _ in range(2))
    for page in (first, second):
        page.get_by_role("radio").first.check()
    first.get_by_role("button", name="Phân công", exact=True).click()
    expect(first.get_by_role("status").first).to_contain_text("Đã phân công.")
    second.get_by_role("button", name="Phân công", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("Trang này đã cho thấy tình trạng mới.")
    expect(second.get_by_role("alert")).to_be_focused()
    assert barriers(second) == []


@WINDOWS
def test_every_refusal_is_a_page_that_says_what_to_do(at_desk: AtDesk, working_city: Office) -> None:
    dossier = accepted(working_city)
    page = at_desk("H29.26956.03", "one_stop_officer", f"/lam-viec/ho-so/{dossier}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    assert barriers(page) == []
    page.goto("/dieu-hanh/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ông/bà không được làm việc này")
    assert barriers(page) == []


@pytest.mark.parametrize("window", [{**DESKTOP, "color_scheme": "dark"}], ids=["dark"])
def test_in_the_dark_and_in_english_nothing_is_lost(at_desk: AtDesk, working_city: Office) -> None:
    dossier, waiting = accepted(working_city), to_be_supplemented(working_city)
    read_outbox(clock.now())
    page = at_desk(ONE_STOP, "one_stop_officer", "/lam-viec/quay/1.013225/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Accept and print the slip")).to_be_visible()
    assert barriers(page) == []
    for address in (f"/lam-viec/ho-so/{dossier}/", f"/lam-viec/ho-so/{waiting}/bo-sung/", "/lam-viec/tim/?q=lam"):
        page.goto(address)
        assert barriers(page) == [], address
    leader = at_desk(LEADERSHIP, "commune_chairman", "/dieu-hanh/")
    leader.get_by_role("button", name="English").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("1 dossier is late now.")
    assert barriers(leader) == []
    leader.goto("/dieu-hanh/da-tiep-nhan/")
    assert barriers(leader) == []


def _takes_in(clerk: Page) -> str:
    """Everything by keyboard as a clerk does it; the code on the slip."""
    expect(clerk.locator("#ask")).to_be_focused()
    clerk.keyboard.type("xay nha")
    expect(clerk.locator("#offered-title")).to_contain_text("thủ tục")
    assert barriers(clerk) == []
    clerk.keyboard.press("Tab")
    clerk.keyboard.press("Tab")
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    expect(clerk.locator("#caller_id")).to_be_focused()
    clerk.keyboard.type("079088910001")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#caller_name")).to_have_value("Nguyễn Trúc Lam")
    expect(clerk.get_by_label("Họ và tên chủ hộ")).to_have_value("Nguyễn Trúc Lam")
    _fills_in(clerk)
    assert barriers(clerk) == []
    clerk.get_by_role("button", name="Tiếp nhận, in giấy hẹn").click()
    expect(clerk.get_by_text("Hẹn trả", exact=True)).to_be_visible()
    assert barriers(clerk) == []
    slip = clerk.get_by_role("link", name="In Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    expect(slip).to_be_focused()
    assert clerk.request.get(str(slip.get_attribute("href"))).headers["content-type"] == "application/pdf"
    code = clerk.get_by_role("heading", level=1).inner_text()
    clerk.wait_for_load_state()
    clerk.keyboard.press("n")
    expect(clerk.locator("#ask")).to_be_focused()
    return code


def _fills_in(clerk: Page) -> None:
    for name in ("owner_address", "site"):
        clerk.locator(f'[name="{name}.commune"]').select_option("27094")
        clerk.locator(f'[name="{name}.street"]').fill("45 Đường số 7")
    for name in ("has_representative", "has_review", "fire_safety_required"):
        clerk.locator(f'[name="{name}"][value="false"]').check()
    clerk.locator('[name="works_grade"][value="grade_3"]').check()
    clerk.locator('[name="floors.0.kind"]').select_option("above")
    for name, text in {
        "parcel_number": "118",
        "map_sheet": "24",
        "land_area": "72,5",
        "designer": "Công ty TNHH Kiến trúc Phù Sa",
        "ground_level": "0,25",
        "building_line": "Trùng chỉ giới đường đỏ",
        "first_floor_area": "58,2",
        "floors.0.area": "58,2",
        "height": "5,4",
        "months_to_complete": "9",
    }.items():
        clerk.locator(f'[name="{name}"]').fill(text)
    clerk.locator('[name="commits"]').check()
    clerk.get_by_role("button", name="Đã nhận tất cả").click()
    clerk.locator('[name="variant.land_paper"]').select_option(index=1)
    scan = {"name": "Bản vẽ.pdf", "mimeType": "application/pdf", "buffer": papers.pdf(pages=2)}
    clerk.locator('[name="scan.drawings"]').set_input_files(scan)


def _sees_the_scan_beside_the_form(page: Page) -> None:
    picture = page.get_by_role("img", name="Bản vẽ.pdf, trang 1")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 100
    page.keyboard.press("]")
    expect(page.locator("[data-where]")).to_have_text("2/2")
    assert barriers(page) == []
