"""A resident pays his fee on a phone; the platform's call-back is lost and so is his way back. The worker asks, the
page tells it by itself, and the dossier goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from motcua.domain.dossiers.models import OpenTask
from motcua.domain.identity import queries as identity
from motcua.domain.payments import ports, queries, services
from motcua.domain.payments.types import CollectingAccount
from motcua.infra import clock
from motcua.infra.payment_platform import platform_from
from tests.journeys.browsers import DESKTOP, PHONE, Come, barriers
from tests.journeys.portal.citizen import LAM
from tests.office import Office
from tests.permit import ONE_STOP, resolved
from tests.sandbox.identity_provider import IdentityProvider

pytestmark = pytest.mark.journey


@pytest.fixture
def owed(address: str, working_city: Office, vouching: IdentityProvider) -> Iterator[UUID]:
    """A dossier that waits for its fee, in a city that is joined to the platform."""
    before = ports._Joined.platform
    given = {"url": f"{vouching.url}/payments/gateway", "partner": "MOTCUA-TRAINING", "secret": "sandbox"}
    ports._Joined.platform = platform_from({**given, "seconds": 5, "skew_seconds": 300, "origins": []})
    ward = working_city.city.office("H29.27094")
    services.set_account(CollectingAccount(ward, "970999", "Ngân hàng Huấn luyện", "2927094001", "UBND AN KHANH"), None)
    vouching.http.put("/payments/control/fault/lose").raise_for_status()
    yield resolved(working_city)
    vouching.http.delete("/payments/control/fault").raise_for_status()
    ports._Joined.platform = before


def test_a_lost_call_back_is_repaired_and_the_dossier_goes_on(
    come: Come, sign_in: Callable[..., None], owed: UUID, working_city: Office, vouching: IdentityProvider
) -> None:
    phone = come(**PHONE)
    sign_in(phone, LAM)
    phone.goto(f"/ho-so/{owed}/")
    phone.get_by_role("link", name="Nộp phí, lệ phí", exact=True).click()
    expect(phone.get_by_role("heading", name="Chuyển khoản bằng mã VietQR")).to_be_visible()
    assert barriers(phone) == []
    pays_and_loses_the_way_back(phone, vouching)

    phone.goto(f"/ho-so/{owed}/thanh-toan/")
    expect(phone.get_by_text("Chờ nộp")).to_be_visible()
    assert services.poll_due(clock.now() + timedelta(minutes=1)) == 1
    expect(phone.get_by_text("Đã nộp đủ")).to_be_visible()  # without being asked to
    assert barriers(phone) == []
    assert [task.step for task in OpenTask.objects.filter(dossier_id=owed)] == ["return_result"]
    [charge] = queries.charges_of(owed)
    assert len(queries.payments_of(charge.id)) == 1

    desk = come(**DESKTOP)
    login = identity.officer(working_city.city.who(ONE_STOP, "one_stop_officer")).login
    sign_in(desk, login, door="can-bo")
    desk.goto(f"/lam-viec/ho-so/{owed}/")
    desk.get_by_role("link", name="Thu phí, hoàn trả").click()
    expect(desk.get_by_role("heading", name="Tiền đã nhận")).to_be_visible()
    assert barriers(desk) == []


def pays_and_loses_the_way_back(page: Page, vouching: IdentityProvider) -> None:
    """He pays at the platform; his phone goes dark before the page comes to which it leads him back."""
    page.get_by_role("button", name="Thanh toán trực tuyến").click()
    expect(page.get_by_role("heading", name="Nền tảng thanh toán thử nghiệm")).to_be_visible()
    expect(page.get_by_text("75.000 đồng")).to_be_visible()
    paid = vouching.http.post(page.url, data={"decision": "pay"})
    assert "/thanh-toan/tro-ve/" in paid.headers["location"]
