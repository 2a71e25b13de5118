"""Who comes in, and that every page of a version shows."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.delivery.desk.officers import Officer
from tests.delivery.lab.reformers import page_of, text_of
from tests.permit import ONE_STOP

pytestmark = pytest.mark.django_db

PARTS = [
    "",
    "quy-trinh/",
    *(f"phan/{word}/" for word in ("buoc", "don", "giay-to", "truong-hop", "ket-qua", "phi", "chung")),
    "don/xem-thu/",
    "van-ban/",
    "van-ban/permit/",
    "van-ban/receipt_slip/",
    "tep/",
    "tep/procedure.yaml",
    "thu/",
    "bang/",
    "chuyen-doi/",
]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_draft_is_shown_to_those_who_design_control_and_publish(
    designer: Client, controller: Client, leader: Client, draft: int, part: str
) -> None:
    for client in (designer, controller, leader):
        answer = client.get(page_of(draft, part))
        assert answer.status_code == 200, text_of(answer)[:500]


def test_a_clerk_is_told_whom_the_pages_are_for(officer: Officer, draft: int) -> None:
    clerk = officer(ONE_STOP, "one_stop_officer")
    for address in ("/cai-cach/", page_of(draft), page_of(draft, "phan/don/")):
        answer = clerk.get(address)
        assert answer.status_code == 403
        assert "người soạn, kiểm soát và ban hành thủ tục" in text_of(answer)


def test_nobody_comes_in_without_signing_in(draft: int) -> None:
    assert Client().get(page_of(draft))["Location"].startswith("/dang-nhap/")
    assert Client().post(page_of(draft, "quy-trinh/kiem/"), headers={"Accept": "application/json"}).status_code == 401


def test_a_version_that_does_not_exist_is_not_found(designer: Client) -> None:
    assert designer.get(page_of(999999)).status_code == 404
    assert designer.get("/cai-cach/thu-tuc/9.999999/").status_code == 404


def test_the_first_page_shows_what_is_in_hand_and_finds_procedures_by_everyday_words(
    designer: Client, draft: int
) -> None:
    home = text_of(designer.get("/cai-cach/"))
    assert "Đang làm dở" in home
    assert "soạn tiếp rồi kiểm tra" in home
    found = text_of(designer.get("/cai-cach/", {"tim": "xay nha"}))
    assert "Cấp giấy phép xây dựng nhà ở riêng lẻ" in found


def test_those_who_only_control_see_the_parts_without_a_way_to_save(controller: Client, draft: int) -> None:
    page = text_of(controller.get(page_of(draft, "phan/buoc/")))
    assert "tài khoản này không có quyền soạn" in page
    assert 'value="save" data-key-save' not in page


def test_the_desk_leads_here_only_those_who_have_something_to_do_here(designer: Client, officer: Officer) -> None:
    assert 'href="/cai-cach/"' in text_of(designer.get("/lam-viec/"))
    assert 'href="/cai-cach/"' not in text_of(officer(ONE_STOP, "one_stop_officer").get("/lam-viec/"))
