"""A head finds an apology drafted for him, reads the letter, sends it; his chairman reads what a storm moved. At a desk
and on a phone; each page is judged by axe.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.core.workcal import holiday
from motcua.domain.dossiers.calendar_change.running import follow_now
from motcua.domain.dossiers.services.reminders import look_at_all, remind_due
from motcua.domain.identity import queries as identity
from motcua.domain.identity.policies import Scope
from motcua.domain.identity.services import CalendarPlan, change_calendar
from motcua.infra import clock
from tests.domain.dossiers.test_services import assigned
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import Office, at
from tests.permit import ECONOMY, LEADERSHIP

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])


@WINDOWS
def test_an_apology_is_found_read_and_sent_and_what_a_storm_moved_is_told(
    come: Come, sign_in: Callable[..., None], working_city: Office, window: dict[str, Any]
) -> None:
    def visit(office: str, role: str, address: str) -> Page:
        page = come(**window)
        sign_in(page, identity.officer(working_city.city.who(office, role)).login, door="can-bo")
        page.goto(address)
        return page

    assigned(working_city)
    clock.set_to(at("2026-11-17 09:00"))
    look_at_all(clock.now())
    remind_due(clock.now())

    head = visit(ECONOMY, "division_head", "/lam-viec/")
    expect(head.get_by_role("heading", name="1 văn bản xin lỗi và hẹn lại đang chờ gửi")).to_be_visible()
    assert barriers(head) == []
    head.get_by_role("region", name="văn bản xin lỗi").get_by_role("link").click()
    expect(head.get_by_label("Lý do chậm")).to_have_value(re.compile("Hồ sơ đang ở bước"))
    expect(head.get_by_role("heading", name="Thời hạn của từng cơ quan")).to_be_visible()
    expect(head.get_by_role("heading", name="Nhắc việc")).to_be_visible()
    assert barriers(head) == []
    with head.context.expect_page() as opened:
        head.get_by_role("button", name="Xem trước văn bản").click()
    opened.value.close()
    head.get_by_role("button", name="Gửi văn bản xin lỗi và hẹn lại").click()
    expect(head.get_by_role("status").first).to_contain_text("Đã gửi văn bản xin lỗi.")

    _a_storm(working_city)
    chairman = visit(LEADERSHIP, "commune_chairman", "/lam-viec/lich/")
    expect(chairman.get_by_role("cell", name="Nghỉ tránh bão số 9")).to_be_visible()
    assert barriers(chairman) == []
    chairman.get_by_role("link", name="QĐ 99/QĐ-UBND").click()
    expect(chairman.get_by_role("link", name="Nguyễn Trúc Lam")).to_be_visible()
    assert barriers(chairman) == []


def _a_storm(working_city: Office) -> None:
    """A week off, in which the new appointment lies."""
    city = working_city.city.office("H29")
    operator = Scope(None, frozenset(), frozenset(), frozenset({city}))
    days = tuple(holiday(date(2026, 12, day)) for day in (7, 8, 9, 10, 11))
    plan = CalendarPlan(days=days)
    change_calendar(plan, city, by=operator, decision="QĐ 99/QĐ-UBND", reason="Nghỉ tránh bão số 9", now=clock.now())
    follow_now(clock.now)
