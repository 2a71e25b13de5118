"""A father files once for his newborn: birth, residence and health card at three agencies, one of which refuses and one
of which says nothing for two hours. Real browsers, his a phone's; each page is judged by axe.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from motcua.delivery.cli.story import blank_pdf
from motcua.domain.dossiers.models import Dossier
from tests.journeys.browsers import barriers
from tests.journeys.linked.conftest import People, it_is
from tests.journeys.portal.citizen import saved, type_in, upload
from tests.linked import BIRTH, INSURANCE, JUSTICE, LAM, LEADERSHIP, POLICE, birth_form

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAME = "Khai sinh, thường trú, thẻ bảo hiểm y tế cho con"
ONE_STOP = ("H29.27094.03", "one_stop_officer")
REGISTRAR = (JUSTICE, "civil_status_officer")
RECORDS = ("H29.27094.02", "records_clerk")
CHAIRMAN = (LEADERSHIP, "commune_chairman")
POLICE_DESK, POLICE_OFFICER, CHIEF = (
    (f"{POLICE}.03", "one_stop_officer"),
    (f"{POLICE}.04", "police_officer"),
    (f"{POLICE}.01", "police_chief"),
)
INSURER = (INSURANCE, "insurance_officer")
REFUSED = "Chủ hộ không đồng ý cho đăng ký."


def test_filed_once_three_agencies_one_refuses_one_is_silent(people: People, tmp_path) -> None:
    lam = people.citizen(LAM)
    reference = files(lam, tmp_path)
    it_is("2026-11-25 08:00")
    people.accepts(ONE_STOP, reference)
    people.acts(REGISTRAR, reference, "Đủ điều kiện")
    sees_parts(lam, "Đăng ký khai sinh", "Chờ cơ quan tiếp nhận")

    registers_birth(people, lam)
    it_is("2026-11-25 10:30")
    sees_parts(lam, "Đăng ký thường trú", "Cấp thẻ bảo hiểm y tế")
    desk = people.opened(REGISTRAR, reference)
    expect(desk.locator("#lien-thong")).to_contain_text("Công an phường An Khánh")
    assert barriers(desk) == []

    police = key_of("residence")
    people.accepts(POLICE_DESK, police)
    it_is("2026-11-25 14:30")  # two working hours later the insurance has not said a word
    both_sides_are_told(people, lam, reference)
    people.accepts(INSURER, key_of("health_card"))
    chairman = people.officer(*CHAIRMAN)
    chairman.goto("/lam-viec/")
    expect(chairman.locator("#silent-title")).to_have_count(0)

    refuses_residence(people, police)
    people.acts(INSURER, key_of("health_card"), "Đã cấp thẻ")
    people.acts(INSURER, key_of("health_card"), "Phát hành kết quả")
    hands_over(people, lam, reference)


def files(page: Page, folder) -> str:
    """The filing number."""
    paper = folder / "Giấy chứng sinh.pdf"
    paper.write_bytes(blank_pdf(1))
    page.goto(f"/nop/{BIRTH}/")
    page.get_by_role("button", name="Bắt đầu").click()
    page.get_by_role("link", name="Người yêu cầu").click()
    while "/giay-to/" not in page.url:
        here = page.url
        type_in(page, birth_form(copies="0"))
        saved(page)
        page.get_by_role("button", name="Lưu và tiếp tục").click()
        expect(page).not_to_have_url(here)
    page.get_by_label("Giấy chứng sinh", exact=True).check()
    upload(page, "birth_notice", paper)
    expect(page.locator("#birth_notice .uploads")).to_contain_text("1 trang")
    page.get_by_role("link", name="Tiếp tục: xem lại").click()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name="Đã nộp hồ sơ")).to_be_visible()
    return page.locator(".receipt .big-number").inner_text()


def key_of(child: str) -> str:
    """By which its agency finds a part."""
    row = Dossier.objects.get(part_key=child)
    return row.code or row.reference


def opens(page: Page) -> None:
    page.goto("/ho-so/")
    expect(page.get_by_role("link", name=NAME)).to_have_count(1)  # filed once, there once
    page.get_by_role("link", name=NAME).click()


def sees_parts(page: Page, *words: str) -> None:
    """The applicant finds these words among the parts of his dossier."""
    opens(page)
    parts = page.locator("section", has=page.get_by_role("heading", name="Các phần của hồ sơ"))
    for each in words:
        expect(parts).to_contain_text(each)
    assert barriers(page) == []


def registers_birth(people: People, lam: Page) -> None:
    it_is("2026-11-25 08:40")
    people.accepts(ONE_STOP, key_of("birth"))
    people.acts(REGISTRAR, key_of("birth"), "Đủ điều kiện đăng ký")
    sees_parts(lam, "Xác nhận nội dung đúng")
    lam.get_by_role("button", name="Xác nhận nội dung đúng").click()
    expect(lam.get_by_text("Đã ghi nhận xác nhận của ông/bà.")).to_be_visible()
    expect(lam.get_by_role("heading", name="Các phần của hồ sơ")).to_be_visible()  # back at the one dossier
    it_is("2026-11-25 09:30")
    people.acts(REGISTRAR, key_of("birth"), "Xong, chuyển bước")
    page = people.opened(REGISTRAR, key_of("birth"))
    expect(page.get_by_text("Hồ sơ này là một phần của hồ sơ liên thông")).to_be_visible()
    page.get_by_text("Ghi nhận đã có trả lời").first.click()
    page.get_by_role("button", name="Ghi nhận đã có trả lời").click()
    expect(page.get_by_role("status").first).to_be_visible()
    people.acts(CHAIRMAN, key_of("birth"), "Ký")
    people.acts(RECORDS, key_of("birth"), "Phát hành kết quả")


def both_sides_are_told(people: People, lam: Page, reference: str) -> None:
    for who in (CHAIRMAN, (f"{INSURANCE}.01", "department_leader")):
        page = people.officer(*who)
        page.goto("/lam-viec/")
        expect(page.locator("#silent-title")).to_contain_text("1 phần liên thông")
        assert barriers(page) == []
    page = people.opened(REGISTRAR, reference)
    expect(page.locator("#lien-thong")).to_contain_text("Cơ quan chưa xác nhận")
    opens(lam)
    expect(lam.locator("main")).to_contain_text("chưa xác nhận đã nhận phần Cấp thẻ bảo hiểm y tế")


def refuses_residence(people: People, key: str) -> None:
    page = people.opened(POLICE_OFFICER, key)
    page.locator('textarea[name="reason"]').first.fill(REFUSED)
    page.get_by_role("button", name="Không đủ điều kiện", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()
    people.acts(POLICE_OFFICER, key, "Xong, chuyển bước")
    people.acts(CHIEF, key, "Ký duyệt")
    people.acts(POLICE_OFFICER, key, "Phát hành kết quả")


def hands_over(people: People, lam: Page, reference: str) -> None:
    sees_parts(lam, "Từ chối", "Đã cấp thẻ")
    it_is("2026-11-25 15:30")
    people.acts(ONE_STOP, reference, "Phát hành kết quả")
    people.acts(ONE_STOP, reference, "Trả kết quả")
    opens(lam)
    expect(lam.get_by_role("heading", level=1)).to_contain_text("đã xong")
    stranger = people.stranger()
    stranger.goto(f"/tra-cuu/{key_of('residence')}/")  # whoever holds the code of a part sees the one dossier
    expect(stranger.locator("main")).to_contain_text(NAME)
    expect(stranger.locator("main")).not_to_contain_text("Trúc Lam")
    assert barriers(stranger) == []
