"""The building permit from the citizen's phone to the returned result: real servers, a real identity provider, real
browsers, and the days between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.delivery.cli.story import blank_pdf
from motcua.delivery.cli.town import Town
from motcua.infra import clock
from tests.journeys.browsers import DESKTOP, PHONE, barriers
from tests.journeys.portal.citizen import LAM, fill_and_go_on, upload
from tests.office import at
from tests.town import town, until

__all__ = ["town"]

pytestmark = pytest.mark.journey

CLERK, HEAD, SPECIALIST = "trinh.tre.xanh", "trinh.suoi.trong", "trinh.dai.duong"
CHAIRMAN, RECORDS = "duong.hoa.cuc", "mai.nang.thu"
PLANNING, FIRE_POLICE = "bui.dat.lanh", "ta.truc.xanh"
NAME = "Cấp giấy phép xây dựng nhà ở riêng lẻ"
CODE = re.compile(r"H29\.27094-\d{6}-\d{4}")
SignIn = Callable[..., None]


class People:
    """Everybody at a browser of his own, signed in once: the citizen on a phone, officers at a desk."""

    def __init__(self, chromium: Browser, town: Town, sign_in: SignIn) -> None:
        self.chromium, self.town, self.sign_in = chromium, town, sign_in
        self.pages: dict[str, Page] = {}
        self.contexts: list[BrowserContext] = []

    def stranger(self, window: dict[str, Any] = PHONE) -> Page:
        """Somebody who has not signed in."""
        context = self.chromium.new_context(base_url=self.town.url, locale="vi-VN", **window)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.goto("/")
        return page

    def citizen(self) -> Page:
        """Nguyễn Trúc Lam, who wants to build."""
        return self._somebody(LAM, "cong-dan")

    def officer(self, login: str) -> Page:
        """An officer at his desk."""
        return self._somebody(login, "can-bo")

    def _somebody(self, who: str, door: str) -> Page:
        if who not in self.pages:
            page = self.pages[who] = self.stranger(DESKTOP if door == "can-bo" else PHONE)
            self.sign_in(page, who, door=door)
        return self.pages[who]


@pytest.fixture
def people(chromium: Browser, town: Town, sign_in: SignIn, settings: LazySettings) -> Iterator[People]:
    settings.CLOCK = town.data / "clock"
    clock.set_to(at("2026-11-24 09:00"))
    everybody = People(chromium, town, sign_in)
    yield everybody
    for context in everybody.contexts:
        context.close()
    clock.set_to_real_time()


def test_a_building_permit_from_filing_to_the_returned_result(people: People, tmp_path: Path) -> None:
    lam, clerk, specialist = people.citizen(), people.officer(CLERK), people.officer(SPECIALIST)
    reference = files(lam, tmp_path)

    a_day_passes()
    act(clerk, reference, "Tiếp nhận", lambda page: page.get_by_role("button", name="Đánh dấu tất cả").click())
    code = is_told_of_acceptance(lam)

    act(people.officer(HEAD), code, "Phân công", lambda page: page.get_by_label("Trịnh Đại Dương").check())
    act(specialist, code, "Gửi lấy ý kiến", types("Nội dung cần ý kiến", "Nhà ở 45 đường số 7 có được không?"))
    sees(lam, "Đã gửi lấy ý kiến")
    a_day_passes()
    act(specialist, code, "Lập biên bản, chuyển bước", inspects)
    for agency in (PLANNING, FIRE_POLICE):
        act(people.officer(agency), code, "Gửi ý kiến", lambda page: page.get_by_label("Đồng ý", exact=True).check())
    sees(lam, "Đã có ý kiến: đồng ý")
    act(specialist, code, "Đủ điều kiện cấp phép")
    act(specialist, code, "Xong, chuyển bước")

    a_day_passes(14)
    head = people.officer(HEAD)
    until(lambda: opened(head, code).get_by_role("button", name="Đồng ý, trình ký").count() == 1)
    sees(lam, "không trả lời coi như đồng ý")
    act(head, code, "Đồng ý, trình ký")
    sees(lam, "Thông báo phí, lệ phí: 75.000 đồng")
    act(clerk, code, "Ghi nhận", pays)
    sees(lam, "Đã nộp 75.000 đồng")
    act(people.officer(CHAIRMAN), code, "Ký duyệt")
    act(people.officer(RECORDS), code, "Phát hành kết quả")
    sees(lam, "Đã có kết quả")
    act(clerk, code, "Trả kết quả", types("Người nhận", "Nguyễn Trúc Lam"))
    sees(lam, "Đã trả kết quả")
    anybody_with_the_code_sees_it_is_done(people.stranger(), code)


# --- the citizen


def files(page: Page, folder: Path) -> str:
    """The filing number."""
    paper = folder / "Giấy tờ.pdf"
    paper.write_bytes(blank_pdf(2))
    page.goto("/nop/1.013225/")
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_role("link", name="Chủ đầu tư").click()
    while "/giay-to/" not in page.url:
        fill_and_go_on(page)
    page.get_by_label("Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở").check()
    for component in ("land_paper", "drawings"):
        upload(page, component, paper)
        expect(page.locator(f"#{component} .uploads")).to_contain_text("2 trang")
    page.get_by_role("link", name="Tiếp tục: xem lại").click()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name="Đã nộp hồ sơ")).to_be_visible()
    return page.locator(".receipt .big-number").inner_text()


def is_told_of_acceptance(page: Page) -> str:
    """The code of the dossier; the slip says it too, with the day of the result."""
    sees(page, "Đã tiếp nhận, mã hồ sơ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("hẹn trả")
    slip = page.get_by_role("link", name="Giấy tiếp nhận hồ sơ và hẹn trả kết quả").get_attribute("href")
    words = words_of(page.request.get(str(slip)).body())
    code = CODE.findall(page.locator("main").inner_text())[0]
    assert code in words
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in words
    assert "Nguyễn Trúc Lam" in words
    return code


def sees(page: Page, words: str) -> None:
    """The citizen finds these words on the page of his dossier."""
    page.goto("/ho-so/")
    page.get_by_role("link", name=NAME).first.click()
    expect(page.locator("main")).to_contain_text(words)
    assert barriers(page) == []


def anybody_with_the_code_sees_it_is_done(page: Page, code: str) -> None:
    page.goto("/tra-cuu/")
    page.get_by_label("Mã hồ sơ").fill(code)
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đã xong")
    expect(page.locator("main")).not_to_contain_text("Trúc Lam")


# --- the officers


def opened(page: Page, key: str) -> Page:
    """The dossier, found by its code or filing number."""
    page.goto("/lam-viec/")
    search = page.get_by_role("searchbox").first
    search.fill(key)
    search.press("Enter")
    page.wait_for_url("**/lam-viec/ho-so/**")
    return page


def act(page: Page, code: str, button: str, before: Callable[[Page], None] = lambda page: None) -> None:
    """Open the dossier, type what the act wants, and do it; the page says that it was done."""
    opened(page, code)
    assert barriers(page) == []
    before(page)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.get_by_role("status").first).to_be_visible()


def types(label: str, words: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_label(label).fill(words)


def inspects(page: Page) -> None:
    page.get_by_label("Ngày kiểm tra").fill("2026-11-26")
    page.get_by_label("Nơi kiểm tra").fill("45 đường số 7, phường An Khánh")
    page.get_by_label("Thành phần tham gia").fill("Ông Nguyễn Trúc Lam, chủ đầu tư")
    page.get_by_label("Hiện trạng").fill("Đất trống, ranh giới đúng giấy chứng nhận.")
    page.get_by_label("Kết luận").fill("Phù hợp với hồ sơ.")


def pays(page: Page) -> None:
    page.get_by_text("Ghi nhận tiền nộp").click()
    page.get_by_label("Số biên lai giấy, nếu đã viết tay").fill("0000123")


# --- means


def a_day_passes(days: int = 1) -> None:
    clock.set_to(clock.now() + timedelta(days=days))


def words_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
