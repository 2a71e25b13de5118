"""A message that nobody could be told, from the dossier to the leader's one click, in real browsers; judged by axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from motcua.domain.dossiers.messages import tell_of_events
from motcua.domain.identity import queries as identity
from motcua.domain.notifications.services import save_preferences, send_due
from motcua.domain.notifications.types import Channel, Preferences
from motcua.infra import clock
from motcua.infra.messages import RefusedError
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.office import Office
from tests.permit import LEADERSHIP, accepted
from tests.vendors import Vendors, vendors

__all__ = ["vendors"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_leader_finds_what_did_not_arrive_and_sends_it_again(
    come: Come, sign_in: Callable[..., None], working_city: Office, vendors: Vendors, window: dict[str, Any]
) -> None:
    dossier = accepted(working_city)
    lam = working_city.citizen("2026-11-02 08:00").person_id
    save_preferences(lam, Preferences(frozenset({Channel.SMS})), clock.now())
    vendors[Channel.SMS].fails.append(RefusedError("SMS 10"))
    tell_of_events(clock.now())
    send_due(clock.now())

    page = come(**window)
    sign_in(page, identity.officer(working_city.city.who(LEADERSHIP, "commune_chairman")).login, door="can-bo")
    page.goto("/lam-viec/tin-loi/")
    expect(page.get_by_role("heading", name="Tin chưa đến người nhận")).to_be_visible()
    page.get_by_text("Hồ sơ đã được tiếp nhận", exact=True).click()
    expect(page.get_by_text("Nhà cung cấp từ chối hẳn")).to_be_visible()
    assert barriers(page) == []

    page.get_by_role("button", name="Gửi lại").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Tin đang được gửi lại.")
    expect(page.get_by_text("Mọi tin đã gửi hoặc đang chờ gửi.")).to_be_visible()
    assert barriers(page) == []
    send_due(clock.now())
    assert len(vendors[Channel.SMS].taken) == 1

    page.goto(f"/lam-viec/ho-so/{dossier}/#tin-nhan")
    log = page.locator("#tin-nhan")
    log.get_by_text("Hồ sơ đã được tiếp nhận", exact=True).first.click()
    expect(log.get_by_text("Đã gửi", exact=True).first).to_be_visible()
    assert barriers(page) == []
