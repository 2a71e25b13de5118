"""The accountant takes the bank's file in, sees what does not agree and settles it, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.domain.identity import queries as identity
from motcua.domain.payments.models import Charge
from tests.domain.books.till import Till, at, till
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import Office

__all__ = ["till"]
pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
HEAD = "Ngày giao dịch;Số tham chiếu;Nội dung;Ghi nợ;Ghi có;Loại tiền"


@WINDOWS
def test_the_accountant_takes_a_statement_in_and_settles_what_does_not_agree(
    come: Come, sign_in: Callable[..., None], working_city: Office, till: Till, window: dict[str, Any]
) -> None:
    till.account()
    paid, open_charge = till.charge(), till.charge()
    till.cash(paid, now=at("2026-11-24 08:10"))
    memo = Charge.objects.get(pk=open_charge).memo
    page = come(**window)
    sign_in(page, identity.officer(working_city.city.who("H29.27094.02", "accountant")).login, door="can-bo")

    page.goto("/lam-viec/so-thu/")
    expect(page.locator("h1")).to_have_text("Sổ thu ngày 24/11/2026")
    expect(page.get_by_role("link", name="01BLP0-001 AK-26E 1").first).to_be_visible()
    assert barriers(page) == []

    page.get_by_role("link", name="Đối soát", exact=True).click()
    expect(page.locator("h1")).to_have_text("Chưa đối soát với ngân hàng")
    assert barriers(page) == []
    _takes_in(page, ("FT1", memo, 75_000), ("FT2", "tien nuoc thang 11", 33_000))
    expect(page.get_by_text("Đã nhận 2 giao dịch mới. Tự ghi nhận 1 khoản thu.")).to_be_visible()
    expect(page.locator("h1")).to_have_text("1 chênh lệch chưa xử lý")
    expect(page.get_by_role("heading", name="Không rõ nộp cho hồ sơ nào")).to_be_visible()
    assert barriers(page) == []

    page.get_by_label("Đã xử lý thế nào").fill("Người chuyển nhầm, đã hoàn trả ngày 24/11")
    page.get_by_role("button", name="Ghi là đã xử lý").click()
    expect(page.locator("h1")).to_have_text("Sổ khớp với ngân hàng")

    page.get_by_role("link", name="24/11/2026", exact=True).click()
    expect(page.get_by_text("Người chuyển nhầm, đã hoàn trả ngày 24/11")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Thu hộ, bàn giao").click()
    expect(page.locator("h1")).to_have_text("Thu hộ và bàn giao tháng 11/2026")
    assert barriers(page) == []
    page.get_by_role("link", name="Chi trả", exact=True).click()
    expect(page.locator("h1")).to_have_text("Chi trả cho người dân")
    assert barriers(page) == []


def _takes_in(page: Page, *lines: tuple[str, str, int]) -> None:
    rows = [f"24/11/2026;{reference};{memo};;{amount};VND" for reference, memo, amount in lines]
    content = "\n".join([HEAD, *rows]).encode()
    page.get_by_label("Tệp cần nhận").set_input_files({"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Nhận và đối soát").click()
